"""What a tired patient, and the submission sheet, can count on in every payer file."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from makewhole.rules import all_rules, rule, value

TODAY = date(2026, 11, 24)
PAYERS = sorted({r.rule_id.split("/")[1] for r in all_rules("payers")})
SEND_TO = {"card", "form", "contractor", "local-company", "ask"}
JARGON = re.compile(
    r"adjudicat|remit|subscriber(?! Claim Form)|beneficiary|coinsurance|EOB|superbill|NPI|pursuant|reimburs", re.I
)


def test_the_payers_named_in_the_records_are_there() -> None:
    named = "bcbs bcbs-massachusetts bcbs-alabama aetna unitedhealthcare cigna humana medicare physicians-mutual"
    assert {*named.split(), "federal-employee-program", "other"} <= set(PAYERS)


@pytest.mark.parametrize("payer", PAYERS)
def test_each_payer_says_name_deadline_way_steps_questions_and_who_is_paid(payer: str) -> None:
    def held(name: str) -> object:
        return value(f"payers/{payer}/{name}", TODAY).value

    assert held("name")
    assert held("assignment") == "patient"
    assert held("phone-hint") == "card-back"
    claim = held("member-claim")
    assert claim["send-to"] in SEND_TO  # type: ignore[index]
    assert claim["form"]  # type: ignore[index]


@pytest.mark.parametrize("payer", PAYERS)
def test_a_deadline_is_a_number_or_is_said_to_be_unknown(payer: str) -> None:
    limit = value(f"payers/{payer}/timely-filing", TODAY).value
    exact = [limit[key] for key in ("days", "months", "year-ends-after") if key in limit]
    assert len(exact) + limit.get("unknown", False) == 1
    assert all(isinstance(number, int) and number > 0 for number in exact)
    assert rule(f"payers/{payer}/timely-filing").says_es


@pytest.mark.parametrize("payer", PAYERS)
@pytest.mark.parametrize("name", ["sending", "ask"])
def test_steps_are_short_plain_and_in_both_languages(payer: str, name: str) -> None:
    steps = value(f"payers/{payer}/{name}", TODAY).value
    assert 4 <= len(steps) <= 10
    for step in steps:
        assert set(step) == {"en", "es"}
        assert step["en"] != step["es"]
        assert not JARGON.search(step["en"]), step["en"]
        for sentence in re.split(r"(?<=[.?!:])\s", step["en"]):
            assert len(sentence.split()) <= 28, sentence


@pytest.mark.parametrize("payer", PAYERS)
def test_the_steps_end_with_what_to_do_when_no_answer_comes(payer: str) -> None:
    last = value(f"payers/{payer}/sending", TODAY).value[-1]
    assert "call" in last["en"]
    assert "llame" in last["es"].lower()


@pytest.mark.parametrize(
    ("payer", "number", "fits"),
    [
        ("medicare", "1EG4-TE5-MK73", True),
        ("medicare", "1EG4TE5MK73", True),
        ("medicare", "1SG4TE5MK73", False),
        ("medicare", "123456789A", False),
        ("federal-employee-program", "R12345678", True),
        ("federal-employee-program", "X12345678", False),
        ("bcbs", "XYZ123456789", True),
        ("bcbs", "123", False),
    ],
)
def test_member_numbers(payer: str, number: str, fits: bool) -> None:
    pattern = value(f"payers/{payer}/member-id", TODAY).value
    assert bool(re.fullmatch(pattern, number)) is fits


def test_an_address_never_stands_without_a_scope() -> None:
    every = [held for found in all_rules("payers") for held in found.values if isinstance(held.value, Mapping)]
    addressed = [held for held in every if "address" in held.value]
    assert len(addressed) >= 2
    for held in addressed:
        assert held.scope, held.rule_id
        assert re.search(r"[A-Z]{2} \d{5}(-\d{4})?$", held.value["address"][-1])


def test_known_deadlines() -> None:
    assert value("payers/medicare/timely-filing", TODAY).value["months"] == 12
    assert value("payers/federal-employee-program/timely-filing", TODAY).value["year-ends-after"] == 1
    cigna = value("payers/cigna/timely-filing", TODAY).value
    assert (cigna["unknown"], cigna["shortest-seen-days"], cigna["longest-seen-days"]) == (True, 180, 365)
    states = value("payers/unitedhealthcare/timely-filing-marketplace", TODAY).value
    assert [s["months"] for s in states if "NJ" in s["states"]] == [15]


def test_medicare_tells_the_patient_of_an_opted_out_clinic_not_to_send() -> None:
    assert value("payers/medicare/opted-out", TODAY).value["payable"] is False
    assert any("opted out" in step["en"] for step in value("payers/medicare/sending", TODAY).value[:2])


def test_a_federal_employees_claim_goes_to_the_company_of_the_state_of_the_visit() -> None:
    steps = value("payers/federal-employee-program/sending", TODAY).value
    (mailed,) = (step for step in steps if step["en"].startswith("Mail it to the Blue Cross"))
    assert "where the clinic treated you" in mailed["en"]
    assert "donde la clínica lo atendió" in mailed["es"]
