"""Which conditions the treated diagnoses count as, so that evidence and policies can be matched to them."""

from collections.abc import Iterable
from datetime import date

from makewhole.rules import all_rules

INDICATIONS = "evidence/indications"


def conditions(codes: Iterable[str], on: date) -> frozenset[str]:
    """The names under which evidence and policies know these ICD-10-CM codes on a day; none for a code not covered."""
    treated = tuple(codes)
    return frozenset(
        name
        for found in all_rules(INDICATIONS)
        for held in found.values
        if held.holds_on(on) and any(code.startswith(held.value["codes"]) for code in treated)
        for name in held.value["counts-as"]
    )
