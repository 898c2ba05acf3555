"""Finds boxes that belong together: a date in three boxes, a telephone number in two, a row of check boxes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from makewhole.documents.forms.form import Box, Rect

_GAP, _DASHED, _WIDEST_PART = 16.0, 36.0, 110.0
_NARROW_YEAR = 20.0
_CHECK_GAP, _CHECK_PITCH = 130.0, 24.0
_DATE_NAMES: Final = (
    ("MM", re.compile(r"(?<![a-z])(mm|mo|month)(?![a-z])")),
    ("DD", re.compile(r"(?<![a-z])(dd|day)(?![a-z])")),
    ("YYYY", re.compile(r"(?<![a-z])(yyyy|yy|yr|year)(?![a-z])")),
)
_DATE: Final = {part for part, _ in _DATE_NAMES}
_BY_LENGTH: Final = {
    (3, 7): ("area", "local"),
    (3, 8): ("area", "local"),
    (3, 3, 4): ("area", "exchange", "line"),
    (2, 2, 4): ("MM", "DD", "YYYY"),
    (2, 2, 2): ("MM", "DD", "YY"),
    (5, 4): ("zip5", "zip4"),
    (2, 7): ("tax2", "tax7"),
    (3, 2, 4): ("ssn3", "ssn2", "ssn4"),
}


@dataclass(frozen=True)
class Run:
    """Boxes filled with one value, in reading order; `parts` says which part of it goes in which, "" for all of it."""

    boxes: tuple[Box, ...]
    parts: tuple[str, ...]

    @cached_property
    def rect(self) -> Rect:
        return around(self.boxes)

    @property
    def page(self) -> int:
        return self.boxes[0].page


def around(boxes: Sequence[Box]) -> Rect:
    """The least rectangle about all boxes."""
    return Rect(
        min(box.rect.left for box in boxes),
        min(box.rect.bottom for box in boxes),
        max(box.rect.right for box in boxes),
        max(box.rect.top for box in boxes),
    )


def same_row(one: Rect, other: Rect) -> bool:
    """Whether two places share most of their height."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.6 * min(one.height, other.height)


def text_runs(boxes: Sequence[Box]) -> list[Run]:
    """The text boxes and choice lists of one page, joined where a value is written in parts."""
    rows = list(_rows([box for box in boxes if box.kind in ("text", "choice") and not box.hidden]))
    return [run for row in rows for run in _joined(row)]


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    left = sorted(boxes, key=lambda box: -box.rect.middle[1])
    while left:
        first = left[0]
        row = [box for box in left if same_row(first.rect, box.rect)]
        left = [box for box in left if not same_row(first.rect, box.rect)]
        yield sorted(row, key=lambda box: box.rect.left)


def _joined(row: Sequence[Box]) -> Iterator[Run]:
    at = 0
    while at < len(row):
        run = next((found for size in (3, 2) if (found := _parts(row[at : at + size], size))), None)
        yield run or Run((row[at],), ("",))
        at += len(run.boxes) if run else 1


def _parts(boxes: Sequence[Box], size: int) -> Run | None:
    if len(boxes) < size or any(box.kind != "text" or box.rect.width > _WIDEST_PART for box in boxes):
        return None
    gaps = [after.rect.left - before.rect.right for before, after in pairwise(boxes)]
    widest = _DASHED if all(box.drawn and box.comb for box in boxes) else _GAP
    if any(gap > widest or gap < -3 for gap in gaps):
        return None
    if size == 3 and (ordered := _told_order(boxes)):
        parts = zip(boxes, ordered, strict=True)
        return Run(tuple(boxes), tuple(_year(box) if part == "YYYY" else part for box, part in parts))
    if size == 3 and all(sign.search(_words(box)) for (_, sign), box in zip(_DATE_NAMES, boxes, strict=True)):
        return Run(tuple(boxes), ("MM", "DD", _year(boxes[2])))
    if size == 2 and re.search(r"area", _words(boxes[0])) and re.search(r"phone|tel", _words(boxes[1])):
        return Run(tuple(boxes), ("area", "local"))
    if size == 2 and (halves := _halves(*boxes)):
        return Run(tuple(boxes), halves)
    by_length = _BY_LENGTH.get(tuple(box.max_length for box in boxes), ())
    if "MM" in by_length and len({_stem(box.field) for box in boxes}) > 1:
        return None  # three boxes of two letters in a row that are named as three things
    return Run(tuple(boxes), by_length) if by_length else None


def _stem(name: str) -> str:
    """A field's name without its number and what says which part of a date it is."""
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return " ".join(word for word in words if not any(sign.fullmatch(word) for _, sign in _DATE_NAMES))


def _halves(one: Box, other: Box) -> tuple[str, ...]:
    """Dollars and cents, or a diagnosis before and after its dot, where the names of two boxes say so."""
    if "dollar" in _words(one) and "cent" in _words(other):
        return "dollars", "cents"
    return ("category", "rest") if "diag" in _words(one) and other.field == f"{one.field}_2" else ()


def _year(box: Box) -> str:
    return "YY" if box.max_length == 2 or box.rect.width < _NARROW_YEAR else "YYYY"


def _told_order(boxes: Sequence[Box]) -> tuple[str, ...]:
    """The parts of a date where the words at each box name one alone, or those of all name the three in an order."""
    single = tuple(_parts_named(box.beside) for box in boxes)
    if all(len(parts) == 1 for parts in single):
        parts = tuple(part for (part,) in single)
        return parts if set(parts) == _DATE else ()
    orders = {_parts_named(box.tooltip or box.field) for box in boxes}
    return next(iter(orders)) if len(orders) == 1 and set(*orders) == _DATE else ()


def _parts_named(words: str) -> tuple[str, ...]:
    plain = re.sub(r"[^a-z]+", " ", words.lower())
    found = sorted((match.start(), part) for part, sign in _DATE_NAMES if (match := sign.search(plain)))
    return tuple(part for _, part in found)


def _words(box: Box) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", box.field).lower()
    return re.sub(r"[^a-z]+", " ", f"{parted} {box.tooltip.lower()} {box.label.lower()} {box.beside.lower()}")


def check_groups(boxes: Sequence[Box], parted: Callable[[Rect, Rect], bool]) -> list[list[Box]]:
    """The check boxes of one page in the groups that answer one question: one field, or a row or column of boxes.

    `parted` says whether a ruled line stands between two places.
    """
    checks = sorted((box for box in boxes if box.kind == "check" and not box.hidden), key=_reading)
    by_field: dict[str, list[Box]] = {}
    for box in checks:
        by_field.setdefault(box.field, []).append(box)
    groups = [group for group in by_field.values() if len(group) > 1]
    alone = [group[0] for group in by_field.values() if len(group) == 1]
    groups += _grown(alone, lambda one, other: _beside(one.rect, other.rect) and not parted(one.rect, other.rect))
    rows = [group for group in groups if len(group) > 1]
    single = [group[0] for group in groups if len(group) == 1]
    return rows + _grown(single, lambda one, other: _under(one.rect, other.rect) and not parted(one.rect, other.rect))


def groups_of(boxes: Sequence[Box]) -> list[list[Box]]:
    """The check boxes in their groups, once these are known."""
    groups: dict[str, list[Box]] = {}
    for box in boxes:
        if box.group:
            groups.setdefault(box.group, []).append(box)
    return list(groups.values())


def _grown(boxes: Sequence[Box], belong: Callable[[Box, Box], bool]) -> list[list[Box]]:
    """The boxes in groups: each belongs to the one before it in its group."""
    groups = list[list[Box]]()
    for box in boxes:
        found = next((group for group in groups if belong(group[-1], box)), None)
        if found is None:
            groups.append([box])
        else:
            found.append(box)
    return groups


def _beside(one: Rect, other: Rect) -> bool:
    return same_row(one, other) and abs(other.left - one.left) < _CHECK_GAP


def _under(one: Rect, other: Rect) -> bool:
    return abs(one.left - other.left) < 4 and abs(one.middle[1] - other.middle[1]) < _CHECK_PITCH


def _reading(box: Box) -> tuple[float, float]:
    return -round(box.rect.middle[1] / 4), box.rect.left
