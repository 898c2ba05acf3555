"""Bringing people in, some at a time: a closed page or a stopped server loses nobody and doubles nobody."""

from collections.abc import Sequence
from itertools import islice
from time import monotonic
from uuid import uuid4

from django.db import transaction
from django.db.models import F, QuerySet

from makewhole import records
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Draft, Patient, PatientRecord
from makewhole.app.vault import audit, blind, keys
from makewhole.app.vault.sealed import open_record, seal_record
from makewhole.errors import MakewholeError
from makewhole.records import Coverage

from .facts import Someone
from .files import everyone, facts_of, let_go
from .joining import card_with_file, coverages_with_file, same_card, with_file
from .models import Bringing, BroughtPatient, Doubt
from .resembling import Resembling

SECONDS = 2.0
"""How long one step may take, so that the page can say how far it is."""
AT_ONCE = 50
"""How many patients one transaction holds."""


class BuiltUpon(MakewholeError):
    """Something was added to patients of this file since, so it cannot be undone as a whole."""

    def __init__(self, patients: Sequence[Patient]) -> None:
        super().__init__("Something was added to some of these patients since.")
        self.patients = tuple(patients)


def go_on(row: Bringing) -> Bringing:
    """Bring in the next people of a file, for about two seconds. Returns the row as it then stands."""
    facts, ends = facts_of(row), monotonic() + SECONDS
    position = row.position
    left = everyone(row, facts, position)
    while True:
        some = list(islice(left, AT_ONCE))
        with transaction.atomic():
            row = Bringing.objects.select_for_update(of=("self",)).select_related("blob").get(pk=row.pk)
            if row.state not in (Bringing.State.READY, Bringing.State.RUNNING) or row.position != position:
                return row  # another page of the same file went on meanwhile
            people = [
                Someone.model_construct(where=each.where, patient=each.patient, coverages=each.coverages)
                for each in some
                if each.patient is not None
            ]
            here = Resembling(people)
            for someone in people:
                _bring(row, someone, here)
            row.position = position = position + len(some)
            row.state = Bringing.State.RUNNING
            if len(some) < AT_ONCE:
                row.state = Bringing.State.DONE
                audit.append("bring_in", "bringing_bringing", row=row.pk)
                let_go(row)
            row.save()
        if row.state == Bringing.State.DONE or monotonic() > ends:
            return row


def add(row: Bringing, someone: Someone) -> Patient:
    """Make this person a patient here, as one who came from this file."""
    patient = clinic.register_patient(someone.patient, someone.coverages)
    BroughtPatient(bringing=row, patient=patient, patient_version=patient.version).save()
    row.added += 1
    return patient


def decide(doubt: Doubt, decision: str) -> None:
    """Settle who someone is: `same` leaves the patient here as they are, `changed` gives them what is new in the file's
    address, telephone and coverages, `other` adds a second patient. Undoing the file takes back only `other`."""
    with transaction.atomic():
        audit.take_turn()
        fresh = Doubt.objects.select_for_update(of=("self",)).select_related("bringing", "here").get(pk=doubt.pk)
        if fresh.decision != Doubt.Decision.OPEN:
            return
        someone = open_record(fresh, Someone)
        if decision == Doubt.Decision.OTHER:
            row = Bringing.objects.select_for_update().get(pk=fresh.bringing_id)
            add(row, someone)
            row.save()
        elif decision == Doubt.Decision.CHANGED:
            here, ours = open_record(fresh.here, records.Patient), clinic.coverages(fresh.here)
            clinic.save_patient(fresh.here, with_file(here, someone.patient))
            if (joined := coverages_with_file(ours, someone.coverages)) != ours:
                clinic.save_coverages(fresh.here, joined)
        fresh.decision = Doubt.Decision(decision)
        seal_record(fresh, {})  # what the file said is not kept a second time, where no erasing reaches it
        fresh.save()


def undo(row: Bringing) -> Bringing:
    """Take out again who came from a file, for about two seconds. Raises BuiltUpon as soon as something was added to
    any of those who are left; they stay, and the file counts as brought in again."""
    ends = monotonic() + SECONDS
    while True:
        with transaction.atomic():
            audit.take_turn()  # nobody adds anything between the look and the taking out
            row = Bringing.objects.select_for_update().get(pk=row.pk)
            if row.state not in (Bringing.State.DONE, Bringing.State.UNDOING):
                return row
            built = built_upon(row)
            some = [] if built else list(_still_here(row)[:AT_ONCE])
            for patient in some:
                _take_out(patient)
            row.added -= len(some)
            row.state = Bringing.State.DONE if built else Bringing.State.UNDOING
            if not built and len(some) < AT_ONCE:
                Doubt.objects.filter(bringing=row).delete()
                row.state = Bringing.State.UNDONE
                audit.append("undo_bring_in", "bringing_bringing", row=row.pk)
            row.save()
        if built:
            raise BuiltUpon(built)
        if row.state == Bringing.State.UNDONE or monotonic() > ends:
            return row


def built_upon(row: Bringing) -> list[Patient]:
    """Patients of a file who were changed, or to whom anything was added, since they came; at most twenty."""
    mine = _still_here(row)
    found = set(mine.exclude(version=F("brought_by__patient_version"))[:20])
    records_since = PatientRecord.objects.exclude(kind=clinic.COVERAGES, version=1)
    found |= set(mine.filter(pk__in=records_since.values("patient"))[:20])
    for relation in Patient._meta.related_objects:
        if relation.related_model in (PatientRecord, BroughtPatient, Doubt):
            continue
        others = relation.related_model._default_manager.values(relation.field.name)  # type: ignore[union-attr]
        found |= set(mine.filter(pk__in=others.filter(**{f"{relation.field.name}__isnull": False}))[:20])
    found |= set(mine.filter(pk__in=Draft.objects.values("subject"))[:20])
    others = Doubt.objects.filter(here__in=mine).exclude(bringing=row)
    return [*found, *mine.filter(pk__in=others.values("here")).exclude(pk__in=[each.pk for each in found])][:20]


def _bring(row: Bringing, someone: Someone, here: Resembling) -> None:
    known = here.to(someone)
    if known is None:
        here.note(someone, add(row, someone).pk)
        return
    patient = Patient.objects.get(pk=known)
    if _is_known(patient, someone):
        row.known += 1
        return
    doubt = Doubt(id=uuid4(), bringing=row, here=patient)
    seal_record(doubt, someone)
    doubt.save()


def _is_known(here: Patient, someone: Someone) -> bool:
    """Whether a patient here says all that the file says, so that there is nothing to decide."""
    ours = open_record(here, records.Patient)
    told = someone.patient.model_copy(update={"account_number": ours.account_number})
    told = told.model_copy(update={name: getattr(ours, name) for name in ("signature_on_file", "self_pay_restriction")})
    cards = clinic.coverages(here)
    return ours == told and all(_says(same_card(each, cards), each) for each in someone.coverages)


def _says(ours: Coverage | None, theirs: Coverage) -> bool:
    return ours is not None and card_with_file(ours, theirs) == ours


def _still_here(row: Bringing) -> QuerySet[Patient]:
    """The patients who came from a file; one who was erased since stays the bare row that they are."""
    return Patient.objects.filter(brought_by__bringing=row).exclude(state=Patient.State.ERASED)


def _take_out(patient: Patient) -> None:
    PatientRecord.objects.filter(patient=patient).delete()
    keys.erase(patient.pk)
    blind.forget(patient.pk)
    patient.delete()
