"""Answers a policy's criterion from the record's structured facts: met, not met, or not documented.

"Met" needs every fact that the criterion asks for. "Not met" needs a record that excludes it. Where the record is
silent on any needed fact, or only a clinician could say whether it fits, the answer is "not documented".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from makewhole.documents import phrasing
from makewhole.documents.clinical.scores import called, courses
from makewhole.documents.clinical.wording import (
    counted,
    diagnosis,
    listed,
    treated_codes,
    whole_years,
)
from makewhole.documents.necessity_letter.trial_count import antidepressant_doubts, augmentation_doubts, count
from makewhole.records import Score, VisitFile, plain_number

Verdict = Literal["met", "not-met", "not-documented"]
SILENT = "The record does not say."


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one criterion and the evidence beside it."""

    verdict: Verdict
    evidence: str


def answer(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    """The answer to a criterion of a rule file, by its `kind`; an unknown kind is not documented."""
    match criterion["kind"]:
        case "age":
            return _age(criterion["at-least"], file)
        case "diagnosis":
            return _diagnosis(criterion, file)
        case "score":
            return _score(criterion["any-of"], file)
        case "trials":
            return _trials(criterion, file)
        case _:
            return Answer("not-documented", SILENT)


def _age(at_least: int, file: VisitFile) -> Answer:
    born, on = file.patient.date_of_birth, file.visit.date
    years = whole_years(born, on)
    return Answer(
        "met" if years >= at_least else "not-met",
        f"Born {phrasing.figures(born)}: {counted(years, 'year', 'years')} old on {phrasing.figures(on)}.",
    )


def _diagnosis(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    treated = treated_codes(file)
    if not treated:
        return Answer("not-documented", SILENT)
    named = listed(diagnosis(code, file) for code in treated)
    if not any(code.startswith(tuple(criterion["codes"])) for code in treated):
        return Answer("not-met", f"The diagnosis treated is {named}.")
    if criterion.get("structured-interview"):
        return Answer(
            "not-documented",
            f"The diagnosis treated is {named}. Whether it was found in a structured interview is not recorded.",
        )
    return Answer("met", f"The diagnosis treated is {named}.")


def _score(any_of: tuple[Mapping[str, Any], ...], file: VisitFile) -> Answer:
    recorded = courses(file)
    asked = [limit["instrument"] for limit in any_of]
    before = file.plan.written if file.plan else date.min
    found = {name: _at_outset(recorded[name], before) for name in asked if name in recorded}
    if not found:
        others = [_score_text(_at_outset(course, before)) for course in recorded.values()]
        instead = f" On record instead: {'; '.join(others)}." if others else ""
        return Answer("not-documented", f"No {' and no '.join(asked)} is on record.{instead}")
    met = any(found[limit["instrument"]].score >= limit["at-least"] for limit in any_of if limit["instrument"] in found)
    return Answer("met" if met else "not-met", "; ".join(_score_text(score) for score in found.values()) + ".")


def _at_outset(course: tuple[Score, ...], before: date) -> Score:
    """The last score before treatment was planned, or the first one after."""
    earlier = [score for score in course if score.date <= before]
    return earlier[-1] if earlier else course[0]


def _score_text(score: Score) -> str:
    return f"{called(score.instrument)} {plain_number(score.score)} on {phrasing.figures(score.date)}"


def _trials(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    if file.history is None or not file.history.trials:
        return Answer("not-documented", "No earlier treatment is on record.")
    doubts = augmentation_doubts if criterion["augmentation"] else antidepressant_doubts
    tally = count(file.history.trials, lambda trial: doubts(trial, criterion, file.visit.date), file.visit.date)
    needed, classes = criterion["at-least"], criterion.get("classes", 0)
    if len(tally.fits) >= needed and len(tally.classes) >= classes:
        verdict: Verdict = "met"
    elif tally.could_reach(needed, classes):
        verdict = "not-documented"
    else:
        verdict = "not-met"
    return Answer(verdict, tally.evidence(needed))
