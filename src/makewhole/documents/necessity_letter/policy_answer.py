"""What the letter says to each of the payer's own policies, by the policy's stance."""

from dataclasses import dataclass

from makewhole.coverage import PolicyAnswers, answers_for
from makewhole.documents.clinical.blocks import Block
from makewhole.documents.clinical.policy_words import asked, counted_answers, criteria, introduced, position
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
    named = f"{found.owner} policy {found.policy.held.value['number']}"
    return PolicyAnswer(
        "Your policy, criterion by criterion",
        ({"par": f"{introduced(found)} {counted_answers(found)}"}, criteria(found)),
        _asks(found),
        tuple(f"{named}: {each.criterion.rule.says} {each.add}" for each in found.criteria if each.add),
    )


def _investigational(found: PolicyAnswers) -> PolicyAnswer:
    said = f"{introduced(found)} {position(found)} The patient's own record is set beside it here."
    return PolicyAnswer("Your published policy", ({"par": said},), _asks(found), ())


def _unread(found: PolicyAnswers) -> PolicyAnswer:
    """Nothing can be said to a policy whose criteria are not known; the practice learns that it exists."""
    return PolicyAnswer("", (), (), (f"{found.owner} {found.policy.held.value['number']}: {found.policy.rule.says}",))


def _asks(found: PolicyAnswers) -> tuple[str, ...]:
    ask = asked(found)
    return (ask,) if ask else ()


_STANCES = {"criteria": _by_criteria, "investigational": _investigational}
