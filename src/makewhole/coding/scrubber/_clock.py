"""Clock times as written in a note: 09:20, 9:20, 9:20 AM, 0920, 2:05 PM."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_CLOCK = re.compile(
    r"""(?P<hour>\d\d?) (?: : (?P<minute>[0-5]\d) (?: :[0-5]\d )? | (?<=\d\d) (?P<bare_minute>[0-5]\d) )
    (?! [\d:/] | [.,]\d | \s*(?:mg|mcg|g|ml|l|meq|units?)\b )
    (?P<half> \s* [ap] \.? m \b )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(
    r"\b(?:(?P<start>start|began|begin|begun|initiat|commenc|hung|from)"
    r"|(?P<stop>stop|end|finish|complet|discontinu|until))\w*",
    re.IGNORECASE,
)
_JOINERS = frozenset("0123456789:/.,")
_TO = re.compile(r"\s*(?:-|–|—|to|until|through)\s*", re.IGNORECASE)
_NEAR = 30


class Clock(NamedTuple):
    """A time where it stands in a text; `meant` is in minutes after midnight, two where morning or evening is open."""

    meant: frozenset[int]
    begin: int
    end: int
    could_be_year: bool


def clock_times(text: str) -> list[Clock]:
    """The clock times in a text, in order."""
    return [_read(match) for match in _CLOCK.finditer(text) if _is_clock(match)]


def labelled(text: str) -> tuple[list[Clock], list[Clock]]:
    """The times that a text calls a start, and those that it calls a stop."""
    starts: list[Clock] = []
    stops: list[Clock] = []
    before = 0
    unlabelled: Clock | None = None
    for clock in clock_times(text):
        between = text[before : clock.begin]
        labels = [match for match in _LABEL.finditer(between) if len(between) - match.end() <= _NEAR]
        if before and _TO.fullmatch(between):
            stops.append(clock)
            if unlabelled:
                starts.append(unlabelled)
            unlabelled = None
        elif labels and not clock.could_be_year:
            (starts if labels[-1]["start"] else stops).append(clock)
            unlabelled = None
        else:
            unlabelled = clock
        before = clock.end
    return starts, stops


def as_written(clocks: Iterable[Clock], text: str) -> str:
    """The times as the text writes them."""
    return " and ".join(dict.fromkeys(text[clock.begin : clock.end].strip() for clock in clocks))


def _is_clock(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 5) : match.start()]
    if before.endswith("-") and match["bare_minute"]:  # 0920-1005, but not the middle of a longer number
        return before[:-1].isdigit() and len(before) == 5 and int(match["hour"]) < 24
    return int(match["hour"]) < 24 and before[-1:] not in _JOINERS


def _read(match: re.Match[str]) -> Clock:
    hour, minute = int(match["hour"]), int(match["minute"] or match["bare_minute"])
    half = (match["half"] or "").strip().lower()[:1]
    if half and hour <= 12:
        hours = [hour % 12 + (12 if half == "p" else 0)]
    elif match["minute"] and 1 <= hour < 12 and not match["hour"].startswith("0"):
        hours = [hour, hour + 12]
    else:
        hours = [hour]
    could_be_year = match["bare_minute"] is not None and hour in (19, 20) and not half
    return Clock(frozenset(h * 60 + minute for h in hours), match.start(), match.end(), could_be_year)
