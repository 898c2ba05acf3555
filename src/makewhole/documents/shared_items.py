"""What the CMS-1500 and an insurer's own form both ask, told once, so that one packet never says two things."""

from collections.abc import Iterator, Mapping
from typing import Final

from makewhole.coding.plan_type import plan_type
from makewhole.records import Claim, InvalidRecord, Problem
from makewhole.rules import value

_RULES: Final = "forms/cms1500"
_KINDS: Final = ("accident.auto", "accident.other")


def plan_kind(claim: Claim) -> str:
    """The box of item 1 for the claim's plan, as "Medicare". Source: rule forms/cms1500/plan-kind."""
    kinds = value(f"{_RULES}/plan-kind", claim.date_from).value
    through_work = "with_group_number" if claim.coverage.group_number else "without_group_number"
    return str(kinds.get(plan_type(claim.coverage, claim.date_from), kinds[through_work]))


def at_the_practice(claim: Claim) -> bool:
    """Whether all was given in the practice's own rooms, as item 32 has it. Source: rule forms/cms1500/facility."""
    return {line.place_of_service for line in claim.lines} <= set(value(f"{_RULES}/facility", claim.date_from).value)


def said(name: str, claim: Claim, answers: Mapping[str, str]) -> str:
    """What the patient answered to a question, by its name ("accident.auto"); "" where nobody asked.

    Another plan on record is a yes. Whoever says that no accident was the cause says so of every kind of accident, and
    a kind of accident is an accident; who says both has not answered.
    """
    if name == "other.covered" and claim.other_coverages:
        return "yes"
    none, one = _no_accident(answers), _some_accident(answers)
    if name in ("accident.any", *_KINDS) and none:
        return "" if one else "no"
    if name == "accident.any" and one:
        return "yes"
    return answers.get(name, "")


def blamed_on(claim: Claim, answers: Mapping[str, str]) -> list[str]:
    """The questions by which the patient says that work, a car or another accident was the cause."""
    return [name for name in ("accident.employment", *_KINDS, "accident.any") if said(name, claim, answers) == "yes"]


def refuse_contradictions(answers: Mapping[str, str], *, other_plan: bool) -> None:
    """Raises InvalidRecord with each answer that another answer contradicts, or the other plan on record."""
    if problems := list(_contradictions(answers, other_plan)):
        raise InvalidRecord(problems)


def _contradictions(answers: Mapping[str, str], other_plan: bool) -> Iterator[Problem]:
    remedy = "Ask the patient again, and correct what is wrong."
    if other_plan and answers.get("other.covered") == "no":
        says = "The patient said that there is no other plan, and another one is on record."
        yield Problem("other.covered", says, remedy)
    if _no_accident(answers) and _some_accident(answers):
        says = "The patient said that no accident was the cause, and also that one was."
        yield Problem("accident.any", says, remedy)


def _no_accident(answers: Mapping[str, str]) -> bool:
    return answers.get("accident.any") == "no"


def _some_accident(answers: Mapping[str, str]) -> bool:
    return "yes" in (answers.get(kind) for kind in _KINDS)
