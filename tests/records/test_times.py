"""Clock times of a chart become exact moments, across midnight and both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole.records import InvalidRecord, minutes_between, read_visit_file
from makewhole.records.clock import moment, resolve_times, zone

NEW_YORK = zone("America/New_York")
CLOCKS_BACK = date(2026, 11, 1)
CLOCKS_FORWARD = date(2026, 3, 8)
ORDINARY = date(2026, 11, 12)


def _minutes(start: object, stop: object, day: date = ORDINARY) -> int:
    times = resolve_times({"start": start, "stop": stop}, day, NEW_YORK)
    begins, ends = times["start"], times["stop"]
    assert isinstance(begins, datetime)
    assert isinstance(ends, datetime)
    return minutes_between(begins, ends)


@pytest.mark.parametrize(
    ("start", "stop", "minutes"),
    [
        ("09:20", "10:05", 45),
        ("9:20", "13:20", 240),
        ("23:30", "00:45", 75),
        ("23:59", "00:00", 1),
        ("08:00", "08:01", 1),
    ],
)
def test_minutes_are_counted_over_midnight(start: str, stop: str, minutes: int) -> None:
    assert _minutes(start, stop) == minutes


def test_the_repeated_hour_must_say_which_it_is() -> None:
    with pytest.raises(ValueError, match="happened twice"):
        moment("01:30", CLOCKS_BACK, NEW_YORK)
    assert moment("01:30-04:00", CLOCKS_BACK, NEW_YORK).astimezone(UTC).hour == 5
    assert moment("01:30-05:00", CLOCKS_BACK, NEW_YORK).astimezone(UTC).hour == 6


def test_the_skipped_hour_does_not_exist() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        moment("02:30", CLOCKS_FORWARD, NEW_YORK)


def test_an_infusion_over_a_change_of_clocks_lasts_as_long_as_it_ran() -> None:
    assert _minutes("00:30", "03:30", CLOCKS_BACK) == 240
    assert _minutes("01:30", "03:30", CLOCKS_FORWARD) == 60
    assert _minutes("23:30", "03:30", CLOCKS_BACK - timedelta(days=1)) == 300
    assert _minutes("23:30", "01:15-05:00", CLOCKS_BACK - timedelta(days=1)) == 165
    assert _minutes("23:00", "02:30", CLOCKS_FORWARD) == 210


def test_the_second_of_two_equal_clock_times_is_not_taken_for_the_next_day() -> None:
    with pytest.raises(ValueError, match="happened twice"):
        _minutes("01:50-04:00", "01:10", CLOCKS_BACK)


def test_a_toml_time_is_a_clock_time() -> None:
    assert moment(time(9, 20), ORDINARY, NEW_YORK) == moment("09:20", ORDINARY, NEW_YORK)


@pytest.mark.parametrize(
    "text",
    ["24:00", "12:60", "9am", "", "0920", "09:20:30", "٠٩:٢٠", "2026-11-12", "2026-11-12T09", "2026-11-12T09:20:01"],
)
def test_anything_but_a_time_to_the_minute_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"HH:MM|to the minute"):
        moment(text, ORDINARY, NEW_YORK)


@pytest.mark.parametrize(
    ("written", "signed"),
    [
        ("14:05", "2026-11-12T14:05:00-05:00"),
        ("2026-11-13T02:30:00Z", "2026-11-12T21:30:00-05:00"),
        ("2026-11-12T17:40:12", "2026-11-12T17:40:12-05:00"),
        (datetime(2026, 11, 13, 2, 30, tzinfo=UTC), "2026-11-12T21:30:00-05:00"),
    ],
)
def test_a_visit_is_signed_at_the_practice_s_own_time(
    visit_fields: dict[str, Any], written: object, signed: str
) -> None:
    visit_fields["visit"]["signed_on"] = written
    told = read_visit_file(visit_fields).visit.signed_on
    assert told is not None
    assert told.isoformat() == signed


@pytest.mark.parametrize("written", ["2026-11-12", "tomorrow", 7, "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_what_is_no_time_of_signing_is_told_at_its_field(visit_fields: dict[str, Any], written: object) -> None:
    visit_fields["visit"]["signed_on"] = written
    with pytest.raises(InvalidRecord, match=r"visit\.signed_on"):
        read_visit_file(visit_fields)


@pytest.mark.parametrize("pause", [("09:00", "09:10"), ("11:20", "11:40"), ("20:00", "20:40")])
def test_a_pause_outside_start_and_stop_is_refused_of_a_drug_and_of_a_fluid(
    visit_fields: dict[str, Any], pause: tuple[str, str]
) -> None:
    times = {"start": "10:15", "stop": "11:30", "pauses": [dict(zip(("start", "stop"), pause, strict=True))]}
    fluid = {"fluid": {"name": "sodium chloride 0.9%"}, "volume": "1000 mL"}
    drug = visit_fields["visit"]["administrations"][0]
    for given_fields in ({"hydration": [fluid | times]}, {"administrations": [drug | {"flushes": []} | times]}):
        fields = visit_fields | {"visit": visit_fields["visit"] | given_fields}
        with pytest.raises(InvalidRecord, match="outside start and stop"):
            read_visit_file(fields)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"])
def test_a_date_at_the_edge_of_the_calendar_is_an_error_not_a_crash(visit_fields: dict[str, Any], day: str) -> None:
    visit_fields["visit"]["date"] = day
    visit_fields["visit"]["administrations"][0] |= {"start": "23:00", "stop": "01:00"}
    with pytest.raises(InvalidRecord, match=r"visit\.date"):
        read_visit_file(visit_fields)


def test_a_wrong_date_is_told_once_and_not_again_for_every_clock_time(visit_fields: dict[str, Any]) -> None:
    visit_fields["visit"]["date"] = "12 November 2026"
    with pytest.raises(InvalidRecord) as raised:
        read_visit_file(visit_fields)
    assert [problem.field for problem in raised.value.problems] == ["visit.date"]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(1, 720))  # noqa: DTZ001 - local times
def test_minutes_agree_with_utc(start: datetime, minutes: int) -> None:
    begins = start.replace(second=0, microsecond=0, tzinfo=UTC)
    ends = begins + timedelta(minutes=minutes)
    times = [when.astimezone(NEW_YORK) for when in (begins, ends)]
    texts = [f"{when:%H:%M}{when.isoformat()[-6:]}" for when in times]
    assert _minutes(texts[0], texts[1], times[0].date()) == minutes
