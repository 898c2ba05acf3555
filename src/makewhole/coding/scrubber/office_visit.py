"""The office visit beside the infusion: its level, its separateness, and whether the patient is new."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from typing import Any

from ._codebook import code_detail, gives_into_body
from ._facts import Facts
from ._patients import same_patient
from ._registry import Fault, check


@check("office-visit/separate-without-reason")
def separate_without_reason(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    if seen is not None and seen.separate and not seen.reason and _beside_procedure(facts):
        yield Fault(
            "visit.office_visit.reason",
            "The visit is marked as separate from the infusion, but not why.",
            "Write what was addressed apart from the infusion, as in the note.",
        )


@check("office-visit/billed-though-not-separate")
def billed_though_not_separate(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    if seen is None or seen.separate or not _beside_procedure(facts):
        return
    for where, line in facts.lines:
        if line.code in _visit_codes(facts):
            yield Fault(
                f"{where}.code",
                f"{line.code} is billed, but the record does not show the visit as separate from the infusion.",
                "Leave the visit out, or mark it separate if the note shows it.",
            )


@check("office-visit/time-and-decision-disagree")
def time_and_decision_disagree(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    if seen is None or seen.decision_making is None or seen.minutes is None or facts.visit.psychotherapy is not None:
        return
    decided, timed = _by_decision(facts), _by_time(facts)
    if decided != timed:
        yield Fault(
            "visit.office_visit",
            f"Decision making supports {decided}; {seen.minutes} minutes support {timed or 'no visit'}.",
            "Either may carry the level; make sure that the note supports the one that is billed.",
        )


@check("office-visit/level-not-supported")
def level_not_supported(facts: Facts) -> Iterator[Fault]:
    if facts.visit.office_visit is None:
        return
    supported = [code for code in (_by_decision(facts), _by_time(facts)) if code]
    visits = _visit_codes(facts)
    for where, line in facts.lines:
        if line.code in visits and line.code > max(supported, default=""):
            yield Fault(
                f"{where}.code",
                f"{line.code} is billed; the record supports {max(supported, default='no visit')}.",
                "Bill the level that decision making or minutes support.",
            )


@check("office-visit/new-though-seen")
def new_though_seen(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    if seen is None or seen.patient != "new":
        return
    years = facts.rule("coding/office-visit/new-patient-years")
    since = _years_before(facts.on, years)
    if any(same_patient(facts.file, other) and since <= other.visit.date < facts.on for other in facts.earlier) or (
        facts.file.plan is not None and (facts.file.plan.sessions_done or 0) > 1
    ):
        yield Fault(
            "visit.office_visit.patient",
            f"The patient is marked as new but was seen here within {years} years.",
            'Set patient to "established".',
        )


@check("office-visit/time-beside-psychotherapy")
def time_beside_psychotherapy(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    if seen is not None and facts.visit.psychotherapy is not None and seen.decision_making is None:
        yield Fault(
            "visit.office_visit.decision_making",
            "Beside psychotherapy the visit's level comes from decision making, and none is given.",
            "Enter the decision making as in the note; minutes cannot carry the level here.",
        )


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year; for 29 February, where that year has none, the day after."""
    leap_day = (day.month, day.day) == (2, 29) and not isleap(day.year - years)
    return date(day.year - years, 3, 1) if leap_day else day.replace(year=day.year - years)


def _by_decision(facts: Facts) -> str | None:
    seen = facts.visit.office_visit
    if seen is None or seen.decision_making is None:
        return None
    code: str = facts.rule(f"coding/office-visit/{seen.patient}-by-decision")[seen.decision_making]
    return code


def _by_time(facts: Facts) -> str | None:
    seen = facts.visit.office_visit
    if seen is None or seen.minutes is None:
        return None
    reached = [
        row["code"]
        for row in facts.rule(f"coding/office-visit/{seen.patient}-by-time")
        if seen.minutes >= row["at-least"]
    ]
    return reached[-1] if reached else None


def _visit_codes(facts: Facts) -> set[Any]:
    details = {line.code: code_detail(line.code, facts.on) for line in facts.coded.lines}
    return {code for code, held in details.items() if held and held["kind"] in ("visit-new", "visit-established")}


def _beside_procedure(facts: Facts) -> bool:
    return any(gives_into_body(line.code, facts.on) for line in facts.coded.lines)
