"""Amounts, waste and minutes as written in a note: 39 mg, 0.5 g, 1,000 mL, over 40 minutes, 1 h 31 min."""

import re
from decimal import Decimal

_UNITS = {
    "mg": (Decimal(1), "mg"),
    "milligram": (Decimal(1), "mg"),
    "mcg": (Decimal("0.001"), "mg"),
    "µg": (Decimal("0.001"), "mg"),
    "microgram": (Decimal("0.001"), "mg"),
    "g": (Decimal(1000), "mg"),
    "gram": (Decimal(1000), "mg"),
    "ml": (Decimal(1), "mL"),
    "cc": (Decimal(1), "mL"),
    "milliliter": (Decimal(1), "mL"),
    "millilitre": (Decimal(1), "mL"),
    "l": (Decimal(1000), "mL"),
    "liter": (Decimal(1000), "mL"),
    "litre": (Decimal(1000), "mL"),
    "meq": (Decimal(1), "mEq"),
    "unit": (Decimal(1), "units"),
}
# Patterns that begin with a digit are searched for several times faster than those that first look back. No number
# of a visit has more digits than these take; the rest of a longer one is passed over as a part of it.
_AMOUNT = re.compile(
    r"(\d[\d,]{0,11}(?:\.\d+)?)\s*-?\s*(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")s?\b(?!\s*/|\s*per\b)",
    re.IGNORECASE,
)
_WASTE = r"(?:wast|discard)"
_WASTE_BEFORE = re.compile(_WASTE + r"[^\d.;,]{0,25}$", re.IGNORECASE)
_WASTE_AFTER = re.compile(r"\s*(?:of\s+\w+\s+)?(?:(?:was|were)\s+)?" + _WASTE, re.IGNORECASE)
_NO_WASTE = re.compile(
    rf"\b(?:no|none|nothing|zero|without)\b[^.;\d]{{0,30}}\b{_WASTE}"
    rf"|\b{_WASTE}\w*[^.;\d]{{0,15}}(?:\b(?:none|nil|zero|no)\b|(?<![\d.])0(?:\.0+)?\s*m)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?P<number>\d{1,6}(?:\.\d+)?)\s*-?\s*"
    r"(?:(?P<hours>h(?:ours?|rs?)?)\b(?:\s*(?:and\s+)?(?P<rest>\d{1,4})\s*-?\s*min\w*)?|min(?:ute)?s?\b)",
    re.IGNORECASE,
)
_RAN_BEFORE = re.compile(
    r"(?:\bover|\b(?:infus\w+|ran|running)\b[^.;\d]{0,30}\bfor|\bran|\b(?:infusion|run(?:ning)?)\s+time|\bduration)"
    r"[^.;\d]{0,15}$",
    re.IGNORECASE,
)
_RAN_AFTER = re.compile(r"[\s-]*infusion\b", re.IGNORECASE)

_JOINERS = frozenset("0123456789.,:/-")

Measure = tuple[Decimal, str]
"""An amount in mg, mL, mEq or units."""


def doses(text: str) -> list[Measure]:
    """The amounts in a text that are neither a rate (mg/kg), a concentration (mg/mL) nor called waste."""
    return [measure for measure, wasted in _amounts(text) if not wasted]


def wastes(text: str) -> list[Measure]:
    """The amounts that a text calls wasted or discarded; zero where it says that none was."""
    found = [measure for measure, wasted in _amounts(text) if wasted]
    return found or ([(Decimal(0), "")] if says_none_wasted(text) else [])


def says_none_wasted(text: str) -> bool:
    """Whether a text says that nothing was wasted or discarded."""
    return _NO_WASTE.search(text) is not None


def minutes(text: str) -> list[int]:
    """Every length of time in a text, in minutes."""
    return [length for length, _ in _lengths(text)]


def running_minutes(text: str) -> list[int]:
    """The lengths of time that a text gives as the time something ran."""
    return [
        length
        for length, match in _lengths(text)
        if _RAN_BEFORE.search(text, max(0, match.start() - 60), match.start()) or _RAN_AFTER.match(text, match.end())
    ]


def minutes_after(words: re.Pattern[str], text: str) -> list[int]:
    """The first length of time after each place where `words` match."""
    return [length for place in words.finditer(text) for length in minutes(text[place.end() : place.end() + 40])[:1]]


def _amounts(text: str) -> list[tuple[Measure, bool]]:
    found = []
    for match in _AMOUNT.finditer(text):
        if _within_a_number(match):
            continue
        factor, kind = _UNITS[match[2].lower()]
        before = _WASTE_BEFORE.search(text, max(0, match.start() - 40), match.start())
        wasted = before is not None or _WASTE_AFTER.match(text, match.end()) is not None
        found.append(((Decimal(match[1].replace(",", "")) * factor, kind), wasted))
    return found


def _lengths(text: str) -> list[tuple[int, re.Match[str]]]:
    return [
        (int(Decimal(match["number"]) * (60 if match["hours"] else 1)) + int(match["rest"] or 0), match)
        for match in _MINUTES.finditer(text)
        if not _within_a_number(match)
    ]


def _within_a_number(match: re.Match[str]) -> bool:
    """Whether the match is the tail of a longer number, a date, a range or a clock time."""
    return match.string[match.start() - 1 : match.start()] in _JOINERS if match.start() else False
