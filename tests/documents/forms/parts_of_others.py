"""Forms of our own that ask much about people, plans and events that are not the claim's, beside what is."""

from tests.documents.forms.made import Sheet


def questionnaire() -> Sheet:
    """Parts about a spouse, Medicare, a parent and a representative around the one about the other plan."""
    s = Sheet()
    s.words(36, 770, "Coordination of Benefits Questionnaire", 14, bold=True)
    _row(s, 745, ("Subscriber Name", 180, "subscriber.name"), ("Subscriber ID", 120, "subscriber.member_id"))
    _row(s, 727, ("Patient Name", 180, "patient.name"), ("Date of Birth", 120, "patient.birth_date"))
    s.words(36, 705, "Spouse Information", 9, bold=True)
    _row(s, 687, ("Name", 180, ""), ("Date of Birth", 120, ""))
    _row(s, 669, ("Employer", 180, ""), ("Phone", 120, ""))
    s.words(36, 645, "Medicare", 9, bold=True)
    _row(s, 627, ("Medicare Number", 120, ""), ("Part A effective date", 80, ""))
    s.words(36, 603, "Custodial parent", 9, bold=True)
    _row(s, 585, ("Name", 180, ""), ("Address", 150, ""))
    s.words(36, 560, "Other Health Insurance", 9, bold=True)
    _row(s, 542, ("Insurance Company", 150, "other.payer_name"), ("Phone", 120, "other.phone"))
    _row(s, 524, ("Policy Holder Name", 150, "other.subscriber.name"),
         ("Date of Birth", 100, "other.subscriber.birth_date"))  # fmt: skip
    _row(s, 506, ("Policy Number", 120, "other.member_id"), ("Effective Date", 80, ""))
    s.words(36, 480, "Authorized Representative", 9, bold=True)
    _row(s, 462, ("Name", 180, ""), ("Relationship", 100, ""))
    _row(s, 444, ("Address", 180, ""), ("Phone", 100, ""))
    s.words(36, 420, "For office use only", 9, bold=True)
    _row(s, 402, ("Claim number", 100, ""), ("Date received", 80, ""))
    return s


def services_of_a_family() -> Sheet:
    """A table with a patient in each row, care abroad, and a tax number that the print calls by two names."""
    s = Sheet()
    s.words(36, 770, "Member Claim Submission", 14, bold=True)
    _row(s, 745, ("Member name", 180, "subscriber.name"), ("Member ID", 120, "subscriber.member_id"))
    x = 36.0
    for width, head, value in (
        (110, "Patient name", "patient.name"), (70, "Date of birth", "patient.birth_date"),
        (80, "Date of service", "date"), (130, "Provider name", ""), (90, "Diagnosis", "diagnoses"),
        (60, "Charge", "charge"),
    ):  # fmt: skip
        s.frame(x, 710, width, 16)
        s.words(x + 2, 715, head, 6)
        for row in range(4):
            line = f"service_line[{row + 1}].{value}" if value and "." not in value else value if row == 0 else ""
            s.frame(x, 694 - row * 16, width, 16)
            s.text(x + 1, 695 - row * 16, width - 2, line)
        x += width
    s.words(380, 625, "Total amount")
    s.text(450, 622, 80, "claim.total")
    s.words(36, 590, "Care received outside the United States", 9, bold=True)
    _row(s, 570, ("Country", 120, "claim.country"), ("Currency", 80, ""))
    s.words(36, 545, "Emergency contact", 9, bold=True)
    _row(s, 527, ("Name", 180, ""), ("Phone", 100, ""))
    s.words(36, 500, "Physician or supplier", 9, bold=True)
    _row(s, 482, ("Name", 180, "provider.name"), ("Tax ID or SSN", 120, "practice.tax_id"))
    return s


def explanations() -> Sheet:
    """Questions about something else with room to explain, a tooltip of another box, and a number digit by digit."""
    s = Sheet()
    s.words(36, 770, "Application", 14, bold=True)
    s.words(36, 743, "Have you ever been the subject of a suspension?")
    for place, answer in ((260, "Yes"), (300, "No")):
        s.check(place, 741)
        s.words(place + 12, 743, answer)
    s.words(36, 723, "If yes, explain:")
    s.text(110, 720, 300)
    s.words(36, 703, "If YES, give date and describe:")
    s.text(170, 700, 240)
    s.words(36, 683, "Was the care due to an accident?")
    for place, answer in ((260, "Yes"), (300, "No")):
        s.check(place, 681, f"accident.any={answer.lower()}")
        s.words(place + 12, 683, answer)
    s.words(36, 663, "If yes, date:")
    s.text(110, 660, 100, "accident.date")
    s.words(36, 633, "Warehouse aisle")
    s.text(120, 630, 150, tooltip="Patient's group number")
    for digit in range(9):
        s.text(300 + digit * 20, 630, 16, name=f"EIN{digit + 1}")
    return s


ALL = (questionnaire, services_of_a_family, explanations)


def _row(s: Sheet, y: float, *boxes: tuple[str, float, str]) -> None:
    """Words and boxes from the left margin and from the middle on: words, width, value."""
    for x, (words, width, value) in zip((36, 320), boxes, strict=True):
        s.words(x, y + 3, words)
        s.text(x + 90, y, width, value)
