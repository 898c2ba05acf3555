"""How long something really ran."""

from typing import Any

import pytest
from tests.documents.subjects import subject

from makewhole.coding.running_time import running_minutes


@pytest.mark.parametrize(
    ("change", "minutes"),
    [
        ({"pauses": [], "flushes": []}, 55),
        ({}, 43),
        ({"flushes": [{"start": "09:45", "stop": "09:50"}]}, 45),
        ({"stop": None}, None),
    ],
)
def test_a_minute_of_pause_or_flush_is_taken_away_once(change: dict[str, Any], minutes: int | None) -> None:
    file = subject(lambda fields: fields["visit"]["administrations"][0].update(change)).file
    assert running_minutes(file.visit.administrations[0]) == minutes
