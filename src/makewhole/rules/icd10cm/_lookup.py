"""Answers about one ICD-10-CM code on one day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

from makewhole.rules.icd10cm._index import Release, Span, default_index, read_releases, read_spans

Status = Literal["billable", "category", "not-yet-valid", "expired", "unknown", "before-known-releases"]

_SHAPE = re.compile(r"[A-Z][0-9A-Z]{2}(\.?[0-9A-Z]{1,4})?")


@dataclass(frozen=True, slots=True)
class Icd10Code:
    """A code as it stood on the day asked for.

    `valid_from` and `valid_until` bound the unbroken days on which it was billable, or was a category. `valid_from`
    is never earlier than the oldest release loaded: the code may be older. `valid_until` None: still so in the newest.
    """

    code: str
    description: str
    billable: bool
    valid_from: date
    valid_until: date | None


def normalise(code: str) -> str | None:
    """`f332` or ` F33.2 ` → `F33.2`; None where it has not the shape of an ICD-10-CM code. Says nothing of its use."""
    plain = _plain(code)
    return _dotted(plain) if plain else None


def find(code: str, on: date, index: Path | None = None) -> Icd10Code | None:
    """The code, billable or a category, as it stands on a day; None if it does not exist then.

    After the newest release its codes are carried forward: `release_known` says whether that is so on the day.
    Source: CDC/NCHS and CMS release files, see `releases`. Raises Icd10IndexError.
    """
    return _find(code, on, index or default_index())


def status(code: str, on: date, index: Path | None = None) -> Status:
    """How the code stands on a day, in a word that a remedy can be written from.

    "category": it needs more characters, see `children`. "not-yet-valid" and "expired": it exists on other days.
    "unknown": no release loaded has it, or it has not the shape of a code. "before-known-releases": the day is before
    the oldest release loaded, so it cannot be said. Raises Icd10IndexError.
    """
    index = index or default_index()
    plain = _plain(code)
    if plain is None:
        return "unknown"
    if on < read_releases(index)[0].effective:
        return "before-known-releases"
    found = _find(code, on, index)
    if found is not None:
        return "billable" if found.billable else "category"
    if children(code, on, limit=1, index=index):
        return "category"
    spans = _spans(plain, index)
    if not spans:
        return "unknown"
    return "not-yet-valid" if on < spans[0].since else "expired"


def children(code: str, on: date, limit: int | None = 20, index: Path | None = None) -> tuple[Icd10Code, ...]:
    """The first `limit` billable codes beneath a category on a day, in order of code; all of them for None."""
    index = index or default_index()
    plain = _plain(code)
    if plain is None:
        return ()
    beneath = dict.fromkeys(each for each, _ in read_spans(index, plain) if each != plain)
    found = (_find(each, on, index) for each in beneath)
    return tuple(islice((each for each in found if each is not None and each.billable), limit))


def releases(index: Path | None = None) -> tuple[Release, ...]:
    """The releases loaded, oldest first, each with its first day and its source."""
    return read_releases(index or default_index())


def release_known(on: date, index: Path | None = None) -> bool:
    """Whether the release in force on a day is loaded. False: answers for that day rest on the release before it."""
    return any(release.effective <= on <= release.known_until for release in releases(index))


@lru_cache(maxsize=8192)
def _find(code: str, on: date, index: Path) -> Icd10Code | None:
    plain = _plain(code)
    spans = _spans(plain, index) if plain else []
    for at, span in enumerate(spans):
        if span.since <= on and (span.until is None or on <= span.until):
            first, last = at, at
            while first > 0 and _continues(spans[first - 1], spans[first]):
                first -= 1
            while last + 1 < len(spans) and _continues(spans[last], spans[last + 1]):
                last += 1
            return Icd10Code(
                _dotted(plain or code), span.description, span.billable, spans[first].since, spans[last].until
            )
    return None


def _continues(earlier: Span, later: Span) -> bool:
    return earlier.billable == later.billable and earlier.until == later.since - timedelta(days=1)


def _spans(plain: str, index: Path) -> list[Span]:
    return [span for _, span in read_spans(index, f"{plain}\t")]


def _plain(code: str) -> str | None:
    tidy = code.strip().upper()
    return tidy.replace(".", "") if _SHAPE.fullmatch(tidy) else None


def _dotted(plain: str) -> str:
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
