"""Finds why a claim is not for the patient to send, or cannot bring payment."""

from typing import Literal

from makewhole.coding.medicare import Standing, follows_medicare, standing
from makewhole.records import Claim, VisitFile

Obstacle = Literal["restricted", "opted-out", "never-enrolled", "practice-files"]
_UNDER_MEDICARE: dict[Standing, Obstacle] = {
    "opted_out": "opted-out",
    "never_enrolled": "never-enrolled",
    "enrolled": "practice-files",
}


def obstacle(file: VisitFile, claim: Claim) -> Obstacle | None:
    """What stands against sending, or None.

    `restricted`: the patient asked that the plan be told nothing (45 CFR 164.522(a)(1)(vi)). The others are
    Medicare's, and those of the plans that follow it.
    """
    if file.patient.self_pay_restriction:
        return "restricted"
    if not follows_medicare(claim.coverage):
        return None
    return _UNDER_MEDICARE.get(standing(claim.rendering_provider, claim.date_from))
