"""Saving patients and visits as a table: the role's own columns, no formula, and an entry in the trail."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.exporting import PATIENTS, VISITS
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.records import erase_patient, save_coverages, save_patient
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
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
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


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
