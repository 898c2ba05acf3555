"""Shots, and drugs given by other ways than a vein, which have no administration code of their own."""

from collections.abc import Iterable, Sequence

from makewhole.records import Administration, Because, Finding

from ._given import Given
from ._minutes import clock, stretches, total
from ._rulebook import INFUSION, Rulebook
from ._service import Outcome, Service

RANK = 40
_OWN_REASON = "coding/pairs/shot"
_OTHER_WAYS = {
    "intranasal": "Giving a nasal spray has no code of its own; watching the patient is part of the visit.",
    "oral": "Swallowing a medicine has no code of its own.",
    "sublingual": "Dissolving a medicine under the tongue has no code of its own.",
}


def without_numbing(given: Sequence[Given], book: Rulebook) -> tuple[Outcome, list[Given]]:
    """What was given, less the local anesthetic that numbed the skin for a line, which is not billed in any part."""
    outcome, kept = Outcome(), list[Given]()
    for each in given:
        if not _numbs(each, book):
            kept.append(each)
            continue
        says = (
            "A local anesthetic under the skin numbs it for the line and belongs to what is given by vein; the record "
            "gives the shot no reason of its own."
        )
        outcome.skip(
            f"{each.entry.drug.name} {each.entry.dose}",
            says,
            f"{each.where}.shot_reason",
            f"{INFUSION}/local-anesthetics",
        )
    return outcome, kept


def code_injections(given: Iterable[Given], beside_vein: bool, book: Rulebook) -> Outcome:
    """One unit for each shot. Beside an infusion, push or hydration (`beside_vein`) it needs a reason of its own in
    the record, and carries the distinct-service modifier.

    Drugs of one `bag` given at one moment were drawn into one syringe and are one shot.
    """
    outcome = Outcome()
    shots: dict[tuple[str, float], list[Given]] = {}
    for each in given:
        entry = each.entry
        if _infused_under_the_skin(entry, book):
            _skip_infusion_under_the_skin(each, outcome, book)
        elif entry.route in ("im", "sc"):
            shots.setdefault((entry.bag.lower() if entry.bag else each.where, each.began), []).append(each)
        elif entry.route in _OTHER_WAYS:
            outcome.skip(f"Giving {entry.drug.name}", _OTHER_WAYS[entry.route], f"{each.where}.route")
    for parts in shots.values():
        reasoned = next((part for part in parts if part.entry.shot_reason), None)
        if not beside_vein:
            outcome.services.append(_shot(parts, (), (), book))
        elif reasoned is None:
            _skip_shot_without_reason(parts, outcome)
        else:
            says = f"A shot was needed beside what was given by vein: {reasoned.entry.shot_reason}"
            why = Because(says=says, fact=f"{reasoned.where}.shot_reason", rule=_OWN_REASON)
            outcome.services.append(_shot(parts, (why,), (book.second_site_modifier,), book))
    return outcome


def _shot(parts: list[Given], apart: tuple[Because, ...], modifiers: tuple[str, ...], book: Rulebook) -> Service:
    code = book.code("injection")
    why = [_given_because(part, book.rule_of[code]) for part in parts]
    diagnoses = tuple(code for part in parts for code in part.entry.diagnoses)
    return Service(code, 1, RANK, (*why, *apart), diagnoses, modifiers)


def _skip_shot_without_reason(parts: list[Given], outcome: Outcome) -> None:
    says = (
        "The record does not say why a shot was needed beside what was given by vein, so giving it is not billed apart."
    )
    for part in parts:
        outcome.skip(f"Giving {part.entry.drug.name}", says, f"{part.where}.shot_reason", _OWN_REASON)
    outcome.problems.append(
        Finding(
            severity="warning",
            rule=_OWN_REASON,
            where=f"{parts[0].where}.shot_reason",
            says=says,
            remedy="Add shot_reason if the note gives one; otherwise leave it as it is.",
        )
    )


def _numbs(given: Given, book: Rulebook) -> bool:
    entry = given.entry
    return (
        entry.route in book.numbing_routes
        and not entry.shot_reason
        and not _infused_under_the_skin(entry, book)
        and f"{given.drug} ".startswith(tuple(f"{name} " for name in book.local_anesthetics))
    )


def _infused_under_the_skin(entry: Administration, book: Rulebook) -> bool:
    return entry.route == "sc" and entry.stop is not None and _minutes(entry) >= book.first_hour_minimum


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
