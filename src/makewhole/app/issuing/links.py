"""Links by which a patient opens a packet from outside: a long random token, and two facts that it does not carry."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole import records
from makewhole.app.clinic.models import Patient
from makewhole.app.vault import audit, disclosures
from makewhole.app.vault.acting import acting_as_service, current
from makewhole.app.vault.sealed import open_record, seal_record
from makewhole.errors import MakewholeError

from .facts import Secret
from .issue import file_bytes
from .making import NotIssuable
from .models import Link, Packet, PacketFile

LASTS = timedelta(days=7)
LOOKS = timedelta(minutes=20)
"""How long the packet may be looked at after both facts were given."""
MOST_WRONG = 5
FILES = ("submission-sheet.pdf", "packet.pdf", "superbill.pdf", "receipt.pdf")
"""What a patient is given, in this order; the rest of a packet is for the practice's own machines."""


class NoLink(MakewholeError):
    """The link never was one, was withdrawn, has expired or was tried too often."""


class WrongFacts(MakewholeError):
    """The date of birth or the code does not fit."""


@dataclass(frozen=True)
class Made:
    """A new link. The token is shown once and kept as a hash; the code is told by phone."""

    link: Link
    token: str
    code: str


def make_link(packet: Packet, key: UUID) -> Made | None:
    """Make a link to a packet. None when `key` made one already: its token cannot be shown again.

    Raises NotIssuable for a packet that does not count any more.
    """
    actor = current()
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        row = Packet.objects.select_for_update().get(pk=packet.pk)
        if Link.objects.filter(key=key).exists():
            return None
        if row.state != Packet.State.ISSUED:
            raise NotIssuable(_("Only a packet that counts can be shared."))
        link = Link(
            id=uuid4(),
            patient_id=row.patient_id,
            packet=row,
            key=key,
            token_hash=_hash(token),
            made_by_id=actor.user_id,
            expires=timezone.now() + LASTS,
        )
        seal_record(link, Secret(code=code))
        link.save()
        audit.append("share", "issuing_packet", row=row.pk)
    return Made(link, f"{actor.practice_id.hex}.{token}", code)


def withdraw(link: Link) -> None:
    """Make a link useless."""
    with transaction.atomic():
        row = Link.objects.select_for_update().get(pk=link.pk)
        row.withdrawn = row.withdrawn or timezone.now()
        row.save()
        audit.append("withdraw", "issuing_packet", row=row.packet_id)


def state_of(link: Link, now: datetime | None = None) -> str:
    """`open`, `withdrawn`, `locked` (tried too often) or `expired`."""
    if link.withdrawn is not None:
        return "withdrawn"
    if link.wrong >= MOST_WRONG:
        return "locked"
    return "open" if link.expires > (now or timezone.now()) else "expired"


def is_open(token: str) -> bool:
    """Whether a link may still be tried. Says nothing about anyone."""
    try:
        practice, secret = _split(token)
        with acting_as_service(practice, "a link was followed"):
            _found(secret)
    except NoLink:
        return False
    return True


def prove(token: str, born: date, code: str, where: str) -> UUID:
    """Check both facts; returns the link's id. Five wrong tries lock the link for good.

    Both facts are compared whether the first fits or not, in constant time. Raises NoLink, WrongFacts.
    """
    practice, secret = _split(token)
    with acting_as_service(practice, "a link was tried", where), transaction.atomic():
        link = _found(secret)
        person = open_record(link.packet.patient, records.Patient)
        right = hmac.compare_digest(person.date_of_birth.isoformat(), born.isoformat())
        right &= hmac.compare_digest(open_record(link, Secret).code.encode(), code.encode())
        if right:
            link.openings, link.opened = link.openings + 1, timezone.now()
        else:
            link.wrong += 1
        link.save()
        outcome = audit.DONE if right else audit.REFUSED
        audit.append("open_link", "issuing_packet", row=link.packet_id, outcome=outcome)
        locked = link.wrong >= MOST_WRONG
    if locked:
        raise NoLink(_("Too many tries."))
    if not right:
        raise WrongFacts(_("The date of birth and the code do not fit together."))
    return link.pk


def shared(token: str, proved: UUID) -> tuple[Packet, list[str]]:
    """The packet behind a link whose facts were given, and the files in it that are for the patient. Raises NoLink."""
    practice, secret = _split(token)
    with acting_as_service(practice, "a shared packet was looked at"):
        link = _found(secret)
        if link.pk != proved:
            raise NoLink(_("This link does not work."))
        names = set(PacketFile.objects.filter(packet=link.packet).values_list("name", flat=True))
        return link.packet, [name for name in FILES if name in names]


def release(token: str, proved: UUID, name: str, where: str) -> tuple[Packet, bytes]:
    """One file, for the patient; logged as a disclosure in the same transaction. Raises NoLink."""
    practice, secret = _split(token)
    with acting_as_service(practice, "a shared packet was opened", where), transaction.atomic():
        link = _found(secret)
        content = file_bytes(link.packet, name) if link.pk == proved and name in FILES else None
        if content is None:
            raise NoLink(_("This link does not work."))
        what = f"{link.packet.label}: {name}"
        disclosures.disclose(link.patient_id, _("The patient, by a link"), what, "to_the_patient", where)
        audit.append("release", "issuing_packet", row=link.packet_id)
        return link.packet, content


def practice_of(token: str) -> UUID:
    """The practice whose link this may be. Raises NoLink."""
    return _split(token)[0]


def _found(secret: str) -> Link:
    rows = Link.objects.select_for_update(of=("self",)).select_related("packet__patient")
    with transaction.atomic():
        link = rows.filter(token_hash=_hash(secret)).first()
    if link is None or state_of(link) != "open" or link.packet.state != Packet.State.ISSUED:
        raise NoLink(_("This link does not work."))
    if link.packet.patient.state == Patient.State.ERASED:
        raise NoLink(_("This link does not work."))
    return link


def _split(token: str) -> tuple[UUID, str]:
    practice, _dot, secret = token.partition(".")
    try:
        return UUID(hex=practice), secret
    except ValueError:
        raise NoLink(_("This link does not work.")) from None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
