"""Shots, and drugs given by other ways than a vein, which have no administration code of their own."""

from collections.abc import Iterable

from makewhole.records import Administration, Because, Finding

from ._given import Given
from ._minutes import clock, stretches, total
from ._rulebook import Rulebook
from ._service import Outcome, Service

RANK = 40
_OTHER_WAYS = {
    "intranasal": "Giving a nasal spray has no code of its own; watching the patient is part of the visit.",
    "oral": "Swallowing a medicine has no code of its own.",
    "sublingual": "Dissolving a medicine under the tongue has no code of its own.",
}


def code_injections(given: Iterable[Given], beside_vein: bool, book: Rulebook) -> Outcome:
    """One unit for each shot, with the distinct-service modifier beside an infusion, push or hydration (`beside_vein`).

    Drugs of one `bag` given at one moment were drawn into one syringe and are one shot.
    """
    outcome = Outcome()
    shots: dict[tuple[str, float], list[Given]] = {}
    for each in given:
        entry = each.entry
        if entry.route == "sc" and entry.stop is not None and _minutes(entry) >= book.first_hour_minimum:
            _skip_infusion_under_the_skin(each, outcome, book)
        elif entry.route in ("im", "sc"):
            shots.setdefault((entry.bag.lower() if entry.bag else each.where, each.began), []).append(each)
        elif entry.route in _OTHER_WAYS:
            outcome.skip(f"Giving {entry.drug.name}", _OTHER_WAYS[entry.route], f"{each.where}.route")
    outcome.services += [_shot(parts, beside_vein, book) for parts in shots.values()]
    return outcome


def _shot(parts: list[Given], beside_vein: bool, book: Rulebook) -> Service:
    code = book.code("injection")
    why = [_given_because(part, book.rule_of[code]) for part in parts]
    if beside_vein:
        says = "It was a shot of its own, apart from what was given by vein."
        why.append(Because(says=says, fact=f"{parts[0].where}.route", rule="coding/pairs/shot"))
    diagnoses = tuple(code for part in parts for code in part.entry.diagnoses)
    modifiers = (book.second_site_modifier,) if beside_vein else ()
    return Service(code, 1, RANK, tuple(why), diagnoses, modifiers)


def _given_because(part: Given, rule: str) -> Because:
    entry = part.entry
    way = "into a muscle" if entry.route == "im" else "under the skin"
    says = f"{entry.drug.name} {entry.dose} was given {way} at {clock(entry.start)}."
    return Because(says=says, fact=f"{part.where}.route", rule=rule)


def _minutes(entry: Administration) -> int:
    return total(stretches(entry.start, entry.stop, entry.pauses, entry.flushes)) if entry.stop else 0


def _skip_infusion_under_the_skin(given: Given, outcome: Outcome, book: Rulebook) -> None:
    name, where = given.entry.drug.name, f"{given.where}.stop"
    rule = book.rule_of[book.code("injection")]
    says = (
        f"{name} ran {_minutes(given.entry)} minutes under the skin. That is an infusion of another kind, whose codes "
        "are not kept here, and none is guessed."
    )
    outcome.skip(f"Giving {name}", says, where, rule)
    outcome.problems.append(
        Finding(
            severity="warning",
            rule=rule,
            where=where,
            says=says,
            remedy="Have a biller add its line; if it was a shot, leave the stop time out.",
        )
    )
