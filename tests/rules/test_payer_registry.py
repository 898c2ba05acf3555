"""The payer registry: whom a card belongs to, what is known of each payer, and what of it should be looked up again."""

from datetime import date, timedelta

import pytest

from makewhole.records.coverage import PlanType
from makewhole.rules import all_rules, value
from makewhole.rules.payer_names import UnknownPayer, payer, recognise
from makewhole.rules.payer_registry import (
    CHECKED_WITHIN,
    licensees,
    payer_ids,
    payer_with_id,
    payers,
    reversal_laws,
    stale,
)

TODAY = date(2026, 11, 24)
MBI = "1EG4-TE5-MK73"
WANTED = (
    "bcbs federal-employee-program aetna physicians-mutual unitedhealthcare umr humana medicare medicare-advantage "
    "cigna commercial-insured self-funded marketplace medicaid tricare champva va other"
).split()
SAID_OF_EACH = {"name", "timely-filing", "member-claim", "sending", "ask", "attachments", "menu-words", "assignment"}
GOVERNMENT_PAYS_NO_PATIENT = {"medicaid", "va"}


def best(card: str = "", member_id: str = "", payer_id: str = "") -> str | None:
    return next((each.payer_id for each in recognise(card, member_id, payer_id, on=TODAY)), None)


@pytest.mark.parametrize(
    ("card", "member_id", "payer_id", "expected"),
    [
        ("Aetna Choice POS II", "", "", "aetna"),
        ("AETNA MEDICARE (PPO)", "", "", "aetna"),
        ("UnitedHealthcare", "", "", "unitedhealthcare"),
        ("United Healthcare administered by UMR", "", "", "umr"),
        ("Evernorth Behavioral Health", "", "", "cigna"),
        ("Humana Military TRICARE East", "", "", "tricare"),
        ("HumanaChoice PPO", "", "", "humana"),
        ("Physicians Mutual Insurance Company", "", "", "physicians-mutual"),
        ("Medicare Health Insurance", MBI, "", "medicare"),
        ("", "1EG4TE5MK73", "", "medicare"),
        ("Blue Cross Blue Shield", "R12345678", "", "federal-employee-program"),
        ("FEP Blue Standard", "", "", "federal-employee-program"),
        ("BlueCross BlueShield of Massachusetts HMO Blue", "", "", "bcbs-massachusetts"),
        ("BCBS", "XYZ123456789", "", "bcbs"),
        ("Mutual of Omaha Medicare Supplement", "", "", None),
        ("Medigap Plan G beside Medicare", "", "", None),
        ("CHAMPVA Authorization Card", "", "", "champva"),
        ("MassHealth Standard", "", "", "medicaid"),
        ("", "", "60054", "aetna"),
        ("", "", "39026", "umr"),
        ("Covered California Silver 70", "", "", "marketplace"),
        ("Prairie Farmers Plan", "A1", "", None),
        ("", "", "", None),
    ],
)
def test_a_card_tells_its_payer(card: str, member_id: str, payer_id: str, expected: str | None) -> None:
    assert best(card, member_id, payer_id) == expected


def test_every_name_of_every_payer_and_licensee_is_recognised_as_its_own() -> None:
    for payer_id in payer_ids():
        card = payer_with_id(payer_id, TODAY).fact("card")
        for name in card.held.value["names"] if card else ():
            assert best(name) == payer_id, name
        for company in licensees(payer_id, TODAY):
            for name in company.held.value["names"]:
                found = recognise(name, on=TODAY)[0]
                assert found.payer_id == company.held.value.get("payer", payer_id), name
                assert found.licensee in (company.held.value["name"], None)


def test_the_longer_name_of_a_licensee_goes_before_the_shorter_one_inside_it() -> None:
    california, elsewhere = (
        recognise(name, on=TODAY)[0] for name in ("Anthem Blue Cross", "Anthem BlueCross BlueShield")
    )
    assert california.states == ("CA",)
    assert "CA" not in elsewhere.states
    assert "OH" in elsewhere.states


def test_each_candidate_says_why() -> None:
    aetna, *_ = recognise("Aetna Medicare", "", "60054", on=TODAY)
    assert aetna.reasons == (
        "the payer id is the one listed for it",
        "the card says Aetna",
        "the card says Medicare too: a plan in its place or beside it",
    )


def test_a_plan_type_told_by_a_name_is_one_that_a_coverage_can_have() -> None:
    told = [each.fact("card") for each in payers(TODAY)]
    types = {fact.held.value["plan-type"] for fact in told if fact and "plan-type" in fact.held.value}
    assert {"medicare", "tricare", "va", "medicaid"} <= types <= set(PlanType.__args__)  # type: ignore[attr-defined]


def test_every_payer_that_practices_meet_is_there_with_what_a_claim_needs() -> None:
    assert set(WANTED) <= set(payer_ids())
    for each in payers(TODAY):
        names = {fact.name for fact in each.facts}
        assert names >= SAID_OF_EACH, each.payer_id
        assert "gap-exception" in names
        assert "reversal-window" in names or each.payer_id in GOVERNMENT_PAYS_NO_PATIENT
        kinds = [payer_with_id(kind, TODAY) for kind in each.kinds]
        assert "appeals" in names or any(kind.fact("appeals") for kind in kinds), each.payer_id
        assert (
            each.policies or "ketamine" in names or kinds or each.payer_id.startswith(("self", "comm", "mark", "med"))
        )


def test_no_fact_of_a_payer_a_policy_a_refusal_or_a_law_stands_without_scope() -> None:
    for folder in ("payers", "policies", "denials", "law"):
        for found in all_rules(folder):
            for held in found.values:
                assert held.scope, held.rule_id


def test_the_levels_of_an_appeal_are_counted_and_say_from_when() -> None:
    for each in payers(TODAY):
        fact = each.fact("appeals")
        levels = fact.held.value if fact else ()
        assert [level["level"] for level in levels] == list(range(1, len(levels) + 1))
        for level in levels:
            assert level.get("from") or not any(key.startswith("within") for key in level)
            assert all(level[key] > 0 for key in level if key.endswith(("days", "months")))


def test_every_state_has_a_blue_cross_blue_shield_company() -> None:
    states = {state for fact in licensees("bcbs", TODAY) for state in fact.held.value["states"]}
    assert len(states & set(_STATES)) == 51
    assert states - set(_STATES) == {"PR", "VI"}


def test_medicaid_and_va_say_that_a_patient_is_normally_paid_nothing() -> None:
    for payer_id in GOVERNMENT_PAYS_NO_PATIENT:
        assert value(f"payers/{payer_id}/member-claim", TODAY).value["normally-paid"] is False


def test_a_payer_is_found_by_id_and_by_name_and_an_unknown_one_with_names_that_are_near() -> None:
    assert payer("aetna", TODAY).payer_id == payer("Aetna Life Insurance Company", TODAY).payer_id == "aetna"
    assert payer("VA", TODAY).payer_id == "va"
    with pytest.raises(UnknownPayer, match=r"near it are .*Aetna"):
        payer("Atena", TODAY)


def test_stale_lists_what_is_unconfirmed_today_and_everything_once_it_is_old() -> None:
    now = stale(TODAY)
    assert now
    assert all(each.unconfirmed for each in now)
    assert not any(each.old for each in now)
    long = timedelta(days=value(CHECKED_WITHIN, TODAY).value)
    assert not any(each.old for each in stale(TODAY + long))
    later = stale(TODAY + long + timedelta(days=1))
    assert all(each.old for each in later)
    assert len(later) > len(now)


def test_a_law_on_reversal_names_its_state_and_its_months_or_says_that_there_is_no_limit() -> None:
    laws = reversal_laws(TODAY)
    assert len(laws) >= 10
    for law in laws:
        assert law.name in _STATES
        assert law.held.value.get("unlimited") or 6 <= law.held.value["months"] <= 36


_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
).split()


def test_a_supplement_or_indemnity_policy_is_not_told_of_the_federal_outside_review() -> None:
    mutual = payer_with_id("physicians-mutual", TODAY)
    appeals = mutual.fact("appeals")
    assert mutual.kinds == ()
    assert appeals is not None
    assert "external review" not in {level["to"] for level in appeals.held.value}


@pytest.mark.parametrize("payer_id", sorted(GOVERNMENT_PAYS_NO_PATIENT))
def test_a_payer_that_pays_no_patient_does_not_say_that_it_pays_the_patient(payer_id: str) -> None:
    who_is_paid = payer_with_id(payer_id, TODAY).fact("assignment")
    assert who_is_paid is not None
    assert "pays the patient" not in who_is_paid.rule.says
