"""The audit trail to read: managers and auditors find who did what, by person and by record, and take it with them."""

import json
from pathlib import Path
from re import findall
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

import makewhole.app
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient
from makewhole.app.setup import trail
from makewhole.app.vault import audit, chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import Attachment, VisitFile

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]
TRAIL = "/settings/trail/"


@pytest.fixture(autouse=True)
def password_alone(settings: Settings) -> None:
    settings.SECOND_FACTOR = False


@pytest.fixture
def patient(here: Members, example: VisitFile) -> Patient:
    with acting(here["front_desk"], where="203.0.113.5"):
        return clinic.save_patient(Patient(), example.patient)


def lines(page: Any) -> list[tuple[str, str]]:
    return [(each.who, f"{each.deed} {each.thing}") for each in page.context["found"].lines]


def auditor(here: Members) -> Client:
    return at_the_desk(here["auditor"])


def test_who_did_what_with_a_record_is_told_in_words_and_looking_is_told_too(here: Members, patient: Patient) -> None:
    with acting(here["clinician"]):
        clinic.patients([patient])
    client = auditor(here)
    page: Any = client.get(TRAIL, {"row": str(patient.pk)})
    assert lines(page) == [("Here clinician", "looked at a patient"), ("Here front_desk", "made a patient")]
    told = page.content.decode()
    assert "203.0.113.5" in told
    assert f"/patients/{patient.pk}/" in told
    assert "Vance" not in told
    again: Any = client.get(TRAIL, {"row": str(patient.pk)})
    assert lines(again)[0] == ("Here auditor", "looked at the audit trail")


def test_it_is_narrowed_to_a_person_and_to_a_kind_of_deed(here: Members, patient: Patient) -> None:
    with acting(here["clinician"]):
        clinic.patients([patient])
    with acting(here["biller"]):
        audit.refused("clinic_visit", patient.pk, "sign")
    client = auditor(here)
    biller: Any = client.get(TRAIL, {"who": str(here["biller"].user_id)})
    assert lines(biller) == [("Here biller", "was refused a visit")]
    looks: Any = client.get(TRAIL, {"kind": "looks", "who": str(here["clinician"].user_id)})
    assert lines(looks) == [("Here clinician", "looked at a patient")]
    refusals: Any = client.get(TRAIL, {"kind": "refusals"})
    assert lines(refusals) == [("Here biller", "was refused a visit")]
    changes: Any = client.get(TRAIL, {"kind": "changes", "row": str(patient.pk)})
    assert lines(changes) == [("Here front_desk", "made a patient")]
    with acting(here["clinician"]):
        clinic.attach(patient, Attachment(title="Evaluation", path="record.pdf"), b"%PDF-")
    made = {"who": str(here["clinician"].user_id)}
    files: Any = client.get(TRAIL, made | {"kind": "changes"})
    assert lines(files) == [("Here clinician", "made a record from elsewhere")]
    everything: Any = client.get(TRAIL, made)
    assert ("Here clinician", "made a sealed file") in lines(everything)
    for odd in ({"who": "nobody"}, {"row": "x"}, {"before": "-1"}, {"before": "9" * 40}, {"kind": "nonsense"}):
        assert client.get(TRAIL, odd).status_code == 200


def test_long_trails_go_on_page_by_page(here: Members) -> None:
    with acting(here["manager"]):
        for _number in range(trail.SHOWN + 20):
            audit.append("update", "clinic_visit", row=UUID(int=7))
    client = auditor(here)
    row = {"row": str(UUID(int=7))}
    first: Any = client.get(TRAIL, row)
    before = first.context["found"].before
    second: Any = client.get(TRAIL, row | {"before": str(before)})
    numbers = [each.number for page in (first, second) for each in page.context["found"].lines]
    assert len(numbers) == trail.SHOWN + 20
    assert numbers == sorted(set(numbers), reverse=True)
    assert second.context["found"].before == 0


def test_a_page_asks_as_often_for_many_entries_as_for_few(here: Members) -> None:
    counted = []
    for more in (3, 40):
        with acting(here["manager"]):
            for _number in range(more):
                audit.append("update", "clinic_visit", row=UUID(int=7))
            with CaptureQueriesContext(connection) as asked:
                trail.look("changes", "UTC", row=UUID(int=7))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_whole_trail_is_saved_as_the_command_writes_it(here: Members, there: Members, patient: Patient) -> None:
    client = at_the_desk(here["manager"])
    saved = b"".join(client.post(f"{TRAIL}save/").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    entries = [json.loads(each) for each in saved]
    assert [each["number"] for each in entries] == list(range(1, len(entries) + 1))
    assert (entries[-1]["action"], entries[-1]["kind"]) == ("export", "vault_auditentry")
    with acting(here["manager"]):
        assert saved == list(chain.export())[: len(saved)]
        assert chain.verify().broken is None
    with acting(there["manager"]):
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller"])
def test_others_do_not_read_it(here: Members, role: str) -> None:
    client = at_the_desk(here[role])
    assert client.get(TRAIL).status_code == 403
    assert client.post(f"{TRAIL}save/").status_code == 403


def test_every_deed_and_thing_that_is_entered_has_its_words() -> None:
    said = "".join(path.read_text("utf-8") for path in Path(makewhole.app.__file__).parent.rglob("*.py"))
    deeds = set(findall(r'audit\.append\(\s*"([a-z_]+)"', said)) | set(
        findall(r'note\(user, request, "([a-z_]+)"', said)
    )
    things = set(findall(r'audit\.(?:append\(\s*"[a-z_]+"|refused\(), ?"([a-z_]+)"', said))
    assert deeds - set(trail.DEEDS) == set()
    assert things - set(trail.THINGS) == set()
