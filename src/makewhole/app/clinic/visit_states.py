"""A visit begins, is signed, and is amended; what is not signed can be thrown away."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole import records
from makewhole.app.accounts.people import own_npi
from makewhole.app.vault import audit
from makewhole.app.vault.acting import current
from makewhole.coding import code_visit
from makewhole.errors import InvalidRecord, MakewholeError, Problem
from makewhole.records import Record
from makewhole.records.identifiers import Day, Prose

from .models import Patient, Visit
from .opened import House, open_chart, visit_file
from .records import number_token, patient_record, save_patient_record, save_visit, visit_record

AMENDMENTS = "amendments"


class Amendment(Record):
    """Why a signed visit was corrected, and when. Kept with the patient under the new visit's id. `of`: the visit that
    it would have replaced, once it is thrown away."""

    reason: Prose
    on: Day
    by: str
    of: UUID | None = None


def start_visit(patient: Patient, house: House) -> tuple[Visit, bool]:
    """Today's visit of this patient and whether it is new: one begun today and not signed is gone on with."""
    today = house.today()
    with transaction.atomic():
        # Locked, so that a double click begins one visit.
        Patient.objects.select_for_update().get(pk=patient.pk)
        begun = Visit.objects.filter(patient=patient, date=today, state=Visit.State.DRAFT, amends=None).first()
        if begun:
            return begun, False
        row = Visit(id=uuid4(), patient=patient, date=today)
        while number_taken(row, number := f"V-{today:%Y%m%d}-{row.pk.hex[:4].upper()}"):
            row.pk = uuid4()
        protocol = house.protocols[0] if house.protocols else None
        record = records.Visit(
            number=number,
            date=today,
            time_zone=house.zone,
            place_of_service=protocol.place_of_service if protocol else "11",
            rendering_provider=house.providers[0].npi,
        )
        return save_visit(row, record), True


def keep_visit(row: Visit, record: records.Visit, house: House) -> None:
    """Seal what a visit holds and what it comes to. Raises ChangedElsewhere when someone saved before, InvalidRecord
    when another visit has its number."""
    with transaction.atomic():
        audit.take_turn()  # so that no two visits take one number at once
        if number_taken(row, record.number):
            taken = _("Another visit has this number."), _("Give this one a number of its own.")
            raise InvalidRecord([Problem("visit.number", *taken)])
        _keep(row, record, house)


def number_taken(row: Visit, number: str) -> bool:
    """Whether a visit other than this one, and those that it amends, has this number."""
    mine, before = [row.pk], row.amends_id
    while before is not None:
        mine.append(before)
        before = Visit.objects.values_list("amends_id", flat=True).get(pk=before)
    return Visit.objects.filter(number_token=number_token(number)).exclude(pk__in=mine).exists()


def _keep(row: Visit, record: records.Visit, house: House) -> None:
    row.charge = None
    try:
        if record.administrations or record.hydration or record.office_visit or record.psychotherapy:
            chart = open_chart(row.patient, "coverages")
            row.charge = code_visit(visit_file(house, chart, record)).charge
    except MakewholeError:
        row.charge = None  # no rules are known for its date; the page says so
    save_visit(row, record)


def sign_visit(row: Visit, version: int, npi: str, house: House) -> None:
    """Sign a visit as the provider with this NPI; from then on it cannot be changed. Raises Unsignable, NotYours."""
    if not npi or npi != own_npi():
        audit.refused("clinic_visit", row.pk, f"signing as {npi}")
        raise NotYours("Everyone signs as themselves only.")
    with transaction.atomic():
        fresh = Visit.objects.select_for_update().select_related("patient").get(pk=row.pk)
        if fresh.state != Visit.State.DRAFT or fresh.version != version:
            raise Unsignable("The visit changed since you looked at it; look again, then sign.")
        now = house.now()
        record = visit_record(fresh)
        note = record.note.model_copy(update={"signed_by": npi, "signed_on": now.date()}) if record.note else None
        _keep(fresh, record.model_copy(update={"note": note, "signed_on": now}), house)
        fresh.state, fresh.signed_at = Visit.State.SIGNED, timezone.now()
        fresh.signed_by_id, fresh.signed_as = current().user_id, npi
        fresh.save()
        audit.append("sign", "clinic_visit", row=fresh.pk, why=npi)
        if fresh.amends_id:
            Visit.objects.filter(pk=fresh.amends_id).update(state=Visit.State.AMENDED)


class NotYours(MakewholeError):
    """Someone tried to sign as another provider."""


class Unsignable(MakewholeError):
    """The visit is not what the clinician looked at."""


def discard_visit(row: Visit) -> None:
    """Throw away a visit that was begun by mistake; nothing of it is lost until someone takes it up again. Raises
    Unsignable for one that is signed or amends another."""
    _turn(row, Visit.State.DRAFT, Visit.State.DISCARDED, "discard_visit")


def restore_visit(row: Visit) -> None:
    """Take up again a visit that was thrown away. Raises Unsignable."""
    _turn(row, Visit.State.DISCARDED, Visit.State.DRAFT, "restore_visit")


def _turn(row: Visit, before: Visit.State, after: Visit.State, deed: str) -> None:
    with transaction.atomic():
        fresh = Visit.objects.select_for_update().get(pk=row.pk)
        if fresh.state != before or fresh.amends_id is not None:
            raise Unsignable("Only a visit that is not signed is thrown away, and only one thrown away is taken up.")
        fresh.state = after
        fresh.save()
        audit.append(deed, "clinic_visit", row=fresh.pk)


def amend_visit(row: Visit, reason: str, on: date, by: str) -> Visit:
    """A new draft that will replace a signed visit once it is signed itself; the reason is kept with it."""
    if row.state != Visit.State.SIGNED:
        raise Unsignable("Only a signed visit is amended.")
    before = visit_record(row)
    note = before.note.model_copy(update={"signed_by": None, "signed_on": None}) if before.note else None
    with transaction.atomic():
        found = Visit.objects.filter(amends=row).first()
        if found:
            return found
        new = Visit(id=uuid4(), patient=row.patient, date=row.date, amends=row, charge=row.charge)
        save_visit(new, before.model_copy(update={"note": note, "signed_on": None}))
        kept = amendments(row.patient)
        kept[str(new.pk)] = Amendment(reason=reason, on=on, by=by)
        save_patient_record(row.patient, AMENDMENTS, kept)
        audit.append("amend", "clinic_visit", row=new.pk, why=reason)
    return new


def discard_amendment(row: Visit) -> None:
    """Throw an amendment away before it is signed; the signed visit stays as it is. Raises Unsignable."""
    with transaction.atomic():
        fresh = Visit.objects.select_for_update().select_related("patient").get(pk=row.pk)
        if fresh.state != Visit.State.DRAFT or fresh.amends_id is None:
            raise Unsignable("Only an amendment that is not signed is thrown away.")
        kept = amendments(fresh.patient)
        key = str(fresh.pk)
        kept[key] = kept[key].model_copy(update={"of": fresh.amends_id})
        save_patient_record(fresh.patient, AMENDMENTS, kept)
        fresh.state, fresh.amends = Visit.State.VOID, None
        fresh.save()
        audit.append("discard_amendment", "clinic_visit", row=fresh.pk)


def restore_amendment(row: Visit) -> None:
    """Take up an amendment again that was thrown away. Raises Unsignable, also when another was begun since."""
    with transaction.atomic():
        fresh = Visit.objects.select_for_update().select_related("patient").get(pk=row.pk)
        kept = amendments(fresh.patient)
        told = kept.get(str(fresh.pk))
        signed = Visit.objects.filter(pk=told.of, state=Visit.State.SIGNED).first() if told and told.of else None
        if fresh.state != Visit.State.VOID or signed is None or replaced_by(signed):
            raise Unsignable("Another amendment was begun, or the signed visit was replaced.")
        kept[str(fresh.pk)] = kept[str(fresh.pk)].model_copy(update={"of": None})
        save_patient_record(fresh.patient, AMENDMENTS, kept)
        fresh.state, fresh.amends = Visit.State.DRAFT, signed
        fresh.save()
        audit.append("restore_amendment", "clinic_visit", row=fresh.pk)


def thrown_away(row: Visit) -> tuple[UUID, Amendment] | None:
    """The amendment of this visit that was thrown away last, with its id; None when there is none."""
    found = [(UUID(key), each) for key, each in amendments(row.patient).items() if each.of == row.pk]
    return max(found, key=lambda each: each[1].on, default=None)


def amendments(patient: Patient) -> dict[str, Amendment]:
    """Why this patient's visits were amended, by the id of the new visit."""
    return patient_record(patient, AMENDMENTS, dict[str, Amendment]) or {}


def amendment_of(row: Visit) -> Amendment | None:
    """Why this visit replaces another; None when it replaces none."""
    return amendments(row.patient).get(str(row.pk)) if row.amends_id else None


def replaced_by(row: Visit) -> UUID | None:
    """The visit that amends this one, signed or not."""
    return Visit.objects.filter(amends=row).values_list("pk", flat=True).first()
