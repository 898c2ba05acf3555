"""Scored questionnaires: one unit for each different instrument on mood or behavior."""

from collections.abc import Collection

from makewhole.records import Because, Screening, Visit
from makewhole.rules import known, value

from ._rulebook import Rulebook
from ._service import Outcome, Service

RANK = 80
_PART_OF = "coding/pairs/questionnaire"


def code_screenings(visit: Visit, billed: Collection[str], book: Rulebook) -> Outcome:
    """One unit for each different questionnaire on mood or behavior scored in this visit.

    None where a psychiatric evaluation or psychotherapy is among the codes `billed`, which hold it.
    """
    outcome = Outcome()
    if not visit.screenings:
        return outcome
    code, counted = book.code("questionnaire"), set[str]()
    accepted = value("coding/questionnaires/mood-and-behavior", book.on).value
    whole = known(_PART_OF, book.on)
    held = whole is not None and not set(whole.value["first"]).isdisjoint(billed)
    ordered = sorted(enumerate(visit.screenings), key=_screening_order)
    for index, screening in ordered:
        where, name = f"visit.screenings[{index}].result", screening.result.instrument
        if name not in accepted:
            says = f"{name} does not score mood or behavior, which is what the code is for."
            outcome.skip(name, says, f"{where}.instrument", "coding/questionnaires/mood-and-behavior")
        elif held:
            says = "It is part of the psychiatric evaluation or psychotherapy of this visit."
            outcome.skip(name, says, f"{where}.instrument", _PART_OF)
        elif screening.result.date != visit.date:
            says = (
                f"The {name} was scored on {screening.result.date}; a questionnaire is billed on the day on which it "
                "was given and scored."
            )
            outcome.skip(name, says, f"{where}.date", "scrubber/talking/score-of-another-day")
        elif name in counted:
            says = f"The {name} is counted once in a visit."
            outcome.skip(f"{name} again", says, f"{where}.instrument", book.rule_of[code])
        else:
            counted.add(name)
            says = f"{name} was given and scored ({screening.result.score})."
            because = Because(says=says, fact=f"{where}.score", rule=book.rule_of[code])
            outcome.services.append(Service(code, 1, RANK, (because,), screening.diagnoses))
    return outcome


def _screening_order(numbered: tuple[int, Screening]) -> tuple[object, ...]:
    _, screening = numbered
    return screening.result.instrument, screening.result.date, screening.result.score, screening.diagnoses
