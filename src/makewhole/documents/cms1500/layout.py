"""Where each value stands: the form's fields, from boxes.toml, and the sheet that values are written on."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Field(NamedTuple):
    """A field: its ruled box, its place on the print grid and, for a mark, the column of each choice."""

    name: str
    box: str
    row: int
    column: int
    width: int
    identifier: bool
    marks: Mapping[str, int]


class Layout(NamedTuple):
    """The form's fields by name; those of a service line count rows from the line's shaded row."""

    fields: Mapping[str, Field]
    line_fields: Mapping[str, Field]
    first_line_row: int
    lines: int


@cache
def layout() -> Layout:
    """The CMS-1500 (02/12), read once."""
    table = tomllib.loads(Path(__file__).with_name("boxes.toml").read_text(encoding="utf-8"))
    line = table["line"]
    return Layout(_fields(table["fields"]), _fields(line["fields"]), line["first-row"], line["lines"])


def _fields(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Field]:
    return {
        name: Field(
            name,
            entry["box"],
            entry["row"],
            entry.get("column", 0),
            entry.get("width", 1),
            entry.get("identifier", False),
            entry.get("marks", {}),
        )
        for name, entry in table.items()
    }


class Sheet:
    """One form being filled: the values written so far and what did not fit."""

    def __init__(self) -> None:
        self.values: list[dict[str, Any]] = []
        self.shortened: list[dict[str, str]] = []

    def write(self, name: str, text: str, full: str | None = None) -> None:
        """Write a value into a field. Too long, a text is cut and an identifier left out; both are noted.

        `full` is what should have been printed, where `text` is already a shorter form of it.
        """
        self._place(layout().fields[name], layout().fields[name].row, text, text if full is None else full)

    def write_line(self, number: int, name: str, text: str, full: str | None = None) -> None:
        """Write a value into a field of service line `number`, counted from 0 on this form; `full` as in `write`."""
        field = layout().line_fields[name]
        self._place(field, layout().first_line_row + 2 * number + field.row, text, text if full is None else full)

    def mark(self, name: str, choice: str) -> None:
        """Put an X in the box of a choice."""
        field = layout().fields[name]
        self._add(field, field.row, field.marks[choice], "X")

    def _place(self, field: Field, row: int, text: str, full: str) -> None:
        text = text.rstrip()
        printed = text if len(text) <= field.width else "" if field.identifier else text[: field.width].rstrip()
        if printed != full.rstrip():
            self.shortened.append({"item": field.box, "field": field.name, "full": full.strip(), "printed": printed})
        if printed:
            self._add(field, row, field.column + len(printed) - len(printed.lstrip()), printed.lstrip())

    def _add(self, field: Field, row: int, column: int, text: str) -> None:
        self.values.append({"item": field.box, "field": field.name, "row": row, "column": column, "text": text})
