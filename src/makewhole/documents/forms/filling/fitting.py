"""Fits a text into a box: at the form's own size where it can be, smaller where it must, and never cut."""

from dataclasses import dataclass
from typing import Final

from makewhole.documents.forms.filling.face import CAPITAL, width
from makewhole.documents.forms.form import Box, Rect

SMALLEST: Final = 5.5
"""Points: smaller print is not read at a claims desk."""
LARGEST: Final = 10.0
_STEP, _SIDE, _LEADING = 0.25, 2.0, 1.16


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text at its place on the page: `x` and `y` of where it begins on its baseline."""

    text: str
    x: float
    y: float
    size: float


def fitted(text: str, box: Box) -> list[Line] | None:
    """The text as lines within the box; None where it does not fit at the smallest size or exceeds its length."""
    if box.max_length and len(text.replace("\n", "")) > box.max_length:
        return None
    if box.comb and box.max_length:
        return _in_comb(text, box)
    if box.multiline:
        return _in_lines(text, box)
    text = text.replace("\n", ", ")
    return _in_one(text, box) or (_in_lines(text, box) if box.drawn else None)


def _first_size(box: Box) -> float:
    wanted = box.font_size or (min(LARGEST, box.rect.height * 0.68) if not box.multiline else 9.0)
    return max(SMALLEST, min(wanted, (box.rect.height - 1) / 1.0, 14.0))


def _in_one(text: str, box: Box) -> list[Line] | None:
    rect, size = box.rect, _first_size(box)
    side = min(_SIDE, rect.width * 0.08)
    room = rect.width - 2 * side
    wide = width(text, size)
    if wide > room:
        size = size * room / wide - 0.01
    if size < SMALLEST:
        return None
    return [Line(text, _start(text, size, rect, box.align, side), _middle(rect, size), size)]


def _middle(rect: Rect, size: float) -> float:
    """The baseline on which capitals stand in the middle."""
    return rect.bottom + (rect.height - CAPITAL * size) / 2


def _start(text: str, size: float, rect: Rect, align: int, side: float) -> float:
    if align == 1:
        return rect.left + (rect.width - width(text, size)) / 2
    if align == 2:
        return rect.right - side - width(text, size)
    return rect.left + side


def _in_comb(text: str, box: Box) -> list[Line] | None:
    rect, cell = box.rect, box.rect.width / box.max_length
    size = min(_first_size(box), cell * 1.3)
    if size < SMALLEST - 1:
        return None
    first = box.max_length - len(text) if box.align == 2 else 0
    y = _middle(rect, size)
    return [
        Line(letter, rect.left + (first + at + 0.5) * cell - width(letter, size) / 2, y, size)
        for at, letter in enumerate(text)
        if letter != " "
    ]


def _in_lines(text: str, box: Box) -> list[Line] | None:
    rect, size = box.rect, _first_size(box)
    while size >= SMALLEST:
        lines = wrapped(text, size, rect.width - 2 * _SIDE)
        high = CAPITAL * size + (len(lines) - 1) * size * _LEADING + 2 * _SIDE
        if lines and high <= rect.height:
            top = rect.top - (rect.height - high) / 2 - _SIDE - CAPITAL * size
            return [
                Line(line, _start(line, size, rect, box.align, _SIDE), top - at * size * _LEADING, size)
                for at, line in enumerate(lines)
            ]
        size -= _STEP
    return None


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than `room` points, broken between words; [] where a word alone is wider."""
    lines = list[str]()
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width(longer, size) <= room:
                line = longer
                continue
            if width(word, size) > room:
                return []
            lines.append(line)
            line = word
        lines.append(line)
    return lines
