"""Esketamine spray under Medicare Part B: one code that holds the visit, the drug and the watching afterwards."""

from collections.abc import Sequence

from makewhole.records import Because, Finding, VisitFile
from makewhole.rules import value

from ._amounts import added, in_unit, plain_amount
from ._given import Given
from ._rulebook import Rulebook
from ._service import Outcome, Service
from .medicare import follows_medicare, is_original_medicare

RANK = 10
DRUG = "esketamine"
RULES = "coding/esketamine"


def code_esketamine(file: VisitFile, given: Sequence[Given], book: Rulebook) -> Outcome:
    """What the day's spray comes to under Medicare; without a service ordinary coding applies.

    So it does where the dose cannot be read in mg, which the drug's own line then says.
    """
    outcome = Outcome()
    sprays = [each for each in given if is_spray(each)]
    coverage, seen = file.primary_coverage if sprays else None, file.visit.office_visit
    if coverage is None or not is_original_medicare(coverage):
        if coverage is not None and follows_medicare(coverage):
            outcome.problems.append(_private_medicare())
        return outcome
    if seen is not None and seen.patient == "new":
        outcome.problems.append(_new_patient())
        return outcome
    amounts = [in_unit(each.entry.dose, book.drugs[DRUG], each.entry.drug) for each in sprays]
    dose = added([amount for amount in amounts if amount is not None])
    if None in amounts or not dose:
        return outcome
    rule = f"{RULES}/medicare-lower-code-maximum"
    most = value(rule, book.on).value
    code = book.code("visit-esketamine" if dose <= most else "visit-esketamine-high")
    says = f"{plain_amount(dose)} mg of esketamine was given; Medicare's lower code reaches to {most} mg."
    because = tuple(Because(says=says, fact=f"{each.where}.dose", rule=rule) for each in sprays)
    diagnoses = tuple(code for each in sprays for code in each.entry.diagnoses)
    outcome.services.append(Service(code, 1, RANK, because, diagnoses + (seen.diagnoses if seen else ())))
    held = f"Medicare's {code} holds the visit, the drug and the watching, so it has no line of its own."
    for each in sprays:
        outcome.skip(f"{each.entry.drug.name} {each.entry.dose}", held, f"{each.where}.drug", f"{RULES}/medicare-holds")
    if seen is not None:
        outcome.skip("Office visit", held, "visit.office_visit", f"{RULES}/medicare-holds")
    outcome.problems.append(_two_hours(code))
    return outcome


def is_spray(given: Given) -> bool:
    """Whether it is esketamine into the nose."""
    return given.drug == DRUG and given.entry.route == "intranasal"


def _two_hours(code: str) -> Finding:
    return Finding(
        severity="notice",
        rule=f"{RULES}/medicare-observation",
        where="visit",
        says=f"{code} also says that the patient was watched for two hours, which a visit file has no place to show.",
        remedy="Check that the note gives the time of the dose and the time the patient left.",
    )


def _private_medicare() -> Finding:
    return Finding(
        severity="warning",
        rule=f"{RULES}/medicare-holds",
        where="coverages",
        says="A private Medicare plan may want Medicare's one code for the session; what it wants is not known here.",
        remedy="Ask the plan which codes it takes for esketamine before the claim is sent.",
    )


def _new_patient() -> Finding:
    return Finding(
        severity="error",
        rule=f"{RULES}/medicare-established-only",
        where="visit.office_visit.patient",
        says="Medicare's code for an esketamine session is for established patients, and this one is new.",
        remedy="Have a biller decide how the session is claimed.",
    )
