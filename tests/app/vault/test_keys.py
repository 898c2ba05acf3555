import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from makewhole import records
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Draft, Patient, PatientRecord, Visit
from makewhole.app.vault import blobs, chain, keys, masters, rotation
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import disclose, disclosures
from makewhole.app.vault.models import BlobChunk, DataKey, PracticeKey
from makewhole.app.vault.sealed import open_record
from makewhole.app.vault.sealing import CannotOpen

Members = dict[str, Membership]


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MAKEWHOLE_MASTER_KEYS")
    monkeypatch.setenv("MAKEWHOLE_KEYRING", str(tmp_path / "keyring"))
    masters.add_master_key("one")
    return tmp_path / "keyring"


def test_the_keyring_is_readable_by_its_owner_only(keyring: Path) -> None:
    masters.add_master_key("two")
    assert keyring.stat().st_mode & 0o777 == 0o600
    assert masters.masters().newest == "two"
    assert list(keyring.parent.iterdir()) == [keyring]


def test_records_open_after_the_master_key_was_rotated_and_the_old_one_dropped(
    keyring: Path, here: Members, example: records.VisitFile
) -> None:
    with acting(here["manager"]):
        clinic.save_patient(Patient(), example.patient)
        masters.add_master_key("two")
        assert clinic.patients(Patient.objects.all()) == [example.patient]
        assert rotation.rewrap_practice_keys() == 1
        assert rotation.rewrap_practice_keys() == 0
        keyring.write_text(keyring.read_text().splitlines()[1] + "\n")
        keys.forget(PracticeKey.objects.get().pk)
        assert clinic.patients(Patient.objects.all()) == [example.patient]


def test_without_its_master_key_nothing_opens(keyring: Path, here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        keys.forget(PracticeKey.objects.get().pk)
        keyring.write_text("other " + "A" * 43 + "=\n")
        with pytest.raises(masters.NoMasterKey):
            open_record(row, records.Patient)
        keyring.unlink()
        with pytest.raises(masters.NoMasterKey):
            open_record(row, records.Patient)


@pytest.mark.parametrize("line", ["one AAAA", "one", "one !!!", "one " + "A" * 44])
def test_a_damaged_keyring_is_said_to_be_damaged_without_showing_it(keyring: Path, line: str) -> None:
    keyring.write_text(line + "\n")
    with pytest.raises(masters.NoMasterKey, match="Line 1") as caught:
        masters.masters()
    assert "AAAA" not in str(caught.value)


class Kms:
    """A key service that is asked to wrap and unwrap, and keeps the key to itself."""

    newest = "kms-7"

    def __init__(self) -> None:
        self._ring = masters.Keyring({"kms-7": bytes(32)})
        self.asked = 0

    def wrap(self, material: bytes, place: Any) -> bytes:
        self.asked += 1
        return self._ring.wrap(material, place)

    def unwrap(self, name: str, wrapped: bytes, place: Any) -> bytes:
        self.asked += 1
        return self._ring.unwrap(name, wrapped, place)


KMS = Kms()


def test_a_kms_may_hold_the_master_key(
    here: Members, example: records.VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKEWHOLE_KMS", f"{__name__}:KMS")
    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("types").SimpleNamespace(KMS=KMS))
    with acting(here["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        assert PracticeKey.objects.get().master == "kms-7"
        keys.forget(PracticeKey.objects.get().pk)
        assert open_record(row, records.Patient) == example.patient
    assert KMS.asked >= 2


def test_a_practice_key_is_rotated_while_others_read_and_write(
    committed: Members, threads: ThreadPoolExecutor, example: records.VisitFile
) -> None:
    with acting(committed["manager"]):
        rows = [clinic.save_patient(Patient(), example.patient) for _ in range(20)]
    stop = threading.Event()

    def read() -> int:
        count = 0
        while not stop.is_set():
            with acting(committed["biller"]):
                assert clinic.patients(list(Patient.objects.filter(pk__in=[row.pk for row in rows]))) == [
                    example.patient
                ] * len(rows)
            count += 1
        return count

    def write() -> int:
        count = 0
        while not stop.is_set():
            with acting(committed["front_desk"]):
                clinic.save_patient(Patient(), example.patient)
            count += 1
        return count

    working = [threads.submit(job) for job in (read, read, write)]
    with acting(committed["manager"]):
        for _ in range(4):
            assert rotation.rotate_practice_key() >= 20
    stop.set()
    assert all(each.result() > 0 for each in working)
    with acting(committed["manager"]):
        rotation.finish_rotation()
        assert PracticeKey.objects.get().number == 5
        assert set(clinic.patients(list(Patient.objects.all()))) == {example.patient}
        assert chain.verify().broken is None


def test_an_interrupted_rotation_is_finished_later(
    here: Members, example: records.VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rotation, "BATCH", 2)
    with acting(here["manager"]):
        rows = [clinic.save_patient(Patient(), example.patient) for _ in range(5)]
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate_practice_key(stopped)
        assert PracticeKey.objects.count() == 2
        assert clinic.patients(rows) == [example.patient] * 5
        assert rotation.finish_rotation() > 0
        assert PracticeKey.objects.get().number == 2
        assert clinic.patients(rows) == [example.patient] * 5


def test_a_sealed_record_put_into_another_row_does_not_open(here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        one, two = (clinic.save_patient(Patient(), example.patient) for _ in range(2))
        older = bytes(one.sealed)
        clinic.save_patient(one, example.patient)
        visit = Visit(patient=one, date=example.visit.date)
        clinic.save_visit(visit, example.visit)
        other = Visit(patient=one, date=example.visit.date)
        clinic.save_visit(other, example.visit)
        swaps: list[tuple[Any, bytes, Any]] = [
            (two, bytes(one.sealed), records.Patient),
            (one, older, records.Patient),
            (other, bytes(visit.sealed), records.Visit),
            (visit, bytes(one.sealed), records.Visit),
        ]
        for row, sealed, kind in swaps:
            row.sealed = sealed
            with pytest.raises(CannotOpen):
                open_record(row, kind)


def test_a_data_key_given_to_another_patient_does_not_open(here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        one, two = (clinic.save_patient(Patient(), example.patient) for _ in range(2))
        wrapped = DataKey.objects.get(owner=one.pk).wrapped
        DataKey.objects.filter(owner=two.pk).update(wrapped=wrapped)
        with pytest.raises(CannotOpen):
            open_record(two, records.Patient)


def test_an_erased_patient_cannot_be_opened_or_found_by_anyone(here: Members, example: records.VisitFile) -> None:
    with acting(here["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        kept = clinic.save_patient(Patient(), example.patient)
        clinic.save_coverages(row, example.coverages)
        visit = clinic.save_visit(Visit(patient=row, date=example.visit.date), example.visit)
        file = clinic.attach(row, example.attachments[0], b"a scan")
        disclose(row.pk, "Aetna", "packet", "payment")
        clinic.keep_draft(here["manager"].user_id, "visit", visit.pk, {"note": "x"}, row)
        clinic.erase_patient(row, "asked by the patient")
        for attempt in (
            lambda: open_record(Patient.objects.get(pk=row.pk), records.Patient),
            lambda: clinic.visit_record(Visit.objects.get()),
            lambda: open_record(PatientRecord.objects.get(), tuple[records.Coverage, ...]),
            lambda: list(blobs.open_blob(file.blob)),
            lambda: open_record(Draft.objects.get(), dict[str, object]),
            lambda: disclosures(row.pk),
            lambda: clinic.save_patient(Patient.objects.get(pk=row.pk), example.patient),
        ):
            with pytest.raises(keys.Erased):
                attempt()
        assert list(clinic.find_patients(example.patient.name.last)) == [kept]
        assert clinic.patients([kept]) == [example.patient]
        assert bytes(DataKey.objects.get(owner=row.pk).wrapped) == b""
        assert chain.about(row.pk)[0].action == "erase"


def test_a_practices_own_keys_cannot_be_erased(here: Members) -> None:
    with acting(here["manager"]), pytest.raises(ValueError, match="audit trail"):
        keys.erase(here["manager"].practice_id)


def test_a_file_opens_as_it_was_and_not_without_one_of_its_pieces(here: Members, example: records.VisitFile) -> None:
    content = bytes(range(256)) * 3000
    with acting(here["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        blob = blobs.seal_blob(row.pk, iter([content[:100], content[100:]]))
        assert b"".join(blobs.open_blob(blob)) == content
        assert blob.length == len(content)
        BlobChunk.objects.filter(blob=blob, number=1).delete()
        with pytest.raises(CannotOpen):
            list(blobs.open_blob(blob))
        BlobChunk.objects.filter(blob=blob).delete()
        with pytest.raises(CannotOpen):
            list(blobs.open_blob(blob))


def test_a_key_whose_making_was_rolled_back_seals_nothing_later(committed: Members, example: records.VisitFile) -> None:
    def fail_halfway() -> None:
        with transaction.atomic():
            clinic.save_practice_record("practice", example.practice)
            clinic.save_practice_record("providers", example.providers)
            raise PermissionError

    with acting(committed["manager"]):
        with pytest.raises(PermissionError):
            fail_halfway()
        clinic.save_practice_record("practice", example.practice)
        assert clinic.practice_record("practice", records.Practice) == example.practice


def test_two_who_change_the_same_rows_in_opposite_order_both_finish(
    committed: Members, threads: ThreadPoolExecutor, example: records.VisitFile
) -> None:
    with acting(committed["manager"]):
        rows = [clinic.save_patient(Patient(), example.patient).pk for _ in range(2)]
    together = threading.Barrier(2)

    def change(order: list[Any]) -> None:
        with acting(committed["front_desk"]):
            for _ in range(10):
                together.wait(30)
                with transaction.atomic():
                    for pk in order:
                        Patient.objects.get(pk=pk).save()

    for done in [threads.submit(change, order) for order in (rows, rows[::-1])]:
        done.result()
