"""Proposes the boxes of a form without fields from what it prints: ruled cells, lines to write on, squares to tick."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box, Kind, Rect
from makewhole.documents.forms.reading.cells import closed_cells
from makewhole.documents.forms.reading.combs import joined
from makewhole.documents.forms.reading.opening import MOST_ON_A_PAGE
from makewhole.documents.forms.reading.printed import Phrase, Printed
from makewhole.documents.forms.reading.runs import same_row

_INSET, _SAME = 2.0, 2.5
_BESIDE: Final = 16.0
_SHORTEST_LINE, _LEAST_ROOM, _LINE_HEIGHT = 28.0, 38.0, 12.0
_TALL = 26.0
"""Points: a cell with room for more than one line."""


def drawn_boxes(printed: Printed, page: int) -> list[Box]:
    """The boxes of one page that has no fields, in reading order."""
    squares = [square for square in printed.squares if _has_words(square, printed)]
    cells = [cell for cell in closed_cells(printed) if not _is_square(cell, printed.squares)]
    rects = list[tuple[Rect, int]]()
    for cell in cells:
        if not any(_inside(square, cell) for square in squares):
            rects += _in_cell(cell, cells, printed)
    rects += [(rect, 0) for rect in _on_lines(printed, cells, [rect for rect, _ in rects])]
    boxes = [_box(rect, page, "check", 0) for rect in squares]
    boxes += [_box(rect, page, "text", length) for rect, length in rects]
    unique = {box.id: box for box in boxes}
    ordered = sorted(unique.values(), key=lambda box: (-round(box.rect.top / 4), box.rect.left))
    return joined(ordered, printed.phrases)[:MOST_ON_A_PAGE]


def _box(rect: Rect, page: int, kind: Kind, length: int) -> Box:
    name = f"p{page}.{rect.left:.0f}.{rect.bottom:.0f}"
    box = Box(id=name, field=name, kind=kind, page=page, rect=rect, drawn=True, max_length=length)
    return replace(box, on="X") if kind == "check" else replace(box, multiline=rect.height > _TALL)


def _in_cell(cell: Rect, cells: Sequence[Rect], printed: Printed) -> list[tuple[Rect, int]]:
    """The room in a cell, with its greatest length where slashes are printed for a date."""
    words = _words(cell, printed)
    if not words:
        slashes = [p.rect for p in printed.phrases if _inside(p.rect, cell) and p.text.strip() == "/"]
        return _around_slashes(cell, slashes) if len(slashes) == 2 else [(_inset(cell), 0)]
    if _heads(cell, cells, printed) or _is_bar(cell, printed) or _labels_the_next(cell, cells, printed):
        return []
    foot = min(phrase.rect.bottom for phrase in words)
    if foot - cell.bottom >= _LINE_HEIGHT - 2:
        return [(Rect(cell.left + _INSET, cell.bottom + 1, cell.right - _INSET, foot), 0)]
    end = max(phrase.rect.right for phrase in words)
    heading = len(words) == 1 and cell.width > 300 and words[0].text.partition("(")[0].isupper()
    if cell.right - end >= _LEAST_ROOM and cell.height <= _TALL and not heading and len(words) == 1:
        return [(Rect(end + 3, cell.bottom + 1, cell.right - _INSET, cell.top - 1), 0)]
    return []


def _heads(cell: Rect, cells: Sequence[Rect], printed: Printed, deep: int = 4) -> bool:
    """Whether a cell only heads what lies right under it: an empty cell, a row of check boxes, or another head."""
    if cell.height >= _TALL or deep == 0:
        return False
    for other in cells:
        if abs(other.top - cell.bottom) > 2.5 or other.left < cell.left - 2 or other.right > cell.right + 2:
            continue
        if any(_inside(square, other) for square in printed.squares) or not _words(other, printed):
            return True
        if other.width < cell.width - 4 or _heads(other, cells, printed, deep - 1):
            return True
    return False


def _is_bar(cell: Rect, printed: Printed) -> bool:
    """Whether a cell with words in it is a shade alone, as behind the heading of a part."""
    return any(
        max(abs(one - other) for one, other in zip(cell, shade, strict=True)) < _SAME for shade in printed.shades
    )  # fmt: skip


def _labels_the_next(cell: Rect, cells: Sequence[Rect], printed: Printed) -> bool:
    """Whether the cell to the right is as high and empty: it is the place to write then."""
    return any(
        abs(other.left - cell.right) < _SAME and abs(other.bottom - cell.bottom) < _SAME
        and abs(other.top - cell.top) < _SAME and not _words(other, printed)
        and not any(_inside(square, other) for square in printed.squares)
        for other in cells
    )  # fmt: skip


def _words(cell: Rect, printed: Printed) -> list[Phrase]:
    """The words in a cell; single letters, slashes and brackets are none."""
    inside = [phrase for phrase in printed.phrases if _inside(phrase.rect, cell)]
    return [
        each
        for each in inside
        if len(each.text) >= 3 and any(letter.isalpha() for letter in each.text) and "/s/" not in each.text
    ]


def _around_slashes(cell: Rect, slashes: Sequence[Rect]) -> list[tuple[Rect, int]]:
    first, second = sorted(slashes, key=lambda slash: slash.left)
    edges = [(cell.left + 1, first.left), (first.right, second.left), (second.right, cell.right - 1)]
    lengths = (2, 2, 4)
    return [
        (Rect(left, cell.bottom + 1, right, cell.top - 1), length)
        for (left, right), length in zip(edges, lengths, strict=True)
    ]


def _inset(cell: Rect) -> Rect:
    return Rect(cell.left + _INSET, cell.bottom + 1, cell.right - _INSET, cell.top - 1)


def _on_lines(printed: Printed, cells: Sequence[Rect], taken: Sequence[Rect]) -> Iterator[Rect]:
    """A place over each line that bounds no cell and has nothing written on it."""
    for rect in printed.writing_lines:
        yield Rect(rect.left, rect.bottom - 1, rect.right, rect.top)
    done = list[Rect]()
    for y, left, right in printed.across:
        place = Rect(left, y + 0.5, right, y + _LINE_HEIGHT)
        if right - left < _SHORTEST_LINE or any(_bounds(cell, place) for cell in cells):
            continue
        if any(_overlap(place, other) for other in (*done, *taken)):
            continue
        over = [
            p.rect
            for p in printed.phrases
            if _overlap(p.rect, place) and p.rect.bottom < y + 8 and p.rect.middle[1] > y
        ]
        if over:
            continue
        if not _labeled_line(place, printed):
            continue
        done.append(place)
        yield place


def _labeled_line(place: Rect, printed: Printed) -> bool:
    """Whether words stand left of a line on its level, or close beneath it."""
    for phrase in printed.phrases:
        if same_row(phrase.rect, place) and 0 <= place.left - phrase.rect.right + 4 < 60:
            return True
        beneath = 0 <= place.bottom - phrase.rect.top + 3 < 9
        if beneath and phrase.rect.left >= place.left - 6 and phrase.rect.right <= place.right + 20:
            return True
    return False


def _bounds(cell: Rect, place: Rect) -> bool:
    touches = abs(cell.bottom - place.bottom) < 2 or abs(cell.top - place.bottom) < 2
    return touches and min(cell.right, place.right) - max(cell.left, place.left) > 4


def _overlap(one: Rect, other: Rect) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 1 and high > 2


def _inside(rect: Rect, cell: Rect) -> bool:
    x, y = rect.middle
    return cell.left < x < cell.right and cell.bottom < y < cell.top


def _is_square(cell: Rect, squares: Sequence[Rect]) -> bool:
    return any(
        abs(cell.left - each.left) < 3 and abs(cell.right - each.right) < 3 for each in squares if _inside(each, cell)
    )


def _has_words(square: Rect, printed: Printed) -> bool:
    return any(_beside(phrase, square) for phrase in printed.phrases)


def _beside(phrase: Phrase, square: Rect) -> bool:
    level = abs(phrase.rect.middle[1] - square.middle[1]) < 6
    gap = min(abs(phrase.rect.left - square.right), abs(square.left - phrase.rect.right))
    return level and gap < _BESIDE and phrase.rect.height < 20
