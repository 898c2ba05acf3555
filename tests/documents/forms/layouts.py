"""Forms of our own, each of a layout met on a published form, with the look-alikes that must stay empty."""

from tests.documents.forms.made import Sheet

_SHIFT = 7


def illegible_print() -> Sheet:
    """A drug request printed in a face with a code of its own: tooltips and the names of fields speak alone."""
    s = Sheet()
    s.words(40, 760, _coded("Medication Precertification Request for the Infusion Center"), 14)
    s.words(40, 746, _coded("All fields must be completed and legible for precertification review, page one of two"))
    for at, part in enumerate(("MM", "DD", "YYYY")):
        s.text(120 + at * 30, 726, 26, "", name=f"Indicate T.{at + 2}", tooltip=f"Start date ({part})")
    _told(s, 706, "Patient First Name", "T11", 40, 150, "patient.name_first")
    _told(s, 706, "Patient Last Name", "T12", 200, 150, "patient.name_last")
    _told(s, 706, "Patient DOB (MM/DD/YYYY)", "T13", 370, 90, "patient.birth_date")
    _told(s, 690, "Address:", "T14", 40, 150, "patient.street")
    _told(s, 690, "City:", "T15", 200, 150, "patient.city")
    _told(s, 690, "State:", "T16", 360, 40, "patient.state")
    _told(s, 690, "ZIP:", "T17", 410, 60, "patient.zip")
    _told(s, 674, "lbs", "T21B", 40, 40, "")
    _told(s, 674, "Allergies:", "T21F", 200, 150, "")
    _told(s, 650, "Member ID #:", "Insurance Info T.1", 40, 150, "subscriber.member_id")
    _told(s, 634, "Group #:", "Insurance Info T.2", 40, 150, "coverage.group_number")
    _told(s, 634, "If yes, provide ID#:", "Insurance Info T.6", 250, 80, "")
    _told(s, 634, "Carrier Name:", "Insurance Info T.7", 380, 100, "")
    _told(s, 618, "Insured:", "Insurance Info T.3", 40, 150, "subscriber.name")
    _told(s, 618, "Insured:", "Insurance Info T.8", 250, 150, "")
    _told(s, 590, "First Name:", "Presc Info T.1", 40, 150, "provider.name_first")
    _told(s, 590, "Last Name:", "Presc Info T.2", 200, 150, "provider.name_last")
    _told(s, 574, "Address:", "Presc Info T.7", 40, 150, "provider.street")
    _told(s, 574, "City:", "Presc Info T.8", 200, 150, "provider.city")
    _told(s, 558, "NPI #:", "Presc Info T.14", 40, 150, "provider.npi")
    _told(s, 558, "St Lic #:", "Presc Info T.13", 200, 150, "provider.license_number")
    _told(s, 558, "PIN:", "Presc Info T.21", 360, 80, "")
    _told(s, 530, "Phone:", "Provider Admin T.4", 40, 150, "")
    _told(s, 514, "Name:", "Provider Admin T.17", 40, 150, "")
    return s


def insurance_in_two_columns() -> Sheet:
    """Our plan in the left column, the other plan in the right one beside the question about it."""
    s = Sheet()
    s.words(40, 760, "Request for Services", 14, bold=True)
    s.words(40, 735, "B. INSURANCE INFORMATION", 9, bold=True)
    _line(s, 40, 715, "Member ID #:", 105, 160, "subscriber.member_id")
    s.words(300, 718, "Does patient have other coverage?")
    for place, answer in ((440, "Yes"), (480, "No")):
        s.check(place, 716, f"other.covered={answer.lower()}")
        s.words(place + 12, 718, answer)
    _line(s, 40, 698, "Group #:", 105, 160, "coverage.group_number")
    _line(s, 300, 698, "If yes, provide ID#:", 375, 60, "other.member_id")
    _line(s, 440, 698, "Carrier Name:", 495, 80, "other.payer_name")
    _line(s, 40, 681, "Insured:", 105, 160, "subscriber.name")
    _line(s, 300, 681, "Insured:", 375, 160, "other.subscriber.name")
    s.words(40, 650, "C. SEPARATE POLICIES", 9, bold=True)
    _line(s, 40, 630, "Medicare: If yes, provide ID #:", 155, 100, "")
    return s


def physician_statement() -> Sheet:
    """Diagnoses by rank under one heading, a payee by number and name, sex and marital status in one row."""
    s = Sheet()
    s.words(40, 760, "Attending Physician's Statement", 14, bold=True)
    s.words(40, 735, "1.  Diagnosis. (For other disorders, use the second form.)", 9, bold=True)
    _line(s, 60, 712, "Primary:", 100, 300, "claim.diagnosis[1]")
    _line(s, 60, 692, "Secondary:", 115, 300, "claim.diagnosis[2]")
    s.words(40, 668, "2.  Language", 9, bold=True)
    _line(s, 60, 648, "Primary:", 100, 300, "")
    s.words(40, 618, "PAYMENT", 9, bold=True)
    _line(s, 40, 598, "Provider Number", 110, 90, "")
    _line(s, 230, 598, "Name", 262, 200, "provider.name")
    _line(s, 40, 580, "Address", 80, 400, "provider.address")
    s.words(40, 545, "PATIENT INFORMATION", 9, bold=True)
    _marks(s, 525, "Sex:", 60, (("M", "patient.sex=male"), ("F", "patient.sex=female")), 30)
    _marks(
        s, 525, "Marital Status:", 190,
        (
            ("Single", "patient.marital_status=single"), ("Married", "patient.marital_status=married"),
            ("Divorced", "patient.marital_status=divorced"), ("Separated", ""),
        ),
    )  # fmt: skip
    s.words(40, 495, "ORDER", 9, bold=True)
    _line(s, 40, 475, "Group Number", 110, 90, "coverage.group_number")
    _line(s, 230, 475, "Name", 262, 200, "")
    s.text(40, 440, 400)
    s.words(50, 430, "(Number and Street)", 7)
    s.words(200, 430, "(Town)", 7)
    s.words(300, 430, "(Whatever)", 7)
    return s


def addressed_as_you() -> Sheet:
    """A claim that calls the policy holder "you"; boxes named in a series, and an insurer called a provider."""
    s = Sheet()
    s.words(40, 760, "Claim Form", 14, bold=True)
    _line(s, 40, 735, "Policy number:", 110, 120, "subscriber.member_id")
    s.words(40, 710, "Your Information", 10, bold=True)
    _line(s, 40, 690, "Name:", 75, 200, "subscriber.name")
    _line(s, 330, 690, "Preferred phone:", 405, 120, "subscriber.phone")
    _line(s, 40, 673, "Address:", 80, 300, "subscriber.street")
    _line(s, 40, 656, "City, State, Zip:", 110, 300, "subscriber.city_state_zip")
    s.words(
        40, 630, "Your pet's info - complete this only where something has changed since the last claim", 10, bold=True
    )
    _line(s, 40, 610, "Date of birth:", 100, 80, "")
    s.words(40, 590, "Was it insured by any other insurance provider?")
    for place, answer in ((260, "Yes"), (300, "No")):
        s.check(place, 588, f"other.covered={answer.lower()}")
        s.words(place + 12, 590, answer)
    _line(s, 40, 570, "If yes, provider name:", 130, 150, "")
    s.words(40, 540, "What are you sending today?", 10, bold=True)
    for row in range(3):
        s.words(40, 523 - row * 17, "Date(s)")
        s.text(80, 520 - row * 17, 90, name=f"Date(s) {row + 1}")
        s.words(180, 523 - row * 17, "$")
        s.text(190, 520 - row * 17, 90, name=f"Total {row + 1}")
    return s


def whoever_you_are() -> Sheet:
    """A permission that asks for no plan: "you" may be the patient, a parent or a guardian."""
    s = Sheet()
    s.words(40, 760, "Permission to Share", 14, bold=True)
    s.words(40, 735, "Your Information", 10, bold=True)
    _line(s, 40, 715, "Name:", 75, 200, "")
    _line(s, 40, 698, "Address:", 80, 300, "")
    s.words(40, 660, "Individual Provider", 10, bold=True)
    _line(s, 40, 640, "Individual Provider SSN #:", 150, 120, "")
    _line(s, 300, 640, "Individual Provider NPI #:", 410, 120, "provider.npi")
    return s


def headings_about_others() -> Sheet:
    """Parts about people whom no heading makes known, each right under a part about one who is."""
    s = Sheet()
    s.words(40, 760, "Statement of Claim", 14, bold=True)
    s.words(40, 735, "Patient Information", 10, bold=True)
    _line(s, 40, 715, "Name", 75, 200, "patient.name")
    _line(s, 300, 715, "Date of birth", 360, 100, "patient.birth_date")
    s.words(40, 700, "Driver of the vehicle", 9, bold=True)
    _line(s, 40, 685, "Name", 75, 200, "")
    _line(s, 300, 685, "Telephone", 360, 100, "")
    _line(s, 40, 668, "Address", 80, 200, "")
    _line(s, 300, 668, "City", 360, 100, "")
    s.words(40, 640, "PROVIDER INFORMATION", 9, bold=True)
    _line(s, 40, 620, "Name", 75, 200, "provider.name")
    _line(s, 300, 620, "NPI", 360, 100, "provider.npi")
    s.words(40, 605, "Landlord", 9, bold=True)
    _line(s, 40, 590, "Name", 75, 200, "")
    _line(s, 300, 590, "Telephone", 360, 100, "")
    s.words(40, 560, "Patient's name", 8)
    s.text(110, 557, 200, "patient.name")
    s.words(40, 543, "Claim adjuster", 9, bold=True)
    _line(s, 40, 525, "Phone", 110, 200, "")
    return s


def other_plan_in_capitals() -> Sheet:
    """Cells in capitals: after the question about another plan its holder, its insurer, and no day of ours."""
    s = Sheet()
    s.words(36, 770, "Medical Claim", 14, bold=True)
    s.words(36, 750, "A. PRIMARY CUSTOMER INFORMATION", 9, bold=True)
    _cells(
        s, 720, (300, "PRIMARY CUSTOMER'S NAME (LAST NAME, FIRST NAME, M.I.)", "subscriber.name"),
        (140, "ID NUMBER (ON ID CARD)", "subscriber.member_id"), (100, "DATE OF BIRTH", "subscriber.birth_date"),
    )  # fmt: skip
    s.words(36, 700, "B. PATIENT INFORMATION", 9, bold=True)
    _cells(
        s, 670, (300, "PATIENT'S NAME (LAST NAME, FIRST NAME, M.I.)", "patient.name"),
        (240, "DATE OF BIRTH", "patient.birth_date"),
    )  # fmt: skip
    s.frame(36, 644, 540, 26)
    s.words(38, 662, "RELATIONSHIP TO PRIMARY CUSTOMER", 6)
    _marks(
        s, 647, "", 60, tuple((each, f"patient.relation={each.lower()}") for each in ("Self", "Spouse", "Child")), 90
    )
    _cells(
        s, 618, (250, "PATIENT'S ADDRESS (IF DIFFERENT FROM ABOVE)", "patient.street"), (120, "CITY", "patient.city"),
        (60, "STATE", "patient.state"), (110, "ZIP CODE", "patient.zip"),
    )  # fmt: skip
    s.words(36, 598, "C. OTHER COVERAGE INFORMATION", 9, bold=True)
    s.words(40, 583, "IS THE PATIENT COVERED UNDER ANOTHER HEALTH INSURANCE PLAN?", 6)
    _marks(s, 581, "", 290, (("YES", "other.covered=yes"), ("NO", "other.covered=no")))
    _cells(
        s, 550, (270, "NAME OF OTHER INSURANCE COMPANY", "other.payer_name"),
        (150, "POLICY NUMBER", "other.member_id"), (120, "EFFECTIVE DATE", ""),
    )  # fmt: skip
    _cells(
        s, 524, (270, "NAME OF POLICYHOLDER", "other.subscriber.name"),
        (270, "POLICYHOLDER'S DATE OF BIRTH", "other.subscriber.birth_date"),
    )  # fmt: skip
    s.frame(36, 494, 540, 26)
    s.words(38, 505, "ACCIDENT RELATED?", 6)
    _marks(s, 502, "", 110, (("YES", "accident.any=yes"), ("NO", "accident.any=no")), 40)
    s.words(220, 505, "WORK RELATED?", 6)
    _marks(s, 502, "", 280, (("YES", "accident.employment=yes"), ("NO", "accident.employment=no")), 40)
    return s


def services_from_and_to() -> Sheet:
    """A table of services whose dates stand under From and To, with the sums below it."""
    s = Sheet()
    s.words(36, 770, "Itemized Services", 14, bold=True)
    s.words(50, 752, "Date(s) of service", 7)
    x = 36
    for width, head, part in (
        (70, "From", "date"), (70, "To", "date_to"), (40, "POS", "place"), (70, "CPT/HCPCS", "code"),
        (50, "Mod", "modifiers"), (90, "ICD-10", "diagnoses"), (40, "Units", "units"), (80, "Charge", "charge"),
    ):  # fmt: skip
        s.words(x + 2, 742, head, 7)
        for row in range(4):
            s.text(x + 1, 724 - row * 15, width - 2, f"service_line[{row + 1}].{part}")
        x += width
    _line(s, 380, 655, "Total charges", 466, 80, "claim.total")
    _line(s, 380, 638, "Amount paid", 466, 80, "claim.paid")
    _line(s, 380, 621, "Balance due", 466, 80, "claim.balance")
    _line(s, 40, 590, "Start date", 100, 80, "")
    return s


def labels_in_a_column() -> Sheet:
    """Ruled rows with the words in a cell of their own to the left, and a table of children headed on both sides."""
    s = Sheet()
    s.words(36, 770, "Member Submitted Claim", 14, bold=True)
    y = 740
    for part, rows in (
        ("Policyholder", (("Name", "subscriber.name"), ("ID number", "subscriber.member_id"),
                          ("Employer", "employer.name"), ("Mailing address", "subscriber.street"),
                          ("City / State / ZIP", "subscriber.city_state_zip"))),
        ("Patient", (("Name", "patient.name"), ("Date of birth", "patient.birth_date"))),
        ("Other insurance", (("Policy number", "other.member_id"), ("Policyholder name", "other.subscriber.name"))),
        ("Treating provider", (("Name", "provider.name"), ("Tax ID", "practice.tax_id"), ("NPI", "provider.npi"))),
        ("Charges", (("Diagnosis", "claim.diagnoses"), ("Date of service", "claim.date"), ("Rent", ""))),
    ):  # fmt: skip
        s.words(36, y + 4, part, 10, bold=True)
        y -= 18
        for words, value in rows:
            s.frame(36, y, 140, 16)
            s.frame(176, y, 300, 16)
            s.words(40, y + 5, words)
            s.text(178, y + 1, 296, value, height=14)
            y -= 16
        y -= 8
    s.words(36, y + 4, "Children", 10, bold=True)
    for column, head in enumerate(("", "Name", "Date of birth")):
        s.frame(36 + column * 140, y - 16, 140, 16)
        s.words(40 + column * 140, y - 11, head)
    for row in range(3):
        for column in range(3):
            s.frame(36 + column * 140, y - 32 - row * 16, 140, 16)
            if column:
                s.text(38 + column * 140, y - 31 - row * 16, 136, "", height=14)
        s.words(40, y - 27 - row * 16, f"Child {row + 1}")
    return s


def request_for_an_exception() -> Sheet:
    """A request with a person to call, a first and a last day, and a short table of services."""
    s = Sheet()
    s.words(36, 770, "Out-of-Network Exception Request", 14, bold=True)
    s.words(36, 735, "Member Information", 9, bold=True)
    _line(s, 36, 715, "Member Name:", 100, 200, "patient.name")
    _line(s, 320, 715, "Member ID:", 380, 150, "patient.member_id")
    s.words(36, 690, "Requesting Provider", 9, bold=True)
    _line(s, 36, 670, "Name:", 70, 200, "provider.name")
    _line(s, 320, 670, "NPI:", 345, 100, "provider.npi")
    _line(s, 36, 652, "Contact Person:", 110, 150, "")
    _line(s, 320, 652, "Phone:", 350, 100, "")
    s.words(36, 620, "Servicing Provider", 9, bold=True)
    _line(s, 36, 600, "Provider Name:", 110, 200, "provider.name")
    _line(s, 320, 600, "TIN:", 345, 100, "practice.tax_id")
    _line(s, 36, 570, "Diagnosis Code(s) (ICD-10):", 160, 200, "claim.diagnosis_codes")
    _line(s, 36, 552, "Requested Start Date:", 140, 80, "")
    _line(s, 240, 552, "End Date:", 290, 80, "")
    for x, width, head, part in ((38, 110, "CPT/HCPCS Code", "code"), (158, 230, "Description", "description"),
                                 (398, 60, "Units", "units")):  # fmt: skip
        s.words(x + 2, 535, head, 7)
        for row in range(3):
            s.text(x, 517 - row * 15, width, f"service_line[{row + 1}].{part}")
    return s


def days_in_three_columns() -> Sheet:
    """Dates of service whose month, day and year are named once, at the head of narrow columns."""
    s = Sheet()
    s.words(36, 770, "Statement of Services", 14, bold=True)
    s.words(40, 752, "Date of service", 7)
    s.words(160, 752, "Procedure code", 7)
    s.words(250, 752, "Charge", 7)
    for column, part in enumerate(("MM", "DD", "YY")):
        s.words(42 + column * 34, 742, part, 6)
        for row in range(3):
            s.text(40 + column * 34, 726 - row * 15, 30, f"service_line[{row + 1}].date")
    for row in range(3):
        s.text(160, 726 - row * 15, 80, f"service_line[{row + 1}].code")
        s.text(250, 726 - row * 15, 80, f"service_line[{row + 1}].charge")
    return s


def words_beneath() -> Sheet:
    """Lines with their words under them, no bracket to tell: only that words and lines begin at the same places."""
    s = Sheet()
    s.words(36, 770, "Claim for Medical Benefits", 14, bold=True)
    s.words(36, 745, "INSURED", 9, bold=True)
    _lines(s, 722, (200, "Last Name", "subscriber.name_last"), (200, "First Name", "subscriber.name_first"),
           (60, "MI", "subscriber.name_initial"), (100, "Date of Birth", "subscriber.birth_date"))  # fmt: skip
    _lines(s, 694, (300, "Street Address", "subscriber.street"), (120, "City", "subscriber.city"),
           (50, "State", "subscriber.state"), (80, "Zip", "subscriber.zip"))  # fmt: skip
    _lines(s, 666, (200, "Policy Number", "subscriber.member_id"), (200, "Group Number", "coverage.group_number"),
           (150, "Color of roof", ""))  # fmt: skip
    s.words(36, 640, "PATIENT", 9, bold=True)
    _lines(s, 617, (200, "Last Name", "patient.name_last"), (200, "First Name", "patient.name_first"),
           (100, "Date of Birth", "patient.birth_date"))  # fmt: skip
    _lines(s, 589, (200, "Relationship to Insured", "patient.relation"), (200, "Nickname", ""),
           (100, "Telephone", "patient.phone"))  # fmt: skip
    _lines(s, 540, (300, "Signature of Insured", "pen.signature"), (150, "Date", "pen.signed_on"))
    return s


ALL = (
    labels_in_a_column,
    words_beneath,
    request_for_an_exception,
    days_in_three_columns,
    illegible_print,
    insurance_in_two_columns,
    physician_statement,
    addressed_as_you,
    whoever_you_are,
    headings_about_others,
    other_plan_in_capitals,
    services_from_and_to,
)


def _coded(text: str) -> str:
    """The letters that a face with a code of its own gives for a text."""
    return "".join(chr(33 + (ord(letter) * _SHIFT) % 90) if letter != " " else " " for letter in text)


def _told(s: Sheet, y: float, tooltip: str, name: str, x: float, width: float, value: str) -> None:
    s.words(x, y + 11, _coded(tooltip), 5)
    s.text(x, y, width, value, height=10, name=name, tooltip=tooltip)


def _line(s: Sheet, x: float, y: float, label: str, at: float, width: float, value: str) -> None:
    s.words(x, y + 3, label)
    s.text(at, y, width, value)


def _lines(s: Sheet, y: float, *lines: tuple[float, str, str]) -> None:
    """A row of lines to write on from the left margin on, each with its words under it: width, words, value."""
    x = 36.0
    for width, words, value in lines:
        s.rule(x, y, x + width - 10, y)
        s.text(x, y + 1, width - 10, value)
        s.words(x, y - 8, words, 6.5)
        x += width


def _cells(s: Sheet, y: float, *cells: tuple[float, str, str]) -> None:
    """A row of ruled cells from the left margin on, each with its words at the top: width, words, value."""
    x = 36.0
    for width, words, value in cells:
        s.frame(x, y, width, 26)
        s.words(x + 2, y + 18, words, 6)
        s.text(x + 2, y + 1, width - 4, value)
        x += width


def _marks(
    s: Sheet, y: float, question: str, x: float, answers: tuple[tuple[str, str], ...], pitch: float = 50
) -> None:
    s.words(x - 4.2 * len(question), y + 2, question)
    for at, (words, value) in enumerate(answers):
        s.check(x + at * pitch, y, value)
        s.words(x + 12 + at * pitch, y + 2, words)
