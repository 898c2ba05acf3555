from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from tests.app.issuing.conftest import fill, signed_visit

from makewhole import records
from makewhole.app.accounts import invitations
from makewhole.app.accounts.models import Membership
from makewhole.app.accounts.people import let_sign_as
from makewhole.app.clinic import attached
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, PatientRecord, Visit
from makewhole.app.issuing.issue import Wanted, file_bytes, issue
from makewhole.app.issuing.models import Packet
from makewhole.app.project.databases import learn
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.checks import owned_models_stay_in_their_practice


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_model_escapes_its_practice() -> None:
    assert owned_models_stay_in_their_practice(None) == []


def test_the_audit_triggers_go_back_and_forth_with_the_entries_kept(
    committed: dict[str, Membership], example: records.VisitFile
) -> None:
    with acting(committed["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
    for target in ("0001", "0002"):
        call_command("migrate", "vault", target, verbosity=0)
    call_command("migrate", verbosity=0)  # what stands on the vault went back with it
    with acting(committed["manager"]):
        assert clinic.patients([Patient.objects.get(pk=row.pk)]) == [example.patient]
        assert chain.verify().broken is None


def test_a_visit_learns_of_its_packet_when_the_tables_go_back_and_forth(
    committed: dict[str, Membership], example: records.VisitFile
) -> None:
    fill(committed["manager"], example)
    issued, waiting = (signed_visit(committed["clinician"], example) for _ in range(2))
    with acting(committed["biller"]):
        packet = issue(issued, Wanted(), uuid4())
    for app, target in (("issuing", "0001"), ("clinic", "0002")):
        call_command("migrate", app, target, verbosity=0)
    call_command("migrate", verbosity=0)
    with acting(committed["biller"]):
        assert dict(Visit.objects.values_list("pk", "has_packet")) == {issued.pk: True, waiting.pk: False}
        assert file_bytes(Packet.objects.get(pk=packet.pk), "packet.json")
        assert clinic.visit_record(Visit.objects.get(pk=issued.pk)).date == example.visit.date
        assert chain.verify().broken is None


def test_who_signs_as_whom_and_removed_records_go_back_and_forth_with_the_rows_kept(
    committed: dict[str, Membership], example: records.VisitFile
) -> None:
    member = committed["clinician"]
    with acting(committed["manager"]):
        let_sign_as(member, "1234567893")
        mailed, handed = (
            invitations.invite("lee@example.com", "biller"),
            invitations.invite_by_hand("n@example.com", "biller"),
        )
        row = clinic.save_patient(Patient(), example.patient)
        record = clinic.attach(row, records.Attachment(title="Evaluation", path="record.pdf"), b"%PDF-")
        attached.remove(record.pk)
    for app, target in (("clinic", "0001"), ("accounts", "0001")):
        call_command("migrate", app, target, verbosity=0)
    call_command("migrate", verbosity=0)
    kept = Membership.objects.get(pk=member.pk)
    assert (kept.role, kept.active, kept.npi) == ("clinician", True, ""), "a manager says again who they are"
    assert invitations.open_invitation(mailed).wrong == 0
    with pytest.raises(invitations.NoInvitation):
        invitations.open_invitation(handed.token)  # its code is lost, so it must not open without one
    with acting(committed["manager"]):
        assert clinic.patients([Patient.objects.get(pk=row.pk)]) == [example.patient]
        (again,) = attached.attached(row)
        assert (again.row.pk, attached.content_of(again.row)) == (record.pk, b"%PDF-")
        assert chain.verify().broken is None


def test_who_wants_packets_monthly_is_read_from_what_was_sealed(
    committed: dict[str, Membership], example: records.VisitFile
) -> None:
    with acting(committed["manager"]):
        wants, does_not, never_asked = (clinic.save_patient(Patient(), example.patient) for _ in range(3))
        clinic.save_patient_record(wants, "preferences", {"monthly_superbill": True})
        clinic.save_patient_record(does_not, "preferences", {"monthly_superbill": False})
        erased = clinic.save_patient(Patient(), example.patient)
        clinic.save_patient_record(erased, "preferences", {"monthly_superbill": True})
        clinic.erase_patient(erased, "asked for in writing")
    call_command("migrate", "clinic", "0005", verbosity=0)
    call_command("migrate", verbosity=0)
    with acting(committed["manager"]):
        wanting = dict(Patient.objects.values_list("pk", "monthly"))
        assert wanting == {wants.pk: True, does_not.pk: False, never_asked.pk: False, erased.pk: False}
        assert not PatientRecord.objects.exists()
        assert chain.verify().broken is None


@pytest.mark.django_db
def test_sqlite_is_set_up_for_power_cuts_and_many_readers() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this database is PostgreSQL")

    def pragma(name: str) -> Any:
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    assert {name: pragma(name) for name in expected} == expected
    assert pragma("busy_timeout") >= 20_000


@pytest.mark.django_db
def test_sqlite_learns_that_one_practice_may_own_every_row(here: dict[str, Membership]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL learns by itself")
    with acting(here["manager"]):
        Patient.objects.bulk_create(Patient(id=uuid4()) for _ in range(200))
        learn()
        plan = Patient.objects.filter(pk__in=[uuid4() for _ in range(20)]).order_by("-updated").explain()
    assert "practice_id=?" not in plan
