"""Local clock times as they stand in a chart, turned into exact moments in the practice's time zone."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?(Z|[+-][0-9]{2}:[0-9]{2})?")
_FORM: Final = "is not a time; write it as 24-hour HH:MM, for example 14:05"


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The named IANA time zone. Raises ValueError for an unknown name."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise ValueError("unknown time zone; use an IANA name, for example America/New_York") from None


@lru_cache(maxsize=1024)
def _clocks_change(day: date, tz: ZoneInfo) -> bool:
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()


def _exists_once(local: datetime, tz: ZoneInfo) -> datetime:
    """`local` (naive) as an aware moment; ValueError where the clocks skip it or show it twice."""
    first = local.replace(tzinfo=tz)
    if not _clocks_change(local.date(), tz):
        return first
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if second.utcoffset() > first.utcoffset():  # type: ignore[operator]
        raise ValueError("this time does not exist: the clocks went forward over it; check the note")
    offset = first.isoformat()[-6:]
    raise ValueError(
        f"this time happened twice that night, when the clocks went back; add its offset, for example {offset}"
    )


def moment(text: object, day: date, tz: ZoneInfo, not_before: datetime | None = None) -> datetime:
    """The exact moment, to the minute, that `text` means. Raises ValueError as `instant` does, and for seconds."""
    when = instant(text, day, tz, not_before)
    if when.second or when.microsecond:
        raise ValueError("has seconds; write times to the minute")
    return when


def instant(text: object, day: date, tz: ZoneInfo, not_before: datetime | None = None) -> datetime:
    """The exact moment that `text` means, in `tz`.

    `text`: "09:05", "09:05-05:00", or a full ISO date and time with or without an offset. A bare clock time lies
    on `day`, or on the day after if that would come before `not_before` (an infusion past midnight).
    Raises ValueError for anything else, and for a local time that daylight saving skips or repeats.
    """
    if isinstance(text, time):
        text = text.isoformat()
    if isinstance(text, str):
        if clock := _clock(text):
            return _clock_moment(*clock, day, tz, not_before)
        full = _full(text)
    elif isinstance(text, datetime):
        full = text
    else:
        raise ValueError(_FORM)
    return _exists_once(full, tz) if full.tzinfo is None else full.astimezone(tz)


def _full(text: str) -> datetime:
    """A date and time in full. Raises ValueError for a date alone, which fromisoformat would take for its midnight."""
    if ":" not in text:
        raise ValueError(_FORM)
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(_FORM) from None


@lru_cache(maxsize=4096)
def _clock(text: str) -> tuple[time, str | None] | None:
    """A bare clock time and its offset, kept because a day has only 1,440 of them. Raises ValueError for 25:00."""
    if not (clock := _CLOCK.fullmatch(text.strip())):
        return None
    try:
        return time(int(clock[1]), int(clock[2])), clock[3]
    except ValueError:
        raise ValueError(_FORM) from None


def _clock_moment(clock: time, offset: str | None, day: date, tz: ZoneInfo, not_before: datetime | None) -> datetime:
    first = datetime.combine(day, clock, tz)
    if not offset and not _clocks_change(day, tz) and (not_before is None or first >= not_before):
        return first  # on a day without a change the wall clock alone tells the order
    local = datetime.combine(day, clock)
    try:
        written = datetime.fromisoformat(f"{local.isoformat()}{offset}") if offset else None
    except ValueError:
        raise ValueError(_FORM) from None
    latest = written or first.replace(fold=1)
    next_day = timedelta(days=not_before is not None and latest.timestamp() < not_before.timestamp())
    return (written + next_day).astimezone(tz) if written else _exists_once(local + next_day, tz)


def minutes_between(start: datetime, stop: datetime) -> int:
    """Whole minutes that really passed, across midnight and daylight-saving changes."""
    return round((stop.timestamp() - start.timestamp()) / 60)


def resolve_times(entry: Mapping[str, object], day: date, tz: ZoneInfo) -> dict[str, object]:
    """`entry` with its start, stop, pauses and flushes as moments. Raises ValueError naming the field at fault."""
    resolved = dict(entry)
    start: datetime | None = None
    for field in ("start", "stop"):
        if resolved.get(field) is not None:
            try:
                resolved[field] = when = moment(resolved[field], day, tz, start)
            except ValueError as error:
                raise ValueError(f"{field}: {error}") from None
            start = start or when
    for field in ("pauses", "flushes"):
        if (spans := resolved.get(field)) and isinstance(spans, list | tuple):
            resolved[field] = [_resolve_span(span, field, day, tz, start) for span in spans]
    return resolved


def _resolve_span(span: object, field: str, day: date, tz: ZoneInfo, start: datetime | None) -> object:
    if not isinstance(span, Mapping):
        return span
    try:
        begins = moment(span.get("start"), day, tz, start)
        ends = moment(span.get("stop"), day, tz, begins)
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from None
    return {**span, "start": begins, "stop": ends}
