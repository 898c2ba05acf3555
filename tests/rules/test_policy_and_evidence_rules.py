"""Policies as criteria, publications as citations, and the few laws used."""

import re
from datetime import date

import pytest

from makewhole.records.history import SCALES
from makewhole.rules import all_rules, value

TODAY = date(2026, 11, 24)
POLICY = "policies/bcbs-massachusetts-087"
PAYERS = {r.rule_id.split("/")[1] for r in all_rules("payers")}
EVIDENCE = [
    r
    for r in all_rules("evidence")
    if r.rule_id != "evidence/safety/off-label" and not r.rule_id.startswith("evidence/indications/")
]


def test_the_massachusetts_criteria_in_the_order_of_the_form() -> None:
    first, *criteria = [value(r.rule_id, TODAY) for r in all_rules(POLICY)]
    assert (first.value["stance"], first.value["first-approval-days"]) == ("criteria", 28)
    assert [c.value["kind"] for c in criteria] == [
        "age",
        "diagnosis",
        "score",
        "trials",
        "trials",
        "antidepressant-continued",
        "registered",
    ]


def test_the_massachusetts_limits() -> None:
    assert value(f"{POLICY}/age", TODAY).value["at-least"] == 18
    scores = value(f"{POLICY}/severity", TODAY).value["any-of"]
    assert [(s["instrument"], s["at-least"]) for s in scores] == [("MADRS", 28), ("HAM-D", 17)]
    trials = value(f"{POLICY}/antidepressant-trials", TODAY).value
    assert (trials["at-least"], trials["classes"], trials["weeks"]) == (4, 2, 6)
    assert value(f"{POLICY}/augmentation-trial", TODAY).value["at-least"] == 1


def test_a_score_criterion_can_be_answered_from_a_record() -> None:
    for found in all_rules("policies"):
        for held in found.values:
            for limit in held.value.get("any-of", ()):
                low, high = SCALES[limit["instrument"]]
                assert low <= limit["at-least"] <= high


def test_every_policy_names_a_known_payer_a_stance_and_its_scope() -> None:
    policies = [held for found in all_rules("policies") for held in found.values if "stance" in held.value]
    assert len(policies) >= 10
    for held in policies:
        assert held.value["payer"] in PAYERS
        assert held.value["stance"] in {"criteria", "investigational", "criteria-not-read"}
        assert held.scope
        if held.value["payer"] in {"bcbs", "other"}:
            assert held.value["licensee"], f"{held.rule_id} would be read as every licensee's"


@pytest.mark.parametrize("found", EVIDENCE, ids=lambda r: r.rule_id)
def test_a_publication_is_cited_whole(found) -> None:  # type: ignore[no-untyped-def]
    cited = found.values[-1].value
    assert re.fullmatch(r"10\.\d{4}/\S+", cited["doi"])
    assert cited["authors"].endswith("et al.")
    assert found.rule_id.endswith(f"-{cited['year']}")
    assert found.values[-1].since.year in (cited["year"], cited["year"] + 1)
    assert cited["indication"] == found.rule_id.split("/")[1]
    assert found.says.count(". ") == 0


def test_no_publication_is_listed_twice() -> None:
    dois = [r.values[-1].value["doi"].lower() for r in EVIDENCE]
    assert len(dois) == len(set(dois))


def test_the_negative_trial_is_not_left_out() -> None:
    assert "did not" in next(r.says for r in EVIDENCE if r.rule_id == "evidence/ptsd/abdallah-2022")


def test_off_label_is_said_for_every_indication_that_is_cited() -> None:
    off_label = value("evidence/safety/off-label", TODAY).value
    assert set(off_label["off-label"]) >= {r.rule_id.split("/")[1] for r in EVIDENCE} - {"safety"}
    assert off_label["approved"] == ("anesthesia",)


def test_laws_used_at_this_stage() -> None:
    assert value("law/medicare/filing-limit", TODAY).value == 12
    assert value("law/medicare/opt-out", TODAY).value["payable"] is False
    assert value("law/privacy/self-pay-restriction", TODAY).value["conflicts-with-claim"] is True
    assert value("law/tax/account-proof", TODAY).value == ("service", "date", "amount")
