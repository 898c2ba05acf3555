"""Saving patients and visits as a table: the role's own columns, no formula, and an entry in the trail."""

import csv
import io
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import exporting
from makewhole.app.clinic.exporting import PATIENTS, VISITS
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.records import erase_patient, save_coverages, save_patient
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.vault import chain, sealed
from makewhole.app.vault.acting import NotActing, acting, current
from makewhole.app.vault.models import AuditEntry
from makewhole.records import VisitFile

from ..issuing.conftest import signed_visit
from .conftest import Desk, furnish

Members = dict[str, Membership]
ADDRESS = "/patients/table/"


def table(client: Client, name: str, **days: str) -> list[dict[str, str]]:
    answer: Any = client.post(ADDRESS, {"table": name} | days)
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def many(member: Membership, example: VisitFile, count: int) -> None:
    with acting(member):
        for number in range(count):
            name = example.patient.name.model_copy(update={"last": f"Vance{number}"})
            save_patient(Patient(id=uuid4()), example.patient.model_copy(update={"name": name}))


def test_the_trail_is_whole_before_the_first_byte_and_pieces_follow(
    desk: Desk, furnished: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(exporting, "IN_AN_ENTRY", 3)
    many(furnished["manager"], example, 5)
    opened: list[int] = []

    def open_records(rows: Sequence[Any], kind: type[Any]) -> list[Any]:
        opened.append(len(rows))
        return sealed.open_records(rows, kind)

    monkeypatch.setattr(exporting, "open_records", open_records)
    answer: Any = desk("manager").post(ADDRESS, {"table": "patients"})
    with acting(furnished["auditor"]):
        entries = AuditEntry.objects.filter(action="export").order_by("number")
        assert [len(each.rows.split()) or bool(each.row) for each in entries] == [3, 2]
    assert not opened
    many(furnished["manager"], example, 1)  # someone who comes later is not in it
    pieces = list(answer.streaming_content)
    assert [piece.count(b"Vance") for piece in pieces] == [0, 2, 2, 1]
    assert max(opened) == 2
    with pytest.raises(NotActing):
        current()


def test_a_table_that_breaks_off_says_so_in_its_last_line(
    desk: Desk, furnished: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    many(furnished["manager"], example, 5)
    answer: Any = desk("manager").post(ADDRESS, {"table": "patients"})
    with acting(furnished["manager"]):
        third = Patient.objects.order_by("created")[2]
        Patient.objects.filter(pk=third.pk).update(sealed=b"damaged")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 2 + 1
    assert lines[-1] == '"This table is not whole: it broke off after 2 of 5 rows. Save it again."'
    with acting(furnished["auditor"]):
        entry = AuditEntry.objects.get(action="export", outcome="failed")
        assert chain.detail(entry)["why"] == "after 2 of 5 rows"


def test_who_is_erased_while_a_table_is_sent_is_not_in_it(desk: Desk, furnished: Members, example: VisitFile) -> None:
    many(furnished["manager"], example, 2)
    answer: Any = desk("manager").post(ADDRESS, {"table": "patients"})
    with acting(furnished["manager"]):
        erase_patient(Patient.objects.order_by("created")[0], "asked for it")
    assert b"".join(answer.streaming_content).count(b"Vance") == 1


def test_patients_are_saved_with_their_card_and_the_erased_are_not(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile
) -> None:
    with acting(furnished["manager"]):
        gone = save_patient(Patient(id=uuid4()), example.patient)
        erase_patient(gone, "asked for it")
    (row,) = table(desk("manager"), "patients")
    assert (row["Last name"], row["Member ID"]) == (example.patient.name.last, example.coverages[0].member_id)
    assert row["Date of birth"] == example.patient.date_of_birth.isoformat()


def test_visits_are_saved_with_their_money_for_the_days_asked(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile
) -> None:
    visit = signed_visit(furnished["clinician"], example, patient)
    with acting(furnished["biller"]):
        packet = issue(visit, Wanted(override="Made to be looked for"), uuid4())
    biller, on = desk("biller"), visit.date.isoformat()
    (row,) = table(biller, "visits", since=on, until=on)
    assert (row["Charged"], row["Paid"]) == ("475.00", f"{sum(each.amount for each in example.visit.payments):.2f}")
    assert row["Packets"] == packet.label
    assert row["Diagnoses"].split() == [each.code for each in example.visit.diagnoses]
    assert table(biller, "visits", until="1/1/2020") == []
    assert biller.post(ADDRESS, {"table": "visits", "since": "31/31/2026"}).status_code == 422


def test_it_is_written_down_who_saved_which_columns_of_whom(desk: Desk, furnished: Members, patient: Patient) -> None:
    table(desk("biller"), "patients")
    with acting(furnished["auditor"]):
        (entry,) = AuditEntry.objects.filter(action="export")
        assert (entry.kind, entry.user, entry.rows) == ("clinic_patient", furnished["biller"].user_id, patient.pk.hex)
        assert "coverage.member_id" in chain.detail(entry)["why"]


@pytest.mark.parametrize("role", ["front_desk", "clinician", "auditor"])
def test_others_save_nothing(desk: Desk, patient: Patient, role: str) -> None:
    client = desk(role)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"table": "patients"}).status_code == 403
    assert ADDRESS not in client.get("/patients/").content.decode()


def test_nothing_is_saved_without_a_fresh_proof(desk: Desk, patient: Patient, settings: Settings) -> None:
    biller = desk("biller")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = biller.post(ADDRESS, {"table": "patients"})
    assert answer["Location"] == "/account/reauthenticate/?next=%2Fpatients%2Ftable%2F"


def test_another_practices_patients_are_not_in_it(
    desk: Desk, patient: Patient, there: Members, example: VisitFile
) -> None:
    furnish(there, example)
    with acting(there["manager"]):
        save_coverages(save_patient(Patient(id=uuid4()), example.patient), example.coverages)
    assert len(table(desk("manager"), "patients")) == 1


def test_a_column_that_the_role_does_not_see_is_left_out(
    desk: Desk, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = ("address", "member_id")
    monkeypatch.setattr(
        "makewhole.app.clinic.exporting.sees", lambda _role, _kind, *fields: not set(fields) & set(hidden)
    )
    (row,) = table(desk("manager"), "patients")
    assert not {"Street", "City", "Member ID"} & row.keys()
    assert "Last name" in row


def test_every_column_names_a_field_that_the_matrix_knows() -> None:
    from makewhole.app.accounts.matrix import access

    for column in (*PATIENTS, *VISITS):
        assert access("biller", column.kind, column.field) != "none", column.heading


def test_a_formula_in_a_name_arrives_as_text(desk: Desk, furnished: Members, example: VisitFile) -> None:
    name = example.patient.name.model_copy(update={"last": "=HYPERLINK(0)"})
    with acting(furnished["clinician"]):
        save_patient(Patient(id=uuid4()), example.patient.model_copy(update={"name": name}))
    (row,) = table(desk("manager"), "patients")
    assert row["Last name"] == "'=HYPERLINK(0)"
