"""The clinician's own work: office visit, evaluation and psychotherapy."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from makewhole.records import Because, Finding, OfficeVisit, PsychiatricEvaluation, Psychotherapy, Visit
from makewhole.rules import value

from ._rulebook import VISIT, Rulebook
from ._service import Outcome, Service

RANK = 10


def code_visits(visit: Visit, beside_procedure: bool, held: bool, book: Rulebook) -> Outcome:
    """Visit, evaluation and psychotherapy.

    `beside_procedure`: an infusion, push, shot or hydration is billed too. `held`: the office visit is already part
    of another code.
    """
    outcome = Outcome()
    telehealth = _telehealth(visit)
    if visit.psychiatric_evaluation is not None:
        _code_evaluation(visit.psychiatric_evaluation, telehealth, book, outcome)
    if visit.office_visit is not None and not held:
        _code_office_visit(visit, visit.office_visit, beside_procedure, telehealth, book, outcome)
    if visit.psychotherapy is not None:
        if visit.psychiatric_evaluation is not None:
            says = "A psychiatric evaluation was done the same day, and psychotherapy is not billed beside it."
            outcome.skip("Psychotherapy", says, "visit.psychotherapy", "coding/pairs/psychotherapy-beside-evaluation")
        else:
            with_visit = any(service.rank == RANK for service in outcome.services)
            _code_psychotherapy(visit.psychotherapy, with_visit, telehealth, book, outcome)
    return outcome


def _code_office_visit(
    visit: Visit,
    seen: OfficeVisit,
    beside_procedure: bool,
    telehealth: tuple[str, ...],
    book: Rulebook,
    outcome: Outcome,
) -> None:
    where = "visit.office_visit"
    if visit.psychiatric_evaluation is not None:
        says = "A psychiatric evaluation was done the same day and holds the visit's work."
        outcome.skip("Office visit", says, where, "coding/pairs/visit-beside-evaluation")
        return
    if beside_procedure and not seen.separate:
        says = (
            "The record does not show it as significant and separate from the infusion's own work, so it is part of it."
        )
        outcome.skip("Office visit", says, f"{where}.separate", f"{VISIT}/separate-modifier")
        return
    levels = _levels(seen, visit, book.on)
    if not levels:
        says = f"{seen.minutes} minutes are under the least that an office visit needs."
        if visit.psychotherapy is not None and seen.decision_making is None:
            says = "Beside psychotherapy a visit is leveled by decision making, which the record does not give."
        outcome.skip("Office visit", says, f"{where}.minutes", f"{VISIT}/{seen.patient}-by-time")
        return
    if visit.place_of_service in value(f"{VISIT}/not-in-these-places", book.on).value:
        _skip_visit_elsewhere(outcome)
        return
    code, because = max(levels, key=lambda level: level[0])
    if visit.psychotherapy is None:
        _say_prolonged(seen, code, book, outcome)
    why, modifiers = [because], telehealth
    if beside_procedure:
        modifiers = (value(f"{VISIT}/separate-modifier", book.on).value, *telehealth)
        reason = f": {seen.reason}" if seen.reason else "."
        says = f"The record shows it as significant and separate from the infusion{reason}"
        why.append(Because(says=says, fact=f"{where}.separate", rule=f"{VISIT}/separate-modifier"))
    outcome.services.append(Service(code, 1, RANK, tuple(why), seen.diagnoses, modifiers))


def _levels(seen: OfficeVisit, visit: Visit, on: date) -> list[tuple[str, Because]]:
    """The level that decision making supports and the level that time supports; the record may carry either."""
    levels = []
    if seen.decision_making is not None:
        rule = f"{VISIT}/{seen.patient}-by-decision"
        says = f"{seen.patient.capitalize()} patient, medical decision making {seen.decision_making}."
        because = Because(says=says, fact="visit.office_visit.decision_making", rule=rule)
        levels.append((value(rule, on).value[seen.decision_making], because))
    if seen.minutes is not None and visit.psychotherapy is None:
        rule = f"{VISIT}/{seen.patient}-by-time"
        if (code := _by_minutes(value(rule, on).value, seen.minutes)) is not None:
            says = f"{seen.patient.capitalize()} patient, {seen.minutes} minutes of the clinician's time on the day."
            levels.append((code, Because(says=says, fact="visit.office_visit.minutes", rule=rule)))
    return levels


def _skip_visit_elsewhere(outcome: Outcome) -> None:
    rule = f"{VISIT}/not-in-these-places"
    says = "A visit at this place has codes of its own, which are not kept here, and none is guessed."
    outcome.skip("Office visit", says, "visit.office_visit", rule)
    remedy = "Have a biller add its line, or correct the place of service."
    outcome.problems.append(
        Finding(severity="warning", rule=rule, where="visit.place_of_service", says=says, remedy=remedy)
    )


def _say_prolonged(seen: OfficeVisit, code: str, book: Rulebook, outcome: Outcome) -> None:
    """Say that minutes beyond the highest level make no line here; a code for them is never added."""
    rule, where = f"{VISIT}/prolonged-by-time", "visit.office_visit.minutes"
    least = value(rule, book.on).value[seen.patient]
    if seen.minutes is None or seen.minutes < least:
        return
    says = (
        f"{seen.minutes} minutes were spent; from {least} some plans pay a code beyond {code}, the highest level. "
        "None is billed here."
    )
    remedy = "Ask the plan whether it takes one and have a biller add it; Medicare has a code and minutes of its own."
    outcome.skip("Minutes beyond the highest visit level", says, where, rule)
    outcome.problems.append(Finding(severity="notice", rule=rule, where=where, says=says, remedy=remedy))


def _by_minutes(steps: Sequence[Any], minutes: int) -> str | None:
    """The highest code whose least minutes are reached."""
    reached = [step["code"] for step in steps if minutes >= step["at-least"]]
    return reached[-1] if reached else None


def _code_evaluation(
    evaluation: PsychiatricEvaluation, telehealth: tuple[str, ...], book: Rulebook, outcome: Outcome
) -> None:
    code = book.code("evaluation-medical" if evaluation.medical else "evaluation")
    says = "A psychiatric evaluation was done" + (" with medical services." if evaluation.medical else ".")
    because = Because(says=says, fact="visit.psychiatric_evaluation.medical", rule=book.rule_of[code])
    outcome.services.append(Service(code, 1, RANK - 1, (because,), evaluation.diagnoses, telehealth))


def _code_psychotherapy(
    therapy: Psychotherapy, with_visit: bool, telehealth: tuple[str, ...], book: Rulebook, outcome: Outcome
) -> None:
    rule = f"coding/psychotherapy/{'with-visit' if with_visit else 'alone'}"
    code = _by_minutes(value(rule, book.on).value, therapy.minutes)
    if code is None:
        says = f"{therapy.minutes} minutes are under the least that psychotherapy needs."
        outcome.skip("Psychotherapy", says, "visit.psychotherapy.minutes", rule)
        return
    beside = "beside the office visit, with minutes of its own" if with_visit else "on its own"
    says = f"{therapy.minutes} minutes of psychotherapy {beside}."
    because = Because(says=says, fact="visit.psychotherapy.minutes", rule=rule)
    outcome.services.append(Service(code, 1, RANK + 1, (because,), therapy.diagnoses, telehealth, therapy.minutes))


def _telehealth(visit: Visit) -> tuple[str, ...]:
    if visit.telehealth is None:
        return ()
    return (value(f"coding/telehealth/{visit.telehealth}-modifier", visit.date).value,)
