"""Finds the text fields that stand for check boxes: one letter each, square, several to a question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box
from makewhole.documents.forms.reading.runs import same_row

MARK: Final = "X"
_INITIAL: Final = re.compile(r"initial|(?<![a-z])mi(?![a-z])", re.IGNORECASE)
_WIDEST, _SQUARE = 16.0, 1.6
_NEXT: Final = 6.0
"""Points: closer boxes are cells for the letters of one word."""
_REACH, _PITCH, _EDGE = 130.0, 24.0, 4.0


def typed_marks(boxes: Sequence[Box]) -> list[Box]:
    """The same with a text field that is to hold an X as a check box: one letter long, as high as wide, and not alone.

    A single box of one letter, as for a middle initial, stays a place for a letter.
    """
    square = [box for box in boxes if _is_square(box)]
    marks = {
        box.id for box in square
        if any(_belong(box, other) for other in square) and not any(_is_cell(box, other) for other in square)
    }  # fmt: skip
    return [replace(box, kind="check", typed=True, on=MARK) if box.id in marks else box for box in boxes]


def _is_square(box: Box) -> bool:
    rect = box.rect
    single = box.kind == "text" and box.max_length == 1 and not box.comb and not _INITIAL.search(box.field)
    return single and rect.width <= _WIDEST and 1 / _SQUARE < rect.width / rect.height < _SQUARE


def _belong(one: Box, other: Box) -> bool:
    if one is other or one.page != other.page:
        return False
    row = same_row(one.rect, other.rect) and abs(one.rect.left - other.rect.left) < _REACH
    column = abs(one.rect.left - other.rect.left) < _EDGE
    return row or (column and abs(one.rect.middle[1] - other.rect.middle[1]) < _PITCH)


def _is_cell(one: Box, other: Box) -> bool:
    if one is other or one.page != other.page or not same_row(one.rect, other.rect):
        return False
    return -1 < max(one.rect.left, other.rect.left) - min(one.rect.right, other.rect.right) < _NEXT
