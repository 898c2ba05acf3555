"""The picture of a provider's signature: kept sealed, and found again for the papers that they signed themselves."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.people import own_npi
from makewhole.app.clinic.opened import PROVIDERS
from makewhole.app.clinic.records import practice_record
from makewhole.app.vault import blobs
from makewhole.app.vault.acting import current
from makewhole.app.vault.models import Blob
from makewhole.documents.apart import pages_apart
from makewhole.records import Provider, Visit

from . import kept
from .pages import DEED

LABEL = _("Picture of the signature")


class SignatureLink(NamedTuple):
    """A provider whose signature the acting person may look at and change, and whether there is one."""

    npi: str
    name: str
    there: bool


def signature_links() -> list[SignatureLink]:
    """The providers whose signatures are the acting person's to change: a manager's all, a provider's their own."""
    found = practice_record(PROVIDERS, tuple[Provider, ...]) or ()
    return [
        SignatureLink(each.npi, each.signs_as, bool(each.signature_image)) for each in found if may_change(each.npi)
    ]


def may_change(npi: str) -> bool:
    """Whether the acting person may change this provider's signature."""
    return may(current().role, DEED) or (bool(npi) and own_npi() == npi)


def keep_signature(npi: str, picture: bytes) -> int:
    """Keep a picture, upright and without what a camera noted beside it. Returns the setting's version.

    Raises AttachmentError, ChangedElsewhere.
    """
    upright = pages_apart(picture, str(LABEL))[0].picture
    with transaction.atomic():
        return _save(npi, str(blobs.seal_blob(current().practice_id, upright).pk))


def drop_signature(npi: str) -> int:
    """Keep none. An earlier version of the setting brings it back. Raises ChangedElsewhere."""
    return _save(npi, None)


def signature_of(provider: Provider) -> bytes | None:
    """A provider's signature as a JPEG; None when there is none."""
    try:
        blob = Blob.objects.filter(pk=UUID(provider.signature_image or "")).first()
    except ValueError:  # none, or the name of a file that was never taken in here
        return None
    return b"".join(blobs.open_blob(blob)) if blob else None


def signatures_for(
    visit: Visit, signed_as: str, providers: Sequence[Provider]
) -> tuple[tuple[Provider, ...], dict[str, bytes]]:
    """The providers as paper needs them, and the pictures by their names in them: only the signature of who treated,
    and only when they signed this visit themselves."""
    signer = signed_as or (visit.note.signed_by if visit.note else None)
    mine = {each.npi: signature_of(each) for each in providers if each.npi == signer == visit.rendering_provider}
    shown = tuple(
        each if mine.get(each.npi) else each.model_copy(update={"signature_image": None}) for each in providers
    )
    return shown, {each.signature_image: mine[each.npi] or b"" for each in shown if each.signature_image}


def _save(npi: str, picture: str | None) -> int:
    stored = kept.kept(PROVIDERS, tuple[Provider, ...])
    changed = tuple(
        each.model_copy(update={"signature_image": picture}) if each.npi == npi else each
        for each in stored.record or ()
    )
    return kept.save(PROVIDERS, changed, stored.number)
