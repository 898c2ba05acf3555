"""The example visit, which is clean, and small changes to it and to its lines."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from makewhole.coding import code_visit
from makewhole.coding.scrubber import scrub
from makewhole.records import CodedVisit, Finding, VisitFile, read_record, read_visit_file

_EXAMPLES: Final = Path(__file__).parents[3] / "examples"
TODAY: Final = date(2026, 11, 13)
GONE: Final = object()
"""As a value: the field is taken out."""

Change = Mapping[str, Any]
"""Paths in the visit file, such as `visit.note.text`, with their new values, or a function of the old one."""


@dataclass(frozen=True)
class Given:
    """The clean visit with changes: to the file, then to its `lines`, seen on `today` after `earlier` visits."""

    file: Change = field(default_factory=dict)
    lines: Change = field(default_factory=dict)
    today: date = TODAY
    earlier: tuple[Change, ...] = ()

    def findings(self) -> tuple[Finding, ...]:
        file = visit_file(self.file)
        return scrub(file, _coded(file, self.lines), self.today, [visit_file(change) for change in self.earlier])


@dataclass(frozen=True)
class Case:
    """One rule with a visit that breaks it, and one close to it that does not. `says`: words of the finding."""

    rule: str
    breaks: Given
    keeps: Given
    says: str = ""


def visit_file(change: Change) -> VisitFile:
    """The clean visit file with a change."""
    fields = deepcopy(_example())
    for path, value in change.items():
        _put(fields, path, value)
    return read_visit_file(fields)


def swap(old: str, new: str) -> Callable[[str], str]:
    """A change of words in a text that must hold them."""

    def swapped(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return swapped


def _coded(file: VisitFile, change: Change) -> CodedVisit:
    coded = code_visit(file)
    if not change:
        return coded
    fields = coded.model_dump()
    for key in ("lines", "not_billed", "problems"):
        fields[key] = list(fields[key])
    for path, value in change.items():
        _put(fields, path, value)
    return read_record(CodedVisit, fields)


def line_of(code: str) -> int:
    """The place of a code among the lines of the clean visit."""
    return [line.code for line in code_visit(visit_file({})).lines].index(code)


def _put(fields: Any, path: str, value: Any) -> None:
    keys = [int(key) if key.isdigit() else key for key in re.findall(r"[^.\[\]]+", path)]
    for key in keys[:-1]:
        fields = fields[key]
    last = keys[-1]
    if value is GONE:
        del fields[last]
    else:
        fields[last] = value(fields[last]) if callable(value) else deepcopy(value)


@cache
def _example() -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((_EXAMPLES / "visit.json").read_text("utf-8"), parse_float=Decimal)
    fields["practice"] = _toml(fields["practice"])
    fields["providers"] = [_toml(name) for name in fields["providers"]]
    fields["patient"] = _toml(fields["patient"])
    return fields


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_EXAMPLES / name).read_text("utf-8"), parse_float=Decimal)
