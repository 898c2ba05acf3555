"""Finds why a claim is not for the patient to send, or cannot bring payment."""

from typing import Literal

from makewhole.records import Claim, VisitFile

Obstacle = Literal["restricted", "opted-out", "never-enrolled", "practice-files"]
_MEDICARE = ("medicare", "medicare_advantage", "medicare_supplement")


def obstacle(file: VisitFile, claim: Claim) -> Obstacle | None:
    """What stands against sending, or None.

    `restricted`: the patient asked that the plan be told nothing (45 CFR 164.522(a)(1)(vi)). For Medicare and the
    plans that follow it: `opted-out` and `never-enrolled` pay nothing, and an enrolled provider's practice must file
    itself (42 CFR 405.400 to 405.455, 424.5; Medicare Benefit Policy Manual ch. 15 §40).
    """
    if file.patient.self_pay_restriction:
        return "restricted"
    if claim.coverage.plan_type not in _MEDICARE and claim.coverage.payer != "medicare":
        return None
    provider = claim.rendering_provider
    if provider.medicare == "never_enrolled":
        return "never-enrolled"
    if provider.medicare == "unknown":
        return None
    if provider.medicare == "opted_out" and not (provider.opt_out_from and provider.opt_out_from > claim.date_from):
        return "opted-out"
    return "practice-files"
