"""Forms whose fields are named by their place in a record, so that each problem and finding has its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic_core import to_jsonable_python

from makewhole.app.accounts.matrix import Access
from makewhole.errors import InvalidRecord, Problem

from .typed import KINDS, Nested, at, clock, nest

Choices = Sequence[tuple[str, Any]]
CLASSES = {"day": "as-date", "born": "as-date", "partial": "as-date", "time": "as-time", "money": "as-amount"}
CLASSES |= {"number": "as-number", "quantity": "as-number"}
NUMERIC = ("number", "money")
YES_NO: Choices = (("", "—"), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
# The library asks for one form of a date or time; a box takes what people type.
REMEDIES = {
    "day": gettext_lazy("Write it as 9 Dec 2026 or 12/9/2026."),
    "born": gettext_lazy("Write it as 9 Dec 1984 or 12/9/1984."),
    "time": gettext_lazy("Write it as 14:05 or 2:05 pm."),
}


@dataclass(frozen=True)
class Box:
    """One field to type in. `path` is its place in the row or record; `choices` may be a name, filled in later."""

    path: str
    label: Any
    kind: str = "text"
    hint: Any = ""
    choices: Choices | str = ()
    required: bool = False
    code: bool = False


@dataclass(frozen=True)
class Part:
    """A group of boxes, line by line; with `rows` one such group for each entry of that list."""

    title: Any
    lines: tuple[tuple[Box, ...], ...]
    rows: str = ""
    add: Any = ""
    inner: tuple[Part, ...] = ()
    folded: bool = False
    least: int = 0
    most: int = 24


@dataclass(frozen=True)
class Said:
    """A problem in words, with the name and label of its box; no box when it is about the whole."""

    box: str | None
    label: str
    words: str


@dataclass
class Group:
    """One drawn group: its lines of bound fields and the groups inside it."""

    path: str
    title: str
    lines: list[list[BoundField]]
    inner: list[Section]

    @property
    def filled(self) -> bool:
        """Whether anything in it was typed or is wrong."""
        boxes = [box for line in self.lines for box in line]
        return any(box.value() or box.errors for box in boxes) or any(each.filled for each in self.inner)

    @property
    def wrong(self) -> bool:
        boxes = [box for line in self.lines for box in line]
        return any(box.errors for box in boxes) or any(each.wrong for each in self.inner)


@dataclass
class Section:
    """A part as drawn."""

    part: Part
    path: str
    groups: list[Group] = field(default_factory=list)
    writable: bool = True

    @property
    def filled(self) -> bool:
        return any(group.filled for group in self.groups)

    @property
    def wrong(self) -> bool:
        return any(group.wrong for group in self.groups)

    @property
    def full(self) -> bool:
        return len(self.groups) >= self.part.most


class TypedField(forms.CharField):
    """A box that takes anything: the record's own model judges it. `required` only marks its label."""

    def __init__(self, box: Box, choices: Choices, typed: str) -> None:
        super().__init__(
            label=box.label, help_text=box.hint, required=box.required, widget=_widget(box, choices, typed)
        )
        self.box = box

    def validate(self, value: str) -> None:
        """Left to the record."""


class RecordForm(forms.Form):
    """Boxes over one record. `typed` maps paths to text; `may` says what the person may do with a record's field."""

    use_required_attribute = False

    def __init__(
        self,
        parts: Sequence[Part],
        root: str,
        typed: Mapping[str, str],
        may: Callable[[str], Access],
        choices: Mapping[str, Choices] | None = None,
    ) -> None:
        super().__init__(dict(typed))
        self.root, self.typed, self.may, self.choices = root, typed, may, choices or {}
        self.sections = [
            section for part in parts if (section := self._section(part, root)).groups or section.part.rows
        ]
        self.sections = [section for section in self.sections if self._seen(section)]
        self.nested: Nested | None = None

    @property
    def writable(self) -> bool:
        """Whether the person may change anything here."""
        return any(not each.disabled for each in self.fields.values())

    def fields_typed(self) -> Nested:
        """What was typed, as nested fields of the record. Empty boxes and locked ones are left out."""
        values: dict[str, object] = {}
        for path, each in self.fields.items():
            text = self.typed.get(path, "")
            if text.strip() and isinstance(each, TypedField) and not each.disabled:
                values[path] = KINDS[each.box.kind].read(text)
        self.nested = nest(values)
        return self.nested

    def said(self, refused: InvalidRecord) -> list[Said]:
        """Each problem with the box that it is about, in the order of the boxes."""
        found = []
        for problem in refused.problems:
            where = self.nested.box(problem.field) if self.nested else problem.field
            places: list[str | None] = [*self._missing_inside(where, problem)]
            for place in places or [self.box_for(where)]:
                label = str(self.fields[place].label) if place else ""
                found.append(Said(place, label, self._words(problem, place)))
        order = list(self.fields)
        return sorted(found, key=lambda each: order.index(each.box) if each.box else -1)

    def tell(self, refused: InvalidRecord) -> None:
        """Put each problem beside its box, or at the top when it has none."""
        for each in self.said(refused):
            self.add_error(each.box, each.words)

    def box_for(self, path: str) -> str | None:
        """The name of the box for a record's path: itself, the nearest one around it, or the first one inside it."""
        here = path
        while here:
            if here in self.fields:
                return here
            inside = next((name for name in self.fields if name.startswith((f"{here}.", f"{here}["))), None)
            if inside and here != self.root:
                return inside
            here = here.rpartition("[")[0] if here.endswith("]") else here.rpartition(".")[0]
        return None

    def _words(self, problem: Problem, place: str | None) -> str:
        says, remedy = _(problem.says), _(problem.remedy) if problem.remedy else ""
        box = self.fields[place].box if place else None  # type: ignore[attr-defined]
        if (box and "YYYY-MM-DD" in problem.remedy) or (box and "HH:MM" in problem.remedy):
            remedy = str(REMEDIES.get(box.kind, remedy))
        return f"{says} {remedy}".strip()

    def _missing_inside(self, where: str, problem: Problem) -> list[str]:
        """The boxes to fill in when a whole part of the record, such as an address, is not there."""
        if where in self.fields or "missing" not in problem.says:
            return []
        inside = [name for name in self.fields if name.startswith(f"{where}.")]
        return [name for name in inside if self.fields[name].required and not self.typed.get(name, "").strip()]

    def _section(self, part: Part, base: str) -> Section:
        if not part.rows:
            group = self._group(part, base, str(part.title))
            return Section(part, base, [group] if group.lines or group.inner else [])
        path = f"{base}.{part.rows}" if base and part.rows != base else part.rows
        section = Section(part, path, writable=self.may(_top(path, self.root)) == "write")
        count = max(self.rows(path), part.least)
        section.groups = [
            self._group(part, f"{path}[{index}]", f"{part.title} {index + 1}" if count > 1 else str(part.title))
            for index in range(min(count, part.most))
        ]
        return section

    def _group(self, part: Part, base: str, title: str) -> Group:
        lines = []
        for line in part.lines:
            shown = [bound for box in line if (bound := self._bound(box, f"{base}.{box.path}" if base else box.path))]
            if shown:
                lines.append(shown)
        inner = [self._section(each, base) for each in part.inner]
        return Group(base, title, lines, [each for each in inner if each.groups or each.part.rows])

    def _bound(self, box: Box, path: str) -> BoundField | None:
        access = self.may(_top(path, self.root))
        if access == "none":
            return None
        choices = self.choices.get(box.choices, ()) if isinstance(box.choices, str) else box.choices
        made = TypedField(box, choices, self.typed.get(path, ""))
        made.disabled = access != "write"
        if made.disabled:
            made.initial = self.typed.get(path, "")
        self.fields[path] = made
        return self[path]

    def rows(self, path: str) -> int:
        """How many rows of the list at `path` are on the form."""
        opening = f"{path}["
        found = [name[len(opening) :].partition("]")[0] for name in self.typed if name.startswith(opening)]
        return max((int(each) + 1 for each in found if each.isdecimal() and len(each) < 5), default=0)

    def _seen(self, section: Section) -> bool:
        return bool(section.groups) or bool(section.part.rows and self.may(_top(section.path, self.root)) != "none")


def typed_from_record(
    parts: Sequence[Part], root: str, record: object, zone: str = "", day: str = ""
) -> dict[str, str]:
    """What the boxes show of a record: paths and text. `zone` and `day` are the visit's, for its clock times."""
    fields: Any = to_jsonable_python(record, exclude_none=True)
    for name in reversed(root.split(".")) if root else ():
        fields = {name: fields}
    typed: dict[str, str] = {}
    for path, box in _boxes(parts, root, fields):
        value = at(fields, path)
        if value is None or value in ([], ()):
            continue
        typed[path] = clock(value, day, zone) if box.kind == "time" else KINDS[box.kind].write(value)
    return typed


def _boxes(parts: Sequence[Part], base: str, fields: Any) -> Iterator[tuple[str, Box]]:
    for part in parts:
        places = [base]
        if part.rows:
            path = f"{base}.{part.rows}" if base and part.rows != base else part.rows
            places = [f"{path}[{index}]" for index in range(len(at(fields, path) or ()))]
        for place in places:
            for line in part.lines:
                yield from ((f"{place}.{box.path}" if place else box.path, box) for box in line)
            yield from _boxes(part.inner, place, fields)


def _top(path: str, root: str) -> str:
    """The record's own field that a path lies in: `visit.administrations[0].dose` is in `administrations`."""
    rest = path[len(root) :].lstrip(".") if root and path.startswith(root) else path
    if rest.startswith("["):
        rest = rest.partition("]")[2].lstrip(".")
    return rest.partition(".")[0].partition("[")[0]


def _widget(box: Box, choices: Choices, typed: str) -> forms.Widget:
    attrs = {"autocomplete": "off"}
    if shape := CLASSES.get(box.kind) or ("as-code" if box.code else ""):
        attrs["class"] = shape
    if box.kind in NUMERIC:
        attrs["inputmode"] = "decimal"
    if box.kind == "time":
        attrs["data-clock"] = "now"
    if box.kind == "tick":
        return forms.CheckboxInput()
    if box.kind in ("prose", "listed"):
        return forms.Textarea({"rows": 3})
    if box.kind == "yesno":
        return forms.Select({}, YES_NO)
    if box.kind in ("choice", "pricing"):
        known = {value for value, _label in choices}
        return forms.Select({}, [*choices, *([] if typed in known or not typed else [(typed, typed)])])
    return forms.TextInput(attrs)
