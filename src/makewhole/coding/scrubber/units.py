"""Units on the lines against the visit's own minutes, doses and questionnaires, reckoned anew."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import Any

from makewhole.records import Quantity
from makewhole.rules import all_rules

from ._codebook import code_detail, codes_of, names
from ._facts import Facts
from ._measures import in_unit
from ._minutes import further_hours, minutes_of_any, running
from ._registry import Fault, check

_INFUSIONS = ("infusion-first", "infusion-sequential", "infusion-concurrent")


@check("units/infusion-too-short")
def infusion_too_short(facts: Facts) -> Iterator[Fault]:
    least = facts.rule("coding/infusion/first-hour-minimum")
    supported = sum(len(minutes) >= least for minutes in facts.infusions.values())
    # One drug may stand on two lines only where a second site has its own reason.
    supported += sum(given.second_site_reason is not None for _, given in facts.administrations)
    billed = facts.units_of(*_INFUSIONS)
    if billed > supported:
        yield Fault(
            "visit.administrations",
            f"{billed} infusions are billed, but only {supported} ran {least} minutes or more.",
            f"Check the times; what ran under {least} minutes is a push.",
        )


@check("units/further-hours")
def further_hours_unsupported(facts: Facts) -> Iterator[Fault]:
    hour, remainder = facts.rule("coding/infusion/hour-length"), facts.rule("coding/infusion/further-hour-remainder")
    ran = [len(minutes) for minutes in facts.infusions.values()]
    supported = sum(further_hours(minutes, hour, remainder) for minutes in ran)
    billed = facts.units_of("infusion-further")
    if billed > supported:
        yield Fault(
            "visit.administrations",
            f"{billed} further hours of infusion are billed; {sum(ran)} running minutes support {supported}.",
            "Check start, stop and pauses; a further hour needs more than half an hour beyond the last.",
        )


@check("units/exactly-half-an-hour")
def exactly_half_an_hour(facts: Facts) -> Iterator[Fault]:
    hour = facts.rule("coding/infusion/hour-length")
    doubtful = facts.rule("coding/infusion/further-hour-doubtful-remainder")
    for minutes in facts.infusions.values():
        if len(minutes) > hour and len(minutes) % hour == doubtful:
            yield Fault(
                "visit.administrations",
                f"The infusion ran {len(minutes)} minutes, exactly {doubtful} beyond a full hour; sources disagree "
                "whether that is a further hour, and it was not counted.",
                "Leave it as it is unless the note shows another minute.",
            )


@check("units/hydration")
def hydration_unsupported(facts: Facts) -> Iterator[Fault]:
    billed = facts.units_of("hydration-first", "hydration-further")
    if not billed:
        return
    fluid = minutes_of_any(running(given) for _, given in facts.hydrations)
    ran = len(fluid - minutes_of_any(facts.infusions.values()))
    hour = facts.rule("coding/infusion/hour-length")
    least = facts.rule("coding/infusion/hydration-first-minimum")
    remainder = facts.rule("coding/infusion/hydration-further-minimum")
    supported = 0 if ran < least else 1 + further_hours(ran, hour, remainder)
    if billed > supported:
        yield Fault(
            "visit.hydration",
            f"{billed} hours of hydration are billed; {ran} minutes of fluid without a drug support {supported}.",
            "Check the times of the fluid; fluid beside a drug does not count.",
        )


@check("units/two-first-codes")
def two_first_codes(facts: Facts) -> Iterator[Fault]:
    allowed = facts.rule("coding/infusion/second-site-modifiers")
    firsts = codes_of(facts.on, "infusion-first", "push-first", "hydration-first")
    first = [
        (where, line) for where, line in facts.lines if line.code in firsts and not set(line.modifiers) & set(allowed)
    ]
    if sum(line.units for _, line in first) > 1:
        where, _ = first[-1]
        yield Fault(
            f"{where}.code",
            f"More than one first code is billed ({', '.join(line.code for _, line in first)}).",
            "Bill one; a second needs its own access site, a medical reason for it, and the modifier.",
        )


@check("units/second-site-without-reason")
def second_site_without_reason(facts: Facts) -> Iterator[Fault]:
    allowed = facts.rule("coding/infusion/second-site-modifiers")
    firsts = codes_of(facts.on, "infusion-first", "push-first")
    second = [
        (where, line) for where, line in facts.lines if line.code in firsts and set(line.modifiers) & set(allowed)
    ]
    if second and not any(given.second_site_reason for _, given in facts.administrations):
        where, line = second[0]
        yield Fault(
            f"{where}.modifiers",
            f"{line.code} is billed for a second access site, but the record does not say why one was needed.",
            "Add second_site_reason from the note, or bill it as part of the first.",
        )


@check("units/drug-units-exceed-dose")
def drug_units_exceed_dose(facts: Facts) -> Iterator[Fault]:
    for code, units in facts.units.items():
        detail = code_detail(code, facts.on)
        if not detail or detail["kind"] not in ("drug", "fluid") or detail["unlisted"]:
            continue
        amounts = [in_unit(amount, detail["unit"]) for amount in _used(detail, facts)]
        if None in amounts:
            continue
        per = Decimal(detail["per"])
        # Each dose, and each amount discarded, may be rounded up on its own.
        supported = sum(int((amount / per).to_integral_value(ROUND_CEILING)) for amount in amounts if amount)
        if units > supported:
            yield Fault(
                "visit.hydration" if detail["kind"] == "fluid" else "visit.administrations",
                f"{code} × {units} is billed; the doses in the record support {supported}.",
                f"Check the dose; one unit of {code} is {per.normalize():f} {detail['unit']}.",
            )


@check("units/unlisted-drug")
def unlisted_drug(facts: Facts) -> Iterator[Fault]:
    one = facts.rule("coding/unlisted-drug/units")
    for where, line in facts.lines:
        detail = code_detail(line.code, facts.on)
        if detail and detail.get("unlisted") and line.units != one:
            yield Fault(
                f"{where}.units",
                f"{line.code} is billed with {line.units} units; an unlisted drug is one unit.",
                "Bill one unit and state the dose in the line's description.",
            )


@check("units/over-daily-limit")
def over_daily_limit(facts: Facts) -> Iterator[Fault]:
    limits = _limits()
    apart = set(facts.rule("coding/infusion/second-site-modifiers"))
    for code in facts.units.keys() & limits.keys():
        most = facts.rule(limits[code])
        # A line with its own modifier is judged on its own.
        units = sum(line.units for _, line in facts.lines_of(code) if not apart & set(line.modifiers))
        if units > most:
            yield Fault(
                _line_of(facts, code),
                f"{code} × {units} is billed; more than {most} a day is thought unlikely and refused.",
                "Check the units; if all were truly given, send the record that shows it.",
            )


@check("units/more-questionnaires-than-scored")
def more_questionnaires_than_scored(facts: Facts) -> Iterator[Fault]:
    codes, scored = codes_of(facts.on, "questionnaire"), len(facts.visit.screenings)
    billed = facts.units_of("questionnaire")
    if billed > scored:
        yield Fault(
            _line_of(facts, *codes),
            f"{billed} questionnaires are billed, {scored} are recorded with a score.",
            "Record the score of each, or bill fewer.",
        )


def _used(detail: Any, facts: Facts) -> Iterator[Quantity]:
    """What the record shows as given and discarded of what a code is for."""
    if detail["kind"] == "fluid":
        yield from (given.volume for _, given in facts.hydrations if names(given.fluid.name, detail))
        return
    for _, given in facts.administrations:
        if names(given.drug.name, detail) and given.route in detail["routes"]:
            yield from (amount for amount in (given.dose, given.wasted) if amount)


@lru_cache(maxsize=1)
def _limits() -> dict[str, str]:
    return {rule.rule_id.rpartition("/")[2]: rule.rule_id for rule in all_rules("coding/mue")}


def _line_of(facts: Facts, *codes: str) -> str:
    return f"{next(where for where, line in facts.lines if line.code in codes)}.units"
