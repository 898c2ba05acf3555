"""What the letter says to each of the payer's own policies, by the policy's stance."""

from dataclasses import dataclass

from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Block
from makewhole.documents.necessity_letter.criteria import answer
from makewhole.documents.necessity_letter.policies import criteria_of, owner, policies
from makewhole.records import Coverage, VisitFile
from makewhole.rules import Rule, RuleValue


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """The section that answers one policy, what is asked because of it, and what the record lacks to answer it."""

    head: str
    blocks: tuple[Block, ...]
    asks: tuple[str, ...]
    lacks: tuple[str, ...]


def policy_answers(file: VisitFile, coverage: Coverage, treated: frozenset[str]) -> list[PolicyAnswer]:
    """The answers to the payer's policies on the conditions treated, in order of their rules."""
    return [
        _STANCES.get(held.value["stance"], _unread)(policy, held, file)
        for policy, held in policies(coverage, treated, file.visit.date)
    ]


def _by_criteria(policy: Rule, held: RuleValue, file: VisitFile) -> PolicyAnswer:
    named = f"policy {held.value['number']}"
    items, lacks = [], []
    for criterion, asked in criteria_of(policy, file.visit.date):
        found = answer(asked.value, file)
        items.append({"asks": criterion.says, "answer": found.verdict, "evidence": found.evidence})
        if found.verdict == "not-documented":
            lacks.append(f"{owner(held)} {named}: {criterion.says}")
    tally = {verdict: sum(item["answer"] == verdict for item in items) for verdict in _VERDICTS}
    said = (
        f"{_introduced(held)} The policy sets {len(items)} criteria. Each is answered from the structured record: "
        f"{', '.join(f'{number} {_VERDICTS[verdict]}' for verdict, number in tally.items() if number)}."
    )
    unmet = tally["met"] < len(items)
    exception = held.value.get("otherwise") == "individual-consideration"
    ask = (
        f"Where a criterion of {named} is not met or not documented, please give this patient individual consideration."
    )
    return PolicyAnswer(
        "Your policy, criterion by criterion",
        ({"par": said}, {"criteria": items}),
        (ask,) if unmet and exception else (),
        tuple(lacks),
    )


def _investigational(policy: Rule, held: RuleValue, file: VisitFile) -> PolicyAnswer:
    said = f"{_introduced(held)} Its position, in short: {policy.says} The patient's own record is set beside it here."
    ask = f"Please weigh {held.value['number']} against this patient's own record."
    return PolicyAnswer("Your published policy", ({"par": said},), (ask,), ())


def _unread(policy: Rule, held: RuleValue, file: VisitFile) -> PolicyAnswer:
    """Nothing can be said to a policy whose criteria are not known; the practice learns that it exists."""
    return PolicyAnswer("", (), (), (f"{owner(held)} {held.value['number']}: {policy.says}",))


def _introduced(held: RuleValue) -> str:
    form = f" with form {held.value['form']}" if "form" in held.value else ""
    return (
        f"{owner(held)} publishes policy {held.value['number']}{form} on this treatment "
        f"(as last read on {phrasing.written_out(held.checked)}; if another version applies, please judge by that one)."
    )


_VERDICTS = {"met": "met", "not-met": "not met", "not-documented": "not documented"}
_STANCES = {"criteria": _by_criteria, "investigational": _investigational}
