"""Proof that someone opened a page, which stands in the audit trail, so that its pauses need not say so again."""

from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from makewhole.app.vault.acting import current

LASTS = 900
"""Seconds after which the reading is entered anew."""
_SALT = "clinic.opened"


def token(row: UUID) -> str:
    """What a page carries that the acting person has just opened."""
    return TimestampSigner(salt=_SALT).sign(_said(row))


def is_open(given: str, row: UUID) -> bool:
    """Whether `given` was issued to the acting person, in this practice and role, for this row, a short while ago."""
    try:
        return TimestampSigner(salt=_SALT).unsign(given, max_age=LASTS) == _said(row)
    except BadSignature:
        return False


def _said(row: UUID) -> str:
    actor = current()
    return f"{actor.practice_id.hex} {actor.user_id} {actor.role} {row.hex}"
