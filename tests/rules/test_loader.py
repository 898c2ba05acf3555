"""How rules are found, read and refused."""

import subprocess
import sys
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import makewhole.rules
from makewhole.rules import (
    NoRuleInForce,
    NoSuchRule,
    Rule,
    RuleFileError,
    all_rules,
    in_force,
    known,
    read_rules,
    rule,
    value,
)

FILES = Path(makewhole.rules.__file__).parent
EVERY_RULE = list(all_rules())

GOOD = """
about = "Shipping of lemons."
[weight]
says = "A crate weighs this much."
unit = "kg"
[[weight.values]]
from = 2020-01-01
until = 2020-12-31
value = 10
source = "The lemon book"
checked = 2026-11-24
verified = true
[[weight.values]]
from = 2021-01-01
value = 12.5
source = "The lemon book, second edition"
checked = 2026-11-24
verified = false
"""


def _read(folder: Path, text: str) -> dict[str, Rule]:
    file = folder / "lemons.toml"
    file.write_text(text, encoding="utf-8")
    return dict(read_rules(file, "fruit/lemons"))


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    weight = _read(tmp_path, GOOD)["weight"]
    assert (weight.rule_id, weight.unit) == ("fruit/lemons/weight", "kg")
    old, new = weight.values
    assert (old.value, old.since, old.until, old.verified) == (10, date(2020, 1, 1), date(2020, 12, 31), True)
    assert (new.value, new.until, new.source) == (Decimal("12.5"), None, "The lemon book, second edition")
    assert isinstance(new.value, Decimal)


def test_what_a_file_says_once_at_its_top_holds_for_each_value_that_does_not_say_otherwise(tmp_path: Path) -> None:
    rules = _read(
        tmp_path,
        """
        about = "Shipping of lemons."
        from = 2020-01-01
        source = "The lemon book"
        checked = 2026-11-24
        verified = true
        scope = "Sicily"
        [a]
        says = "As the top says."
        values = [{ value = 1 }]
        [b]
        says = "Otherwise."
        values = [{ value = 2, verified = false, source = "Hearsay" }]
        """,
    )
    first, second = rules["a"].values[0], rules["b"].values[0]
    assert (first.source, first.verified, first.scope) == ("The lemon book", True, "Sicily")
    assert (second.source, second.verified, second.scope) == ("Hearsay", False, "Sicily")


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('source = "The lemon book"\n', "", "has no source"),
        ("verified = true\n", "", "has no verified"),
        ("checked = 2026-11-24\nverified = true\n", "verified = true\n", "has no checked"),
        ('source = "The lemon book"\n', 'source = " "\n', "source is empty"),
        ("verified = true", 'verified = "yes"', "verified must be a bool"),
        ("from = 2021-01-01", 'from = "2021"', "from must be a date"),
        ("from = 2021-01-01", "from = 2021-01-01T10:00:00", "from must be a date"),
        ("until = 2020-12-31\n", "", "two values on 2021-01-01"),
        ("until = 2020-12-31\n", "until = 2021-01-01\n", "two values on 2021-01-01"),
        ("until = 2020-12-31\n", "until = 2019-12-31\n", "is before from"),
        ("value = 10\n", "valeu = 10\n", "unknown field 'valeu'"),
        ('unit = "kg"', 'units = "kg"', "unknown field 'units'"),
        ('says = "A crate weighs this much."', "", "needs says"),
        ('unit = "kg"', "unit = 3", "unit must be a text"),
        ('about = "Shipping of lemons."', "", "needs about"),
        ("[weight]", "[weight", "is not valid TOML"),
        ("[weight]", 'note = "a stray line"\n[weight]', "note must be a table"),
    ],
)
def test_a_file_that_leaves_something_unsaid_is_refused(tmp_path: Path, was: str, becomes: str, complaint: str) -> None:
    assert was in GOOD
    with pytest.raises(RuleFileError, match=complaint) as refusal:
        _read(tmp_path, GOOD.replace(was, becomes, 1))
    assert "fruit/lemons" in str(refusal.value)


def test_a_rule_without_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="needs at least one"):
        _read(tmp_path, 'about = "Lemons."\n[weight]\nsays = "Nothing."\n')


def test_an_unknown_rule_is_named_with_its_neighbours() -> None:
    with pytest.raises(NoSuchRule, match=r"first-hour-minimun.*near it are first-hour-minimum"):
        rule("coding/infusion/first-hour-minimun")


@pytest.mark.parametrize("rule_id", ["", "infusion", "coding/nowhere/x", "../rules/coding/infusion/hour-length", "/a"])
def test_an_id_that_leads_nowhere_is_refused(rule_id: str) -> None:
    with pytest.raises(NoSuchRule, match="There is no rule"):
        value(rule_id, date(2026, 1, 1))


def test_in_force_refuses_an_unknown_rule_instead_of_saying_no() -> None:
    with pytest.raises(NoSuchRule):
        in_force("coding/infusion/first-hour-minimun", date(2026, 1, 1))


def test_a_day_without_a_value_is_named_with_the_rule() -> None:
    with pytest.raises(NoRuleInForce, match=r"coding/codes/drugs/J0013.*2025-12-31.*2026-01-01 to now"):
        value("coding/codes/drugs/J0013", date(2025, 12, 31))
    assert not in_force("coding/codes/drugs/J0013", date(2025, 12, 31))
    assert in_force("coding/codes/drugs/J0013", date(2026, 1, 1))


def test_rules_can_be_listed_for_a_folder_or_one_file() -> None:
    assert {r.rule_id.split("/")[2] for r in all_rules("coding/codes")} >= {"infusion", "drugs"}
    assert {r.rule_id for r in all_rules("coding/waste")} >= {"coding/waste/discarded-modifier"}
    with pytest.raises(NoSuchRule, match="codign"):
        list(all_rules("codign"))


def test_the_example_in_the_reference_is_a_valid_rule_file(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    first = _read(tmp_path, example)["first-hour-minimum"].values[0]
    assert first.value == value("coding/infusion/first-hour-minimum", date(2026, 3, 2)).value
    assert (first.since, first.verified) == (date(2009, 1, 1), True)


def test_every_rule_file_is_discovered() -> None:
    found = {r.rule_id.rpartition("/")[0] for r in EVERY_RULE}
    assert found == {p.relative_to(FILES).with_suffix("").as_posix() for p in FILES.rglob("*.toml")}


def test_a_shared_value_cannot_be_changed_by_a_caller() -> None:
    minutes = value("coding/office-visit/new-by-time", date(2026, 1, 1)).value
    with pytest.raises(TypeError):
        minutes[0]["at-least"] = 1


def test_the_rules_need_nothing_heavy() -> None:
    code = "import sys, makewhole.rules; print(sorted({m.split('.')[0] for m in sys.modules}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "makewhole" in out
    assert not [heavy for heavy in ("pydantic", "typst", "pikepdf", "difflib") if f"'{heavy}'" in out]


def _thawed(item: Any) -> Any:
    if isinstance(item, tuple):
        return [_thawed(part) for part in item]
    if hasattr(item, "items"):
        return {key: _thawed(part) for key, part in item.items()}
    return item


@settings(max_examples=300, deadline=None)
@given(
    found=st.sampled_from(EVERY_RULE),
    pick=st.integers(min_value=0, max_value=9),
    shift=st.integers(min_value=-3, max_value=900),
)
def test_the_value_on_any_day_is_the_one_that_the_file_holds_for_it(found: Rule, pick: int, shift: int) -> None:
    on = found.values[pick % len(found.values)].since + timedelta(days=shift)
    file_id, _, name = found.rule_id.rpartition("/")
    text = (FILES / f"{file_id}.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text, parse_float=Decimal)
    entries = [{**document, **entry} for entry in document[name]["values"]]
    holding = [e for e in entries if e["from"] <= on <= e.get("until", date.max)]
    assert len(holding) <= 1
    assert in_force(found.rule_id, on) is bool(holding)
    if not holding:
        with pytest.raises(NoRuleInForce):
            value(found.rule_id, on)
        return
    answer = value(found.rule_id, on)
    assert _thawed(answer.value) == holding[0]["value"]
    assert (answer.since, answer.source, answer.verified) == (
        holding[0]["from"],
        holding[0]["source"],
        holding[0]["verified"],
    )


def test_what_may_not_be_known_is_none_and_no_error() -> None:
    assert known("coding/codes/drugs/J9999", date(2026, 11, 12)) is None
    assert known("coding/infusion/first-hour-minimum", date(1990, 1, 1)) is None
    assert known("coding/infusion/first-hour-minimum", date(2026, 11, 12)) == value(
        "coding/infusion/first-hour-minimum", date(2026, 11, 12)
    )


def test_the_address_at_the_head_of_a_file_belongs_to_the_source_there_and_to_no_other(tmp_path: Path) -> None:
    shared = 'source = "The lemon book"\nurl = "https://lemons.example"\nfrom = 2020-01-01\nchecked = 2026-11-24\n'
    rules = _read(
        tmp_path,
        f'about = "Lemons."\n{shared}verified = true\n'
        '[weight]\nsays = "A crate."\nvalues = [{ value = 10 }]\n'
        '[color]\nsays = "Yellow."\nvalues = [{ value = "yellow", source = "A neighbor", verified = false }]\n',
    )
    assert rules["weight"].values[0].url == "https://lemons.example"
    assert rules["color"].values[0].url is None
