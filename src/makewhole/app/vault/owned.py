"""Isolation below the views: a row of another practice is never returned and never written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models.expressions import Expression

from . import audit
from .acting import OtherPractice, current

Row = TypeVar("Row", bound="PracticeOwned")


class ActingPractice(Expression):
    """The acting practice, looked up when the SQL is made: a queryset kept too long cannot answer for another."""

    def __init__(self) -> None:
        super().__init__(output_field=models.UUIDField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self.output_field.get_db_prep_value(current().practice_id, connection),)


class OwnedQuerySet(models.QuerySet[Row]):
    """Rows of the acting practice only; what it writes is guarded and audited like a single save."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("update_conflicts"):
            raise OtherPractice("Rows are made or changed, never either: the row in the way may be another practice's.")
        rows = list(objs)
        _guard_all(rows)
        with transaction.atomic(using=self.db):
            audit.take_turn()
            made = super().bulk_create(rows, *args, **kwargs)
            self._note("create", [row.pk for row in rows])
        return made

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        rows, names = list(objs), list(fields)
        if any(self.model._meta.get_field(name).is_relation for name in names):
            raise OtherPractice("What a row points at is changed one row at a time.")
        _guard_all(rows)
        return super().bulk_update(rows, names, *args, **kwargs)

    def update(self, **changes: Any) -> int:
        for name, value in changes.items():
            self.model.guard_change(name, value)
        if not self.model.audited:
            return super().update(**changes)
        with transaction.atomic(using=self.db):
            audit.take_turn()
            keys = list(self.order_by().values_list("pk", flat=True).select_for_update())
            changed = super().update(**changes)
            self._note("update", keys)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        if not self.model.audited:
            return super().delete()
        with transaction.atomic(using=self.db):
            audit.take_turn()
            keys = list(self.values_list("pk", flat=True))
            deleted = super().delete()
            self._note("delete", keys)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise OtherPractice("Raw SQL is not held to one practice; ask through the model.")

    def _note(self, action: str, keys: Sequence[UUID]) -> None:
        if self.model.audited and keys:
            audit.append(action, self.model._meta.db_table, rows=keys)


class OwnedManager(models.Manager[Row]):
    """Answers for the acting practice; outside `with acting(…)` an answer raises NotActing."""

    def get_queryset(self) -> OwnedQuerySet[Row]:
        queryset: OwnedQuerySet[Row] = OwnedQuerySet(self.model, using=self._db)
        return queryset.filter(practice_id=ActingPractice())

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        return self.get_queryset().raw(*args, **kwargs)


class PracticeOwned(models.Model):
    """The base of every row that belongs to a practice. `audited` rows enter the audit chain as they are written."""

    audited = True

    id: models.Field[Any, Any] = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Not indexed by itself: one practice may own every row, and a database that picks such an index reads them all.
    practice = models.ForeignKey("accounts.Practice", models.PROTECT, related_name="+", editable=False, db_index=False)

    objects = OwnedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def guard(self) -> None:
        """Refuse to write this row for another practice, or pointing at a row of another. Raises OtherPractice."""
        here = current().practice_id
        if self.practice_id is None:
            self.practice_id = here
        if self.practice_id != here:
            raise OtherPractice(f"This {self._meta.verbose_name} belongs to another practice.")
        for name in _references(type(self)):
            self.guard_change(name, getattr(self, name))

    @classmethod
    def guard_change(cls, name: str, value: Any) -> None:
        """Refuse one new value: another practice, or a row of another practice. Raises OtherPractice."""
        field = cls._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            return
        if hasattr(value, "resolve_expression"):
            raise OtherPractice("What a row points at is set to a row, not to an expression.")
        key = value.pk if isinstance(value, models.Model) else value
        if key is None:
            return
        if field.name == "practice" and key != current().practice_id:
            raise OtherPractice("A row cannot be moved to another practice.")
        there = field.remote_field.model
        if issubclass(there, PracticeOwned) and not there.objects.filter(pk=key).exists():
            raise OtherPractice(f"The {there._meta.verbose_name} it points at does not exist in this practice.")

    def before_save(self) -> None:
        """What must hold in the transaction of the save; raises to stop it."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.guard()
        action = "create" if self._state.adding else "update"
        with transaction.atomic():
            audit.take_turn()
            self.before_save()
            super().save(*args, **kwargs)
            if self.audited:
                audit.append(action, self._meta.db_table, row=self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.guard()
        key = self.pk
        with transaction.atomic():
            audit.take_turn()
            deleted = super().delete(*args, **kwargs)
            if self.audited:
                audit.append("delete", self._meta.db_table, row=key)
        return deleted


def _references(model: type[PracticeOwned]) -> list[str]:
    fields = (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return [field.attname for field in fields if issubclass(field.remote_field.model, PracticeOwned)]


def _guard_all(rows: Sequence[PracticeOwned]) -> None:
    """Guard many rows with one query for each reference, not one for each row."""
    here = current().practice_id
    for row in rows:
        row.practice_id = row.practice_id or here
        if row.practice_id != here:
            raise OtherPractice(f"This {row._meta.verbose_name} belongs to another practice.")
    for name in _references(type(rows[0])) if rows else ():
        there: Any = type(rows[0])._meta.get_field(name).related_model
        wanted = list({key for row in rows if (key := getattr(row, name)) is not None})
        found = sum(
            there.objects.filter(pk__in=wanted[start : start + 500]).count() for start in range(0, len(wanted), 500)
        )
        if found != len(wanted):
            raise OtherPractice(f"A {there._meta.verbose_name} pointed at does not exist in this practice.")
