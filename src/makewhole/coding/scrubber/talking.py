"""Psychotherapy, evaluation and questionnaires: what their minutes and scores support."""

from collections import Counter
from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check


@check("talking/psychotherapy-too-short")
def psychotherapy_too_short(facts: Facts) -> Iterator[Fault]:
    held = facts.visit.psychotherapy
    if held is None:
        return
    least = facts.rule("coding/psychotherapy/with-visit")[0]["at-least"]
    if held.minutes < least:
        yield Fault(
            "visit.psychotherapy.minutes",
            f"{held.minutes} minutes of psychotherapy are recorded; under {least} none is billed.",
            "Check the minutes in the note.",
        )


@check("talking/psychotherapy-code-not-supported")
def psychotherapy_code_not_supported(facts: Facts) -> Iterator[Fault]:
    minutes = facts.visit.psychotherapy.minutes if facts.visit.psychotherapy else 0
    rows = (*facts.rule("coding/psychotherapy/with-visit"), *facts.rule("coding/psychotherapy/alone"))
    least = {row["code"]: row["at-least"] for row in rows}
    for where, line in facts.lines:
        if line.code in least and minutes < least[line.code]:
            yield Fault(
                f"{where}.code",
                f"{line.code} needs {least[line.code]} minutes of psychotherapy; {minutes} are recorded.",
                "Bill the code that the minutes support.",
            )


@check("talking/evaluation-beside-visit")
def evaluation_beside_visit(facts: Facts) -> Iterator[Fault]:
    if facts.visit.psychiatric_evaluation is not None and facts.visit.office_visit is not None:
        yield Fault(
            "visit.psychiatric_evaluation",
            "A psychiatric evaluation and an office visit by the same provider are not both paid on one day.",
            "Keep the one that the note supports.",
        )


@check("talking/psychotherapy-beside-evaluation")
def psychotherapy_beside_evaluation(facts: Facts) -> Iterator[Fault]:
    if facts.visit.psychiatric_evaluation is not None and facts.visit.psychotherapy is not None:
        yield Fault(
            "visit.psychotherapy",
            "Psychotherapy is not billed on the day of a psychiatric evaluation; only the evaluation is on the claim.",
            "Keep the one that the note supports.",
        )


@check("talking/score-of-another-day")
def score_of_another_day(facts: Facts) -> Iterator[Fault]:
    for index, screening in enumerate(facts.visit.screenings):
        if screening.result.date != facts.on:
            yield Fault(
                f"visit.screenings[{index}].result.date",
                f"The {screening.result.instrument} is dated {screening.result.date}, not the date of service.",
                "Bill only a questionnaire scored at this visit; others belong to scores.",
            )


@check("talking/questionnaire-twice")
def questionnaire_twice(facts: Facts) -> Iterator[Fault]:
    counted = Counter(screening.result.instrument for screening in facts.visit.screenings)
    for index, screening in enumerate(facts.visit.screenings):
        instrument = screening.result.instrument
        if counted[instrument] > 1:
            counted[instrument] = 0
            yield Fault(
                f"visit.screenings[{index}].result.instrument",
                f"The {instrument} is recorded more than once at this visit.",
                "Keep the one that was scored; one questionnaire is billed once a visit.",
            )


@check("talking/score-disagrees-with-history")
def score_disagrees_with_history(facts: Facts) -> Iterator[Fault]:
    for index, screening in enumerate(facts.visit.screenings):
        for score in facts.file.scores:
            same = (score.instrument, score.date) == (screening.result.instrument, screening.result.date)
            if same and score.score != screening.result.score:
                yield Fault(
                    f"visit.screenings[{index}].result.score",
                    f"The {score.instrument} of this day is {screening.result.score} here and {score.score} in scores.",
                    "Check the questionnaire and correct the wrong one.",
                )
