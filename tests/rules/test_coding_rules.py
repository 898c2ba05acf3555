"""The coding rules against examples worked out by hand from the published sources."""

from datetime import date
from itertools import pairwise

import pytest

from makewhole.rules import all_rules, in_force, value

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("rule_id", "expected"),
    [
        ("first-hour-minimum", 16),
        ("push-maximum", 15),
        ("further-hour-remainder", 31),
        ("hydration-first-minimum", 31),
        ("concurrent-per-day", 1),
        ("initial-per-access-site", 1),
        ("second-site-modifiers", ("59", "XS")),
        ("missing-stop-time", "push"),
        ("first-code-in-a-facility", ("infusion", "push", "injection", "hydration")),
    ],
)
def test_infusion_limits(rule_id: str, expected: object) -> None:
    assert value(f"coding/infusion/{rule_id}", TODAY).value == expected


def test_a_push_and_an_infusion_leave_no_gap_between_them() -> None:
    shortest = value("coding/infusion/first-hour-minimum", TODAY).value
    assert shortest == value("coding/infusion/push-maximum", TODAY).value + 1


@pytest.mark.parametrize(
    ("code", "per", "unit"),
    [("J2250", 1, "mg"), ("J2405", 1, "mg"), ("J1885", 15, "mg"), ("J1200", 50, "mg"), ("J3475", 500, "mg")],
)
def test_drug_units(code: str, per: int, unit: str) -> None:
    drug = value(f"coding/codes/drugs/{code}", TODAY).value
    assert (drug["per"], drug["unit"], drug["unlisted"]) == (per, unit, False)


def test_ketamine_has_no_code_of_its_own_and_streptomycin_is_not_it() -> None:
    named = [r for r in all_rules("coding/codes/drugs") if "ketamine" in r.values[-1].value["drug"]]
    assert [r.rule_id for r in named] == ["coding/codes/drugs/J3490"]
    assert value("coding/codes/drugs/J3490", TODAY).value["unlisted"] is True
    assert "J3000" in value("coding/unlisted-drug/wrong-codes-for-ketamine", TODAY).value


def test_esketamine_changed_its_code_at_new_year_2026() -> None:
    last, first = date(2025, 12, 31), date(2026, 1, 1)
    assert in_force("coding/codes/drugs/S0013", last)
    assert not in_force("coding/codes/drugs/S0013", first)
    assert not in_force("coding/codes/drugs/J0013", last)
    assert in_force("coding/codes/drugs/J0013", first)


def test_no_drug_has_two_codes_on_one_day() -> None:
    claimed: dict[str, str] = {}
    for found in all_rules("coding/codes/drugs"):
        for held in found.values:
            if held.value["kind"] == "drug" and held.holds_on(TODAY):
                for name in held.value["drug"]:
                    assert claimed.setdefault(name, found.rule_id) == found.rule_id


def test_office_visit_minutes_were_ranges_until_2023_and_are_least_minutes_since() -> None:
    before = value("coding/office-visit/established-by-time", date(2023, 12, 31)).value
    after = value("coding/office-visit/established-by-time", date(2024, 1, 1)).value
    assert [(s["code"], s["at-least"], s["at-most"]) for s in before] == [
        ("99212", 10, 19),
        ("99213", 20, 29),
        ("99214", 30, 39),
        ("99215", 40, 54),
    ]
    assert [(s["code"], s["at-least"], s.get("at-most")) for s in after] == [
        ("99212", 10, None),
        ("99213", 20, None),
        ("99214", 30, None),
        ("99215", 40, None),
    ]


@pytest.mark.parametrize("name", ["with-visit", "alone"])
def test_psychotherapy_ranges_leave_no_minute_unclaimed(name: str) -> None:
    steps = value(f"coding/psychotherapy/{name}", TODAY).value
    assert steps[0]["at-least"] == 16
    for lower, upper in pairwise(steps):
        assert upper["at-least"] == lower["at-most"] + 1


def test_every_code_that_another_rule_names_is_known() -> None:
    known = {r.rule_id.rpartition("/")[2] for r in all_rules("coding/codes")}
    named = {r.rule_id.rpartition("/")[2] for r in all_rules("coding/mue")}
    for found in all_rules("coding/codes"):
        for held in found.values:
            named |= {*held.value.get("with", ())}
            named |= {held.value[key] for key in ("replaces", "replaced-by") if key in held.value}
    for found in all_rules("coding/pairs"):
        for held in found.values:
            assert held.value["modifier"] in (0, 1)
            assert not set(held.value["first"]) & set(held.value["second"])
            named |= {*held.value["first"], *held.value["second"]}
    assert named <= known


def test_waste_modifiers_began_on_their_days() -> None:
    assert not in_force("coding/waste/none-discarded-modifier", date(2023, 6, 30))
    assert value("coding/waste/none-discarded-modifier", date(2023, 7, 1)).value == "JZ"
    assert value("coding/waste/discarded-modifier", date(2017, 1, 1)).value == "JW"
