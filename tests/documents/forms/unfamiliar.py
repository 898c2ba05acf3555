"""Forms of our own that lead a reader of single words astray: a family's table, hints, questions, an intake form."""

from tests.documents.forms.made import Sheet


def family_claim() -> Sheet:
    """Hints in brackets under the lines, a table of the family, questions that ask about something else."""
    s = Sheet()
    s.words(40, 760, "Family Benefit Claim", 14, bold=True)
    s.words(40, 742, "MEMBER'S STATEMENT", 10, bold=True)
    _hinted(s, 40, 718, "Member's Name", 110, [("LAST NAME", "(Last)", 120, "subscriber.name_last"),
                                             ("FIRST NAME", "(First)", 120, "subscriber.name_first")])  # fmt: skip
    _hinted(s, 40, 692, "Address", 110, [("STREET", "(Number and Street)", 180, "subscriber.street"),
                                        ("TOWN", "(City)", 100, "subscriber.city"),
                                        ("PROV", "(Province)", 40, "subscriber.state"),
                                        ("POSTAL", "(Postal Code)", 70, "subscriber.zip")])  # fmt: skip
    for x, width, head in (
        (40, 110, "Patient Name"), (150, 90, "Relationship to Member"), (240, 90, "Lives with you? Yes / No"),
        (330, 90, "Full-Time Student? Yes / No"), (420, 90, "Date of Birth"),
    ):  # fmt: skip
        s.frame(x, 640, width, 20)
        s.words(x + 2, 650, head, 6)
        for row in range(3):
            s.frame(x, 624 - row * 16, width, 16)
            if head != "Date of Birth":
                values = {"Patient Name": "patient.name", "Relationship to Member": "patient.relation"}
                value = values.get(head, "") if row == 0 else ""
                s.text(x + 1, 625 - row * 16, width - 2, value, tooltip=f"{head}_Row_{row + 1}")
    for row in range(3):
        for at, width in enumerate((30, 28, 24)):
            value = "patient.birth_date" if row == 0 else ""
            s.text(421 + at * 30, 625 - row * 16, width, value, tooltip=f"Date of Birth Year Month Day_Row_{row + 1}")
    for at, (question, value) in enumerate(
        (
            ("Was the injury due to a motor vehicle accident?", "accident.auto"),
            ("Did you have this injury before?", ""),
            ("Has a claim been made for the motor vehicle accident?", ""),
            ("Are any of your children employed by this company?", ""),
            ("Does your spouse have prescription drug coverage under another plan?", ""),
        )
    ):
        y = 560 - at * 20
        s.words(40, y + 2, question)
        for place, answer in enumerate(("Yes", "No")):
            s.frame(330 + place * 50, y, 9, 9)
            s.check(330 + place * 50, y, f"{value}={answer.lower()}" if value else "")
            s.words(342 + place * 50, y + 2, answer)
    for at, label in enumerate(("If yes, when and how long did it last", "Vehicle identification number",
                                "Whose name is the policy under?")):  # fmt: skip
        s.words(40, 446 - at * 20, label)
        s.text(260, 443 - at * 20, 200)
    return s


def two_people() -> Sheet:
    """Items of two people by turns, so that an address or a telephone after them may be either's."""
    s = Sheet()
    s.words(40, 760, "Request for an Exception", 14, bold=True)
    for x, y, width, label, value in (
        (40, 712, 260, "Plan Member's Full Name (first, middle, last)", "subscriber.name"),
        (300, 712, 260, "Plan Member's Certificate Number", "subscriber.member_id"),
        (40, 684, 260, "Patient's Full Name, if different (first, middle, last)", "patient.name"),
        (300, 684, 260, "Patient's Date of Birth", "patient.birth_date"),
        (40, 656, 260, "Address", ""),
        (300, 656, 260, "Phone Number", ""),
        (40, 628, 260, "Drug Identification Number", ""),
        (300, 628, 260, "Reason for the Prior Authorization Request (Diagnosis)", ""),
    ):
        s.frame(x, y, width, 28)
        s.words(x + 2, y + 20, label, 6)
        s.text(x + 2, y + 1, width - 4, value, height=17)
    return s


def intake() -> Sheet:
    """A practice's own intake form: no claim, with other people, other plans and a history."""
    s = Sheet()
    s.words(40, 765, "New Patient Intake", 14, bold=True)
    _rows(s, 745, "Patient Information", [
        [("Name:", 180, "patient.name"), ("Birthdate:", 100, "patient.birth_date")],
        [("Address:", 180, "patient.street"), ("City:", 100, "patient.city"), ("Zip:", 60, "patient.zip")],
        [("Home phone:", 120, "patient.phone"), ("Work phone:", 120, ""), ("Email:", 120, "patient.email")],
        [("Employer or school:", 180, ""), ("Phone:", 120, "")],
        [("Emergency contact:", 180, ""), ("Phone:", 120, "")],
    ])  # fmt: skip
    _rows(s, 640, "Dental Insurance", [
        [("Insurance company:", 160, ""), ("Phone:", 120, "")],
        [("Whose name is this insurance under?", 160, ""), ("ID #:", 100, "")],
    ])  # fmt: skip
    _rows(s, 585, "Beneficiary for Life Insurance", [[("Last name:", 120, ""), ("Birth date:", 100, "")]])
    _rows(s, 545, "Dental History", [[("Former dentist's name:", 160, ""), ("Phone:", 120, "")]])
    for x, head in ((40, "Medication"), (300, "Diagnosis")):
        s.words(x, 500, head)
        for row in range(4):
            s.text(x, 482 - row * 16, 240)
    for x, head in ((40, "Employer Name"), (300, "Job Title")):
        s.words(x, 400, head)
        for row in range(3):
            s.text(x, 382 - row * 16, 240)
    return s


def _hinted(s: Sheet, x: float, y: float, label: str, at: float, boxes: list[tuple[str, str, float, str]]) -> None:
    """A label, then boxes in a row with a hint in brackets under each; the field's name says what it is."""
    s.words(x, y + 3, label)
    for name, hint, width, value in boxes:
        s.rule(at, y, at + width, y)
        s.text(at, y, width, value, name=name)
        s.words(at + width / 3, y - 9, hint, 7)
        at += width + 2


def _rows(s: Sheet, y: float, heading: str, rows: list[list[tuple[str, float, str]]]) -> None:
    """A heading with rows of labels and boxes under it, as close as intake forms set them."""
    s.words(40, y, heading, 10, bold=True)
    for at, row in enumerate(rows, start=1):
        x, below = 40.0, y - at * 15
        for label, width, value in row:
            s.words(x, below + 2, label)
            x += len(label) * 4.2 + 6
            s.text(x, below - 1, width, value, height=12)
            x += width + 6


ALL = (family_claim, two_people, intake)
