"""From a coded visit to the claim: the payer's electronic id."""

from typing import Any

import pytest
from tests.documents.subjects import subject


@pytest.mark.parametrize(
    ("coverage", "payer_id"),
    [
        ({"payer": "humana"}, "61101"),
        ({"payer": "humana", "payer_id": "H0028"}, "H0028"),
        ({"payer": "aetna"}, None),  # listed, but no source of the payer's own confirms it
        ({"payer": "prairie-mutual"}, None),
    ],
)
def test_only_a_confirmed_electronic_id_stands_in_for_the_card(coverage: dict[str, Any], payer_id: str | None) -> None:
    claim = subject(lambda fields: fields["coverages"][0].update({"payer_id": None, **coverage})).claim
    assert claim.coverage.payer_id == payer_id


def test_the_second_plan_is_addressed_as_well() -> None:
    second = {"payer": "humana", "payer_name": "Humana", "member_id": "H44556677", "rank": "secondary"}
    claim = subject(lambda fields: fields["coverages"].append(second)).claim
    assert [other.payer_id for other in claim.other_coverages] == ["61101"]


def test_the_day_of_the_signature_is_the_practice_s_own() -> None:
    claim = subject(lambda fields: fields["visit"].update({"signed_on": "2026-11-13T02:30:00Z"})).claim
    assert claim.signed_on == claim.date_from
