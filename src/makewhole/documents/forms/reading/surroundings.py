"""Asks by place for the words of a page: what is printed in, left of, over or beneath a box."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from makewhole.documents.forms.form import Box, Rect
from makewhole.documents.forms.reading.printed import Phrase, Printed
from makewhole.documents.forms.reading.runs import around, same_row
from makewhole.documents.forms.reading.sides import labeled_beneath

_EDGE = 3.5
"""Points within which a ruled line is the box's own border."""
_ABOVE, _BELOW, _BESIDE = 30.0, 9.0, 22.0
_WIDEST = 220.0
_MOST_LINES = 5
_INDENT = 25.0
_AS_LARGE: Final = 0.85
_OF_ANOTHER, _RIGHT_AFTER, _TOUCHING = 9.0, 14.0, 5.0
"""What it costs that words seem to be another box's; points from words to the box that they open, or lead up to."""
_END: Final = 8.0
"""Points by which a line to write on may be longer or shorter than its box."""
_OFF = 6.0
"""Points over a box from which on words right beneath it are the nearer label."""
_ITEM: Final = re.compile(r"\(?\d{1,2}[a-z]?[.)] ")
"""What opens a label: the item's number."""
_HEADING: Final = re.compile(r"(section|part|step)\b", re.IGNORECASE)
NAMES_PART: Final = re.compile(
    r"\W*(mm|dd|yy(yy)?|month|day|year)(\W+(mm|dd|yy(yy)?|month|day|year))*\W*", re.IGNORECASE
)
"""Words that say which part of a date stands in a box, and not which date."""
_SHORT, _LONGEST = 9, 13
"""Words: a longer line is an instruction, not a heading; nor is it what stands under a line to write on."""


class Surroundings:
    """The words of a page, asked for by place."""

    def __init__(self, boxes: Sequence[Box], printed: Printed) -> None:
        self.printed = printed
        self.boxes = [box for box in boxes if not box.hidden]
        self.bottoms = [-phrase.rect.bottom for phrase in printed.phrases]  # phrases come from the top down
        self.reach = _reaches(printed, self.near)
        self.beneath = labeled_beneath(self.boxes, self.near)
        self.lines = [line for phrase in printed.phrases if (line := _heading(phrase))]

    def near(self, bottom: float, top: float) -> Sequence[Phrase]:
        """The phrases that begin between two heights."""
        return self.printed.phrases[bisect_left(self.bottoms, -top) : bisect_right(self.bottoms, -bottom)]

    def cell(self, rect: Rect) -> Rect:
        """The ruled cell about a box; its own border and what it is written on do not count."""
        x, y = rect.middle
        tops = [at for at, left, right in self.printed.across if left - 1 <= x <= right + 1 and at > rect.top + _EDGE]
        feet = [
            at for at, left, right in self.printed.across if left - 1 <= x <= right + 1 and at < rect.bottom - _EDGE
        ]
        rights = [at for at, low, high in self.printed.upright if low - 1 <= y <= high + 1 and at > rect.right - _EDGE]
        lefts = [at for at, low, high in self.printed.upright if low - 1 <= y <= high + 1 and at < rect.left + _EDGE]
        return Rect(max(lefts, default=-9e9), max(feet, default=-9e9), min(rights, default=9e9), min(tops, default=9e9))

    def parted(self, one: Rect, other: Rect) -> bool:
        """Whether a ruled line stands between two places that lie in a row or one over the other."""
        (x, y), (to_x, to_y) = one.middle, other.middle
        upright = any(
            min(x, to_x) < at < max(x, to_x) and low - 1 <= (y + to_y) / 2 <= high + 1 and high - low > one.height * 1.3
            for at, low, high in self.printed.upright
        )
        across = abs(y - to_y) > 5 and any(
            min(y, to_y) < at < max(y, to_y)
            and left - 1 <= (x + to_x) / 2 <= right + 1
            and right - left > one.width * 2
            for at, left, right in self.printed.across
        )
        return upright or across

    def asks_between(self, one: Rect, other: Rect) -> bool:
        """Whether words with a colon or a question mark stand between two check boxes of a row and lead up to one."""
        between = [
            phrase.rect for phrase in self.near(other.bottom - 8, other.top)
            if phrase.text.endswith((":", "?")) and same_row(phrase.rect, other)
            and one.right < phrase.rect.left and phrase.rect.right <= other.left
        ]  # fmt: skip
        return any(
            0 <= box.rect.left - place.right < _RIGHT_AFTER and same_row(place, box.rect)
            for place in between
            for box in self.boxes
            if box.kind == "check"
        )

    def label(self, rect: Rect, taken: Collection[Phrase], of_checks: bool = False) -> str:
        """The words in, left of or over a place; where there are none those over its cell, as in a table's head."""
        if rect in self.beneath and (words := self.label_beneath(rect)):
            return words
        cell = self.cell(rect)
        found = self._nearest(rect, cell, taken, of_checks)
        if found is None and cell.top < 9e8:
            x = rect.middle[0]
            tops = [at for at, left, right in self.printed.across if left - 1 <= x <= right + 1 and at > cell.top + 3]
            cell = Rect(cell.left, cell.bottom, cell.right, min(tops, default=9e9))
            found = self._nearest(rect, cell, taken, of_checks)
        if found is None:
            return ""
        off = found.rect.bottom - rect.top
        doubtful = off > _OFF or self._of_another(found, rect)
        beneath = self.label_beneath(rect) if doubtful and not of_checks else ""
        return beneath or ("" if self._hints_at_another(found, rect) else self._whole(found, cell, taken))

    def hint(self, rect: Rect, hints: Collection[Phrase]) -> str:
        """Which part of a date is printed over, in or under a box."""
        x, _ = rect.middle
        for phrase in self.near(rect.bottom - 20, rect.top + 8):
            place = phrase.rect
            level = place.bottom <= rect.top + 6 and place.top >= rect.bottom - 6
            if phrase in hints and level and abs(place.middle[0] - x) < max(8.0, rect.width / 2):
                return phrase.text
        return ""

    def label_in_the_cell_before(self, rect: Rect) -> str:
        """The words in the ruled cell to the left, where labels stand in a column of their own."""
        wall = self.cell(rect).left
        before = [
            phrase for phrase in self.near(rect.bottom - 10, rect.top)
            if phrase.rect.right <= wall + 2 and rect.bottom - 2 <= phrase.rect.middle[1] <= rect.top + 2
        ]  # fmt: skip
        if not before:
            return ""
        start = max(self.cell(max(before, key=lambda phrase: phrase.rect.right).rect).left, wall - _WIDEST)
        words = [phrase for phrase in before if phrase.rect.left >= start - 2]
        filled = any(start < box.rect.middle[0] < wall and same_row(box.rect, rect) for box in self.boxes)
        return "" if filled or wall < -8e9 else " ".join(phrase.text for phrase in words)

    def label_beneath(self, rect: Rect) -> str:
        """The words right under a line to write on."""
        cell, (x, _) = self.cell(rect), rect.middle
        walled = cell.left > -9e8 and cell.right < 9e8 and cell.top - cell.bottom < 9e8
        across = [line for line in self.printed.across if line[1] - 1 <= x <= line[2] + 1] if walled else []
        lines = [line[0] for line in across if not self._written_on(rect, *line)]
        found = list[Phrase]()
        for phrase in self.near(rect.bottom - _BELOW - 25, rect.bottom + 5):
            place = phrase.rect
            under = -4 <= rect.bottom - place.top <= _BELOW and place.bottom >= cell.bottom - 3
            lettered = sum(letter.isalpha() for letter in phrase.text) > 1
            lettered = lettered and not NAMES_PART.fullmatch(phrase.text) and len(phrase.text.split()) <= _LONGEST
            other_cell = any(place.middle[1] < at < rect.bottom + 1 for at in lines)
            if (
                under
                and lettered
                and not other_cell
                and place.left < rect.right
                and place.right > rect.left
                and (place.left <= x or place.right <= rect.right + 2)
            ):
                found.append(phrase)
        level = [phrase for phrase in found if same_row(phrase.rect, found[0].rect)]
        whole = [phrase for phrase in level if rect.left <= phrase.rect.middle[0] <= rect.right]
        whole = whole or sorted(level, key=lambda each: -_shared(each.rect, rect))[:1]
        return " ".join(phrase.text for phrase in sorted(whole, key=lambda each: each.rect.left))

    def _written_on(self, rect: Rect, at: float, left: float, right: float) -> bool:
        """Whether a line is the one that a box is written on: as long as the box, and no side of a cell."""
        own = abs(at - rect.bottom) < _EDGE and abs(left - rect.left) < _END and abs(right - rect.right) < _END
        return own and not any(
            min(abs(x - left), abs(x - right)) < _EDGE and low - 1 <= at <= high + 1
            for x, low, high in self.printed.upright
        )

    def _nearest(self, rect: Rect, cell: Rect, taken: Collection[Phrase], of_checks: bool) -> Phrase | None:
        best: tuple[float, Phrase | None] = (99.0, None)
        left: Phrase | None = None
        for phrase in self.near(rect.bottom - 25, rect.top + _ABOVE + 1):
            place = phrase.rect
            if sum(letter.isalpha() for letter in phrase.text) < 2:
                continue
            if not (cell.left - 3 <= place.left and place.right <= cell.right + 30):
                continue
            cost = self._cost(rect, cell, phrase, phrase in taken)
            if of_checks and place.right <= rect.left + 4 and rect.bottom - 4 <= place.middle[1] <= rect.top + 3:
                cost /= 2  # a question is asked on the line of its answers
            if cost < 99 and place.right <= rect.left + 4 and same_row(place, rect):
                left = phrase
            if cost < best[0]:
                best = (cost, phrase)
        found = best[1]
        over = found is not None and found.rect.bottom > rect.top - 5 and found.rect.left < rect.left - _INDENT / 2
        if over and found and left and abs(left.rect.left - found.rect.left) < _EDGE:
            return left  # the words over the row begin where the words in it do: they head it
        return found

    def _cost(self, rect: Rect, cell: Rect, phrase: Phrase, taken: bool) -> float:
        """How far off a phrase stands as a label; 999 where it is none. The words of a check box label what follows."""
        place, none = phrase.rect, 999.0
        x, y = place.middle
        if rect.left - 1 <= x <= rect.right + 1 and rect.bottom - 1 <= y <= rect.top + 1:
            return none if taken else 0.5
        if rect.bottom - 4 <= y <= rect.top + 3 and place.right <= rect.left + 4:
            gap = rect.left - place.right
            if gap > (10 if taken else 220) or self._between(place, rect):
                return none
            if gap < _TOUCHING and not taken:
                return 0.3
            level = abs(y - rect.middle[1]) * (0.6 if rect.height < 20 else 0.1)
            return min((0.3 if gap < _RIGHT_AFTER else 1) + gap * 0.1, 7.0) + level
        if not taken and place.bottom >= rect.top - 5 and place.top <= cell.top + 3 and self._covers(phrase, rect):
            gap = place.bottom - rect.top
            aside = (8.0 if place.right < rect.left else 0.0) + (5 if _HEADING.match(phrase.text) else 0)
            aside += _OF_ANOTHER if self._of_another(phrase, rect) else 0
            return none if gap > _ABOVE else max(gap, 0.5) * 1.1 + aside
        return none

    def _of_another(self, phrase: Phrase, rect: Rect) -> bool:
        """Whether words over a box are those of another: one begins right after them, or they are a hint under it."""
        place = phrase.rect
        return self._hints_at_another(phrase, rect) or any(
            -2 < box.rect.left - place.right < _RIGHT_AFTER and same_row(place, box.rect) and box.rect != rect
            for box in self.boxes
        )

    def _hints_at_another(self, phrase: Phrase, rect: Rect) -> bool:
        """Whether words stand right under another box: in brackets, or nearer to it and its label."""
        place, bracketed = phrase.rect, phrase.text.startswith("(") and phrase.text.endswith(")")
        if abs(place.left - rect.left) < _EDGE and not bracketed:
            return False
        return any(
            -4 <= box.rect.bottom - place.top < _BELOW and box.rect.left < place.middle[0] < box.rect.right
            for box in self.boxes
            if box.rect != rect
            and (bracketed or (box.rect in self.beneath and box.rect.bottom - place.top < place.bottom - rect.top))
        )

    def _between(self, place: Rect, rect: Rect) -> bool:
        """Whether a box or other words stand between a phrase and the box to its right."""
        gap = Rect(place.right, rect.bottom, rect.left, rect.top)
        words = (p.rect for p in self.near(rect.bottom - 25, rect.top + 5) if len(p.text) > 2)
        return any(
            place.right - 2 < each.middle[0] < rect.left and same_row(gap, each)
            for each in (*(box.rect for box in self.boxes), *words)
        )

    def _covers(self, phrase: Phrase, rect: Rect) -> bool:
        """Whether a phrase stands over the box, or over a part of the line in which the box begins."""
        place = phrase.rect
        if place.left < rect.right + 2 and place.right > rect.left - 2:
            return True
        return place.left <= rect.left + 2 < self.reach[phrase]

    def _whole(self, phrase: Phrase, cell: Rect, taken: Collection[Phrase]) -> str:
        """The phrase with the lines that it goes on from, where no box stands in them."""
        lines = [phrase]
        while len(lines) < _MOST_LINES and not _ITEM.match(phrase.text):
            place = lines[-1].rect
            over = [
                other
                for other in self.near(place.bottom, place.top + place.height)
                if other not in taken
                and -0.45 * place.height < other.rect.bottom - place.top < 0.35 * place.height
                and other.rect.top <= cell.top + 3
                and cell.left - 3 <= other.rect.left
                and abs(other.rect.left - place.left) < _INDENT
                and abs(other.rect.height - place.height) < (1 - _AS_LARGE) / 1.5 * place.height
                and not self._has_box(other.rect)
            ]
            if not over:
                break
            lines.append(max(over, key=lambda other: -abs(other.rect.left - place.left)))
            if _ITEM.match(lines[-1].text):
                break
        return " ".join(line.text for line in reversed(lines))

    def _has_box(self, place: Rect) -> bool:
        return any(
            box.rect.bottom < place.middle[1] < box.rect.top and box.rect.left > place.left for box in self.boxes
        )

    def options(self, group: Sequence[Box]) -> list[Phrase | None]:
        """The words of each check box of a group: all on one side, the side where they stand closer."""
        right, left = ([self._beside(box, side) for box in group] for side in ("right", "left"))
        cost = [sum(gap for gap, _ in side) for side in (right, left)]
        nearer = right if cost[0] <= cost[1] + 2 * len(group) else left
        beside = [phrase for _, phrase in nearer]
        over = [self._right_over(box) for box in group]
        return over if not any(beside) and len(set(over)) == len(group) and all(over) else beside

    def _right_over(self, box: Box) -> Phrase | None:
        """The words over a check box, where they begin at it."""
        for phrase in reversed(self.near(box.rect.top - 4, box.rect.top + 9)):
            place = phrase.rect
            starts = abs(place.left - box.rect.left) < 6 or place.left <= box.rect.middle[0] <= place.right
            if starts and -3 <= place.bottom - box.rect.top < 8:
                return phrase
        return None

    def _beside(self, box: Box, side: str) -> tuple[float, Phrase | None]:
        best: tuple[float, Phrase | None] = (_BESIDE, None)
        for phrase in self.near(box.rect.bottom - 25, box.rect.top + 5):
            place = phrase.rect
            gap = place.left - box.rect.right if side == "right" else box.rect.left - place.right
            level = abs(place.middle[1] - box.rect.middle[1]) < max(5.0, box.rect.height / 2)
            if level and -4 < gap < best[0] and not self.parted(box.rect, place):
                best = (gap, phrase)
        return best

    def question(self, group: Sequence[Box], taken: Collection[Phrase]) -> str:
        """What a group of check boxes asks: the words left of the first, or over all of them."""
        return self.label(around(group), taken, of_checks=True) or self.label_in_the_cell_before(around(group))

    def over(self, rect: Rect, taken: Collection[Phrase]) -> tuple[str, ...]:
        """The short lines over a place, the nearest first; those of its own cell before all others."""
        cell = self.cell(rect)
        own = cell if cell.right - cell.left < 400 and cell.top - cell.bottom < 90 else rect
        lines = [
            phrase
            for phrase in self.lines
            if phrase.rect.left <= rect.right
            and phrase.rect.middle[1] > rect.bottom
            and phrase not in taken
            and (self.reach.get(phrase, 9e9) > rect.left + 2 or _within(phrase.rect, own))
        ]
        lines.sort(key=lambda phrase: (not _within(phrase.rect, own), phrase.rect.bottom))
        return tuple(phrase.text for phrase in _outline(lines[:14]))


def _heading(phrase: Phrase) -> Phrase | None:
    """A short line, or what stands before the dash of a longer one, as a heading may; None for other lines."""
    text = phrase.text
    if len(text.split()) > _SHORT:
        text = re.split(r"\s[-\u2013\u2014](?=\s)", text)[0]
    short = len(text.split()) <= _SHORT and any(map(str.isalpha, text))
    return phrase._replace(text=text) if short else None


def _shared(one: Rect, other: Rect) -> float:
    """How much of their width two places share."""
    return min(one.right, other.right) - max(one.left, other.left)


def _within(place: Rect, cell: Rect) -> bool:
    x, y = place.middle
    return cell.left <= x <= cell.right and cell.bottom <= y <= cell.top


def _outline(lines: Sequence[Phrase]) -> Iterator[Phrase]:
    """The lines that still hold: over a heading in large print only what is printed as large."""
    largest = 0.0
    for line in lines:
        if line.rect.height > largest * _AS_LARGE:
            largest = max(largest, line.rect.height)
            yield line


def _reaches(printed: Printed, near: Callable[[float, float], Sequence[Phrase]]) -> dict[Phrase, float]:
    """How far to the right the words of each phrase hold: to the next phrase, or the line that bounds its cell."""
    reach = {}
    for phrase in printed.phrases:
        place = phrase.rect
        ends = [
            other.rect.left
            for other in near(place.bottom - 20, place.top)
            if other.rect.left > place.right and same_row(other.rect, place) and len(other.text) > 3
        ]
        ends += [x for x, low, high in printed.upright if low <= place.middle[1] <= high and x > place.right - 2]
        reach[phrase] = min(ends, default=9e9)
    return reach
