"""Tells on which side of its boxes a page prints their words, where each row of boxes has words over and under it."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from makewhole.documents.forms.form import Box, Rect
from makewhole.documents.forms.reading.printed import Phrase
from makewhole.documents.forms.reading.runs import same_row

_ALIGNED: Final = 4.0
_OVER, _UNDER, _BEFORE = 13.0, 9.0, 14.0
"""Points from a row to the words over it and under it, and from a box to words that lead up to it."""


_SMALL, _ANYWHERE = 0.85, 9e9
"""What share of the usual height words have that stand in small print in the middle under a line."""


def labeled_beneath(boxes: Sequence[Box], near: Callable[[float, float], Sequence[Phrase]]) -> set[Rect]:
    """The places of the text boxes whose words stand right under them.

    In a row of boxes with its words beneath, words begin where boxes do, or stand in their middle in small print;
    those over it belong to the row above, and begin elsewhere. A row with as many on both sides is taken as most of
    the other rows of the page are.
    """
    heights = [phrase.rect.height for phrase in near(-_ANYWHERE, _ANYWHERE)]
    small = _SMALL * median(heights) if heights else 0.0
    rows = list[list[Box]]()
    for box in sorted((b for b in boxes if b.kind in ("text", "choice")), key=lambda each: -each.rect.middle[1]):
        if rows and same_row(rows[-1][0].rect, box.rect):
            rows[-1].append(box)
        else:
            rows.append([box])
    leaning = [(row, lean) for row in rows if (lean := _lean(row, near, small)) is not None]
    under = sum(lean > 0 for _, lean in leaning) > sum(lean < 0 for _, lean in leaning)
    return {box.rect for row, lean in leaning if lean > 0 or (lean == 0 and under) for box in row}


def _lean(row: Sequence[Box], near: Callable[[float, float], Sequence[Phrase]], small: float) -> int | None:
    """How many more boxes of a row have words beneath than over them; None where they stand before the boxes."""
    counts = [0, 0, 0]
    for box in row:
        rect = box.rect
        there = near(rect.bottom - _UNDER - 12, rect.top + _OVER)
        words = [phrase for phrase in there if sum(map(str.isalpha, phrase.text)) > 1]
        places = [phrase.rect for phrase in words]
        starts = [phrase.rect for phrase in words if _belongs(phrase, rect, small)]
        counts[0] += any(-4 <= rect.bottom - place.top <= _UNDER for place in starts)
        counts[1] += any(-5 <= place.bottom - rect.top <= _OVER or place.middle[1] > rect.bottom for place in starts)
        counts[2] += any(
            same_row(place, rect) and -2 <= rect.left - place.right < _BEFORE for place in places
        )  # fmt: skip
    beneath, over, before = counts
    return None if 2 * before > len(row) or not beneath else beneath - over


def _belongs(phrase: Phrase, rect: Rect, small: float) -> bool:
    """Whether words begin where a box does, or stand in its middle in small print and open no item of their own."""
    place = phrase.rect
    middle = abs(place.middle[0] - rect.middle[0]) < _ALIGNED and place.height < small
    return abs(place.left - rect.left) < _ALIGNED or (middle and not phrase.text[:1].isdigit())
