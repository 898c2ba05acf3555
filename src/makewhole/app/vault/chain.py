"""Reading the audit trail back: does the chain hold, who saw a row, and all of it as JSON lines."""

import hmac
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from . import keys
from .acting import current
from .audit import digest, mac
from .models import AuditEntry, AuditHead
from .sealing import Place, unseal


class Broken(NamedTuple):
    """Where a chain does not hold: the entry's number, and what is wrong there."""

    number: int
    says: str


class Verdict(NamedTuple):
    """How many entries were checked, the last one's hash in hex, and where the chain breaks, if it does."""

    entries: int
    head: str
    broken: Broken | None


def verify(expected_head: str = "") -> Verdict:
    """Check the acting practice's whole chain: numbers, links, the practice's own mark on each entry, and its end.

    `expected_head` is a hash noted earlier outside the database; with it even a chain that was cut off and
    rewritten is found out.
    """
    _, key = keys.data_key(current().practice_id, keys.AUDIT)
    return _walk(current().practice_id, key, expected_head)


def verify_installation(expected_head: str = "") -> Verdict:
    """Check the chain of what belongs to no practice."""
    return _walk(UUID(int=0), None, expected_head)


def about(row: UUID) -> QuerySet[AuditEntry]:
    """All that was done with one row, seen in a list or alone; newest first."""
    return AuditEntry.objects.filter(Q(row=row) | Q(rows__contains=row.hex)).order_by("-number")


def about_alone(row: UUID) -> list[AuditEntry]:
    """What was done with this row by itself, newest first. Sorted here: a database that sorts may read the chain."""
    return sorted(AuditEntry.objects.filter(row=row).order_by(), key=lambda each: each.number, reverse=True)


def detail(entry: AuditEntry) -> dict[str, str]:
    """From where and why, opened."""
    ((_entry, told),) = detailed([entry])
    return told


def detailed(entries: Iterable[AuditEntry]) -> Iterator[tuple[AuditEntry, dict[str, str]]]:
    """Each entry with from where and why, opened; the key is asked for once."""
    _, key = keys.data_key(current().practice_id, keys.AUDIT)
    for entry in entries:
        place = Place("vault_auditentry", entry.chain, "detail", entry.number)
        yield entry, json.loads(unseal(key, bytes(entry.sealed), place))


def export(after: int = 0, most: int | None = None) -> Iterator[str]:
    """The acting practice's chain as JSON lines, oldest first, each with its hash: all, or `most` that come `after` a
    number."""
    entries = AuditEntry.objects.filter(number__gt=after).order_by("number")[:most]
    for entry, told in detailed(entries.iterator(chunk_size=500)):
        yield json.dumps(
            {
                "number": entry.number,
                "at": entry.at.isoformat(),
                "user": str(entry.user) if entry.user else None,
                "role": entry.role,
                "action": entry.action,
                "kind": entry.kind,
                "row": str(entry.row) if entry.row else None,
                "rows": [str(UUID(each)) for each in entry.rows.split()],
                "outcome": entry.outcome,
                **told,
                "sealed": bytes(entry.sealed).hex(),
                "hash": bytes(entry.hash).hex(),
            },
            ensure_ascii=False,
        )


def _walk(chain: UUID, key: bytes | None, expected_head: str) -> Verdict:
    previous, number, met = b"", 0, not expected_head
    for entry in AuditEntry.unscoped.filter(chain=chain).order_by("number").iterator(chunk_size=1000):
        number += 1
        if entry.number != number:
            return Verdict(number - 1, previous.hex(), Broken(number, "this entry is missing"))
        linked = digest(entry, previous)
        if linked != bytes(entry.hash):
            return Verdict(number, previous.hex(), Broken(number, "its values were changed after it was written"))
        if key is not None and not hmac.compare_digest(mac(key, linked), bytes(entry.mac)):
            return Verdict(number, previous.hex(), Broken(number, "it was not written by this practice's workspace"))
        previous = linked
        met = met or linked.hex() == expected_head
    head = AuditHead.objects.filter(chain=chain).first()
    broken = None
    if head is not None and (head.number != number or bytes(head.hash) != previous):
        broken = Broken(number + 1, "entries were cut off at the end")
    elif not met:
        broken = Broken(number, "the entry noted earlier is no longer in the chain")
    return Verdict(number, previous.hex(), broken)
