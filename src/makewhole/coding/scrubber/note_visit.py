"""The office visit, psychotherapy and questionnaires in the note against the same as billed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ._amounts import minutes, minutes_after
from ._facts import Facts
from ._registry import Fault, check

_ADD = "Ask the provider to check the chart; if it was done and recorded, the note is completed by a dated addendum."
_CORRECT = "Check the chart; correct the visit, or have the provider correct the note by a dated addendum."
_LEVEL = r"(straightforward|low|moderate|high)"
_DECISION = re.compile(
    rf"\b{_LEVEL}\b\W+(?:\w+\W+){{0,2}}(?:complexity|decision|MDM)"
    rf"|(?:decision[ -]making|MDM|complexity)\W+(?:\w+\W+){{0,3}}{_LEVEL}\b",
    re.IGNORECASE,
)
_DECISION_WORD = re.compile(r"decision|complexity|MDM", re.IGNORECASE)
_SEPARATE = re.compile(r"\bsepara|\bapart from\b|\bdistinct\b|\bindependent of\b|\bin addition to the infusion\b", re.I)
_TIME_SPENT = re.compile(r"\b(?:total time|time spent|spent|visit time|total of|E/?M time)\b", re.IGNORECASE)
_THERAPY = re.compile(r"\bpsychotherap|\btherapy\b|\bCBT\b|\bcounsell?ing\b", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\bon \d{1,2}/\d{1,2}")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d-])")


@check("note-visit/decision-not-found")
def decision_not_found(facts: Facts) -> Iterator[Fault]:
    for level, stated in _decision(facts):
        if not stated:
            yield Fault(
                "visit.office_visit.decision_making",
                f"That decision making was {level} was not found in the note.",
                _ADD,
            )


@check("note-visit/decision-differs")
def decision_differs(facts: Facts) -> Iterator[Fault]:
    for level, stated in _decision(facts):
        if stated:
            yield Fault(
                "visit.office_visit.decision_making",
                f"The note says {stated[0]} decision making; the visit says {level}.",
                _CORRECT,
            )


@check("note-visit/minutes-not-found")
def minutes_not_found(facts: Facts) -> Iterator[Fault]:
    for billed, stated in _visit_minutes(facts):
        if not stated:
            yield Fault(
                "visit.office_visit.minutes", f"The {billed} minutes of the visit were not found in the note.", _ADD
            )


@check("note-visit/minutes-differ")
def minutes_differ(facts: Facts) -> Iterator[Fault]:
    for billed, stated in _visit_minutes(facts):
        if stated:
            yield Fault(
                "visit.office_visit.minutes",
                f"The note says {stated[0]} minutes for the visit; the visit says {billed}.",
                _CORRECT,
            )


@check("note-visit/separate-not-found")
def separate_not_found(facts: Facts) -> Iterator[Fault]:
    seen = facts.visit.office_visit
    beside = facts.visit.administrations or facts.visit.hydration
    if facts.note and seen and seen.separate and beside and not _SEPARATE.search(facts.note.text):
        yield Fault(
            "visit.office_visit.separate",
            "That the visit was separate from the infusion was not found in the note.",
            "Without it the visit is taken back on review; bill it only if the record shows it.",
        )


@check("note-visit/therapy-minutes-not-found")
def therapy_minutes_not_found(facts: Facts) -> Iterator[Fault]:
    for billed, stated in _therapy_minutes(facts):
        if not stated:
            yield Fault(
                "visit.psychotherapy.minutes",
                f"The {billed} minutes of psychotherapy were not found in the note.",
                _ADD,
            )


@check("note-visit/therapy-minutes-differ")
def therapy_minutes_differ(facts: Facts) -> Iterator[Fault]:
    for billed, stated in _therapy_minutes(facts):
        if stated:
            yield Fault(
                "visit.psychotherapy.minutes",
                f"The note says {stated[0]} minutes of psychotherapy; the visit says {billed}.",
                _CORRECT,
            )


@check("note-visit/score-not-found")
def score_not_found(facts: Facts) -> Iterator[Fault]:
    for where, instrument, score, stated in _scores(facts):
        if not stated:
            yield Fault(where, f"The {instrument} score of {score} was not found in the note.", _ADD)


@check("note-visit/score-differs")
def score_differs(facts: Facts) -> Iterator[Fault]:
    for where, instrument, score, stated in _scores(facts):
        if stated:
            yield Fault(
                where, f"The note gives {' and '.join(stated)} for the {instrument}; the visit says {score}.", _CORRECT
            )


def _decision(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    seen = facts.visit.office_visit
    if facts.note is None or seen is None or seen.decision_making is None:
        return
    parts = (part for part in facts.note.sentences if _DECISION_WORD.search(part))
    stated = [(match[1] or match[2]).lower() for part in parts for match in _DECISION.finditer(part)]
    if seen.decision_making not in stated:
        yield seen.decision_making, stated


def _visit_minutes(facts: Facts) -> Iterator[tuple[int, list[int]]]:
    seen = facts.visit.office_visit
    if facts.note is None or seen is None or seen.minutes is None:
        return
    parts = [part for part in facts.note.sentences if not _THERAPY.search(part)]
    if seen.minutes not in [length for part in parts for length in minutes(part)]:
        yield seen.minutes, [length for part in parts for length in minutes_after(_TIME_SPENT, part)]


def _therapy_minutes(facts: Facts) -> Iterator[tuple[int, list[int]]]:
    held = facts.visit.psychotherapy
    if facts.note is None or held is None:
        return
    stated = [length for part in facts.note.sentences if _THERAPY.search(part) for length in minutes(part)]
    if held.minutes not in stated:
        yield held.minutes, stated


def _scores(facts: Facts) -> Iterator[tuple[str, str, Decimal, list[str]]]:
    """Each billed score that the note does not hold, with the numbers that it gives for the instrument."""
    if facts.note is None:
        return
    for index, screening in enumerate(facts.visit.screenings):
        name, score = screening.result.instrument, screening.result.score
        stated = [
            number
            for part in facts.note.sentences
            for place in _named(name).finditer(part)
            for number in _NUMBER.findall(_about_score(part[place.end() : place.end() + 60]))
        ]
        if not any(Decimal(number) == score for number in stated):
            yield f"visit.screenings[{index}].result.score", name, score, stated


@lru_cache(maxsize=64)
def _named(instrument: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in instrument.split()[0].split("-"))
    return re.compile(r"\b" + "[ -]?".join(parts), re.IGNORECASE)


def _about_score(text: str) -> str:
    """What follows an instrument's name, without dates and up to the next instrument."""
    text = _DATE.sub("", text)
    return re.split(r"\b(?:PHQ|GAD|PCL|MADRS|HAM|QIDS|BDI|C-?SSRS|Y-?BOCS|BPI)\b", text)[0]
