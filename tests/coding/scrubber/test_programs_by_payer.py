"""A program of the government is known by its payer too, where nobody wrote down the kind of plan."""

from datetime import date

import pytest
from tests.documents.subjects import FIELDS

from makewhole.coding import code_visit
from makewhole.coding.scrubber import scrub
from makewhole.records import read_visit_file


@pytest.mark.parametrize(
    ("payer", "rule"),
    [
        ("medicaid", "government/medicaid"),
        ("tricare", "government/tricare"),
        ("va", "government/veterans"),
        ("medicare-advantage", "government/medicare-status-unknown"),
    ],
)
def test_the_payer_alone_tells_the_program(payer: str, rule: str) -> None:
    card = {"payer": payer, "payer_name": "As on the card", "member_id": "A1234567"}
    file = read_visit_file(FIELDS | {"coverages": [card]})
    found = {finding.rule for finding in scrub(file, code_visit(file), date(2026, 11, 24))}
    assert f"scrubber/{rule}" in found or rule in found
    other = read_visit_file(FIELDS | {"coverages": [card | {"payer": "other"}]})
    assert not any("government/" in finding.rule for finding in scrub(other, code_visit(other), date(2026, 11, 24)))
