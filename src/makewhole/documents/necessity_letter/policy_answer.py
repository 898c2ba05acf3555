"""What the letter says to each of the payer's own policies, by the policy's stance."""

from dataclasses import dataclass

from makewhole.coverage import PolicyAnswers, answers_for
from makewhole.coverage.criteria import Verdict
from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Block
from makewhole.records import Coverage, VisitFile


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """The section that answers one policy, what is asked because of it, and what the record lacks to answer it."""

    head: str
    blocks: tuple[Block, ...]
    asks: tuple[str, ...]
    lacks: tuple[str, ...]


def policy_answers(file: VisitFile, coverage: Coverage) -> list[PolicyAnswer]:
    """The answers to the payer's policies on the conditions treated, in order of their rules."""
    return [_STANCES.get(found.stance, _unread)(found) for found in answers_for(coverage, file, file.visit.date)]


def _by_criteria(found: PolicyAnswers) -> PolicyAnswer:
    stated = found.policy.held.value
    named = f"policy {stated['number']}"
    items = [
        {"asks": each.criterion.rule.says, "answer": each.verdict, "evidence": each.evidence} for each in found.criteria
    ]
    lacks = [f"{found.owner} {named}: {each.criterion.rule.says} {each.add}" for each in found.criteria if each.add]
    tally = ", ".join(f"{number} {said}" for verdict, said in VERDICTS.items() if (number := found.count(verdict)))
    said = (
        f"{introduced(found)} The policy sets {len(items)} criteria. Each is answered from the structured record: "
        f"{tally}."
    )
    exception = stated.get("otherwise") == "individual-consideration" and found.count("met") < len(items)
    return PolicyAnswer(
        "Your policy, criterion by criterion",
        ({"par": said}, {"criteria": items}),
        (individual_consideration(named),) if exception else (),
        tuple(lacks),
    )


def _investigational(found: PolicyAnswers) -> PolicyAnswer:
    said = (
        f"{introduced(found)} Its position, in short: {found.policy.rule.says} The patient's own record is set beside "
        "it here."
    )
    ask = f"Please weigh {found.policy.held.value['number']} against this patient's own record."
    return PolicyAnswer("Your published policy", ({"par": said},), (ask,), ())


def _unread(found: PolicyAnswers) -> PolicyAnswer:
    """Nothing can be said to a policy whose criteria are not known; the practice learns that it exists."""
    return PolicyAnswer("", (), (), (f"{found.owner} {found.policy.held.value['number']}: {found.policy.rule.says}",))


def introduced(found: PolicyAnswers) -> str:
    """Whose policy it is, its number, and the day on which it was read."""
    stated = found.policy.held.value
    form = f" with form {stated['form']}" if "form" in stated else ""
    return (
        f"{found.owner} publishes policy {stated['number']}{form} on this treatment (as last read on "
        f"{phrasing.written_out(found.policy.held.checked)}; if another version applies, please judge by that one)."
    )


def individual_consideration(named: str) -> str:
    """What is asked under a policy that knows an exception."""
    return (
        f"Where a criterion of {named} is not met or not documented, please give this patient individual consideration."
    )


VERDICTS: dict[Verdict, str] = {"met": "met", "not-met": "not met", "not-documented": "not documented"}
_STANCES = {"criteria": _by_criteria, "investigational": _investigational}
