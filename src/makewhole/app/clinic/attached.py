"""A patient's records from elsewhere: found, described anew, removed, and brought back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from makewhole import records
from makewhole.app.vault import audit
from makewhole.app.vault.blobs import open_blob
from makewhole.app.vault.sealed import ChangedElsewhere, open_records, seal_record

from .models import Attachment, Patient, Visit


@dataclass(frozen=True)
class Attached:
    """One record: its row, and what is known about it."""

    row: Attachment
    facts: records.Attachment


def attached(patient: Patient, *, removed: bool = False) -> list[Attached]:
    """A patient's records, the first attached first; or those that were removed."""
    found = Attachment.objects.filter(patient=patient, removed__isnull=not removed)
    rows = list(found.select_related("visit", "blob").order_by("created"))
    return [Attached(row, facts) for row, facts in zip(rows, open_records(rows, records.Attachment), strict=True)]


def content_of(row: Attachment) -> bytes:
    """A record's file; that it was opened is entered in the audit trail."""
    with transaction.atomic():
        content = b"".join(open_blob(row.blob))
        audit.append("open", "clinic_attachment", row=row.pk)
    return content


def describe(row: Attachment, facts: records.Attachment, visit: Visit | None, over: int) -> None:
    """Say anew what a record is, and for which visit, over the version that was open. Raises ChangedElsewhere when
    someone else did so meanwhile."""
    if row.version != over:
        raise ChangedElsewhere("Someone else described this record since you opened it.")
    row.visit = visit
    seal_record(row, facts)
    row.save()


def remove(pk: UUID) -> None:
    """Take a record out of all packets to come; it stays sealed and can be brought back."""
    Attachment.objects.filter(pk=pk, removed=None).update(removed=timezone.now())


def bring_back(pk: UUID) -> None:
    """Undo `remove`."""
    Attachment.objects.filter(pk=pk).exclude(removed=None).update(removed=None)
