"""Item 24: the service lines of one form, with the drug's number and amount in the shaded half."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from makewhole.coding.drug_codes import is_unlisted
from makewhole.documents.cms1500 import wording
from makewhole.documents.cms1500.layout import Sheet, layout
from makewhole.records import Claim, NationalDrug, ServiceLine, plain_number
from makewhole.rules import value

_SUPPLEMENT = "forms/cms1500/supplement"


class DrugWords(NamedTuple):
    """Name, strength and dose of a drug without a code of its own: in full, and with its usual words shortened."""

    full: str
    short: str


def write_lines(sheet: Sheet, claim: Claim, lines: Sequence[ServiceLine]) -> list[DrugWords]:
    """Fill in up to six lines; returns the words about unlisted drugs that did not fit a line, for item 19."""
    homeless = []
    for number, line in enumerate(lines):
        _line(sheet, number, claim, line)
        if line.drug is None:
            continue
        entries = _ndc_entries(line.drug, line.date)
        if not is_unlisted(line.code, line.date):
            sheet.write_line(number, "supplement", _joined(entries, line.date))
            continue
        words = _drug_words(line.drug, line.date)
        full, short = (_joined([*entries, _marks(line.date)["narrative"] + each], line.date) for each in words)
        width = layout().line_fields["supplement"].width
        if len(short) <= width:
            sheet.write_line(number, "supplement", full if len(full) <= width else short, full)
        else:
            sheet.write_line(number, "supplement", _joined(entries, line.date))
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


def _drug_words(drug: NationalDrug, on: date) -> DrugWords:
    full = wording.prose(drug.description)
    return DrugWords(full, wording.shorter(full, value("forms/cms1500/drug-words", on).value))


def _ndc_entries(drug: NationalDrug, on: date) -> list[str]:
    """The shaded half of a drug's line: the NDC behind its qualifier, then unit and quantity."""
    if drug.ndc is None:
        return []
    number = _marks(on)["ndc"] + wording.digits(drug.ndc)
    return [number, drug.unit + plain_number(drug.quantity)] if drug.unit and drug.quantity else [number]


def _joined(entries: Sequence[str], on: date) -> str:
    return (" " * int(_marks(on)["spaces"])).join(entries)


def _marks(on: date) -> Mapping[str, Any]:
    marks: Mapping[str, Any] = value(_SUPPLEMENT, on).value
    return marks
