"""What a role may see and change, read from matrix.toml. Two at once, `biller+break_glass`, may what either may."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from makewhole.records import (
    Attachment,
    Coverage,
    Patient,
    Practice,
    Provider,
    Score,
    TreatmentHistory,
    TreatmentPlan,
    Visit,
)

Access = Literal["none", "read", "write"]
KINDS: Mapping[type[BaseModel], str] = {
    Patient: "patient",
    Coverage: "coverage",
    Visit: "visit",
    TreatmentHistory: "history",
    TreatmentPlan: "plan",
    Score: "score",
    Attachment: "attachment",
    Practice: "practice",
    Provider: "provider",
}
BREAK_GLASS = "break_glass"
LEAST_FIRST: tuple[Access, ...] = ("none", "read", "write")


@cache
def matrix() -> dict[str, Any]:
    """The table as it stands in matrix.toml: `parts`, `roles` and `deeds`."""
    return tomllib.loads(Path(__file__).with_name("matrix.toml").read_text("utf-8"))


def access(role: str, kind: str, field: str) -> Access:
    """What `role` may do with one field of a kind of record. An unknown role, kind or field is `none`."""
    return _fields(role, kind).get(field, "none")


def visible(record: BaseModel, role: str) -> dict[str, Any]:
    """The record as a dict, without the fields that `role` may not see."""
    seen = _fields(role, KINDS[type(record)])
    return record.model_dump(include={name for name in type(record).model_fields if seen.get(name, "none") != "none"})


def unwritable(before: BaseModel | None, after: BaseModel, role: str) -> tuple[str, ...]:
    """The fields that differ between two versions of a record (or from a new one's defaults) and that `role` may not
    change. Empty means the change is allowed."""
    allowed = _fields(role, KINDS[type(after)])
    fields = type(after).model_fields
    changed = (
        name
        for name, field in fields.items()
        if getattr(after, name) != (getattr(before, name) if before else field.get_default(call_default_factory=True))
    )
    return tuple(name for name in changed if allowed.get(name) != "write")


def may(role: str, deed: str) -> bool:
    """Whether `role` may do a deed. Raises KeyError for a deed that matrix.toml does not know."""
    return any(each in matrix()["deeds"][deed] for each in role.split("+"))


@cache
def _fields(role: str, kind: str) -> Mapping[str, Access]:
    granted = [matrix()["roles"].get(each, {}).get(kind, {}) for each in role.split("+")]
    parts = matrix()["parts"].get(kind, {})
    most = {part: max((each.get(part, "none") for each in granted), key=LEAST_FIRST.index) for part in parts}
    return {field: most[part] for part, fields in parts.items() for field in fields}
