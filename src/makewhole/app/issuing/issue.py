"""Issuing: a number, its paper and its files, all in one transaction or not at all."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.models import Visit
from makewhole.app.vault import audit, blobs, disclosures
from makewhole.app.vault.acting import current
from makewhole.app.vault.models import Disclosure
from makewhole.app.vault.sealed import open_record, seal_record
from makewhole.errors import MakewholeError
from makewhole.packets import MadePacket

from .facts import Issued
from .insurer_form import to_fill
from .making import ALWAYS, NotIssuable, Opened, as_service, open_visit, versions
from .models import Counter, Link, Packet, PacketFile, label

SHORTEST_REASON = 10


class Blocked(MakewholeError):
    """Errors stand in the way, and nobody who may has said why to issue all the same."""


class NeedsReason(MakewholeError):
    """A reason has to be given, in a sentence."""


@dataclass(frozen=True)
class Wanted:
    """What someone chose: documents and attached records, and the reasons they gave.

    `override`: why to issue although errors stand. `corrects`: the packet that this one replaces, and `correction`
    why. `version`: the visit's version that they looked at, or None for any. `form`: the insurer's form, of those kept.
    """

    leave_out: frozenset[str] = frozenset()
    attachments: frozenset[UUID] = frozenset()
    override: str = ""
    correction: str = ""
    corrects: Packet | None = None
    version: int | None = None
    form: UUID | None = None


def issue(visit: Visit, wanted: Wanted, key: UUID) -> Packet:
    """Issue a packet for a signed visit and return it; a visit that has one already returns that one.

    `key` makes it safe to ask again: the same key never gives a second packet. The next number is taken and the files
    are stored in one transaction, so that a number exists exactly when its packet does.
    Raises NotIssuable, Blocked, NeedsReason, InvalidRecord.
    """
    if done := _already(visit, wanted, key):
        return done
    opened = open_visit(visit)
    _check(opened, wanted)
    wanted = _without_the_indispensable(wanted)
    # Setting type takes a fifth of a second, too long to keep everyone else waiting. So it is done before the number
    # is taken, and done again, with the number held, only if someone else took it meanwhile.
    guess = _counter().last + 1
    made = _made(opened, wanted, guess)
    with transaction.atomic():
        counter = Counter.objects.select_for_update().get()
        if done := _already(visit, wanted, key):
            return done
        if _version(visit) != (Visit.State.SIGNED, opened.row.version):
            raise NotIssuable(_("This visit was changed meanwhile. Look at it again before you issue it."))
        number = counter.last + 1
        if number != guess:
            made = _made(opened, wanted, number)
        counter.last = number
        counter.save()
        return _stored(opened, wanted, key, number, made)


def void(packet: Packet, reason: str) -> None:
    """Mark a packet void, for good; its files stay and its links end. Raises NeedsReason, NotIssuable."""
    reason = _reason(reason)
    with transaction.atomic():
        row = Packet.objects.select_for_update().get(pk=packet.pk)
        if row.state != Packet.State.ISSUED:
            raise NotIssuable(_("Only a packet that counts can be made void."))
        _reseal(row, void=reason)
        row.state = Packet.State.VOID
        row.save()
        _end_links(row)
        audit.append("void", "issuing_packet", row=row.pk, why=reason)


def hand_over(packet: Packet, key: UUID) -> None:
    """Write down that the patient was given a packet at the desk. The same key again writes nothing new."""
    with transaction.atomic():
        audit.take_turn()
        if Disclosure.objects.filter(pk=key).exists():
            return
        to = _("The patient, at the desk")
        disclosures.disclose(packet.patient_id, to, packet.label, "to_the_patient", key=key)
        audit.append("hand_over", "issuing_packet", row=packet.pk)


def live_packet(visit: Visit) -> Packet | None:
    """The packet that counts for this visit, or for a version of it that an amendment replaced."""
    return Packet.objects.filter(visit_id__in=versions(visit), state=Packet.State.ISSUED).order_by("-number").first()


def file_bytes(packet: Packet, name: str) -> bytes | None:
    """One file of a packet, byte for byte as it was issued; None where it has none of that name."""
    if "\0" in name:  # an address may carry one; PostgreSQL refuses to be asked for it
        return None
    found = PacketFile.objects.select_related("blob").filter(packet=packet, name=name).first()
    return b"".join(blobs.open_blob(found.blob)) if found else None


def issued_facts(packet: Packet) -> Issued:
    """What a packet was issued with."""
    return open_record(packet, Issued)


def _already(visit: Visit, wanted: Wanted, key: UUID) -> Packet | None:
    if done := Packet.objects.filter(key=key).first():
        return done
    standing = live_packet(visit)
    if standing is None:
        return None
    if wanted.corrects is None:
        return standing if standing.visit_id == visit.pk else None
    return standing if standing.corrects_id == wanted.corrects.pk else None


def _check(opened: Opened, wanted: Wanted) -> None:
    if wanted.version is not None and wanted.version != opened.row.version:
        raise NotIssuable(_("This visit was changed meanwhile. Look at it again before you issue it."))
    standing = live_packet(opened.row)
    if standing is not None and (wanted.corrects is None or wanted.corrects.pk != standing.pk):
        raise NeedsReason(
            _("Packet %(number)s was issued for an earlier version of this visit: say why it is corrected.")
            % {"number": standing.label}
        )
    if wanted.corrects is not None:
        if standing is None:
            raise NotIssuable(_("The packet to correct does not count any more. Issue a new one."))
        _reason(wanted.correction)
    if opened.blocked:
        if not may(current().role, "override_findings"):
            raise Blocked(_("Errors stand in the way. Mend them, or ask a biller or a manager."))
        if len(wanted.override.strip()) < SHORTEST_REASON:
            raise Blocked(_("Errors stand in the way. Mend them, or say in a sentence why to issue all the same."))


def _without_the_indispensable(wanted: Wanted) -> Wanted:
    kept = wanted.leave_out - set(ALWAYS)
    return replace(wanted, leave_out=kept)


def _reason(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise NeedsReason(_("Say why in a sentence."))
    return reason.strip()


def _made(opened: Opened, wanted: Wanted, number: int) -> MadePacket:
    corrects = wanted.corrects.label if wanted.corrects else ""
    with as_service("making a packet"):
        form = to_fill(wanted.form) if wanted.form else None
        if wanted.form and form is None:
            raise NotIssuable(_("The insurer's form you chose is not kept here any more, or nobody looked it over."))
        return opened.make(label(number), wanted.leave_out, wanted.attachments, corrects, form)


def _stored(opened: Opened, wanted: Wanted, key: UUID, number: int, made: MadePacket) -> Packet:
    actor = current()
    found = made.packet
    if wanted.corrects is not None:
        old = Packet.objects.select_for_update().get(pk=wanted.corrects.pk)
        if old.state != Packet.State.ISSUED:
            raise NotIssuable(_("The packet to correct does not count any more. Issue a new one."))
        old.state = Packet.State.CORRECTED
        old.save()
        _end_links(old)
        audit.append("correct", "issuing_packet", row=old.pk, why=wanted.correction.strip())
    row = Packet(
        id=uuid4(),
        patient=opened.row.patient,
        visit=opened.row,
        number=number,
        key=key,
        issued=found.issued,
        charge=found.claim.total_charge,
        issued_by_id=actor.user_id,
        corrects=wanted.corrects,
    )
    errors = any(each.severity == "error" for each in found.findings)
    seal_record(
        row,
        Issued(
            documents=found.documents,
            payer=found.claim.coverage.payer_name,
            findings=found.findings,
            override=wanted.override.strip() if errors else "",
            correction=wanted.correction.strip() if wanted.corrects else "",
        ),
    )
    row.save()
    for name, content in made.files.items():
        PacketFile(packet=row, name=name, blob=blobs.seal_blob(row.patient_id, content)).save()
    audit.append("issue", "issuing_packet", row=row.pk, why=wanted.override.strip() if errors else "")
    return row


def _counter() -> Counter:
    found = Counter.objects.first()
    if found is None:
        Counter.objects.bulk_create([Counter(practice_id=current().practice_id)], ignore_conflicts=True)
        found = Counter.objects.get()
    return found


def _version(visit: Visit) -> tuple[str, int]:
    return Visit.objects.select_for_update().values_list("state", "version").get(pk=visit.pk)


def _reseal(row: Packet, **changes: str) -> None:
    facts = open_record(row, Issued).model_copy(update=changes)
    seal_record(row, facts)


def _end_links(row: Packet) -> None:
    Link.objects.filter(packet=row, withdrawn=None).update(withdrawn=timezone.now())
