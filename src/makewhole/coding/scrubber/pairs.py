"""Codes that may not stand together, or only with a modifier, or only beside another."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any

from makewhole.records import ServiceLine
from makewhole.rules import all_rules

from ._codebook import code_detail, code_rule, gives_into_body, known_codes
from ._facts import Facts
from ._registry import Fault, check


@check("pairs/never-together")
def never_together(facts: Facts) -> Iterator[Fault]:
    for first, second, where, _ in _paired(facts, modifier=0):
        yield Fault(
            f"{where}.code",
            f"{second} is part of {first} and is never paid beside it.",
            f"Leave {second} out.",
        )


@check("pairs/modifier-missing")
def modifier_missing(facts: Facts) -> Iterator[Fault]:
    apart = facts.rule("scrubber/pairs/modifier-missing")["modifiers"]
    for first, second, where, line in _paired(facts, modifier=1):
        if not set(line.modifiers) & set(apart):
            yield Fault(
                f"{where}.modifiers",
                f"{second} beside {first} is paid only with a modifier that says why it is apart.",
                f"If the record shows its own reason, add one of {', '.join(apart)}; otherwise leave {second} out.",
            )


@check("pairs/shot-without-reason")
def shot_without_reason(facts: Facts) -> Iterator[Fault]:
    apart = facts.rule("coding/infusion/second-site-modifiers")
    pair = facts.rule("coding/pairs/shot")
    reasoned = any(given.shot_reason and given.route in ("im", "sc") for _, given in facts.administrations)
    if reasoned or facts.units.keys().isdisjoint(pair["first"]):
        return
    for where, line in facts.lines:
        if line.code in pair["second"] and set(line.modifiers) & set(apart):
            yield Fault(
                f"{where}.modifiers",
                f"{line.code} is billed apart from what was given by vein, but the record does not say why a shot was "
                "needed.",
                f"Add shot_reason from the note, or leave {line.code} out.",
            )


@check("pairs/modifier-without-cause")
def modifier_without_cause(facts: Facts) -> Iterator[Fault]:
    held = facts.rule("scrubber/pairs/modifier-without-cause")
    for where, line in facts.lines:
        used = [modifier for modifier in line.modifiers if modifier in held["modifiers"]]
        others = {other.code for other in facts.coded.lines if other is not line}
        if used and not others & {line.code, *held["beside"], *_partners().get(line.code, ())}:
            yield Fault(
                f"{where}.modifiers",
                f"{line.code} carries {used[0]}, but nothing is billed from which it must be told apart.",
                f"Remove {used[0]}.",
            )


@check("pairs/visit-without-25")
def visit_without_25(facts: Facts) -> Iterator[Fault]:
    modifier = facts.rule("coding/office-visit/separate-modifier")
    given = any(gives_into_body(line.code, facts.on) for line in facts.coded.lines)
    for where, line in facts.lines:
        if given and _kind(line, facts) in ("visit-new", "visit-established") and modifier not in line.modifiers:
            yield Fault(
                f"{where}.modifiers",
                f"The visit {line.code} stands beside an infusion or injection without modifier {modifier}.",
                f"Add {modifier} if the record shows the visit as significant and separate; otherwise leave it out.",
            )


@check("pairs/add-on-alone")
def add_on_alone(facts: Facts) -> Iterator[Fault]:
    billed = facts.units.keys()
    for where, line in facts.lines:
        detail = code_detail(line.code, facts.on)
        parents = (detail or {}).get("with")
        if parents and not billed & set(parents):
            yield Fault(
                f"{where}.code",
                f"{line.code} is added to {' or '.join(parents)}, and none of these is billed.",
                "Bill the service that it belongs to, or leave it out.",
            )


@check("pairs/psychotherapy-add-on-alone")
def psychotherapy_add_on_alone(facts: Facts) -> Iterator[Fault]:
    kinds = {_kind(line, facts) for _, line in facts.lines}
    for where, line in facts.lines:
        if _kind(line, facts) == "psychotherapy-with-visit" and not kinds & {"visit-new", "visit-established"}:
            yield Fault(
                f"{where}.code",
                f"{line.code} is psychotherapy beside a visit, and no visit is billed.",
                "Bill psychotherapy alone by its minutes, or the visit that it was part of.",
            )


@check("pairs/same-line-twice")
def same_line_twice(facts: Facts) -> Iterator[Fault]:
    seen: set[Any] = set()
    for where, line in facts.lines:
        key = (line.code, line.modifiers, line.drug)
        if key in seen:
            yield Fault(
                f"{where}.code",
                f"{line.code} stands on two lines that nothing tells apart; the second is refused as a duplicate.",
                "Put the units on one line.",
            )
        seen.add(key)


@check("pairs/code-not-in-force")
def code_not_in_force(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        if line.code in known_codes() and code_detail(line.code, facts.on) is None:
            yield Fault(
                f"{where}.code",
                f"{line.code} was not in force on the date of service.",
                "Use the code in force on that day; `makewhole explain` shows its dates.",
            )


@check("pairs/code-not-known")
def code_not_known(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        if line.code not in known_codes():
            yield Fault(
                f"{where}.code",
                f"{line.code} is not in the code book here, so nothing about it was checked.",
                "Check its units, pairs and date by hand.",
            )


@check("pairs/code-not-confirmed")
def code_not_confirmed(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        held = code_rule(line.code, facts.on)
        if held and not held.verified:
            yield Fault(
                f"{where}.code",
                f"No published source confirms {line.code} as it is kept here.",
                "Confirm the code, its unit and its dates in the current code list or with the plan; `makewhole "
                f"explain {held.rule_id}` shows what is known.",
            )


@check("pairs/wrong-code-for-ketamine")
def wrong_code_for_ketamine(facts: Facts) -> Iterator[Fault]:
    wrong = facts.rule("coding/unlisted-drug/wrong-codes-for-ketamine")
    for where, line in facts.lines:
        if line.code in wrong:
            yield Fault(
                f"{where}.code",
                f"{line.code} belongs to another drug, though some lists give it for ketamine.",
                "Bill racemic ketamine under the unlisted code with its name, dose and NDC.",
            )


@check("pairs/facility-code-in-office")
def facility_code_in_office(facts: Facts) -> Iterator[Fault]:
    offices = facts.rule("scrubber/pairs/facility-code-in-office")["places"]
    for where, line in facts.lines:
        detail = code_detail(line.code, facts.on)
        if detail and detail.get("facility-only") and line.place_of_service in offices:
            yield Fault(
                f"{where}.code",
                f"{line.code} is a facility's code; at place {line.place_of_service} it is not paid.",
                "Leave it out; in an office a further push of the same drug belongs to the first.",
            )


def _paired(facts: Facts, modifier: int) -> Iterator[tuple[str, str, str, ServiceLine]]:
    billed = facts.units
    for rule_id, first, second in _pairs():
        if first in billed and second in billed and facts.rule(rule_id)["modifier"] == modifier:
            for where, line in facts.lines_of(second):
                yield first, second, where, line


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (rule.rule_id, first, second)
        for rule in all_rules("coding/pairs")
        for first, second in product(rule.values[-1].value["first"], rule.values[-1].value["second"])
    )


@lru_cache(maxsize=1)
def _partners() -> dict[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for _, first, second in _pairs():
        partners.setdefault(second, set()).add(first)
        partners.setdefault(first, set()).add(second)
    return partners


def _kind(line: ServiceLine, facts: Facts) -> str:
    detail = code_detail(line.code, facts.on)
    return detail["kind"] if detail else ""
