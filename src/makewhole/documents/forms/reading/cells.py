"""Finds the closed rectangles that a page's ruled lines make."""

from collections.abc import Sequence
from typing import Final

from makewhole.documents.forms.form import Rect
from makewhole.documents.forms.reading.printed import Printed

_SAME: Final = 1.6
"""Points within which two lines are one."""
_MOST_LINES = 240
_NARROWEST, _LOWEST = 14.0, 10.0


def closed_cells(printed: Printed) -> list[Rect]:
    """Every rectangle with a line on all four sides and none through it, from the top of the page down."""
    xs = _places([x for x, _, _ in printed.upright])
    ys = _places([y for y, _, _ in printed.across])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MOST_LINES or len(ys) > _MOST_LINES:
        return []
    walls = _spans(printed.upright, xs)
    floors = _spans(printed.across, ys)
    cells = list[Rect]()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            cell = _grown(xs, ys, walls, floors, column, row)
            if cell and cell.width >= _NARROWEST and cell.height >= _LOWEST:
                cells.append(cell)
    return sorted(cells, key=lambda cell: (-round(cell.top), cell.left))


Spans = dict[float, list[tuple[float, float]]]


def _grown(xs: Sequence[float], ys: Sequence[float], walls: Spans, floors: Spans, column: int, row: int) -> Rect | None:
    """The closed cell whose lower left corner is here; None where none begins or it is not closed."""
    left, bottom = xs[column], ys[row]
    x, y = (left + xs[column + 1]) / 2, (bottom + ys[row + 1]) / 2
    if not (_held(walls[left], y) and _held(floors[bottom], x)):
        return None
    right = next((at for at in xs[column + 1 :] if _held(walls[at], y)), None)
    top = next((at for at in ys[row + 1 :] if _held(floors[at], x)), None)
    if right is None or top is None:
        return None
    across = [(one + other) / 2 for one, other in zip(xs[column:], xs[column + 1 :], strict=False) if other <= right]
    upward = [(one + other) / 2 for one, other in zip(ys[row:], ys[row + 1 :], strict=False) if other <= top]
    closed = (
        all(_held(floors[at], middle) for at in (bottom, top) for middle in across)
        and all(_held(walls[at], middle) for at in (left, right) for middle in upward)
        and not any(_held(floors[at], middle) for at in ys if bottom < at < top for middle in across)
        and not any(_held(walls[at], middle) for at in xs if left < at < right for middle in upward)
    )
    return Rect(left, bottom, right, top) if closed else None


def _held(spans: Sequence[tuple[float, float]], at: float) -> bool:
    return any(low - _SAME <= at <= high + _SAME for low, high in spans)


def _places(values: Sequence[float]) -> list[float]:
    places = list[float]()
    for value in sorted(values):
        if not places or value - places[-1] > _SAME:
            places.append(value)
    return places


def _spans(lines: Sequence[tuple[float, float, float]], places: Sequence[float]) -> Spans:
    spans: Spans = {place: [] for place in places}
    for at, low, high in lines:
        place = max((each for each in places if each <= at + 0.01), default=places[0])
        spans[place].append((low, high))
    return spans
