"""The example visits come out as a biller worked them out by hand, and the guide shows each of them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from makewhole.coding import code_visit
from makewhole.coding.scrubber import scrub
from makewhole.exchange.visit_files import load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
GUIDE = ROOT / "docs/how-to/write-a-visit-file.md"
BY_HAND = {
    # 260 + 3 × 90 + 60 + 40 + 2 × 2 + 4 × 3 + 120
    "crps-240-minutes.json": (
        ["96365 × 1", "96366 × 3", "96368 × 1", "96375 × 1", "J2250 × 2", "J3475 × 4", "J3490 × 1"],
        "766.00",
    ),
    # 165 + 110 + 45 + 60; the questionnaire is part of the psychotherapy
    "intramuscular-and-therapy.toml": (
        ["99214 × 1", "90836 × 1", "96372 × 1", "J3490 × 1"],
        "380.00",
    ),
    # 260 + 60 + 10
    "medicare-opted-out.json": (["96365 × 1", "J3490 × 1", "96127 × 1"], "330.00"),
}


@pytest.mark.parametrize(("name", "lines", "charge"), [(name, *found) for name, found in BY_HAND.items()])
def test_its_lines_and_charge_are_those_reckoned_by_hand(name: str, lines: list[str], charge: str) -> None:
    file = load(ROOT / "examples" / name, TODAY)
    coded = code_visit(file)
    assert [f"{line.code} × {line.units}" for line in coded.lines] == lines
    assert coded.charge == Decimal(charge) == sum(payment.amount for payment in file.visit.payments)


@pytest.mark.parametrize("name", BY_HAND)
def test_its_note_carries_its_bill(name: str) -> None:
    file = load(ROOT / "examples" / name, TODAY)
    found = {finding.rule for finding in scrub(file, code_visit(file), TODAY)}
    assert not {rule for rule in found if "/note" in rule}
    assert ("scrubber/government/medicare-opted-out" in found) == (name == "medicare-opted-out.json")


def test_the_guide_shows_every_example_visit() -> None:
    guide = GUIDE.read_text("utf-8")
    for name in ["visit.json", *BY_HAND]:
        assert f"(../../examples/{name})" in guide
