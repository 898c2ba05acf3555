"""What the record lacks for a full letter: for the practice to add before it is sent, never printed."""

from collections.abc import Iterator

from makewhole.coverage.record_facts import courses
from makewhole.documents.necessity_letter.policy_answer import PolicyAnswer
from makewhole.records import Trial, VisitFile

_PLAN = {
    "rationale": "why this treatment now",
    "alternatives_considered": "which alternatives were considered",
    "risk_of_not_treating": "the risk of not treating",
    "minutes": "how long each session lasts",
    "monitoring": "how the patient is monitored",
    "goals": "the goals",
    "stop_criteria": "when the treatment is stopped",
    "sessions_done": "how many sessions have been given",
    "expected_cost": "the expected cost of the course",
}
_TRIAL = {
    "dose": "its dose",
    "started": "when it started",
    "weeks": "its weeks",
    "adequate": "whether it was adequate",
    "reason_stopped": "why it ended",
    "cost": "its cost",
}


def missing(file: VisitFile, answers: list[PolicyAnswer]) -> list[dict[str, str]]:
    """Each missing fact: `where` in the visit file it belongs, and what it `says` in plain words."""
    return [{"where": where, "says": says} for where, says in _missing(file, answers)]


def _missing(file: VisitFile, answers: list[PolicyAnswer]) -> Iterator[tuple[str, str]]:
    if file.plan is None:
        yield "plan", "the treatment plan"
    else:
        for name, says in _PLAN.items():
            if getattr(file.plan, name) in (None, ()):
                yield f"plan.{name}", says
    if file.history is None:
        yield "history", "the treatment history"
    else:
        if file.history.onset is None:
            yield "history.onset", "when the condition began"
        if file.history.hospitalisations is None:
            yield "history.hospitalisations", "how many hospital admissions there were, or none"
        if not file.history.trials:
            yield "history.trials", "the earlier treatments"
        for index, trial in enumerate(file.history.trials):
            yield from _of_trial(f"history.trials[{index}]", trial)
    if not any(len(course) > 1 for course in courses(file).values()):
        yield "scores", "scores of one instrument on two days or more"
    if file.rendering_provider.licence_number is None:
        yield "providers", "the license number of the rendering provider"
    for answer in answers:
        for lack in answer.lacks:
            yield "policy", lack


def _of_trial(where: str, trial: Trial) -> Iterator[tuple[str, str]]:
    for name, says in _TRIAL.items():
        if getattr(trial, name) is None and not (name == "dose" and trial.kind != "medicine"):
            yield f"{where}.{name}", says
    if trial.drug_class is None and trial.kind == "medicine":
        yield f"{where}.drug_class", "its class"
    if trial.response == "unknown":
        yield f"{where}.response", "the response to it"
