"""Turns a claim into filled CMS-1500 forms: which value stands in which item, and what is left to the pen."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from makewhole.documents.cms1500 import answered, wording
from makewhole.documents.cms1500.layout import Sheet, layout
from makewhole.documents.cms1500.lines import DrugWords, write_lines
from makewhole.documents.cms1500.printing import review_part
from makewhole.documents.press import Part
from makewhole.documents.shared_items import at_the_practice, plan_kind, said
from makewhole.documents.subject import Subject
from makewhole.records import Address, Claim, Coverage, PersonName, ServiceLine
from makewhole.rules import value

ORDER = 40
RULES = "forms/cms1500"
_APART = " " * 3
_RELATIONS = {"self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"}


def part(subject: Subject) -> Part:
    """The forms drawn with their boxes, for the packet."""
    return review_part(build(subject.claim, subject.answers))


def build(claim: Claim, answers: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The claim on as many forms as its lines need, six a form. `answers`: what the patient said, by question.

    `forms` holds for each form its `values`: item, field, row and column on the print grid (10 characters and 6 lines
    to the inch, counted from 1) and text. Each form carries the total of its own lines, and of the amount paid what
    covers them in the order of the lines. `shortened` lists every value that is not printed as it stands in the
    record, with what is printed instead (nothing, for an identifier); `left_blank` the items that the record does not
    answer, with the rule. Source: NUCC 1500 Reference Instruction Manual for 02/12; rules in forms/cms1500.
    """
    per_form = layout().lines
    groups = [claim.lines[start : start + per_form] for start in range(0, len(claim.lines), per_form)] or [()]
    totals = [sum((line.charge for line in group), Decimal("0.00")) for group in groups]
    sheets = [
        _form(claim, group, total, paid, answers)
        for group, total, paid in zip(groups, totals, _paid_on_each(claim.amount_paid, totals), strict=True)
    ]
    shortened = {(note["field"], note["full"]): note for sheet in sheets for note in sheet.shortened}
    return {
        "claim": claim.number,
        "forms": [{"number": n, "of": len(sheets), "values": sheet.values} for n, sheet in enumerate(sheets, start=1)],
        "shortened": list(shortened.values()),
        "left_blank": _left_blank(claim, answers),
    }


def _paid_on_each(paid: Decimal, totals: Sequence[Decimal]) -> list[Decimal]:
    """The payment spread over the forms in order, so that the forms' amounts sum to what was paid."""
    shares = []
    for total in totals[:-1]:
        shares.append(min(paid, total))
        paid -= shares[-1]
    return [*shares, paid]


def _form(
    claim: Claim, lines: Sequence[ServiceLine], total: Decimal, paid: Decimal, answers: Mapping[str, str]
) -> Sheet:
    sheet = Sheet()
    _insurer(sheet, claim.coverage)
    _patient_and_insured(sheet, claim)
    _other_plan(sheet, claim)
    _plan(sheet, claim)
    _answers(sheet, claim, answers)
    _patient_signature(sheet, claim)
    _referral(sheet, claim)
    _more(sheet, write_lines(sheet, claim, lines))
    _diagnoses(sheet, claim)
    _practice(sheet, claim)
    sheet.write("total-charge", wording.amount(total, layout().fields["total-charge"].width))
    sheet.write("amount-paid", wording.amount(paid, layout().fields["amount-paid"].width))
    _in_reading_order(sheet)
    return sheet


def _more(sheet: Sheet, drugs: Sequence[DrugWords]) -> None:
    """Item 19: the drugs that found no room in their lines. No dose is cut: a drug stands there whole or not at all.

    Only where the first alone is too long, it is cut between two words.
    """
    width = layout().fields["more"].width
    full = _APART.join(drug.full for drug in drugs)
    if len(full) <= width:
        sheet.write("more", full)
        return
    texts = [_APART.join(drug.short for drug in drugs[:count]) for count in range(1, len(drugs) + 1)]
    fitting = [text for text in texts if len(text) <= width]
    sheet.write("more", fitting[-1] if fitting else texts[0][: width + 1].rpartition(" ")[0], full)


def _insurer(sheet: Sheet, coverage: Coverage) -> None:
    _words(sheet, "carrier-name", coverage.payer_name)
    if (address := coverage.claims_address) is not None:
        _words(sheet, "carrier-street", address.line1)
        _words(sheet, "carrier-street-2", address.line2 or "")
        sheet.write("carrier-city", wording.city_line(address))


def _patient_and_insured(sheet: Sheet, claim: Claim) -> None:
    patient, coverage = claim.patient, claim.coverage
    insured = coverage.subscriber or patient
    sheet.mark("plan-kind", plan_kind(claim))
    sheet.write("insured-id", wording.plain(coverage.member_id))
    _name(sheet, "patient-name", patient.name)
    sheet.write("patient-birth", wording.day8(patient.date_of_birth))
    _sex(sheet, "patient-sex", patient.sex)
    _name(sheet, "insured-name", insured.name)
    _address(sheet, "patient", patient.address, claim.date_from)
    sheet.mark("relation", _RELATIONS[coverage.relation])
    _address(sheet, "insured", insured.address, claim.date_from)
    sheet.write("insured-birth", wording.day8(insured.date_of_birth))
    _sex(sheet, "insured-sex", insured.sex)


def _other_plan(sheet: Sheet, claim: Claim) -> None:
    if not claim.other_coverages:
        return
    other = claim.other_coverages[0]
    _name(sheet, "other-insured-name", (other.subscriber or claim.patient).name)
    sheet.write("other-policy", wording.solid(other.member_id))
    _words(sheet, "other-plan", other.plan_name or other.payer_name)


def _plan(sheet: Sheet, claim: Claim) -> None:
    sheet.write("insured-group", wording.solid(claim.coverage.group_number or ""))
    _words(sheet, "insured-plan", claim.coverage.plan_name or claim.coverage.payer_name)


def _answers(sheet: Sheet, claim: Claim, answers: Mapping[str, str]) -> None:
    for question in answered.QUESTIONS:
        if answer := said(question.name, claim, answers):
            sheet.mark(question.field, answer.capitalize())


def _patient_signature(sheet: Sheet, claim: Claim) -> None:
    if claim.patient.signature_on_file:
        sheet.write("patient-signature", value(f"{RULES}/patient-signature", claim.date_from).value)
        sheet.write("patient-signed-on", wording.day8(claim.patient.signature_on_file))


def _referral(sheet: Sheet, claim: Claim) -> None:
    if (referring := claim.referring_provider) is not None:
        sheet.write("referring-qualifier", value(f"{RULES}/referring", claim.date_from).value)
        name = wording.first_last(referring)
        sheet.write("referring-name", name, _printable(name, str(referring.name)))
        sheet.write("referring-npi", referring.npi)


def _diagnoses(sheet: Sheet, claim: Claim) -> None:
    sheet.write("code-set", "0")
    for letter, diagnosis in zip("abcdefghijkl", claim.diagnoses, strict=False):
        sheet.write(f"diagnosis-{letter}", diagnosis.code.replace(".", ""))


def _practice(sheet: Sheet, claim: Claim) -> None:
    practice, on = claim.practice, claim.date_from
    sheet.write("tax-id", wording.digits(practice.ein or practice.ssn or ""))
    sheet.mark("tax-id-kind", "EIN" if practice.ein else "SSN")
    sheet.write("account", wording.solid(claim.patient.account_number))
    sheet.mark("assignment", value(f"{RULES}/assignment", on).value)
    if claim.signed_on:
        sheet.write("signature", value(f"{RULES}/signature", on).value)
        sheet.write("signed-on", wording.day6(claim.signed_on))
    if at_the_practice(claim):
        _site(sheet, "facility", claim)
    phone = wording.digits(practice.phone)
    sheet.write("practice-phone", f"{phone[:3]} {phone[3:]}")
    _site(sheet, "practice", claim)
    sheet.write("practice-npi", practice.npi)
    if practice.taxonomy:
        sheet.write("practice-other-id", value(f"{RULES}/taxonomy", on).value + practice.taxonomy)


def _site(sheet: Sheet, prefix: str, claim: Claim) -> None:
    _words(sheet, f"{prefix}-name", claim.practice.legal_name)
    _street(sheet, f"{prefix}-street", claim.practice.address, claim.date_from)
    sheet.write(f"{prefix}-city", wording.city_line(claim.practice.address))


def _left_blank(claim: Claim, answers: Mapping[str, str]) -> list[dict[str, str]]:
    open_items = [(each.item, each.rule) for each in answered.unanswered(claim, answers)]
    open_items += [("13", "insured-signature"), ("20", "outside-laboratory")]
    if not claim.patient.signature_on_file:
        open_items.append(("12", "patient-signature"))
    if not claim.signed_on:
        open_items.append(("31", "signature"))
    blank = [{"item": item, "rule": f"{RULES}/{name}"} for item, name in open_items]
    return sorted(blank, key=lambda entry: (int(entry["item"][:2]), entry["item"]))


def _name(sheet: Sheet, field: str, name: PersonName) -> None:
    text = wording.last_first(name)
    sheet.write(field, text, _printable(text, str(name)))


def _sex(sheet: Sheet, field: str, sex: str) -> None:
    if sex in layout().fields[field].marks:
        sheet.mark(field, sex)


def _address(sheet: Sheet, prefix: str, address: Address, on: date) -> None:
    _street(sheet, f"{prefix}-street", address, on)
    _words(sheet, f"{prefix}-city", address.city)
    sheet.write(f"{prefix}-state", address.state)
    sheet.write(f"{prefix}-zip", wording.digits(address.zip))


def _street(sheet: Sheet, field: str, address: Address, on: date) -> None:
    text = wording.street(address, layout().fields[field].width, value(f"{RULES}/address-words", on).value)
    sheet.write(field, text, _printable(text, f"{address.line1} {address.line2 or ''}"))


def _words(sheet: Sheet, field: str, words: str) -> None:
    text = wording.plain(words)
    sheet.write(field, text, _printable(text, words))


def _printable(text: str, record: str) -> str:
    """What ought to be printed: the text itself, or the record's own words where letters of them are lost."""
    return text if wording.is_printable(record) else record


def _in_reading_order(sheet: Sheet) -> None:
    """Item by item as a person reads the form, each line of item 24 whole."""
    order = {name: place for place, name in enumerate(layout().fields)}
    before_lines = list(layout().fields).index("tax-id")
    in_line = {name: place for place, name in enumerate(layout().line_fields)}
    sheet.values.sort(
        key=lambda entry: (
            (before_lines - 0.5, (entry["row"] - layout().first_line_row) // 2, in_line[entry["field"]])
            if entry["field"] in in_line
            else (order[entry["field"]], 0, 0)
        )
    )
