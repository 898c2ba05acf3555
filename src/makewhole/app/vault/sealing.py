"""Sealing bytes with AES-256-GCM so that they open only with their key, in their own place."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from makewhole.errors import MakewholeError

FORMAT = b"\x01"
NONCE = 12
HEADER = len(FORMAT) + 16 + NONCE
CHUNK = 256 * 1024


class CannotOpen(MakewholeError):
    """Sealed bytes that were changed, moved to another place, or sealed under another key."""


class Place(NamedTuple):
    """Where sealed bytes belong. Bytes moved to another table, row, kind or version do not open."""

    table: str
    row: UUID
    kind: str
    version: int

    def __bytes__(self) -> bytes:
        parts = (self.table.encode(), self.row.bytes, self.kind.encode(), str(self.version).encode())
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return AESGCM.generate_key(256)


def seal(key: bytes, key_id: UUID, plain: bytes, place: Place) -> bytes:
    """Seal `plain` for `place`. The result is format, key id, 96-bit random nonce, ciphertext and 128-bit tag."""
    head = FORMAT + key_id.bytes + os.urandom(NONCE)
    return head + AESGCM(key).encrypt(head[-NONCE:], plain, head + bytes(place))


def key_of(sealed: bytes) -> UUID:
    """The id of the key that `sealed` was sealed under. Raises CannotOpen when it is no sealed value."""
    if len(sealed) < HEADER + 16 or sealed[:1] != FORMAT:
        raise CannotOpen("This is not a sealed record.")
    return UUID(bytes=bytes(sealed[1:17]))


def unseal(key: bytes, sealed: bytes, place: Place) -> bytes:
    """What `sealed` holds. Raises CannotOpen when it was changed, moved, or sealed under another key."""
    key_of(sealed)
    head, body = bytes(sealed[:HEADER]), bytes(sealed[HEADER:])
    try:
        return AESGCM(key).decrypt(head[-NONCE:], body, head + bytes(place))
    except InvalidTag:
        raise CannotOpen("A sealed record was changed, moved, or belongs to another key.") from None


def seal_chunks(key: bytes, key_id: UUID, source: Iterable[bytes], place: Place) -> Iterator[bytes]:
    """Seal a long content piece by piece; each piece is bound to its number, and the last to being the last."""
    number, kept = 0, bytearray()
    for piece in source:
        kept += piece
        while len(kept) > CHUNK:
            yield seal(key, key_id, bytes(kept[:CHUNK]), _nth(place, number, last=False))
            del kept[:CHUNK]
            number += 1
    yield seal(key, key_id, bytes(kept), _nth(place, number, last=True))


def unseal_chunks(key: bytes, pieces: Iterable[bytes], place: Place) -> Iterator[bytes]:
    """What `seal_chunks` sealed, piece by piece. Raises CannotOpen when a piece is missing, moved or added."""
    previous: bytes | None = None
    number = 0
    for piece in pieces:
        if previous is not None:
            yield unseal(key, previous, _nth(place, number, last=False))
            number += 1
        previous = piece
    if previous is None:
        raise CannotOpen("A sealed file has no content.")
    yield unseal(key, previous, _nth(place, number, last=True))


def _nth(place: Place, number: int, *, last: bool) -> Place:
    return place._replace(kind=f"{place.kind}#{number}{'.' if last else ''}")
