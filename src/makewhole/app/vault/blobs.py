"""Sealed files: kept in the database in pieces, so that they are written with their row or not at all."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction

from . import keys
from .acting import current
from .models import Blob, BlobChunk
from .sealing import Place, key_of, seal_chunks, unseal_chunks


def seal_blob(owner: UUID, content: bytes | Iterable[bytes]) -> Blob:
    """Store a file sealed under `owner`'s key. A stream is sealed as it comes and never held whole."""
    pieces = (content,) if isinstance(content, bytes) else content
    key_id, key = keys.data_key(owner)
    blob = Blob(owner=owner)

    def measured() -> Iterator[bytes]:
        for piece in pieces:
            blob.length += len(piece)
            yield piece

    with transaction.atomic():
        blob.save()
        for number, sealed in enumerate(seal_chunks(key, key_id, measured(), _place(blob))):
            BlobChunk(blob=blob, number=number, sealed=sealed).save(force_insert=True)
        Blob.objects.filter(pk=blob.pk).update(length=blob.length)
    return blob


def open_blob(blob: Blob) -> Iterator[bytes]:
    """The file's pieces in order; audited as read at once, before the first piece is asked for.

    Raises CannotOpen when a piece is missing or was changed, Erased when its key is gone.
    """
    current().seen.reads.setdefault(blob._meta.db_table, {})[blob.pk] = None
    rows = BlobChunk.objects.filter(blob=blob).order_by("number").values_list("sealed", flat=True)
    first = rows.first()
    keyed = keys.open_keys({key_of(bytes(first))}) if first is not None else {}
    key = next(iter(keyed.values()), b"")
    return unseal_chunks(key, (bytes(sealed) for sealed in rows.iterator(chunk_size=8)), _place(blob))


def _place(blob: Blob) -> Place:
    return Place("vault_blob", blob.pk, "content", 1)
