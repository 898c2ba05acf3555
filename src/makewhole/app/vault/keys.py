"""The keys between the master key and the records: a practice's key, and one data key for each owner."""

import threading
from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from makewhole.errors import MakewholeError

from . import audit
from .acting import current
from .masters import masters
from .models import DataKey, PracticeKey
from .sealing import Place, new_key, seal, unseal

RECORDS, INDEX, AUDIT = "records", "index", "audit"
MOST_KEPT = 500

_opened: dict[UUID, bytes] = {}
_own: dict[tuple[UUID, str], tuple[UUID, bytes]] = {}
_lock = threading.Lock()


class Erased(MakewholeError):
    """The key of this record was erased; what was sealed under it is gone for good."""


def new_practice_key() -> PracticeKey:
    """Make the acting practice's next key, wrapped by the newest master key."""
    newest = PracticeKey.objects.order_by("-number").first()
    row = PracticeKey(id=uuid4(), number=newest.number + 1 if newest else 1, practice_id=current().practice_id)
    keeper = masters()
    row.master, row.wrapped = keeper.newest, keeper.wrap(new_key(), practice_place(row))
    row.save()
    return row


def data_key(owner: UUID, purpose: str = RECORDS) -> tuple[UUID, bytes]:
    """The id and material of `owner`'s key, made on first use. Raises Erased."""
    here = current().practice_id
    if owner == here and (kept := _own.get((owner, purpose))):
        return kept
    row = DataKey.objects.select_related("practice_key").filter(owner=owner, purpose=purpose).first()
    if row is None:
        row = _make(owner, purpose)
    opened = row.pk, unwrapped(row)
    if owner == here:
        # Kept only once committed: a key whose making is rolled back must never seal anything.
        transaction.on_commit(lambda: _own.__setitem__((owner, purpose), opened))
    return opened


def open_keys(ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The material of the acting practice's data keys with these ids. Raises Erased for one that is gone."""
    kept = current().opened
    if len(kept) > MOST_KEPT:
        kept.clear()
    wanted = [each for each in ids if each not in kept]
    if wanted:
        rows = DataKey.objects.select_related("practice_key").filter(pk__in=wanted).order_by()
        kept |= {row.pk: unwrapped(row) for row in rows}
    if any(each not in kept for each in ids):
        raise Erased("A record's key is not among this practice's keys.")
    return {each: kept[each] for each in ids}


def erase(owner: UUID) -> None:
    """Destroy every key of `owner`, a patient: all that is sealed under them can never be opened again."""
    if owner == current().practice_id:
        raise ValueError("A practice's own keys also seal its audit trail, which must be kept.")
    current().opened.clear()
    DataKey.objects.filter(owner=owner).update(wrapped=b"", erased=timezone.now())


def practice_key(row: PracticeKey) -> bytes:
    """A practice key's material; kept in memory, since it never changes under one id."""
    kept = _opened.get(row.pk)
    if kept is None:
        kept = masters().unwrap(row.master, bytes(row.wrapped), practice_place(row))
        with _lock:
            _opened[row.pk] = kept
    return kept


def practice_place(row: PracticeKey) -> Place:
    """What a wrapped practice key is bound to."""
    return Place(f"vault_practicekey/{row.practice_id}", row.pk, "key", row.number)


def data_place(row: DataKey) -> Place:
    """What a wrapped data key is bound to: its practice, owner and purpose too."""
    return Place(f"vault_datakey/{row.practice_id}/{row.owner}", row.pk, row.purpose, 1)


def wrap(row: DataKey, material: bytes, under: PracticeKey) -> None:
    """Wrap a data key's material under a practice key. Saving the row is left to the caller."""
    row.practice_key, row.wrapped = under, seal(practice_key(under), under.pk, material, data_place(row))


def forget(key: UUID) -> None:
    """Drop a practice key from memory."""
    _opened.pop(key, None)


def unwrapped(row: DataKey) -> bytes:
    """A data key's material. Raises Erased."""
    if row.erased or not row.wrapped:
        raise Erased("This record was erased: its key was destroyed and it cannot be opened again.")
    return unseal(practice_key(row.practice_key), bytes(row.wrapped), data_place(row))


def _make(owner: UUID, purpose: str) -> DataKey:
    with transaction.atomic():
        audit.take_turn()
        # Locked, so that a rotation cannot retire the key under which this one is about to be wrapped.
        newest = PracticeKey.objects.select_for_update().order_by("-number").first() or new_practice_key()
        row = DataKey(owner=owner, purpose=purpose, practice_id=current().practice_id)
        wrap(row, new_key(), newest)
        made, _ = DataKey.objects.get_or_create(
            owner=owner,
            purpose=purpose,
            defaults={"id": row.pk, "practice_key": newest, "wrapped": row.wrapped},
        )
    return made
