import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from makewhole import records
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.vault import audit, chain, triggers
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry, AuditHead

Members = dict[str, Membership]


def entries() -> list[tuple[str, str, UUID | None]]:
    return list(AuditEntry.objects.order_by("number").values_list("action", "kind", "row"))


def test_each_write_and_read_is_entered_with_who_where_and_why(here: Members, example: records.VisitFile) -> None:
    with acting(here["clinician"], where="192.0.2.7"):
        row = clinic.save_patient(Patient(), example.patient)
    with acting(here["biller"], where="192.0.2.8", why="letter of necessity"):
        clinic.patients([Patient.objects.get()])
    with acting(here["auditor"]):
        assert entries() == [("create", "clinic_patient", row.pk), ("read", "clinic_patient", row.pk)]
        written, read = AuditEntry.objects.order_by("number")
        assert (written.user, written.role, written.outcome) == (here["clinician"].user_id, "clinician", "done")
        assert (read.user, read.role) == (here["biller"].user_id, "biller")
        assert chain.detail(read) == {"where": "192.0.2.8", "why": "letter of necessity"}


def test_a_list_of_patients_is_one_entry_that_names_each_of_them(here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        rows = [clinic.save_patient(Patient(), example.patient) for _ in range(3)]
    with acting(here["manager"]):
        clinic.patients(rows)
    with acting(here["manager"]):
        assert AuditEntry.objects.filter(action="read").count() == 1
        for row in rows:
            assert [entry.action for entry in chain.about(row.pk)] == ["read", "create"]
        assert not chain.about(uuid4())


def test_a_change_that_is_rolled_back_leaves_no_entry_and_a_refusal_stays(here: Members) -> None:
    def refused_halfway() -> None:
        with transaction.atomic():
            Patient().save()
            audit.refused("clinic_patient", None, "not yours")
            raise PermissionError

    with acting(here["front_desk"]), pytest.raises(PermissionError):
        refused_halfway()
    with acting(here["auditor"]):
        assert [(entry.action, entry.outcome) for entry in AuditEntry.objects.all()] == [("refuse", "refused")]
        assert chain.verify().broken is None


def test_what_was_read_is_entered_even_when_the_page_fails(here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        row = clinic.save_patient(Patient(), example.patient)

    def fail_after_reading() -> None:
        with acting(here["manager"]):
            clinic.patients([row])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_reading()
    with acting(here["manager"]):
        assert entries()[-1] == ("read", "clinic_patient", row.pk)


@pytest.mark.parametrize("statement", ["UPDATE vault_auditentry SET role = 'x'", "DELETE FROM vault_auditentry"])
def test_the_database_refuses_to_change_an_entry(here: Members, statement: str) -> None:
    with acting(here["manager"]):
        Patient().save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with acting(here["manager"]):
        assert AuditEntry.objects.count() == 1


TAMPERED = {
    "one value": lambda at: at.update(role="auditor"),
    "who": lambda at: at.update(user=uuid4()),
    "the row": lambda at: at.update(row=uuid4()),
    "the time": lambda at: at.update(at="2020-01-01T00:00Z"),
    "one entry gone": lambda at: at.delete(),
    "moved to another place": lambda at: at.update(number=99),
    "its detail": lambda at: at.update(sealed=b"x"),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_chain_is_found_out(here: Members, tamper: Any, number: int) -> None:
    with acting(here["manager"]):
        for _ in range(5):
            Patient().save()
        assert chain.verify() == (5, bytes(AuditHead.objects.get(chain=here["manager"].practice_id).hash).hex(), None)
        triggers.lift(connection)
        tamper(AuditEntry.objects.filter(number=number))
        broken = chain.verify().broken
        triggers.lay(connection)
    assert broken is not None
    assert broken.number in (number, number + 1)


def test_a_chain_rewritten_without_the_practices_key_is_found_out(here: Members) -> None:
    with acting(here["manager"]):
        for _ in range(3):
            Patient().save()
        triggers.lift(connection)
        previous = b""
        for entry in AuditEntry.objects.order_by("number"):
            entry.role, entry.hash = "auditor", b""
            entry.hash = previous = audit.digest(entry, previous)
            AuditEntry.objects.filter(pk=entry.pk).update(role=entry.role, hash=entry.hash)
        AuditHead.objects.filter(chain=here["manager"].practice_id).update(hash=previous)
        broken = chain.verify().broken
        triggers.lay(connection)
    assert broken is not None
    assert "not written by" in broken.says


def test_a_chain_cut_off_with_its_head_is_found_out_by_a_hash_noted_earlier(here: Members) -> None:
    with acting(here["manager"]):
        for _ in range(3):
            Patient().save()
        noted = chain.verify().head
        triggers.lift(connection)
        AuditEntry.objects.filter(number=3).delete()
        second = AuditEntry.objects.get(number=2)
        AuditHead.objects.filter(chain=second.chain).update(number=2, hash=second.hash)
        triggers.lay(connection)
        assert chain.verify().broken is None
        assert chain.verify(noted).broken is not None


def test_the_export_holds_every_entry_and_its_links_can_be_checked_from_it(here: Members) -> None:
    with acting(here["manager"], where="192.0.2.7", why="monthly check"):
        Patient().save()
        Patient().save()
        lines = [json.loads(line) for line in chain.export()]
    assert [line["number"] for line in lines] == [1, 2]
    assert lines[0]["where"] == "192.0.2.7"
    assert lines[0]["why"] == "monthly check"
    assert lines[1]["hash"] != lines[0]["hash"]


def test_many_who_write_at_once_make_one_chain(committed: Members, threads: ThreadPoolExecutor) -> None:
    def write(count: int) -> None:
        with acting(committed["manager"]):
            for _ in range(count):
                Patient().save()

    for done in [threads.submit(write, 5) for _ in range(12)]:
        done.result()
    with acting(committed["manager"]):
        verdict = chain.verify()
        assert verdict.broken is None
        assert verdict.entries == 60
        assert Patient.objects.count() == 60


def test_an_amended_copy_of_a_record_is_refused_when_it_was_changed_meanwhile(
    here: Members, example: records.VisitFile
) -> None:
    from makewhole.app.vault.sealed import ChangedElsewhere

    with acting(here["clinician"]):
        patient = clinic.save_patient(Patient(), example.patient)
        clinic.save_visit(Visit(patient=patient, date=example.visit.date), example.visit)
        first, second = Visit.objects.get(), Visit.objects.get()
        clinic.save_visit(first, example.visit)
        with pytest.raises(ChangedElsewhere):
            clinic.save_visit(second, example.visit)
        assert clinic.visit_record(Visit.objects.get()) == example.visit
