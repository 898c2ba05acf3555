"""Forms of our own with the words that claim forms use most, in cells and with helping words under the boxes."""

from tests.documents.forms.made import Sheet


def employee_and_physician() -> Sheet:
    """A statement of the employee over one of the physician, all in ruled cells."""
    s = Sheet()
    s.words(36, 772, "Group Medical Claim Statement", 14, bold=True)
    s.words(39, 755, "EMPLOYEE'S STATEMENT", 9, bold=True)
    _cells(s, 726, (200, "Employee's Name", "subscriber.name"), (120, "Soc. Sec. No.", "subscriber.ssn"),
           (100, "Birth Date", "subscriber.birth_date"), (120, "Certificate No.", "subscriber.member_id"))  # fmt: skip
    _cells(s, 702, (260, "Employee's Address (No. & Street)", "subscriber.street"), (120, "City", "subscriber.city"),
           (60, "State", "subscriber.state"), (100, "Zip", "subscriber.zip"))  # fmt: skip
    _cells(s, 678, (260, "Name of Employer", "employer.name"), (140, "Policy No.", "coverage.group_number"),
           (140, "Division / Location", ""))  # fmt: skip
    _cells(s, 654, (260, "Name of Patient", "patient.name"), (100, "Birth Date", "patient.birth_date"),
           (180, "Relationship to Employee", "patient.relation"))  # fmt: skip
    _cells(s, 630, (540, "If claim is for spouse, is spouse employed? Name of spouse's employer", ""))
    s.words(39, 613, "PHYSICIAN'S STATEMENT", 9, bold=True)
    _cells(s, 584, (260, "Patient's Name", "patient.name"),
           (280, "Diagnosis and concurrent conditions", "claim.diagnoses"))  # fmt: skip
    _cells(s, 560, (180, "Date symptoms first appeared", "illness.began"), (180, "Patient still under your care?", ""))
    _table(s, 540, (90, "Date of Service", "date"), (100, "Place of Service", "place"),
           (200, "Description of Services Rendered", "description"), (70, "Proc. Code", "code"),
           (80, "Charges", "charge"))  # fmt: skip
    _cells(s, 452, (180, "Total Charges", "claim.total"), (180, "Amount Paid", "claim.paid"),
           (180, "Balance Due", "claim.balance"))  # fmt: skip
    _cells(s, 428, (240, "Physician's Name (print)", "provider.name"), (100, "Degree", "provider.credentials"),
           (100, "Telephone", "provider.phone"), (100, "IRS / Tax I.D. No.", "practice.tax_id"))  # fmt: skip
    return s


def helping_words() -> Sheet:
    """Numbered parts with the words over each box in bold, and help in small print under it."""
    s = Sheet()
    s.words(36, 772, "Medical Claim Reimbursement Request", 15, bold=True)
    s.words(36, 752, "1   Plan member details", 11, bold=True)
    _helped(s, 720, (180, "First name", "subscriber.name_first", ""), (180, "Last name", "subscriber.name_last", ""),
            (180, "Member ID", "subscriber.member_id", "Find this on your ID card"))  # fmt: skip
    _helped(s, 682, (180, "Date of birth", "subscriber.birth_date", "MM/DD/YYYY"),
            (180, "Phone number", "subscriber.phone", "We may call with questions"))  # fmt: skip
    s.words(36, 650, "2   Who received care?", 11, bold=True)
    _helped(s, 618, (180, "Patient first name", "patient.name_first", ""),
            (180, "Patient date of birth", "patient.birth_date", "MM/DD/YYYY"))  # fmt: skip
    s.words(36, 586, "3   Where was care received?", 11, bold=True)
    _helped(s, 554, (200, "Provider name", "provider.name", "As printed on the bill"),
            (150, "Rendering provider NPI", "provider.npi", "10 digits"),
            (140, "Provider tax ID", "practice.tax_id", "9 digits"))  # fmt: skip
    s.words(36, 522, "4   What you paid", 11, bold=True)
    _helped(
        s, 490, (140, "Date of service (from)", "claim.date", ""), (140, "Date of service (to)", "claim.date_to", ""),
        (100, "Total charged", "claim.total", ""), (100, "You paid", "claim.paid", ""),
    )  # fmt: skip
    _helped(s, 452, (240, "How did you pay?", "", "Card, cash or check"))
    return s


def statement_of_expense() -> Sheet:
    """Lines with their words before them, a sex right of the patient, one plan that is not asked about as another."""
    s = Sheet()
    s.words(36, 772, "Statement of Medical Expense", 13, bold=True)
    _line(s, 36, 748, "Insured's full name:", 130, 170, "subscriber.name")
    _line(s, 36, 730, "Insured's address:", 130, 250, "subscriber.address")
    _line(s, 36, 700, "Name of patient:", 110, 170, "patient.name")
    _line(s, 300, 700, "Patient's DOB:", 370, 80, "patient.birth_date")
    _answers(s, 700, "Sex:", 465, (("M", "patient.sex=male"), ("F", "patient.sex=female")))
    _answers(s, 676, "Is patient covered by Medicare?", 36, (("Yes", ""), ("No", "")))
    _answers(s, 652, "Is there other group insurance?", 36, (("Yes", "other.covered=yes"), ("No", "other.covered=no")))
    _line(s, 36, 630, "Other insurer:", 110, 170, "other.payer_name")
    _line(s, 300, 630, "Policy #:", 350, 120, "other.member_id")
    _line(s, 36, 612, "Name of insured under other policy:", 190, 180, "other.subscriber.name")
    _line(s, 36, 590, "Total amount of bills submitted: $", 190, 80, "claim.total")
    return s


def numbered_services() -> Sheet:
    """A request in lettered parts, with codes that are numbered in their words and stand in no table."""
    s = Sheet()
    s.words(36, 772, "Precertification Request", 13, bold=True)
    s.words(39, 740, "Section A: Patient demographics", 9, bold=True)
    _cells(s, 712, (200, "*Last name", "patient.name_last"), (200, "*First name", "patient.name_first"),
           (140, "*Date of birth", "patient.birth_date"))  # fmt: skip
    _cells(s, 688, (240, "Home address", "patient.street"), (120, "City", "patient.city"),
           (60, "State", "patient.state"), (120, "ZIP", "patient.zip"))  # fmt: skip
    s.words(39, 670, "Section B: Clinical", 9, bold=True)
    _cells(s, 640, (180, "CPT/HCPCS code 1", "service_line[1].code"), (180, "CPT/HCPCS code 2", "service_line[2].code"),
           (180, "CPT/HCPCS code 3", "service_line[3].code"))  # fmt: skip
    _cells(s, 616, (180, "Shelf code 1", ""), (180, "Number of visits", ""), (180, "Requested end date", ""))
    return s


def two_languages() -> Sheet:
    """Words in English with their Spanish behind a stroke; a Spanish word more is another thing."""
    s = Sheet()
    s.words(36, 772, "Claim Form / Formulario de reclamo", 13, bold=True)
    s.words(39, 748, "Subscriber / Suscriptor", 9, bold=True)
    _line(s, 36, 725, "Last name / Apellido", 140, 120, "subscriber.name_last")
    _line(s, 290, 725, "First name / Nombre", 390, 140, "subscriber.name_first")
    _line(s, 36, 707, "Member ID / Num. de identificacion", 190, 90, "subscriber.member_id")
    s.words(39, 685, "Patient / Paciente", 9, bold=True)
    _line(s, 36, 665, "Last name / Apellido", 140, 120, "patient.name_last")
    _line(s, 290, 665, "Date of birth / Fecha de nacimiento", 450, 80, "patient.birth_date")
    _line(s, 36, 647, "Pharmacy name / Nombre de la farmacia", 200, 80, "")
    return s


def headings_that_ask() -> Sheet:
    """Numbered parts whose headings are questions: about another plan, about who treated, and about something else."""
    s = Sheet()
    s.words(36, 772, "Member Reimbursement Claim", 13, bold=True)
    s.words(36, 745, "1. Member information", 10, bold=True)
    _line(s, 36, 725, "Name", 75, 180, "subscriber.name")
    _line(s, 290, 725, "ID number", 345, 110, "subscriber.member_id")
    s.words(36, 700, "2. Patient information", 10, bold=True)
    _line(s, 36, 680, "Patient's name", 105, 180, "patient.name")
    s.words(36, 655, "3. Coverage by another plan", 10, bold=True)
    _answers(s, 637, "Does the patient have coverage with another insurer?", 36,
             (("Yes", "other.covered=yes"), ("No", "other.covered=no")))  # fmt: skip
    _line(s, 36, 617, "Insurer", 75, 180, "other.payer_name")
    _line(s, 290, 617, "Policyholder's name", 390, 150, "other.subscriber.name")
    _line(s, 36, 599, "ID number", 85, 110, "other.member_id")
    _line(s, 290, 599, "Group number", 360, 100, "other.group_number")
    s.words(36, 574, "4. Who provided the service?", 10, bold=True)
    _line(s, 36, 554, "Name", 75, 180, "provider.name")
    _line(s, 290, 554, "NPI", 320, 110, "provider.npi")
    _line(s, 36, 536, "Street", 75, 180, "provider.street")
    _line(s, 290, 536, "City", 320, 110, "provider.city")
    s.words(36, 511, "5. Who drove you home?", 10, bold=True)
    _line(s, 36, 491, "Name", 75, 180, "")
    _line(s, 290, 491, "Phone", 330, 110, "")
    return s


ALL = (
    employee_and_physician,
    helping_words,
    statement_of_expense,
    numbered_services,
    two_languages,
    headings_that_ask,
)


def _line(s: Sheet, x: float, y: float, words: str, at: float, width: float, value: str) -> None:
    s.words(x, y + 3, words)
    s.rule(at, y, at + width, y)
    s.text(at, y, width, value)


def _answers(s: Sheet, y: float, question: str, x: float, answers: tuple[tuple[str, str], ...]) -> None:
    s.words(x, y + 3, question)
    at = x + 5 * len(question)
    for words, value in answers:
        s.check(at, y, value)
        s.words(at + 12, y + 2, words)
        at += 36


def _cells(s: Sheet, y: float, *cells: tuple[float, str, str]) -> None:
    x = 36.0
    for width, words, value in cells:
        s.frame(x, y, width, 24)
        s.words(x + 2, y + 17, words, 6)
        s.text(x + 2, y + 1, width - 4, value, height=12)
        x += width


def _table(s: Sheet, y: float, *columns: tuple[float, str, str]) -> None:
    x = 36.0
    for width, head, part in columns:
        s.frame(x, y, width, 14)
        s.words(x + 2, y + 4, head, 6)
        for row in range(4):
            s.frame(x, y - 16 - row * 16, width, 16)
            s.text(x + 1, y - 15 - row * 16, width - 2, f"service_line[{row + 1}].{part}")
        x += width


def _helped(s: Sheet, y: float, *boxes: tuple[float, str, str, str]) -> None:
    x = 36.0
    for width, words, value, hint in boxes:
        s.words(x, y + 17, words, 8, bold=True)
        s.frame(x, y, width - 10, 15)
        s.text(x + 1, y + 1, width - 12, value)
        if hint:
            s.words(x, y - 7, hint, 5.5)
        x += width
