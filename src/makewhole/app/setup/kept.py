"""Settings kept with every earlier version: saved by one person at a time, and taken back in one step."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction

from makewhole.app.clinic.models import PracticeRecord
from makewhole.app.vault import audit
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere, open_record, seal_record

from .models import SettingVersion

Record = TypeVar("Record")


@dataclass(frozen=True)
class Kept(Generic[Record]):
    """A setting as it stands: the record (None when it was never saved) and the number of its version."""

    record: Record | None
    number: int


def kept(name: str, kind: type[Record]) -> Kept[Record]:
    """The acting practice's setting of this name, read as `kind`."""
    row = PracticeRecord.objects.filter(kind=name).first()
    return Kept(open_record(row, kind), row.version) if row else Kept(None, 0)


def save(name: str, record: object, over: int) -> int:
    """Save a setting over the version it was opened from, and keep it among its versions. Returns its number.

    Raises ChangedElsewhere when someone saved another version since; nothing is overwritten.
    """
    with transaction.atomic():
        found = PracticeRecord.objects.select_for_update().filter(kind=name).first()
        if (found.version if found else 0) != over:
            raise ChangedElsewhere("Someone else changed this since you opened it.")
        row = found or PracticeRecord(kind=name)
        if found and not SettingVersion.objects.filter(kind=name, number=found.version).exists():
            _keep(name, found.version, open_record(found, object), None)
        seal_record(row, record)
        row.save()
        _keep(name, row.version, record, current().user_id)
        audit.append("change_setting", f"setting:{name}", row=row.pk)
    return row.version


def versions(name: str) -> list[SettingVersion]:
    """Every version of a setting, newest first, with who saved it."""
    return list(SettingVersion.objects.filter(kind=name).select_related("user").order_by("-number"))


def bring_back(name: str, number: int, over: int) -> int:
    """Save an earlier version again, as a new one. Raises ChangedElsewhere, SettingVersion.DoesNotExist."""
    earlier = SettingVersion.objects.get(kind=name, number=number)
    return save(name, open_record(earlier, object), over)


def _keep(name: str, number: int, record: object, user: UUID | None) -> None:
    row = SettingVersion(kind=name, number=number, user_id=user)
    seal_record(row, record)
    row.save()
