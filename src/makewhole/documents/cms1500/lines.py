"""Item 24: the service lines of one form, with the drug's number and amount in the shaded half."""

from collections.abc import Sequence
from datetime import date

from makewhole.coding.drug_codes import is_unlisted
from makewhole.documents.cms1500 import wording
from makewhole.documents.cms1500.layout import Sheet, layout
from makewhole.records import Claim, NationalDrug, ServiceLine, plain_number
from makewhole.rules import value

_SUPPLEMENT = "forms/cms1500/supplement"


def write_lines(sheet: Sheet, claim: Claim, lines: Sequence[ServiceLine]) -> list[str]:
    """Fill in up to six lines; returns the words about unlisted drugs that did not fit a line, for item 19."""
    homeless = []
    for number, line in enumerate(lines):
        _line(sheet, number, claim, line)
        if line.drug is None:
            continue
        words = wording.prose(line.drug.description) if is_unlisted(line.code, line.date) else ""
        supplement, fits = _supplement(line.drug, words, line.date)
        sheet.write_line(number, "supplement", supplement)
        if words and not fits:
            homeless.append(words)
    return homeless


def _line(sheet: Sheet, number: int, claim: Claim, line: ServiceLine) -> None:
    day = wording.day6(line.date)
    sheet.write_line(number, "dates", f"{day} {day}")
    sheet.write_line(number, "place", line.place_of_service)
    sheet.write_line(number, "code", line.code)
    sheet.write_line(number, "modifiers", " ".join(line.modifiers))
    sheet.write_line(number, "pointers", "".join(claim.pointer(code) for code in line.diagnoses))
    sheet.write_line(number, "charge", wording.amount(line.charge, layout().line_fields["charge"].width))
    sheet.write_line(number, "units", str(line.units))
    sheet.write_line(number, "rendering-npi", claim.rendering_provider.npi)
    if claim.rendering_provider.taxonomy:
        sheet.write_line(number, "other-id-kind", value("forms/cms1500/taxonomy", line.date).value)
        sheet.write_line(number, "other-id", claim.rendering_provider.taxonomy)


def _supplement(drug: NationalDrug, words: str, on: date) -> tuple[str, bool]:
    """The shaded half of a drug's line, and whether the words have found room in it."""
    marks = value(_SUPPLEMENT, on).value
    entries = []
    if drug.ndc:
        entries.append(marks["ndc"] + wording.digits(drug.ndc))
        if drug.unit and drug.quantity:
            entries.append(drug.unit + plain_number(drug.quantity))
    space = " " * marks["spaces"]
    with_words = space.join([*entries, marks["narrative"] + words])
    if words and len(with_words) <= layout().line_fields["supplement"].width:
        return with_words, True
    return space.join(entries), False
