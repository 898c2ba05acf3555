"""Shots, and drugs given by other ways than a vein, which have no administration code of their own."""

from collections.abc import Iterable

from makewhole.records import Because

from ._given import Given
from ._minutes import clock
from ._rulebook import Rulebook
from ._service import Outcome, Service

RANK = 40
_OTHER_WAYS = {
    "intranasal": "Giving a nasal spray has no code of its own; watching the patient is part of the visit.",
    "oral": "Swallowing a medicine has no code of its own.",
    "sublingual": "Dissolving a medicine under the tongue has no code of its own.",
}


def code_injections(given: Iterable[Given], beside_vein: bool, book: Rulebook) -> Outcome:
    """One unit for each shot, with the distinct-service modifier beside an infusion or push (`beside_vein`)."""
    outcome = Outcome()
    for where, entry, *_ in given:
        if entry.route in ("im", "sc"):
            code = book.code("injection")
            way = "into a muscle" if entry.route == "im" else "under the skin"
            why = [
                Because(
                    says=f"{entry.drug.name} {entry.dose} was given {way} at {clock(entry.start)}.",
                    fact=f"{where}.route",
                    rule=book.rule_of[code],
                )
            ]
            if beside_vein:
                why.append(
                    Because(
                        says="It was a shot of its own, apart from what was given by vein.",
                        fact=f"{where}.route",
                        rule="coding/pairs/shot",
                    )
                )
            modifiers = (book.second_site_modifier,) if beside_vein else ()
            outcome.services.append(Service(code, 1, RANK, tuple(why), entry.diagnoses, modifiers))
        elif entry.route in _OTHER_WAYS:
            outcome.skip(f"Giving {entry.drug.name}", _OTHER_WAYS[entry.route], f"{where}.route")
    return outcome
