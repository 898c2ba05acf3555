"""What Medicare means for a claim: which plans follow it, and what a clinician's standing in it lets a patient claim.

Source: 42 CFR 405.400 to 405.455 and 424.5; Medicare Benefit Policy Manual ch. 15 §40.
"""

from datetime import date
from typing import Literal

from makewhole.records import Coverage, Provider

Standing = Literal["opted_out", "never_enrolled", "enrolled", "unknown"]
_FOLLOW_MEDICARE = ("medicare", "medicare_advantage", "medicare_supplement")


def is_original_medicare(coverage: Coverage) -> bool:
    """Whether it is Medicare Part B itself, not a private plan in its place or beside it."""
    return coverage.plan_type == "medicare" or (coverage.payer == "medicare" and coverage.plan_type == "unknown")


def follows_medicare(coverage: Coverage) -> bool:
    """Whether it is Medicare, a private plan in its place, or one that pays by its decision."""
    return coverage.plan_type in _FOLLOW_MEDICARE or coverage.payer in ("medicare", "medicare-advantage")


def standing(provider: Provider, on: date) -> Standing:
    """How the provider stood with Medicare on a day; one who opts out only later is enrolled until then.

    Nothing is payable for care by one who is `opted_out` or `never_enrolled`; the practice of one who is `enrolled`
    must file the claim itself.
    """
    if provider.medicare == "opted_out" and provider.opt_out_from and provider.opt_out_from > on:
        return "enrolled"
    return provider.medicare
