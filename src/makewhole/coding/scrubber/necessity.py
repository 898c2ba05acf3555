"""What shows that the treatment was needed: earlier trials, the plan, scores and attached records."""

from collections import Counter
from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check


@check("necessity/no-trials")
def no_trials(facts: Facts) -> Iterator[Fault]:
    if _resistant(facts) and not (facts.file.history and facts.file.history.trials):
        yield Fault(
            "history.trials",
            "No earlier treatment is recorded; insurers ask what was tried before ketamine.",
            "Add each medicine and therapy with dose, dates, weeks and response.",
        )


@check("necessity/too-few-adequate-trials")
def too_few_adequate_trials(facts: Facts) -> Iterator[Fault]:
    least = facts.rule("scrubber/necessity/too-few-adequate-trials")["least"]
    if not _resistant(facts) or facts.file.history is None or not facts.file.history.trials:
        return
    adequate = sum(trial.adequate is True and trial.kind == "medicine" for trial in facts.file.history.trials)
    if adequate < least:
        yield Fault(
            "history.trials",
            f"Medicines recorded as adequate trials: {adequate}. Insurers usually ask for {least} or more.",
            "Record dose and weeks of each, and whether the trial was adequate, if the records show it.",
        )


@check("necessity/trial-incomplete")
def trial_incomplete(facts: Facts) -> Iterator[Fault]:
    if not _resistant(facts) or facts.file.history is None:
        return
    for index, trial in enumerate(facts.file.history.trials):
        missing = [name for name in ("dose", "weeks") if trial.kind == "medicine" and getattr(trial, name) is None]
        missing += ["response"] if trial.response == "unknown" else []
        if missing:
            yield Fault(
                f"history.trials[{index}]",
                f"The trial of {trial.name} has no {' and no '.join(missing)}.",
                "Add it from the records; a trial without it may not be counted.",
            )


@check("necessity/no-plan")
def no_plan(facts: Facts) -> Iterator[Fault]:
    if facts.visit.administrations and facts.file.plan is None:
        yield Fault(
            "plan",
            "There is no treatment plan.",
            "Add the clinician's plan: indication, dose, number of sessions, goals and when to stop.",
        )


@check("necessity/plan-for-another-diagnosis")
def plan_for_another_diagnosis(facts: Facts) -> Iterator[Fault]:
    plan = facts.file.plan
    if plan is not None and facts.visit.diagnoses:
        treated = {diagnosis.code for diagnosis in facts.visit.diagnoses}
        if not treated & set(plan.indication):
            yield Fault(
                "plan.indication",
                f"The plan is for {', '.join(plan.indication)}, which is not a diagnosis of this visit.",
                "Correct whichever is wrong.",
            )


@check("necessity/plan-written-afterwards")
def plan_written_afterwards(facts: Facts) -> Iterator[Fault]:
    plan = facts.file.plan
    if plan is not None and plan.written > facts.on:
        yield Fault(
            "plan.written",
            "The plan was written after the visit.",
            "Attach the plan that was in force on the day, or say that this one continues it.",
        )


@check("necessity/beyond-the-plan")
def beyond_the_plan(facts: Facts) -> Iterator[Fault]:
    plan = facts.file.plan
    if plan is not None and plan.maintenance is None and (plan.sessions_done or 0) > plan.sessions:
        yield Fault(
            "plan.sessions_done",
            f"Sessions done: {plan.sessions_done}. The plan provides for {plan.sessions}.",
            "Renew the plan, with the response so far as its reason.",
        )


@check("necessity/no-consent")
def no_consent(facts: Facts) -> Iterator[Fault]:
    plan = facts.file.plan
    if plan is not None and plan.informed_consent is None:
        yield Fault(
            "plan.informed_consent",
            "The date of the patient's consent is not recorded; the drug is used off label.",
            "Add the date of the signed consent.",
        )


@check("necessity/no-scores")
def no_scores(facts: Facts) -> Iterator[Fault]:
    if facts.visit.administrations and not facts.file.scores and not facts.visit.screenings:
        yield Fault(
            "scores",
            "No outcome score is recorded, so neither severity nor response can be shown.",
            "Add the scores with their dates, such as PHQ-9 or pain 0-10.",
        )


@check("necessity/no-comparison")
def no_comparison(facts: Facts) -> Iterator[Fault]:
    if not facts.file.scores:
        return
    days = {(score.instrument, score.date) for score in facts.file.scores}
    days |= {(screening.result.instrument, screening.result.date) for screening in facts.visit.screenings}
    if max(Counter(instrument for instrument, _ in days).values()) < 2:
        yield Fault(
            "scores",
            "No instrument was scored on two days, so no change can be shown.",
            "Add the score from before treatment.",
        )


@check("necessity/nothing-attached")
def nothing_attached(facts: Facts) -> Iterator[Fault]:
    file = facts.file
    if facts.visit.administrations and not file.attachments and (file.history is None or file.plan is None):
        yield Fault(
            "attachments",
            "History or plan is missing, and no record is attached that could stand for it.",
            "Attach the evaluation or the notes that show earlier treatment and the plan.",
        )


def _resistant(facts: Facts) -> bool:
    prefixes = facts.rule("scrubber/necessity/no-trials")["starts-with"]
    return bool(facts.visit.administrations) and any(
        diagnosis.code.startswith(prefixes) for diagnosis in facts.visit.diagnoses
    )
