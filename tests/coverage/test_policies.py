"""Insurers' policies answered from the record: what meets them, what misses them, and what is silent."""

import re
from datetime import date
from typing import Any

import pytest
from tests.documents.necessity_letter.records import visit_file

from makewhole.coverage import NoSuchPolicy, PolicyAnswers, answer_policy, answers_for, find_policies, policies
from makewhole.coverage.record_words import whole_years
from makewhole.records import Coverage, Record, VisitFile
from makewhole.rules import all_rules
from makewhole.rules.payer_registry import Fact

ON = date(2026, 11, 12)
FIGURE = re.compile(r"\d[\d/.]*(?<!\.)")
EVERY = [Fact(found, held) for found in all_rules("policies") for held in found.values if "stance" in held.value]


def of_stance(stance: str) -> list[Fact]:
    return [policy for policy in EVERY if policy.held.value["stance"] == stance]


def trial(name: str, drug_class: str | None, **facts: Any) -> dict[str, Any]:
    told = {"name": name, "drug_class": drug_class, "weeks": 8, "adequate": True, "response": "none"} | facts
    return {key: fact for key, fact in told.items() if fact is not None}


FOUR = [
    trial("Sertraline", "SSRI"),
    trial("Citalopram", "SSRI"),
    trial("Venlafaxine", "SNRI"),
    trial("Bupropion", "NDRI"),
]
ADDED = trial("Lithium", None, augmentation=True)
INTERVIEW = {"instrument": "SCID-5", "date": "2026-10-01", "confirms": True, "by": "Ines Calloway"}
REGISTERED = {"authority": "Department of Public Health", "number": "4411", "valid_until": "2027-06-30"}
MEETS: dict[str, dict[str, Any]] = {
    "policies/bcbs-massachusetts-087/policy": {
        "history__trials": [*FOUR, ADDED],
        "history__structured_interview": INTERVIEW,
        "plan__antidepressant_continued": True,
        "plan__antidepressant": "Venlafaxine 225 mg",
        "practice__registrations": [REGISTERED],
    }
}
"""For each policy with criteria, what is added to the usual record so that all of them are met."""
MISSES: dict[str, dict[str, dict[str, Any]]] = {
    "policies/bcbs-massachusetts-087/policy": {
        "age": {"patient__date_of_birth": "2008-11-13"},
        "diagnosis": {"history__structured_interview": INTERVIEW | {"confirms": False}},
        "severity": {"scores": [{"instrument": "MADRS", "date": "2026-10-05", "score": 27}]},
        "antidepressant-trials": {"history__trials": [*FOUR[:3], ADDED]},
        "augmentation-trial": {"history__trials": [*FOUR, ADDED | {"response": "partial"}]},
        "antidepressant-continued": {"plan__antidepressant_continued": False},
        "registered-clinic": {"practice__registrations": [REGISTERED | {"valid_until": "2026-11-11"}]},
    }
}
"""For each criterion, the one change that misses it and nothing else."""
CASES = [(policy, name) for policy, changes in MISSES.items() for name in changes]


def policy_of(rule_id: str) -> Fact:
    return next(policy for policy in EVERY if policy.rule.rule_id == rule_id)


def answered(rule_id: str, **changes: Any) -> tuple[VisitFile, PolicyAnswers]:
    file = visit_file(**{**MEETS[rule_id], **changes})
    return file, answer_policy(policy_of(rule_id), file, ON)


def value_at(file: VisitFile, path: str) -> Any:
    """What stands in the record at a place such as `history.trials[2]`."""
    found: Any = file
    for step in re.findall(r"\w+", path):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


def figures_in(told: Any) -> set[str]:
    """Every number and date that a part of the record holds, as it is written on paper."""
    if isinstance(told, Record):
        return figures_in(tuple(getattr(told, name) for name in type(told).model_fields))
    if isinstance(told, tuple):
        return set().union(*map(figures_in, told)) if told else set()
    return {f"{told:%m/%d/%Y}"} if isinstance(told, date) else set(FIGURE.findall(str(told)))


def test_every_policy_with_criteria_has_its_cases_here() -> None:
    assert {policy.rule.rule_id for policy in of_stance("criteria")} == set(MEETS) == set(MISSES)
    for rule_id, changes in MISSES.items():
        _, found = answered(rule_id)
        assert [each.criterion.name for each in found.criteria] == list(changes)


@pytest.mark.parametrize("rule_id", MEETS)
def test_a_record_that_meets_all(rule_id: str) -> None:
    _, found = answered(rule_id)
    assert [each.verdict for each in found.criteria] == ["met"] * len(found.criteria)
    assert found.denial is None, "nothing of the policy speaks for a refusal"
    assert not any(each.add or each.who for each in found.criteria)


@pytest.mark.parametrize(("rule_id", "missed"), CASES)
def test_a_record_that_misses_one_criterion_misses_that_one_alone(rule_id: str, missed: str) -> None:
    _, found = answered(rule_id, **MISSES[rule_id][missed])
    assert {each.criterion.name: each.verdict for each in found.criteria if each.verdict != "met"} == {
        missed: "not-met"
    }
    assert found.denial is not None
    assert "50" in found.denial.held.value["reasons"]


@pytest.mark.parametrize("rule_id", MEETS)
def test_a_record_with_nothing_documented_says_what_to_add_and_who_can(rule_id: str) -> None:
    file = visit_file(history=None, plan=None, scores=[])
    found = answer_policy(policy_of(rule_id), file, ON)
    open_ = [each for each in found.criteria if each.criterion.held.value["kind"] != "age"]
    assert [each.verdict for each in open_] == ["not-documented"] * len(open_)
    for each in open_:
        assert each.add.endswith(".")
        assert each.who in ("clinician", "practice", "patient")


@pytest.mark.parametrize(("rule_id", "missed"), [*CASES, *((rule_id, None) for rule_id in MEETS)])
def test_no_sentence_without_its_fact(rule_id: str, missed: str | None) -> None:
    """An answer names its places in the record, and each figure in it stands there, or is an age or a count."""
    file, found = answered(rule_id, **(MISSES[rule_id][missed] if missed else {}))
    assert file.plan
    assert file.history
    age = str(whole_years(file.patient.date_of_birth, ON))
    asked = {str(each.criterion.held.value.get("at-least")) for each in found.criteria}
    counts = {str(number) for number in range(len(file.history.trials) + 1)}
    always = {age, *asked, *counts} | figures_in((file.visit.date, file.plan.written))
    for each in found.criteria:
        assert each.where, each.evidence
        places = tuple(value_at(file, path) for path in each.where)
        assert all(place is not None and place != () for place in places)
        assert set(FIGURE.findall(each.evidence)) <= figures_in(places) | always, each.evidence


@pytest.mark.parametrize("policy", of_stance("investigational"), ids=lambda p: p.rule.rule_id)
def test_an_investigational_policy_is_answered_with_evidence_and_the_refusal_to_expect(policy: Fact) -> None:
    codes = {"depression": "F33.2", "psychiatric": "F33.2", "crps": "G90.511", "pain": "G89.4"}
    code = next(code for indication, code in codes.items() if indication in policy.held.value["indications"])
    file = visit_file(visit__diagnoses=[{"code": code}], plan__indication=[code])
    found = answer_policy(policy, file, ON)
    assert found.speaks_of
    assert found.criteria == ()
    assert found.evidence
    assert all(study.held.verified and study.held.value["doi"] for study in found.evidence)
    assert found.denial is not None
    assert found.denial.held.value["reasons"] == ("55", "56")
    assert found.denial.rule.says.startswith("Expect: experimental, investigational or not proven")


@pytest.mark.parametrize("policy", of_stance("criteria-not-read"), ids=lambda p: p.rule.rule_id)
def test_a_policy_that_nobody_has_read_is_not_answered(policy: Fact) -> None:
    found = answer_policy(policy, visit_file(), ON)
    assert (found.criteria, found.evidence, found.denial) == ((), (), None)


def test_esketamine_is_not_argued_with_studies_of_ketamine() -> None:
    file = visit_file(plan__drug="Esketamine")
    assert answer_policy(policy_of("policies/aetna/cpb-0938"), file, ON).evidence == ()


def test_the_policies_of_a_coverage_are_those_of_its_payer_on_the_condition_treated() -> None:
    file = visit_file()
    (own,) = answers_for(file.coverages[0], file, ON)
    assert own.policy.held.value["number"] == "087"
    pain = visit_file(visit__diagnoses=[{"code": "G89.4"}], plan__indication=["G89.4"])
    (own,) = answers_for(pain.coverages[0], pain, ON)
    assert own.policy.held.value["number"] == "291"


@pytest.mark.parametrize(
    ("card", "number"),
    [
        ("BlueCross BlueShield of North Carolina", "corporate medical policy"),
        ("Florida Blue", "MP-446"),
        ("Anthem Blue Cross", "Ketalar, 2023"),
        ("Anthem Blue Cross and Blue Shield", None),
        ("Blue Cross and Blue Shield of Texas", None),
    ],
)
def test_a_licensee_has_its_own_policy_and_no_other(card: str, number: str | None) -> None:
    coverage = Coverage(payer="bcbs", payer_name=card, member_id="XYZ123456789")
    found = [policy.held.value["number"] for policy in policies(coverage, frozenset({"depression", "psychiatric"}), ON)]
    assert found == ([number] if number else [])


def test_a_policy_is_found_by_its_number_its_file_and_its_rule() -> None:
    for name in ("087", "bcbs-massachusetts-087", "policies/bcbs-massachusetts-087/policy"):
        (found,) = find_policies(name, ON)
        assert found.held.value["number"] == "087"
    assert len(find_policies("mp 446", ON)) == 2
    with pytest.raises(NoSuchPolicy, match=r"known are .*CPB 0938"):
        find_policies("CPB 1234", ON)
    with pytest.raises(NoSuchPolicy, match="not known to have been in force on 2026-11-12"):
        find_policies("II-271", ON)


@pytest.mark.parametrize(("code", "cited"), [("G90.511", True), ("G43.709", False)])
def test_a_study_of_one_pain_syndrome_is_not_cited_for_another(code: str, cited: bool) -> None:
    file = visit_file(visit__diagnoses=[{"code": code}], plan__indication=[code])
    found = answer_policy(policy_of("policies/florida-blue/mp-446"), file, ON).evidence
    assert ("evidence/crps/sigtermans-2009" in {study.rule.rule_id for study in found}) is cited
    assert "evidence/pain/cohen-2018" in {study.rule.rule_id for study in found}
