"""How an insurer's policy and what is asked under it are worded on the papers for the insurer."""

from makewhole.coverage import PolicyAnswers
from makewhole.coverage.criteria import Verdict
from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Block

VERDICTS: dict[Verdict, str] = {"met": "met", "not-met": "not met", "not-documented": "not documented"}


def introduced(found: PolicyAnswers) -> str:
    """Whose policy it is, its number, and the day on which it was read."""
    stated = found.policy.held.value
    form = f" with form {stated['form']}" if "form" in stated else ""
    return (
        f"{found.owner} publishes policy {stated['number']}{form} on this treatment (as last read on "
        f"{phrasing.written_out(found.policy.held.checked)}; if another version applies, please judge by that one)."
    )


def counted_answers(found: PolicyAnswers) -> str:
    """How many criteria there are, and how many have which answer."""
    tally = ", ".join(f"{number} {said}" for verdict, said in VERDICTS.items() if (number := found.count(verdict)))
    return f"The policy sets {len(found.criteria)} criteria. Each is answered from the structured record: {tally}."


def criteria(found: PolicyAnswers) -> Block:
    """The criteria as a table, each with its answer and the evidence beside it."""
    return {
        "criteria": [
            {"asks": each.criterion.rule.says, "answer": each.verdict, "evidence": each.evidence}
            for each in found.criteria
        ]
    }


def position(found: PolicyAnswers) -> str:
    """What the policy says of the treatment, in short."""
    return f"Its position, in short: {found.policy.rule.says}"


def asked(found: PolicyAnswers) -> str | None:
    """What the insurer is asked under its policy; None where the policy grants by itself or knows no exception."""
    number = found.policy.held.value["number"]
    if found.stance == "investigational":
        return f"Please weigh {number} against this patient's own record."
    exception = found.policy.held.value.get("otherwise") == "individual-consideration"
    if exception and found.count("met") < len(found.criteria):
        return (
            f"Where a criterion of policy {number} is not met or not documented, please give this patient individual "
            "consideration."
        )
    return None
