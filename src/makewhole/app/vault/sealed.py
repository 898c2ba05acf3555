"""The base of rows that hold a sealed record, and the two functions that seal and open it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from pydantic import TypeAdapter
from pydantic_core import to_json

from makewhole.errors import MakewholeError

from . import keys
from .acting import current
from .owned import PracticeOwned
from .sealing import Place, key_of, seal, unseal

Kind = TypeVar("Kind")

_readers: dict[Any, TypeAdapter[Any]] = {}


class ChangedElsewhere(MakewholeError):
    """Someone else saved this record since it was opened; nothing was overwritten."""


class Sealed(PracticeOwned):
    """A row with one sealed record. `version` counts what was sealed and is bound into it."""

    sealed_kind: ClassVar[str] = ""

    version = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=bytes, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    _opened_version: int | None = None

    class Meta(PracticeOwned.Meta):
        abstract = True

    @property
    def place(self) -> Place:
        """Where this row's record belongs."""
        return Place(self._meta.db_table, self.pk, self.sealed_kind or str(getattr(self, "kind", "")), self.version)

    @property
    def key_owner(self) -> UUID:
        """Whose key seals this row: the patient's it belongs to, else the practice's own."""
        owner: UUID | None = getattr(self, "patient_id", None)
        return owner or current().practice_id

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        row._opened_version = row.__dict__.get("version")
        return row

    def before_save(self) -> None:
        """Raises ChangedElsewhere when someone else sealed a newer version since this row was read."""
        if not self._state.adding:
            stored = type(self).objects.select_for_update().filter(pk=self.pk).values_list("version", flat=True)
            if stored.first() != self._opened_version:
                raise ChangedElsewhere("Someone else changed this record. Look at their version, then save yours.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self._opened_version = self.version


def seal_record(row: Sealed, record: object) -> None:
    """Put `record` (a pydantic record, or a list or dict of such) sealed into `row`. Saving the row is left to you."""
    key_id, key = keys.data_key(row.key_owner)
    row.version += 1
    row.sealed = seal(key, key_id, to_json(record, exclude_none=True), row.place)


def open_record(row: Sealed, kind: type[Kind]) -> Kind:
    """The record in `row`, validated as `kind` (such as `records.Patient` or `tuple[Coverage, ...]`); audited as read.

    Raises CannotOpen when it was tampered with, Erased when its key is gone.
    """
    return open_records([row], kind)[0]


def open_records(rows: Sequence[Sealed], kind: type[Kind]) -> list[Kind]:
    """The records in `rows`, in order, with one query for all their keys."""
    sealed = [bytes(row.sealed) for row in rows]
    found = keys.open_keys({key_of(each) for each in sealed})
    reads = current().seen.reads
    opened = []
    for row, each in zip(rows, sealed, strict=True):
        opened.append(_reader(kind).validate_json(unseal(found[key_of(each)], each, row.place)))
        if row.audited:
            reads.setdefault(row._meta.db_table, {})[row.pk] = None
    return opened


def _reader(kind: Any) -> TypeAdapter[Any]:
    if kind not in _readers:
        _readers[kind] = TypeAdapter(kind)
    return _readers[kind]
