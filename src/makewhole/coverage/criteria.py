"""Answers a policy's criterion from the record's structured facts: met, not met, or not documented.

"Met" needs every fact that the criterion asks for. "Not met" needs a record that excludes it. Where the record is
silent on any needed fact, or only a clinician could say whether it fits, the answer is "not documented".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from makewhole.coverage.record_facts import Course, courses, place_of, treated_codes
from makewhole.coverage.record_words import counted, diagnosis, in_figures, listed, scored, whole_years
from makewhole.coverage.trial_count import antidepressant_doubts, augmentation_doubts, count
from makewhole.records import Registration, Score, VisitFile

Verdict = Literal["met", "not-met", "not-documented"]
SILENT = "The record does not say."


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one criterion, the evidence in words, and the places in the visit file that it is taken from."""

    verdict: Verdict
    evidence: str
    where: tuple[str, ...] = ()


def answer(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    """The answer to a criterion of a rule file, by its `kind`; an unknown kind is not documented."""
    answered = _KINDS.get(criterion["kind"])
    return answered(criterion, file) if answered else Answer("not-documented", SILENT)


def _age(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    born, on = file.patient.date_of_birth, file.visit.date
    years = whole_years(born, on)
    return Answer(
        "met" if years >= criterion["at-least"] else "not-met",
        f"Born {in_figures(born)}: {counted(years, 'year', 'years')} old on {in_figures(on)}.",
        ("patient.date_of_birth",),
    )


def _diagnosis(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    treated = treated_codes(file)
    if not treated:
        return Answer("not-documented", SILENT)
    where = ("plan.indication",) if file.plan else ("visit.diagnoses[0].code",)
    said = f"The diagnosis treated is {listed(diagnosis(code, file) for code in treated)}."
    if not any(code.startswith(tuple(criterion["codes"])) for code in treated):
        return Answer("not-met", said, where)
    if not criterion.get("structured-interview"):
        return Answer("met", said, where)
    interview = file.history.structured_interview if file.history else None
    if interview is None:
        return Answer("not-documented", f"{said} No structured interview is on record.", where)
    found = "found it" if interview.confirms else "did not find it"
    by = f", {interview.by}," if interview.by else ""
    return Answer(
        "met" if interview.confirms else "not-met",
        f"{said} The {interview.instrument} on {in_figures(interview.date)}{by} {found}.",
        (*where, "history.structured_interview"),
    )


def _score(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    any_of = criterion["any-of"]
    recorded = courses(file)
    asked = [limit["instrument"] for limit in any_of]
    before = file.plan.written if file.plan else date.min
    found = {name: _at_outset(recorded[name], before) for name in asked if name in recorded}
    if not found:
        others = [_at_outset(course, before) for course in recorded.values()]
        instead = f" On record instead: {'; '.join(map(scored, others))}." if others else ""
        places = tuple(place_of(score, file) for score in others)
        return Answer("not-documented", f"No {' and no '.join(asked)} is on record.{instead}", places)
    met = any(found[limit["instrument"]].score >= limit["at-least"] for limit in any_of if limit["instrument"] in found)
    return Answer(
        "met" if met else "not-met",
        "; ".join(map(scored, found.values())) + ".",
        tuple(place_of(score, file) for score in found.values()),
    )


def _at_outset(course: Course, before: date) -> Score:
    """The last score before treatment was planned, or the first one after."""
    earlier = [score for score in course if score.date <= before]
    return earlier[-1] if earlier else course[0]


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
    where = tuple(f"history.trials[{index}]" for index in tally.looked_at) or ("history.trials",)
    return Answer(verdict, tally.evidence(needed), where)


def _antidepressant_continued(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    if file.plan is None or file.plan.antidepressant_continued is None:
        return Answer("not-documented", SILENT)
    written = in_figures(file.plan.written)
    if not file.plan.antidepressant_continued:
        said = f"The plan of {written} continues no antidepressant."
        return Answer("not-met", said, ("plan.antidepressant_continued",))
    if file.plan.antidepressant is None:
        said = f"The plan of {written} continues an antidepressant."
        return Answer("met", said, ("plan.antidepressant_continued",))
    said = f"The plan of {written} continues an antidepressant: {file.plan.antidepressant}."
    return Answer("met", said, ("plan.antidepressant_continued", "plan.antidepressant"))


def _registered(criterion: Mapping[str, Any], file: VisitFile) -> Answer:
    held = dict(enumerate(file.practice.registrations))
    if not held:
        return Answer("not-documented", SILENT)
    on = file.visit.date
    in_force = {at: each for at, each in held.items() if _holds(each, on)}
    said = "; ".join(map(_registration, (in_force or held).values()))
    where = tuple(f"practice.registrations[{at}]" for at in in_force or held)
    if in_force:
        return Answer("met", f"{said}.", where)
    return Answer("not-met", f"Not on {in_figures(on)}: {said}.", where)


def _holds(registration: Registration, on: date) -> bool:
    since, until = registration.valid_from or date.min, registration.valid_until or date.max
    return since <= on <= until


def _registration(registration: Registration) -> str:
    number = f", number {registration.number}" if registration.number else ""
    since = f", from {in_figures(registration.valid_from)}" if registration.valid_from else ""
    until = f", until {in_figures(registration.valid_until)}" if registration.valid_until else ""
    return f"Registered with {registration.authority}{number}{since}{until}"


_KINDS: Mapping[str, Callable[[Mapping[str, Any], VisitFile], Answer]] = {
    "age": _age,
    "diagnosis": _diagnosis,
    "score": _score,
    "trials": _trials,
    "antidepressant-continued": _antidepressant_continued,
    "registered": _registered,
}
