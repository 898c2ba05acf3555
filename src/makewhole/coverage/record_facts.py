"""What a record says of the condition treated, of the drug, and of scores over time."""

from typing import Any

from makewhole.records import Score, VisitFile

Course = tuple[Score, ...]
"""One instrument's scores, by date, one a day."""


def treated_codes(file: VisitFile) -> tuple[str, ...]:
    """The codes that the plan treats; without a plan, the diagnosis of the first rank."""
    if file.plan:
        return file.plan.indication
    return tuple(each.code for each in file.visit.diagnoses[:1])


def drug_of(file: VisitFile) -> str | None:
    """The drug that the plan, or without a plan the visit's main administration, names."""
    if file.plan:
        return file.plan.drug
    given = sorted(file.visit.administrations, key=lambda each: not each.main_reason)
    return given[0].drug.name if given else None


def courses(file: VisitFile) -> dict[str, Course]:
    """The scores of the file and of the visit's own screenings, by instrument in the order they were recorded."""
    by_day: dict[str, dict[Any, Score]] = {}
    for score in (*file.scores, *(screening.result for screening in file.visit.screenings)):
        by_day.setdefault(score.instrument, {})[score.date] = score
    return {name: tuple(days[day] for day in sorted(days)) for name, days in by_day.items()}


def place_of(score: Score, file: VisitFile) -> str:
    """Where in the visit file a score stands."""
    for index, each in enumerate(file.scores):
        if each == score:
            return f"scores[{index}]"
    index = next(at for at, each in enumerate(file.visit.screenings) if each.result == score)
    return f"visit.screenings[{index}].result"
