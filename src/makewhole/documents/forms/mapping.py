"""Which value goes in which box of one form: a small readable file, kept for the form's version and shareable."""

import json
import tomllib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Final, get_args

from makewhole.documents.forms.form import Box, Form, Kind, Rect
from makewhole.documents.forms.understanding.proposing import Proposal
from makewhole.documents.forms.values.named import find
from makewhole.documents.forms.values.wording import can_be_written
from makewhole.errors import InvalidRecord, Problem

ALIKE: Final = 0.8
"""Share of a mapping's boxes that a form must have again to be taken for another edition of the same form."""
_MOVED, _SAME_PLACE = 60.0, 9.0
_AS = " as "
_ABOUT = (
    "Which value goes in which box of this form. One line a box: its name, then a value of `makewhole form inspect\n"
    '# --values`, if need be with the way it is written: "patient.birth_date as MM/DD/YYYY". "" leaves a box empty.'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one box: a named value, "" for nothing, and the way it is written, "" for the usual one."""

    value: str
    form: str = ""

    def __str__(self) -> str:
        return f"{self.value}{_AS}{self.form}" if self.form else self.value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stood on the form for which the mapping was made."""

    page: int
    rect: Rect
    kind: Kind


@dataclass(frozen=True, slots=True)
class Mapping:
    """The entries of one version of a form, by box id, and where each box stands."""

    hash: str
    title: str
    edition: str
    entries: Table[str, Entry]
    places: Table[str, Place]


def confident_mapping(form: Form, proposals: Sequence[Proposal]) -> Mapping:
    """What makewhole proposes with enough confidence; every other box is left empty."""
    entries = {each.box: Entry(each.value, each.form) if each.confident else Entry("") for each in proposals}
    return mapping_of(form, entries)


def mapping_of(form: Form, entries: Table[str, Entry]) -> Mapping:
    """A mapping for this form with these entries. Entries of boxes that it has not are left out."""
    places = {box.id: Place(box.page, box.rect, box.kind) for box in form.boxes if box.id in entries}
    kept = {box.id: entries[box.id] for box in form.boxes if box.id in entries}
    return Mapping(form.hash, form.title, form.edition, kept, places)


def write_mapping(mapping: Mapping) -> str:
    """The mapping as a TOML file."""
    lines = [f"# {_ABOUT}", *(f"{key} = {json.dumps(getattr(mapping, key))}" for key in ("title", "edition", "hash"))]
    lines += [
        "",
        "[boxes]",
        *(f"{json.dumps(box)} = {json.dumps(str(entry))}" for box, entry in mapping.entries.items()),
    ]
    lines += ["", "# Page, left, bottom, right and top in points, by which a new edition is recognized.", "[places]"]
    for box, place in mapping.places.items():
        sides = ", ".join(f"{side:.1f}" for side in place.rect)
        lines.append(f'{json.dumps(box)} = ["{place.kind}", {place.page}, {sides}]')
    return "\n".join([*lines, ""])


def read_mapping(text: str) -> Mapping:
    """The mapping in a file. Raises InvalidRecord that lists every unknown value and every broken line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise InvalidRecord(
            [Problem("map", "is not a mapping file.", "It is TOML; see makewhole form inspect --map.")]
        ) from None
    problems = list[Problem]()
    boxes, places = table.get("boxes", {}), table.get("places", {})
    entries = {}
    for box, words in boxes.items() if isinstance(boxes, dict) else ():
        entries[box] = _entry(str(words))
        if wrong := _wrong(entries[box]):
            problems.append(Problem(f"map.boxes.{_plain(box)}", *wrong))
    if not entries and not problems:
        problems.append(Problem("map", "has no [boxes].", "Make one with makewhole form inspect FORM.pdf --map FILE."))
    if problems:
        raise InvalidRecord(problems)
    placed = {box: found for box, each in places.items() if (found := _place(each))} if isinstance(places, dict) else {}
    head = {key: str(table.get(key, "")) for key in ("hash", "title", "edition")}
    return Mapping(head["hash"], head["title"], head["edition"], entries, placed)


def _plain(name: str) -> str:
    return name if len(name) < 60 and name.isprintable() else "…"


def _entry(words: str) -> Entry:
    value, _, form = words.partition(_AS)
    return Entry(value.strip(), form.strip())


def _wrong(entry: Entry) -> tuple[str, str] | None:
    """What is wrong with an entry, and the remedy."""
    known = find(entry.value)
    if not entry.value:
        return None
    if known is None:
        return "is not a value that makewhole knows.", "Use a name of makewhole form inspect --values."
    if not can_be_written(known, entry.form):
        return (
            "is to be written in a way that its value does not have.",
            "Write a day as in MM/DD/YYYY, or leave it out.",
        )
    return None


def _place(each: Any) -> Place | None:
    try:
        kind, page, *sides = each
        place = Place(int(page), Rect(*(float(side) for side in sides)), kind)
    except (TypeError, ValueError, OverflowError):
        return None
    return place if kind in get_args(Kind) and all(map(isfinite, place.rect)) else None


def likeness(form: Form, mapping: Mapping) -> float:
    """How far a form is the one that a mapping was made for: 1 for the same file, else its share of boxes here."""
    if form.hash == mapping.hash:
        return 1.0
    if not mapping.entries:
        return 0.0
    return len(_again(form, mapping)) / len(mapping.entries)


def carried_over(form: Form, mapping: Mapping) -> Mapping:
    """The mapping for this form: the same, or for another edition each entry at the box that took the old one's place.

    Raises InvalidRecord where the form is not alike enough.
    """
    if likeness(form, mapping) < ALIKE:
        known = mapping.edition or mapping.title or "another form"
        says = f"was made for another form ({known})."
        raise InvalidRecord(
            [Problem("map", says, "Leave --map out, or make one for this form with form inspect --map.")]
        )
    if form.hash == mapping.hash:
        return mapping
    return mapping_of(form, {new: mapping.entries[old] for old, new in _again(form, mapping).items()})


def _again(form: Form, mapping: Mapping) -> dict[str, str]:
    """Which box of the form stands for each box of the mapping."""
    by_id = {box.id: box for box in form.boxes}
    found = dict[str, str]()
    for old in mapping.entries:
        place, same = mapping.places.get(old), by_id.get(old)
        if same is not None and (place is None or _near(same, place, _MOVED)):
            found[old] = same.id
    taken = set(found.values())
    for old in mapping.entries:
        place = mapping.places.get(old)
        if old in found or place is None:
            continue
        near = next(
            (b for b in form.boxes if b.id not in taken and b.kind == place.kind and _near(b, place, _SAME_PLACE)), None
        )
        if near is not None:
            found[old] = near.id
            taken.add(near.id)
    return found


def _near(box: Box, place: Place, points: float) -> bool:
    if box.page != place.page or box.kind != place.kind:
        return False
    return all(abs(one - other) <= points for one, other in zip(box.rect.middle, place.rect.middle, strict=True))


def with_places(form: Form, mapping: Mapping) -> Form:
    """The form with the boxes that a person placed or moved: a flat form's boxes are where the mapping says."""
    boxes = {box.id: box for box in form.boxes}
    for box, place in mapping.places.items():
        if box in boxes and boxes[box].drawn:
            boxes[box] = replace(boxes[box], page=place.page, rect=place.rect)
        elif box not in boxes and form.flat and 1 <= place.page <= len(form.pages):
            on = "X" if place.kind == "check" else ""
            boxes[box] = Box(box, box, place.kind, place.page, place.rect, on=on, drawn=True)
    return replace(form, boxes=tuple(boxes.values()))
