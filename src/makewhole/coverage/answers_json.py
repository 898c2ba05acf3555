"""The answers to a policy as plain JSON, for a program that goes on from them."""

from typing import Any

from makewhole.coverage.answers import PolicyAnswers
from makewhole.rules.plain import as_json


def answers_as_json(answers: PolicyAnswers) -> dict[str, Any]:
    """Each criterion with its answer and its fact, what is published, and the refusal to expect."""
    return {
        "owner": answers.owner,
        "says": answers.policy.rule.says,
        **as_json(answers.policy.held),
        "speaks_of_the_condition_treated": answers.speaks_of,
        "criteria": [
            {
                "asks": each.criterion.rule.says,
                "answer": each.verdict,
                "evidence": each.evidence,
                "from": list(each.where),
                "add": each.add or None,
                "who": each.who or None,
                "criterion": as_json(each.criterion.held),
            }
            for each in answers.criteria
        ],
        "evidence": [{"says": study.rule.says, **as_json(study.held)} for study in answers.evidence],
        "denial": {"says": answers.denial.rule.says, **as_json(answers.denial.held)} if answers.denial else None,
    }
