"""Before the claim: what an insurer's own policy asks, answered from the record."""

from makewhole.coverage.answers import CriterionAnswer, PolicyAnswers, answer_policy, answers_for
from makewhole.coverage.policies import NoSuchPolicy, find_policies, owner, policies

__all__ = [
    "CriterionAnswer",
    "NoSuchPolicy",
    "PolicyAnswers",
    "answer_policy",
    "answers_for",
    "find_policies",
    "owner",
    "policies",
]
