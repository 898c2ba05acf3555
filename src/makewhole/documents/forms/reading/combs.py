"""Finds the boxes of a flat form that hold one letter each, and joins them to the place for one value."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from makewhole.documents.forms.form import Box
from makewhole.documents.forms.reading.printed import Phrase
from makewhole.documents.forms.reading.runs import around, same_row

_WIDEST: Final = 26.0
"""Points: a wider box holds more than a letter."""
_ALIKE, _GAP, _DASHED = 3.0, 8.0, 36.0
_FEWEST: Final = 5
_IN_PARTS: Final = ((2, 2, 4), (2, 2, 2), (3, 3, 4), (3, 2, 4))
"""Letters of a date, a telephone number, a social security number between dashes."""


def joined(boxes: Sequence[Box], phrases: Sequence[Phrase]) -> list[Box]:
    """The boxes of one page with each row of equal narrow ones as a single box with that many places."""
    narrow = [box for box in boxes if box.kind == "text" and not box.max_length and box.rect.width <= _WIDEST]
    groups = list[list[Box]]()
    for box in sorted(narrow, key=lambda each: (-round(each.rect.middle[1]), each.rect.left)):
        if groups and _goes_on(groups[-1], box):
            groups[-1].append(box)
        else:
            groups.append([box])
    combs = [group for group in groups if len(group) >= _FEWEST] + _between_dashes(groups, phrases)
    one = {box.id: group for group in combs for box in group}
    result = list[Box]()
    for box in boxes:
        group = one.get(box.id)
        if group is None:
            result.append(box)
        elif box is group[0]:
            result.append(replace(box, rect=around(group), comb=True, max_length=len(group), multiline=False))
    return result


def _goes_on(group: Sequence[Box], box: Box) -> bool:
    last, rect = group[-1].rect, box.rect
    even = len(group) < 2 or abs((rect.left - last.left) - (last.left - group[-2].rect.left)) < _ALIKE
    return (
        same_row(last, rect) and abs(last.width - rect.width) < _ALIKE and 0 <= rect.left - last.right < _GAP and even
    )


def _between_dashes(groups: Sequence[list[Box]], phrases: Sequence[Phrase]) -> list[list[Box]]:
    """Shorter rows that make up one number or date, with a dash or a slash printed between each two."""
    marks = [phrase.rect for phrase in phrases if phrase.text.strip() in ("-", "\u2013", "\u2014", "/")]
    found = list[list[Box]]()
    for three in zip(groups, groups[1:], groups[2:], strict=False):
        if tuple(map(len, three)) in _IN_PARTS and all(
            same_row(one[-1].rect, other[0].rect)
            and 0 <= other[0].rect.left - one[-1].rect.right < _DASHED
            and any(one[-1].rect.right - 1 <= mark.middle[0] <= other[0].rect.left + 1 for mark in marks)
            for one, other in pairwise(three)
        ):
            found += three
    return found
