"""The audit trail: an append-only chain of entries for each practice, written with the change it tells of."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from .acting import Actor, current
from .sealing import Place, seal

if TYPE_CHECKING:
    from .models import AuditEntry

INSTALLATION = UUID(int=0)
DONE, REFUSED, FAILED = "done", "refused", "failed"


def append(
    action: str,
    kind: str,
    row: UUID | None = None,
    rows: Sequence[UUID] = (),
    outcome: str = DONE,
    why: str = "",
) -> None:
    """Add one entry to the acting practice's chain, in the transaction of the change it tells of.

    `kind` is a table or a document; `row` the one row concerned, or `rows` the many. Outside a transaction it opens
    its own.
    """
    from . import keys

    actor = current()
    with transaction.atomic():
        head = _locked(actor.practice_id)
        key_id, key = keys.data_key(actor.practice_id, keys.AUDIT)
        detail = json.dumps({"where": actor.where, "why": why or actor.why}, ensure_ascii=False).encode()
        entry = _entry(head, actor, action, kind, row, rows, outcome)
        entry.sealed = seal(key, key_id, detail, Place("vault_auditentry", entry.chain, "detail", entry.number))
        _link(head, entry, key)


def take_turn() -> None:
    """Lock the acting practice's chain until the transaction ends.

    Every transaction that writes takes this lock before any other, so that no two wait for each other. SQLite needs
    none: its transactions begin with the one lock there is.
    """
    if transaction.get_connection().vendor != "sqlite":
        _locked(current().practice_id)


def append_to_installation(action: str, kind: str, outcome: str) -> None:
    """Add an entry that belongs to no practice, such as a sign-in with an unknown address (which is not kept)."""
    with transaction.atomic():
        head = _locked(INSTALLATION)
        entry = _entry(head, Actor(INSTALLATION, None, "service"), action, kind, None, (), outcome)
        entry.sealed = b""
        _link(head, entry, None)


def refused(kind: str, row: UUID | None = None, why: str = "") -> None:
    """Note that the acting person was refused. It is entered when they stop acting, so that no rollback loses it."""
    current().seen.refusals.append((kind, row, why))


def write_seen(actor: Actor) -> None:
    """Enter what `actor` read and was refused since the last time: one entry for each table, one for each refusal."""
    reads, actor.seen.reads = actor.seen.reads, {}
    refusals, actor.seen.refusals = actor.seen.refusals, []
    with transaction.atomic() if reads or refusals else nullcontext():
        for kind, rows in sorted(reads.items()):
            found = list(rows)
            append("read", kind, row=found[0] if len(found) == 1 else None, rows=found if len(found) > 1 else ())
        for kind, row, why in refusals:
            append("refuse", kind, row=row, outcome=REFUSED, why=why)


def digest(entry: AuditEntry, previous: bytes) -> bytes:
    """The hash that links an entry to the one before it: SHA-256 over that hash and all the entry's values."""
    values: list[Any] = [str(entry.chain), entry.number, entry.at.astimezone(UTC).isoformat(timespec="microseconds")]
    values += [str(entry.user or ""), entry.role, entry.action, entry.kind, str(entry.row or ""), entry.rows]
    values += [entry.outcome, bytes(entry.sealed).hex()]
    return hashlib.sha256(previous + json.dumps(values, separators=(",", ":")).encode()).digest()


def mac(key: bytes, linked: bytes) -> bytes:
    """What shows that the practice's own key was there when an entry was linked."""
    return hmac.digest(key, b"audit chain" + linked, "sha256")


def _locked(chain: UUID) -> Any:
    from .models import AuditHead

    head = AuditHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(chain=chain)
    return head


def _entry(
    head: Any, actor: Actor, action: str, kind: str, row: UUID | None, rows: Sequence[UUID], outcome: str
) -> AuditEntry:
    from .models import AuditEntry

    return AuditEntry(
        chain=head.chain,
        number=head.number + 1,
        at=timezone.now(),
        user=actor.user_id,
        role=actor.role,
        action=action,
        kind=kind,
        row=row,
        rows=" ".join(each.hex for each in rows),
        outcome=outcome,
    )


def _link(head: Any, entry: AuditEntry, key: bytes | None) -> None:
    entry.hash = digest(entry, bytes(head.hash))
    entry.mac = mac(key, entry.hash) if key else b""
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(force_update=True)
