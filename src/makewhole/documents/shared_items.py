"""What the CMS-1500 and an insurer's own form both ask, told once, so that one packet never says two things."""

from makewhole.coding.plan_type import plan_type
from makewhole.records import Claim
from makewhole.rules import value

_RULES = "forms/cms1500"


def plan_kind(claim: Claim) -> str:
    """The box of item 1 for the claim's plan, as "Medicare". Source: rule forms/cms1500/plan-kind."""
    kinds = value(f"{_RULES}/plan-kind", claim.date_from).value
    through_work = "with_group_number" if claim.coverage.group_number else "without_group_number"
    return str(kinds.get(plan_type(claim.coverage, claim.date_from), kinds[through_work]))
