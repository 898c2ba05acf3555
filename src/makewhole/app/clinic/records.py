"""Between the spine and the library's records: each row's record sealed, opened, and found again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from makewhole import records
from makewhole.app.vault import audit, blind, blobs, keys
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere, open_record, open_records, seal_record

from .models import Attachment, Draft, Patient, PatientRecord, PracticeRecord, Visit
from .typed import days_in_one_word

Kind = TypeVar("Kind")
Row = TypeVar("Row", Patient, Visit)
AT_ONCE = 200
# What a patient has one of, and as what it is read.
COVERAGES, HISTORY, PLAN, SCORES = "coverages", "history", "plan", "scores"


def save_patient(row: Patient, record: records.Patient) -> Patient:
    """Seal a patient's record, save the row, and make it found by its new name and date of birth."""
    with transaction.atomic():
        seal_record(row, record)
        row.save()
        _index(row, record, coverages(row))
    return row


def save_coverages(row: Patient, found: Sequence[records.Coverage], over: int | None = None) -> PatientRecord:
    """Seal a patient's coverages, and make the patient found by their member ids. `over` as in save_patient_record."""
    with transaction.atomic():
        saved = save_patient_record(row, COVERAGES, tuple(found), over)
        _index(row, open_record(row, records.Patient), tuple(found))
    return saved


def register_patient(record: records.Patient, found: Sequence[records.Coverage]) -> Patient:
    """Make a new patient with their coverages, and make them found, all at once."""
    row = Patient(id=uuid4())
    with transaction.atomic():
        seal_record(row, record)
        row.save()
        if found:
            save_patient_record(row, COVERAGES, tuple(found))
        _index(row, record, found)
    return row


def coverages(row: Patient) -> tuple[records.Coverage, ...]:
    """A patient's coverages; none yet is an empty tuple."""
    return patient_record(row, COVERAGES, tuple[records.Coverage, ...]) or ()


def patient_record(row: Patient, name: str, kind: type[Kind]) -> Kind | None:
    """One of a patient's records by its name, read as `kind`; None when there is none yet."""
    found = PatientRecord.objects.filter(patient=row, kind=name).first()
    return open_record(found, kind) if found else None


def save_patient_record(row: Patient, name: str, record: object, over: int | None = None) -> PatientRecord:
    """Seal one of a patient's records under its name, in place of the one before.

    `over` is the version that someone had open when they changed it, 0 for none yet. Raises ChangedElsewhere when
    another was saved since; nothing is overwritten.
    """
    with transaction.atomic():
        audit.take_turn()
        found = PatientRecord.objects.filter(patient=row, kind=name).first()
        if over is not None and (found.version if found else 0) != over:
            raise ChangedElsewhere("Someone else changed this record. Look at their version, then save yours.")
        saved = found or PatientRecord(patient=row, kind=name)
        seal_record(saved, record)
        saved.save()
    return saved


def practice_record(name: str, kind: type[Kind]) -> Kind | None:
    """One of the acting practice's own records by its name, read as `kind`; None when there is none yet."""
    found = PracticeRecord.objects.filter(kind=name).first()
    return open_record(found, kind) if found else None


def save_practice_record(name: str, record: object) -> PracticeRecord:
    """Seal one of the acting practice's own records under its name, in place of the one before."""
    found = PracticeRecord.objects.filter(kind=name).first() or PracticeRecord(kind=name)
    seal_record(found, record)
    found.save()
    return found


def save_visit(row: Visit, record: records.Visit) -> Visit:
    """Seal a visit's record and keep its date in the spine. Raises ValueError for a visit that is no longer a draft."""
    if row.state != Visit.State.DRAFT:
        raise ValueError("a signed visit is corrected by an amendment")
    row.date, row.number_token = record.date, number_token(record.number)
    seal_record(row, record)
    row.save()
    return row


def number_token(number: str) -> bytes:
    """What a visit's number is compared by: it is sealed, and two visits must not share one."""
    return blind.token(f"visit:{number.strip().casefold()}")


def visit_record(row: Visit) -> records.Visit:
    """A visit's record."""
    return open_record(row, records.Visit)


def attach(
    patient: Patient, facts: records.Attachment, content: bytes, visit: Visit | None = None, key: UUID | None = None
) -> Attachment:
    """Seal a file brought from elsewhere, with what is known about it. The same `key` again attaches nothing new."""
    with transaction.atomic():
        audit.take_turn()
        if key and (found := Attachment.objects.filter(pk=key).first()):
            return found
        row = Attachment(id=key or uuid4(), patient=patient, visit=visit, blob=blobs.seal_blob(patient.pk, content))
        seal_record(row, facts)
        row.save()
    return row


def keep_draft(user_id: UUID, form: str, subject: UUID, typed: dict[str, object], patient: Patient | None) -> Draft:
    """Keep what someone is typing in a form about a subject, sealed, in place of what they typed before."""
    found = Draft.objects.filter(user_id=user_id, form=form, subject=subject).first()
    row = found or Draft(user_id=user_id, form=form, subject=subject, patient=patient)
    seal_record(row, typed)
    row.save()
    return row


def draft(user_id: UUID, form: str, subject: UUID) -> dict[str, object] | None:
    """What someone was typing; None when there is nothing."""
    found = Draft.objects.filter(user_id=user_id, form=form, subject=subject).first()
    return open_record(found, dict[str, object]) if found else None


def drop_draft(user_id: UUID, form: str, subject: UUID) -> None:
    """Forget what someone was typing, once it is saved."""
    Draft.objects.filter(user_id=user_id, form=form, subject=subject).delete()


def search(typed: str, most: int | None = None) -> list[UUID]:
    """The ids of patients who fit every word typed: beginnings of names, a date of birth, a member id or its last
    four. As many as `most` (blind.MOST) means that there may be more."""
    return blind.find(days_in_one_word(typed), most)


def find_patients(typed: str, most: int | None = None) -> QuerySet[Patient]:
    """Patients who fit what is typed, no more than `most` (blind.MOST) of them."""
    return Patient.objects.exclude(state=Patient.State.ERASED).filter(pk__in=search(typed, most))


def patients(rows: Iterable[Patient]) -> list[records.Patient]:
    """The records of many patients at once."""
    return open_records(list(rows), records.Patient)


def names(rows: Sequence[Patient]) -> list[str]:
    """What each of many patients is called; of one who was erased it says so."""
    here = [row for row in rows if row.state != Patient.State.ERASED]
    known = {row.pk: str(person.name) for row, person in zip(here, patients(here), strict=True)}
    return [known.get(row.pk, _("a patient who was erased")) for row in rows]


def erase_patient(row: Patient, why: str) -> None:
    """Destroy a patient's keys: every record, file, draft and disclosure of theirs is unreadable for good.

    The bare rows (dates, amounts) and the audit trail stay. Copies of the key in backups go when those expire.
    """
    with transaction.atomic():
        audit.take_turn()
        keys.erase(row.pk)
        blind.forget(row.pk)
        row.doubts.all().delete()  # what a file said of them lies under the practice's own key
        # The next version, so that who has the record open does not save the old state over this one.
        Patient.objects.filter(pk=row.pk).update(state=Patient.State.ERASED, version=F("version") + 1)
        audit.append("erase", "clinic_patient", row=row.pk, why=why)
        transaction.on_commit(_clear_log)


def index_again() -> int:
    """Make every patient found, and every visit's number known, as this version does it. Returns how many rows."""
    count, seen = 0, current().seen.reads
    audit.append("index", "vault_searchtoken")
    for rows in _portions(Patient.objects.exclude(state=Patient.State.ERASED)):
        cards = {each.patient_id: each for each in PatientRecord.objects.filter(patient__in=rows, kind=COVERAGES)}
        covered = dict(zip(cards, open_records(list(cards.values()), tuple[records.Coverage, ...]), strict=True))
        with transaction.atomic():
            for row, record in zip(rows, patients(rows), strict=True):
                _index(row, record, covered.get(row.pk, ()))
        count += len(rows)
    for visits in _portions(Visit.objects.exclude(patient__state=Patient.State.ERASED)):
        for visit, fields in zip(visits, open_records(visits, dict[str, object]), strict=True):
            visit.number_token = number_token(str(fields["number"]))
        Visit.objects.bulk_update(visits, ["number_token"])
        count += len(visits)
    seen.clear()  # nobody read them: the entry above says what was done
    return count


def _portions(found: QuerySet[Row]) -> Iterator[list[Row]]:
    last: UUID | None = None
    while rows := list((found.filter(pk__gt=last) if last else found).order_by("pk")[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _clear_log() -> None:
    # SQLite's write-ahead log may still hold the page with the key; taken into the file it is overwritten.
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _index(row: Patient, record: records.Patient, found: Sequence[records.Coverage]) -> None:
    terms = blind.name_terms(record.name.first, record.name.last) | {blind.birth_term(record.date_of_birth)}
    for coverage in found:
        terms |= blind.member_terms(coverage.member_id)
    blind.index(row.pk, terms)
