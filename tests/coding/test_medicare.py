"""Which plans follow Medicare, and how a clinician stands with it on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.documents.subjects import subject

from makewhole.coding.medicare import follows_medicare, is_original_medicare, standing
from makewhole.records import Coverage

ON = date(2026, 11, 12)


def plan(**change: Any) -> Coverage:
    return subject(lambda fields: fields["coverages"][0].update(change)).claim.coverage


@pytest.mark.parametrize(
    ("change", "original", "follows"),
    [
        ({"payer": "medicare", "plan_type": "medicare"}, True, True),
        ({"payer": "medicare", "plan_type": "unknown"}, True, True),
        ({"payer": "humana", "plan_type": "medicare_advantage"}, False, True),
        ({"payer": "physicians-mutual", "plan_type": "medicare_supplement"}, False, True),
        ({"payer": "humana", "plan_type": "ppo"}, False, False),
    ],
)
def test_a_plan_is_medicare_itself_or_follows_it_or_neither(
    change: dict[str, Any], original: bool, follows: bool
) -> None:
    assert (is_original_medicare(plan(**change)), follows_medicare(plan(**change))) == (original, follows)


@pytest.mark.parametrize(
    ("since", "stands"),
    [(None, "opted_out"), (ON, "opted_out"), (ON - timedelta(1), "opted_out"), (ON + timedelta(1), "enrolled")],
)
def test_who_opts_out_later_is_enrolled_until_then(since: date | None, stands: str) -> None:
    def change(fields: dict[str, Any]) -> None:
        fields["providers"][0] |= {"medicare": "opted_out", "opt_out_from": since}

    assert standing(subject(change).file.rendering_provider, ON) == stands


@pytest.mark.parametrize("status", ["never_enrolled", "enrolled", "unknown"])
def test_any_other_standing_is_as_recorded(status: str) -> None:
    def change(fields: dict[str, Any]) -> None:
        fields["providers"][0]["medicare"] = status

    assert standing(subject(change).file.rendering_provider, ON) == status
