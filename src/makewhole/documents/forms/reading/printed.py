"""What is printed on a page, with its places: phrases of words, ruled lines, and small drawn squares."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from makewhole.documents.forms.form import Rect

MOST_LETTERS = 30_000
"""A page of a form has four thousand letters; a page beyond this is not read to its end."""
MOST_SEGMENTS = 60_000
"""Line segments of a page: a drawn form has three thousand, an engraving a million."""
_THIN = 2.5
_NESTED = 6
_SQUARE = range(4, 19)
_FEW, _MOSTLY = 20, 0.5
_WORD = re.compile(r"\W*([A-Za-z]?[a-z\u00c0-\u024f]*|[A-Z]+|\d+)([-/.'\u2019](\w+))*\W*")
_GLYPH_SQUARES = "□☐❏❑▢◻⬜\uf06f\uf0a8\uf071"


class Phrase(NamedTuple):
    """Words that stand together on one line."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Printed:
    """The phrases of one page from top to bottom, its ruled lines, the squares to tick and the lines to write on.

    `across` holds (y, left, right), `upright` (x, bottom, top), `shades` the places that are filled and not framed.
    """

    phrases: tuple[Phrase, ...] = ()
    across: tuple[tuple[float, float, float], ...] = ()
    upright: tuple[tuple[float, float, float], ...] = ()
    squares: tuple[Rect, ...] = ()
    writing_lines: tuple[Rect, ...] = ()
    shades: tuple[Rect, ...] = ()


def is_legible(phrases: Sequence[Phrase]) -> bool:
    """Whether the letters of a page are those that a reader sees: a face with a code of its own gives other ones."""
    words = [word for phrase in phrases for word in phrase.text.split()]
    plain = sum(1 for word in words if _WORD.fullmatch(word))
    return len(words) < _FEW or plain >= _MOSTLY * len(words)


_LEADER = 5
"""Dots in a row from which on they are no ellipsis."""


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    bottom: float
    top: float
    parted: bool
    """Whether a space stands before it."""


def read_page(page: pdfium.PdfPage) -> Printed:
    """Everything printed on one page, in the page's own points."""
    letters = list(_letters(page))
    across, upright, squares, shades = _lines(page)
    plain = [letter for letter in letters if letter.text not in _GLYPH_SQUARES]
    squares += [_around(letter) for letter in letters if letter.text in _GLYPH_SQUARES]
    phrases, writing = _phrases(plain, upright)
    return Printed(
        tuple(sorted(phrases, key=lambda phrase: (-phrase.rect.bottom, phrase.rect.left))),
        tuple(sorted(across, reverse=True)),
        tuple(sorted(upright)),
        tuple(_apart(squares)),
        tuple(writing),
        tuple(shades),
    )


def _letters(page: pdfium.PdfPage) -> Iterator[_Letter]:
    text = page.get_textpage()
    handle, sides = text.raw, [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    loose, parted = raw.FS_RECTF(), False
    to_sides, to_x, to_y, to_loose = [ctypes.byref(side) for side in sides], *map(ctypes.byref, (x, y, loose))
    for index in range(min(text.count_chars(), MOST_LETTERS)):
        character = chr(raw.FPDFText_GetUnicode(handle, index) or 32)
        if character.isspace() or not character.isprintable():
            parted = True
            if not _is_unnamed_square(handle, index, sides):
                continue
            character = _GLYPH_SQUARES[0]
        if not raw.FPDFText_GetCharBox(handle, index, *to_sides):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, to_x, to_y)
        raw.FPDFText_GetLooseCharBox(handle, index, to_loose)
        yield _Letter(character, sides[0].value, sides[1].value, y.value, loose.bottom, loose.top, parted)
        parted = False
    text.close()


def _is_unnamed_square(handle: raw.FPDF_TEXTPAGE, index: int, sides: list[ctypes.c_double]) -> bool:
    """Whether a letter that reads as a space is drawn: a square of a symbol face, whose meaning the file leaves out."""
    if raw.FPDFText_IsGenerated(handle, index) == 1 or not raw.FPDFText_GetCharBox(handle, index, *sides):
        return False
    width, height = sides[1].value - sides[0].value, sides[3].value - sides[2].value
    return round(width) in _SQUARE and round(height) in _SQUARE


def _around(letter: _Letter) -> Rect:
    middle, size = (letter.bottom + letter.top) / 2, max(letter.right - letter.left, 6.0)
    return Rect(letter.left, middle - size / 2, letter.left + size, middle + size / 2)


def _phrases(letters: list[_Letter], upright: list[tuple[float, float, float]]) -> tuple[list[Phrase], list[Rect]]:
    """Letters of one line with no wide gap between them; runs of underscores or dots are lines to write on."""
    lines: dict[int, list[_Letter]] = {}
    for letter in letters:
        key = round(letter.base / 2)
        near = next((each for each in (key, key - 1, key + 1) if each in lines), key)
        lines.setdefault(near, []).append(letter)
    phrases, writing = list[Phrase](), list[Rect]()
    for line in lines.values():
        line.sort(key=lambda letter: letter.left)
        for group in _groups(_ruled(line), upright):
            if set(group[0].text) <= {"_"}:
                if len(group) > 2:
                    writing.append(Rect(group[0].left, group[0].base, group[-1].right, group[0].base + 11))
            else:
                phrases.append(_phrase(group))
    return phrases, writing


def _ruled(line: list[_Letter]) -> list[_Letter]:
    """The same with a row of dots as the line to write on that it stands for."""
    result = list[_Letter]()
    for dots, group in groupby(line, key=lambda letter: letter.text == "."):
        found = list(group)
        result += [letter._replace(text="_") for letter in found] if dots and len(found) >= _LEADER else found
    return result


def _groups(line: list[_Letter], upright: list[tuple[float, float, float]]) -> Iterator[list[_Letter]]:
    walls = [x for x, low, high in upright if low <= line[0].base + 2 <= high]
    group: list[_Letter] = []
    for letter in line:
        if group:
            gap, height = letter.left - group[-1].right, max(4.0, min(letter.top - letter.bottom, 30.0))
            walled = gap > 1 and any(group[-1].right - 1 <= x <= letter.left + 1 for x in walls)
            if walled or gap > 0.75 * height or (letter.text == "_") != (group[-1].text == "_"):
                yield group
                group = []
        group.append(letter)
    if group:
        yield group


def _phrase(group: list[_Letter]) -> Phrase:
    text, before = "", group[0]
    for letter in group:
        height = letter.top - letter.bottom
        gap = (letter.left - before.right) / height if height else 0.0
        text += f" {letter.text}" if gap > (0.06 if letter.parted else 0.3) else letter.text
        before = letter
    top, bottom = max(letter.top for letter in group), min(letter.bottom for letter in group)
    return Phrase(text.strip(), Rect(group[0].left, bottom, group[-1].right, top))


def _lines(
    page: pdfium.PdfPage,
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]], list[Rect], list[Rect]]:
    across, upright = list[tuple[float, float, float]](), list[tuple[float, float, float]]()
    squares, shades = list[Rect](), list[Rect]()
    left = MOST_SEGMENTS
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_NESTED):
        left -= raw.FPDFPath_CountSegments(path)
        if left < 0:
            break
        box = _upright_rect(*_bounds(path))
        if box.height <= _THIN < box.width:
            across.append(((box.bottom + box.top) / 2, box.left, box.right))
        elif box.width <= _THIN < box.height:
            upright.append(((box.left + box.right) / 2, box.bottom, box.top))
        elif round(box.width) in _SQUARE and round(box.height) in _SQUARE and 0.5 < box.width / box.height < 2.2:
            squares += [box] if len(list(_segments(path))) in (4, 5) else []
        elif box.width > _THIN:
            shades += [box] if _is_shade(path) else []
            for one, other in _segments(path):
                if abs(one[1] - other[1]) < 1 and abs(one[0] - other[0]) > _THIN:
                    across.append((one[1], min(one[0], other[0]), max(one[0], other[0])))
                elif abs(one[0] - other[0]) < 1 and abs(one[1] - other[1]) > _THIN:
                    upright.append((one[0], min(one[1], other[1]), max(one[1], other[1])))
    return across, upright, squares, shades


def _is_shade(path: pdfium.PdfObject) -> bool:
    """Whether a shape is filled and has no outline."""
    fill, outline = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(outline))
    return bool(fill.value) and not outline.value


def _bounds(path: pdfium.PdfObject) -> tuple[float, float, float, float]:
    left, bottom, right, top = path.get_bounds()
    corners = [_placed(path, x, y) for x in (left, right) for y in (bottom, top)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _placed(path: pdfium.PdfObject, x: float, y: float) -> tuple[float, float]:
    """A point of an object on the page: what lies in a form XObject is moved with it."""
    container = getattr(path, "container", None)
    while container is not None:
        x, y = container.get_matrix().on_point(x, y)
        container = getattr(container, "container", None)
    return x, y


def _upright_rect(left: float, bottom: float, right: float, top: float) -> Rect:
    return Rect(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _segments(path: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    matrix, x, y = path.get_matrix(), ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _placed(path, *matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, first
        before = point


def _apart(squares: list[Rect]) -> list[Rect]:
    """Each square once: its border and its filling are often two drawings."""
    kept: list[Rect] = []
    for square in squares:
        x, y = square.middle
        if not any(abs(x - each.middle[0]) < 3 and abs(y - each.middle[1]) < 3 for each in kept):
            kept.append(square)
    return kept
