"""A policy's criteria answered from structured facts: hand-checked as met, not met and not documented."""

from __future__ import annotations

from typing import Any

import pytest
from tests.documents.necessity_letter.records import subject, visit_file

from makewhole.documents.necessity_letter import part

AGE, DIAGNOSIS, SEVERITY, TRIALS, AUGMENTATION, CONTINUED, CLINIC = range(7)


def answers(**changes: Any) -> list[tuple[str, str]]:
    """Verdict and evidence of each criterion of policy 087, in its order."""
    made = part(subject(visit_file(**changes)))
    assert made is not None
    blocks = [block for section in made.content["sections"] for block in section["blocks"]]
    (criteria,) = [block["criteria"] for block in blocks if "criteria" in block]
    return [(item["answer"], item["evidence"]) for item in criteria]


def trial(name: str, drug_class: str | None, **facts: Any) -> dict[str, Any]:
    given = {"name": name, "drug_class": drug_class, "weeks": 8, "adequate": True, "response": "none"} | facts
    return {key: fact for key, fact in given.items() if fact is not None}


FOUR = [
    trial("Sertraline", "SSRI"),
    trial("Escitalopram", "SSRIs"),
    trial("Venlafaxine", "SNRI", response="partial"),
    trial("Bupropion", "NDRI", weeks=6),
]
ADDED = trial("Lithium", None, augmentation=True)


def verdict_on_trials(*trials: dict[str, Any]) -> str:
    return answers(history__trials=list(trials))[TRIALS][0]


def test_a_record_that_meets_what_can_be_met_from_it() -> None:
    verdicts = [verdict for verdict, _ in answers(history__trials=[*FOUR, ADDED])]
    assert verdicts == ["met", "not-documented", "met", "met", "met", "not-documented", "not-documented"]


def test_a_record_that_excludes_what_the_policy_asks() -> None:
    found = answers(
        patient__date_of_birth="2009-01-01",
        scores=[{"instrument": "MADRS", "date": "2026-10-05", "score": 27}],
        history__trials=[*FOUR[:3], trial("Lithium", None, augmentation=True, response="partial")],
    )
    assert [found[at][0] for at in (AGE, SEVERITY, TRIALS, AUGMENTATION)] == ["not-met"] * 4
    assert found[AGE][1] == "Born 01/01/2009: 17 years old on 11/12/2026."
    assert found[SEVERITY][1] == "MADRS 27 on 10/05/2026."
    assert found[TRIALS][1].startswith("3 of 4 counted: Sertraline (SSRI, 8 weeks, no response); ")


def test_a_record_that_is_silent() -> None:
    found = answers(history=None, scores=[{"instrument": "PHQ-9", "date": "2026-10-05", "score": 25}])
    assert [found[at][0] for at in (DIAGNOSIS, SEVERITY, TRIALS, AUGMENTATION)] == ["not-documented"] * 4
    assert found[SEVERITY][1] == "No MADRS and no HAM-D is on record. On record instead: PHQ-9 25 on 10/05/2026."
    assert found[CLINIC][1] == "The record does not say."


def test_eighteen_on_the_day_of_the_visit_is_old_enough() -> None:
    assert answers(patient__date_of_birth="2008-11-12")[AGE][0] == "met"
    assert answers(patient__date_of_birth="2008-11-13")[AGE][0] == "not-met"


@pytest.mark.parametrize(
    ("instrument", "score", "verdict"),
    [("MADRS", 28, "met"), ("MADRS", 27, "not-met"), ("HAM-D", 17, "met"), ("HAM-D", 16, "not-met")],
)
def test_severity_at_its_limits(instrument: str, score: int, verdict: str) -> None:
    taken = [{"instrument": instrument, "date": "2026-10-05", "score": score}]
    assert answers(scores=taken)[SEVERITY][0] == verdict


def test_severity_is_judged_before_treatment_and_not_by_its_success() -> None:
    taken = [
        {"instrument": "MADRS", "date": "2026-11-12", "score": 9},
        {"instrument": "MADRS", "date": "2026-10-04", "score": 35},
        {"instrument": "MADRS", "date": "2026-06-01", "score": 20},
    ]
    assert answers(scores=taken)[SEVERITY] == ("met", "MADRS 35 on 10/04/2026.")


@pytest.mark.parametrize(
    ("fourth", "verdict"),
    [
        (trial("Bupropion", "NDRI", weeks=5), "not-met"),
        (trial("Bupropion", "NDRI", adequate=False), "not-met"),
        (trial("Bupropion", "NDRI", augmentation=True), "not-met"),
        (trial("Talking therapy", None, kind="psychotherapy"), "not-met"),
        (trial("Bupropion", "NDRI", weeks=None), "not-documented"),
        (trial("Bupropion", "NDRI", adequate=None), "not-documented"),
        (trial("Bupropion", "NDRI", response="unknown"), "not-documented"),
        (trial("Bupropion", "NDRI", response="not_tolerated"), "not-documented"),
        (trial("Bupropion", "NDRI", response="full_then_lost"), "not-documented"),
        (trial("Bupropion", None), "not-documented"),
        (trial("Bupropion", "something new"), "not-documented"),
        (trial("sertraline", "SSRI"), "not-met"),
    ],
)
def test_a_fourth_trial_counts_only_with_every_fact(fourth: dict[str, Any], verdict: str) -> None:
    assert verdict_on_trials(*FOUR[:3], fourth) == verdict


def test_four_of_one_class_are_not_two_classes() -> None:
    one_class = [trial(name, "SSRI") for name in ("Sertraline", "Citalopram", "Fluoxetine", "Paroxetine")]
    assert verdict_on_trials(*one_class) == "not-met"
    assert verdict_on_trials(*one_class, trial("Bupropion", None)) == "not-documented"


def test_a_condition_outside_the_policy_is_not_measured_by_it() -> None:
    made = part(subject(visit_file(visit__diagnoses=[{"code": "F42.2"}], plan__indication=["F42.2"])))
    assert made is not None
    assert not [block for section in made.content["sections"] for block in section["blocks"] if "criteria" in block]


def test_the_letter_asks_for_individual_consideration_where_the_policy_knows_it() -> None:
    made = part(subject(visit_file()))
    assert made is not None
    assert "individual consideration" in " ".join(made.content["request"]["steps"])
