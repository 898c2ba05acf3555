"""What an 837P cannot do without, told before a single segment is written."""

from collections.abc import Iterator
from typing import Final

from makewhole.exchange.x12.segments import basic
from makewhole.records import Address, Claim, InvalidRecord, PersonName, Problem

_MOST_LINES: Final = 50
_LONGEST_NUMBER: Final = 20
"""Characters of CLM01 that a payer must send back."""


def check(claim: Claim) -> None:
    """Raises InvalidRecord with everything that keeps `claim` from being an 837P."""
    if problems := [*_parts(claim), *_lines(claim), *_words(claim)]:
        raise InvalidRecord(problems)


def _parts(claim: Claim) -> Iterator[Problem]:
    if not claim.diagnoses:
        yield Problem("diagnoses", "has no diagnosis.", "Add at least one; an 837P cannot be sent without.")
    if len(claim.diagnoses) > 12:
        yield Problem("diagnoses", "has more than twelve.", "Keep the twelve that were treated.")
    if not claim.lines:
        yield Problem("lines", "has no service line.", "There is nothing to claim.")
    if len(claim.lines) > _MOST_LINES:
        yield Problem("lines", f"has more than {_MOST_LINES} lines.", "Split it into several claims.")
    if len(claim.number) > _LONGEST_NUMBER or basic(claim.number) != claim.number.upper():
        says = f"has not 1 to {_LONGEST_NUMBER} characters that X12 can carry."
        yield Problem("number", says, "Number the visit with letters, digits and hyphens.")
    if sum(line.charge for line in claim.lines) != claim.total_charge:
        yield Problem("total_charge", "is not the sum of the lines.", "Code the visit again.")


def _lines(claim: Claim) -> Iterator[Problem]:
    known = {diagnosis.code for diagnosis in claim.diagnoses}
    for index, line in enumerate(claim.lines):
        where = f"lines[{index}].diagnoses"
        if not line.diagnoses:
            yield Problem(where, "links to no diagnosis.", "Link the service to what it treated.")
        elif not known.issuperset(line.diagnoses):
            yield Problem(where, "links to a diagnosis that the claim does not list.", "Add it to the visit.")


def _words(claim: Claim) -> Iterator[Problem]:
    """What would be empty or cut in the basic character set and must not be."""
    people: dict[str, PersonName] = {"patient": claim.patient.name, "rendering_provider": claim.rendering_provider.name}
    if claim.referring_provider:
        people["referring_provider"] = claim.referring_provider.name
    coverages = {"coverage": claim.coverage} | {
        f"other_coverages[{index}]": other for index, other in enumerate(claim.other_coverages)
    }
    addresses: dict[str, Address | None] = {
        "practice.address": claim.practice.address,
        "practice.pay_to_address": claim.practice.pay_to_address,
        "patient.address": claim.patient.address,
    }
    words = {"practice.legal_name": claim.practice.legal_name}
    for where, coverage in coverages.items():
        words[f"{where}.payer_name"] = coverage.payer_name
        addresses[f"{where}.claims_address"] = coverage.claims_address
        if coverage.subscriber:
            people[f"{where}.subscriber"] = coverage.subscriber.name
            addresses[f"{where}.subscriber.address"] = coverage.subscriber.address
        for field, identifier, least, most in (
            ("member_id", coverage.member_id, 2, 80),
            ("group_number", coverage.group_number or "0", 1, 50),
            ("payer_id", coverage.payer_id or "unknown", 2, 80),
        ):
            if not least <= len(identifier) <= most or basic(identifier) != identifier.upper():
                remedy = "Copy it from the card, in plain letters, digits and hyphens."
                yield Problem(f"{where}.{field}", f"has not {least} to {most} characters that X12 can carry.", remedy)
    for where, address in addresses.items():
        if address:
            words[f"{where}.line1"] = address.line1
            if len(basic(address.city)) < 2:
                yield Problem(f"{where}.city", "has fewer than two letters.", "Write it in full.")
    for where, name in people.items():
        words |= {f"{where}.name.first": name.first, f"{where}.name.last": name.last}
    for where, text in words.items():
        if not basic(text):
            yield Problem(where, "has no Latin letter.", "Write it as on the insurance card.")
