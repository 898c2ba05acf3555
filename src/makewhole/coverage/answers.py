"""Answers an insurer's published policy from the record: criterion by criterion, or with the published evidence."""

from dataclasses import dataclass
from datetime import date

from makewhole.coverage.conditions import conditions
from makewhole.coverage.criteria import Verdict, answer
from makewhole.coverage.evidence import published
from makewhole.coverage.policies import criteria_of, owner, policies
from makewhole.coverage.record_facts import drug_of, treated_codes
from makewhole.records import Coverage, VisitFile
from makewhole.rules import known, rule
from makewhole.rules.payer_registry import Fact

DENIALS = "denials/by-policy"


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """One criterion and its answer.

    `evidence` says in words which facts decide it, and `where` their places in the visit file: none for a criterion
    on which the record is silent. For one not documented, `add` is what to record and `who` can ("clinician",
    "practice", "patient").
    """

    criterion: Fact
    verdict: Verdict
    evidence: str
    where: tuple[str, ...]
    add: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class PolicyAnswers:
    """A policy and all that the record answers to it.

    `criteria` are answered one by one where the policy sets criteria that could be read (stance `criteria`). Where it
    calls the treatment investigational, `evidence` lists what is published on the conditions treated. `denial` is
    the kind of refusal to expect as things stand, None where nothing of the policy speaks for one.
    `speaks_of` is False where the policy is about other conditions than the one treated.
    """

    policy: Fact
    owner: str
    speaks_of: bool
    criteria: tuple[CriterionAnswer, ...]
    evidence: tuple[Fact, ...]
    denial: Fact | None

    @property
    def stance(self) -> str:
        """`criteria`, `investigational`, or `criteria-not-read`."""
        return str(self.policy.held.value["stance"])

    def count(self, verdict: Verdict) -> int:
        """How many criteria have this answer."""
        return sum(each.verdict == verdict for each in self.criteria)


def answer_policy(policy: Fact, file: VisitFile, on: date) -> PolicyAnswers:
    """What the record of one visit answers to a policy (`find_policies`, `policies`) on a day, usually the visit's."""
    treated = conditions(treated_codes(file), on)
    stance = policy.held.value["stance"]
    criteria = tuple(_answered(each, file) for each in criteria_of(policy, on)) if stance == "criteria" else ()
    evidence = published(drug_of(file), treated, on) if stance == "investigational" else ()
    refused = stance == "investigational" or any(each.verdict != "met" for each in criteria)
    return PolicyAnswers(
        policy,
        owner(policy),
        not treated.isdisjoint(policy.held.value["indications"]),
        criteria,
        evidence,
        _denial(stance, on) if refused else None,
    )


def answers_for(coverage: Coverage, file: VisitFile, on: date) -> tuple[PolicyAnswers, ...]:
    """The answers to every policy of the coverage's payer that is in force and speaks of the condition treated."""
    treated = conditions(treated_codes(file), on)
    return tuple(answer_policy(policy, file, on) for policy in policies(coverage, treated, on))


def _answered(criterion: Fact, file: VisitFile) -> CriterionAnswer:
    asked = criterion.held.value
    found = answer(asked, file)
    open_ = found.verdict == "not-documented"
    return CriterionAnswer(
        criterion,
        found.verdict,
        found.evidence,
        found.where,
        asked["add"] if open_ else "",
        asked["who"] if open_ else "",
    )


def _denial(stance: str, on: date) -> Fact | None:
    held = known(f"{DENIALS}/{stance}", on)
    return Fact(rule(held.rule_id), held) if held else None
