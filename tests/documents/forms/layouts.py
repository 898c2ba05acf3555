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
    _told(s, 618, "Insured:", "Insurance Info T.3", 40, 150, "")
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


ALL = (illegible_print, insurance_in_two_columns, physician_statement, addressed_as_you, whoever_you_are)


def _coded(text: str) -> str:
    """The letters that a face with a code of its own gives for a text."""
    return "".join(chr(33 + (ord(letter) * _SHIFT) % 90) if letter != " " else " " for letter in text)


def _told(s: Sheet, y: float, tooltip: str, name: str, x: float, width: float, value: str) -> None:
    s.words(x, y + 11, _coded(tooltip), 5)
    s.text(x, y, width, value, height=10, name=name, tooltip=tooltip)


def _line(s: Sheet, x: float, y: float, label: str, at: float, width: float, value: str) -> None:
    s.words(x, y + 3, label)
    s.text(at, y, width, value)


def _marks(
    s: Sheet, y: float, question: str, x: float, answers: tuple[tuple[str, str], ...], pitch: float = 50
) -> None:
    s.words(x - 4.2 * len(question), y + 2, question)
    for at, (words, value) in enumerate(answers):
        s.check(x + at * pitch, y, value)
        s.words(x + 12 + at * pitch, y + 2, words)
