"""What a form is to makewhole: its pages, and the boxes that can be filled, each with the words around it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "check", "choice", "signature", "button"]


class Rect(NamedTuple):
    """A place on a page in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """One place to fill. A field of several check boxes is several boxes, told apart by `on`.

    `id` is the field's full name; where several boxes share it, `name=on`, or `name#2` and on. `on` is the value
    that a check box takes when it is marked. `options` are the export and the shown text of a choice list.
    `max_length` is 0 where there is no limit; `font_size` 0 where the form leaves it to fit. `prefilled`: the file
    came with something in it. `drawn` is a box of a flat form, found in what is printed. `label` is what is printed
    for the box or the row of check boxes, `beside` the words of one check box or the part of a date by a text box,
    `above` the short lines printed over it, the nearest first, `group` the id of the first check box of those that
    answer one question. `typed`: the check box is a text field, marked by writing `on` into it. `at` is the place
    among the page's annotations, counted from 0.
    """

    id: str
    field: str
    kind: Kind
    page: int
    rect: Rect
    tooltip: str = ""
    on: str = ""
    options: tuple[tuple[str, str], ...] = ()
    max_length: int = 0
    comb: bool = False
    multiline: bool = False
    read_only: bool = False
    hidden: bool = False
    align: Literal[0, 1, 2] = 0
    font_size: float = 0.0
    prefilled: bool = False
    drawn: bool = False
    typed: bool = False
    label: str = ""
    beside: str = ""
    above: tuple[str, ...] = ()
    group: str = ""
    at: int = -1

    @property
    def to_fill(self) -> bool:
        """Whether a value may stand here at all."""
        return self.kind in ("text", "check", "choice") and not (self.read_only or self.hidden)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read. `hash` is the SHA-256 of the file; `edition` is what the form prints about its version, or "".

    `pages` are width and height in points. `removed` says in words what the file carries that is never written on:
    scripts, launch actions, embedded files.
    """

    hash: str
    title: str
    edition: str
    pages: tuple[tuple[float, float], ...]
    boxes: tuple[Box, ...]
    removed: tuple[str, ...] = ()

    @property
    def flat(self) -> bool:
        """Whether the file has no fields, so that its boxes were found in what is printed."""
        return any(box.drawn for box in self.boxes)
