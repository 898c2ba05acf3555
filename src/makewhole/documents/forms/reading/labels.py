"""Finds the words that the form prints for each box: above it, left of it, in it, or beneath."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box
from makewhole.documents.forms.reading.printed import Phrase, Printed
from makewhole.documents.forms.reading.runs import Run, around, check_groups, text_runs
from makewhole.documents.forms.reading.surroundings import NAMES_PART, Surroundings

_EDGE: Final = 3.5
_INHERITED: Final = 18.0
"""Points from row to row of a table."""


def labeled(boxes: Sequence[Box], printed: Printed) -> list[Box]:
    """The boxes of one page with label, beside and above filled in."""
    page = Surroundings(boxes, printed)
    found: dict[str, Box] = {}
    options = set[Phrase]()
    groups = check_groups(boxes, lambda one, other: page.parted(one, other) or page.asks_between(one, other))
    for group in groups:
        beside = page.options(group)
        options |= {phrase for phrase in beside if phrase}
        for box, phrase in zip(group, beside, strict=True):
            found[box.id] = replace(box, beside=phrase.text if phrase else "", group=group[0].id)
    for group in groups:
        label = page.question(group, options)
        above = page.over(around(group), options)
        for box in group:
            found[box.id] = replace(found[box.id], label=label, above=above)
    hints = {phrase for phrase in printed.phrases if NAMES_PART.fullmatch(phrase.text)}
    options |= hints
    parted = _down_the_column(
        [replace(box, beside=page.hint(box.rect, hints)) if box.kind == "text" else box for box in boxes]
    )
    runs = text_runs(parted)
    labels = {run: page.label(run.rect, options) for run in runs}
    for run in runs:
        label = labels[run] or _from_above(run, runs, labels)
        label = label or page.label_in_the_cell_before(run.rect) or page.label_beneath(run.rect)
        above = page.over(run.rect, options)
        for box in run.boxes:
            found[box.id] = replace(box, label=label, above=above)
    for box in boxes:
        if box.kind == "signature":
            found[box.id] = replace(box, label=page.label(box.rect, options))
    return [found.get(box.id, box) for box in boxes]


def _down_the_column(boxes: Sequence[Box]) -> list[Box]:
    """The same with the part of a date that heads a column at each box of the column, row under row."""
    result = list[Box]()
    for box in sorted(boxes, key=lambda each: -each.rect.top):
        over = [
            other for other in result
            if other.kind == box.kind == "text" and other.beside and not box.beside
            and abs(other.rect.left - box.rect.left) < _EDGE and abs(other.rect.right - box.rect.right) < _EDGE
            and -_EDGE < other.rect.bottom - box.rect.top < _INHERITED
        ]  # fmt: skip
        result.append(replace(box, beside=over[-1].beside) if over else box)
    return result


def _from_above(run: Run, runs: Sequence[Run], labels: dict[Run, str]) -> str:
    """The heading of a column, or the label of a stack of lines: that of the nearest labeled box right above."""
    rect = run.rect
    stacked = [
        other
        for other in runs
        if abs(other.rect.left - rect.left) < 6
        and abs(other.rect.right - rect.right) < 12
        and other.rect.bottom > rect.bottom
    ]
    stacked.sort(key=lambda other: other.rect.bottom)
    below = rect
    for other in stacked:
        if other.rect.bottom - below.top > _INHERITED:
            return ""
        if labels[other]:
            return labels[other]
        below = other.rect
    return ""
