"""Forms of an older kind: answers that are typed as a letter, amounts in two boxes, dots to write on, small print."""

from tests.documents.forms.made import Sheet


def typed_answers() -> Sheet:
    """Check boxes that are text fields of one letter, dollars beside cents, a diagnosis in two halves."""
    s = Sheet()
    s.words(40, 760, "Health Claim", 14, bold=True)
    s.words(40, 735, "PATIENT'S NAME")
    s.text(110, 732, 200, "patient.name")
    s.words(330, 735, "MI")
    s.text(345, 732, 10, "patient.name_initial", height=10, MaxLen=1, name="patientMiddleInitial")
    s.words(400, 735, "SEX")
    for at, (letter, answer) in enumerate((("M", "male"), ("F", "female"))):
        _mark(s, 430 + at * 40, 732, f"patient.sex={answer}", f"patientSex{answer.capitalize()}")
        s.words(444 + at * 40, 735, letter)
    s.words(40, 712, "PATIENT'S RELATIONSHIP TO INSURED")
    for at, answer in enumerate(("Self", "Spouse", "Child", "Other")):
        _mark(s, 230 + at * 60, 709, f"patient.relation={answer.lower()}", f"patientRelationToInsured{answer}")
        s.words(244 + at * 60, 712, answer)
    s.words(40, 690, "ACCIDENT?")
    for at, answer in enumerate(("Yes", "No")):
        _mark(s, 110 + at * 50, 687, f"accident.auto={answer.lower()}", f"conditionRelatedToAutoAccident{answer}")
        s.words(124 + at * 50, 690, answer.upper())
    s.words(40, 665, "DIAGNOSIS")
    for number in (1, 2):
        s.text(110 + number * 100, 662, 30, f"claim.diagnosis[{number}].code", name=f"diagnosis{number}")
        s.text(145 + number * 100, 662, 24, f"claim.diagnosis[{number}].code", name=f"diagnosis{number}_2")
    s.words(40, 640, "TOTAL CHARGE")
    s.text(120, 637, 50, "claim.total", name="totalChargeDollars")
    s.text(172, 637, 18, "claim.total", name="totalChargeCents")
    s.words(40, 610, "DATE OF CURRENT:")
    s.text(120, 607, 60, "illness.began", name="patientCurrentIllness")
    s.signature(40, 560, 150)
    s.words(40, 552, "SIGNED")
    return s


def dots_to_write_on() -> Sheet:
    """Two labels in one line of print, with dots between that stand for the line to write on."""
    s = Sheet()
    s.words(40, 760, "Request by the Doctor", 14, bold=True)
    s.words(40, 735, f"Patient's Name: {'.' * 60} Social Security No.: {'.' * 30}")
    s.text(100, 733, 130, "patient.name")
    s.text(318, 733, 60, "patient.ssn")
    s.words(40, 710, f"Doctor's Name: {'.' * 60} NPI: {'.' * 30}")
    s.text(100, 708, 130, "provider.name")
    s.text(262, 708, 60, "provider.npi")
    s.words(40, 685, "What happened next... in a few words:")
    s.text(180, 683, 200)
    return s


def the_doctors_own_part() -> Sheet:
    """ "Your name" under the doctor's heading is the doctor's; small print under a line labels that line alone."""
    s = Sheet()
    s.words(40, 760, "Progress Report", 14, bold=True)
    s.words(40, 735, "A. Patient's Information", 11, bold=True)
    s.words(40, 715, "1. Name:", 9)
    s.text(85, 712, 200, "patient.name")
    s.words(40, 690, "2. Address:", 9)
    _under(s, 100, 687, 180, "Number and Street", "patient.street")
    _under(s, 290, 687, 100, "City", "patient.city")
    _under(s, 400, 687, 40, "State", "patient.state")
    _under(s, 450, 687, 60, "Zip Code", "patient.zip")
    s.words(40, 655, "B. Doctor's Information", 11, bold=True)
    s.words(40, 635, "1. Your name:", 9)
    s.text(100, 632, 200, "provider.name")
    s.words(40, 610, "2. NPI:", 9)
    s.text(100, 607, 100, "provider.npi")
    s.words(40, 580, "3. Employer's insurance carrier:", 9)
    s.text(175, 577, 200)
    s.words(40, 550, "F. Return to Work", 11, bold=True)
    s.text(40, 532, 500, tooltip="F. Return to Work")
    return s


def a_service_and_its_code() -> Sheet:
    """A service in words beside its code, its days under "From" and "To" alone, and tooltips that programs gave."""
    s = Sheet()
    s.words(40, 760, "Request for Services", 14, bold=True)
    s.words(40, 735, "Client Information", 10, bold=True)
    s.words(40, 718, "Name*:")
    s.text(80, 715, 180, "patient.name")
    s.words(300, 718, "Date of Birth*:")
    s.text(360, 715, 80, "patient.birth_date")
    s.words(40, 695, "Requesting Provider", 10, bold=True)
    s.words(40, 678, "Contact Name:")
    s.text(100, 675, 160)
    s.words(300, 678, "NPI*:")
    s.text(330, 675, 100, "provider.npi")
    s.words(300, 646, "Dates of Service")
    for x, words in ((40, "Service or Procedure"), (230, "Code"), (300, "From"), (370, "To"), (440, "Total Charges")):
        s.words(x, 634, words, 7)
    for row in range(1, 5):
        y = 632 - row * 16
        line = f"service_line[{row}]"
        s.text(40, y, 180, f"{line}.description", tooltip=f"Text1.0.{row}")
        s.text(230, y, 60, f"{line}.code", tooltip=f"Text2.0.{row}")
        s.text(300, y, 60, f"{line}.date")
        s.text(370, y, 60, f"{line}.date_to")
        s.text(440, y, 60, f"{line}.charge")
    return s


ALL = (typed_answers, dots_to_write_on, the_doctors_own_part, a_service_and_its_code)


def _mark(s: Sheet, x: float, y: float, value: str, name: str) -> None:
    s.text(x, y, 10, value, height=10, name=name, MaxLen=1)


def _under(s: Sheet, x: float, y: float, width: float, words: str, value: str) -> None:
    """A line to write on with small print under its middle."""
    s.rule(x, y, x + width, y)
    s.text(x, y + 1, width, value)
    s.words(x + width / 2 - 1.5 * len(words), y - 7, words, 6)
