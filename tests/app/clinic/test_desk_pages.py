"""Today, the search, a patient's page and forms: what each role finds there, in how many queries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Draft, Patient, PatientRecord, Visit
from makewhole.app.clinic.records import patient_record, save_coverages, save_patient, save_visit
from makewhole.app.clinic.views import patients
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import TreatmentHistory, VisitFile

from .conftest import Desk
from .test_journey import CARD, PATIENT
from .typing_in import sent

Members = dict[str, Membership]
ROLES = ("front_desk", "clinician", "biller", "manager", "auditor")


def many(furnished: Members, example: VisitFile, count: int) -> None:
    with acting(furnished["clinician"]):
        for number in range(count):
            name = example.patient.name.model_copy(update={"last": f"Vance{number}"})
            row = save_patient(Patient(id=uuid4()), example.patient.model_copy(update={"name": name}))
            save_coverages(row, example.coverages)
            save_visit(Visit(patient=row, date=example.visit.date, charge=475), example.visit)


def test_an_empty_desk_teaches_the_first_step(desk: Desk) -> None:
    page = desk("front_desk").get("/").content.decode()
    assert "Register the first patient" in page
    assert "Register the first patient" not in desk("auditor").get("/").content.decode()


def test_today_shows_what_waits_and_what_it_is_worth(desk: Desk, furnished: Members, example: VisitFile) -> None:
    many(furnished, example, 3)
    page = desk("front_desk").get("/")
    assert page.context["desk"].to_finish.count == 3
    assert page.context["desk"].to_finish.stake == 3 * 475
    assert "Waits for the clinician to sign" in page.content.decode()
    assert "Sign the visit" in desk("clinician").get("/").content.decode()


def test_a_filing_limit_and_a_missing_signature_are_due(desk: Desk, furnished: Members, example: VisitFile) -> None:
    today = date.today()
    with acting(furnished["clinician"]):
        row = save_patient(Patient(id=uuid4()), example.patient.model_copy(update={"signature_on_file": None}))
        save_coverages(row, [example.coverages[0].model_copy(update={"timely_filing_days": 100})])
        old = example.visit.model_copy(update={"date": today - timedelta(days=90)})
        save_visit(Visit(patient=row, date=old.date, charge=475), old)
    due = desk("front_desk").get("/").context["desk"].due
    assert [(task.kind, task.by) for task in due.tasks] == [("clock", old.date + timedelta(days=100)), ("block", None)]


@pytest.mark.parametrize("typed", ["vance-w", "vance", "whit", "marisol", "3/9/84", "1984-03-09", "W123456789", "6789"])
def test_a_patient_is_found(desk: Desk, patient: Patient, typed: str) -> None:
    page = desk("front_desk").post("/patients/", {"q": typed}, headers={"HX-Request": "true"})
    assert "Marisol" in page.content.decode()
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize("typed", ["vance smith", "3/9/85", "W999", "zz"])
def test_who_does_not_fit_is_not_found(desk: Desk, patient: Patient, typed: str) -> None:
    page = desk("front_desk").post("/patients/", {"q": typed}).content.decode()
    assert "Marisol" not in page
    assert "Nobody fits" in page


def test_a_list_opens_what_it_shows_and_more_when_asked(
    desk: Desk, furnished: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(furnished, example, 23)
    front = desk("front_desk")

    def shown(**typed: str) -> tuple[int, int, str]:
        page = front.post("/patients/", {"q": "vance"} | typed, headers={"HX-Request": "true"}).content.decode()
        with acting(furnished["manager"]):
            read = AuditEntry.objects.filter(action="read", kind="clinic_patient").latest("number")
        return page.count("data-row"), len(read.rows.split()), page

    rows, opened, page = shown()
    assert (rows, opened) == (20, 20)
    assert "Show more" in page
    rows, opened, page = shown(more="1")
    assert (rows, opened) == (23, 23)
    assert "Show more" not in page
    assert page.count(" autofocus") == 1  # the first of those that were not shown before
    monkeypatch.setattr(patients, "MORE", 22)
    assert shown()[:2] == (20, 20)
    rows, opened, page = shown(more="1")
    assert (rows, opened) == (22, 22)
    assert "and more: type another word" in page


def test_the_number_of_queries_does_not_grow(desk: Desk, furnished: Members, example: VisitFile) -> None:
    front = desk("front_desk")

    def queries() -> dict[str, int]:
        counted = {}
        for address in ("/", "/patients/"):
            front.get(address)
            with CaptureQueriesContext(connection) as captured:
                front.get(address)
            counted[address] = len(captured)
        return counted

    many(furnished, example, 2)
    few = queries()
    many(furnished, example, 25)
    assert queries() == few


def test_no_page_is_kept_and_no_address_tells_of_anyone(desk: Desk, patient: Patient) -> None:
    for address in ("/", "/patients/", f"/patients/{patient.pk}/", f"/patients/{patient.pk}/coverage/"):
        answer = desk("front_desk").get(address)
        assert answer.headers["Cache-Control"] == "no-store"
    assert "q=" not in desk("front_desk").get("/patients/").content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_of_a_patient_what_the_matrix_grants(desk: Desk, patient: Patient, role: str) -> None:
    page = desk(role).get(f"/patients/{patient.pk}/").content.decode()
    assert ("Sertraline" in page) == (role in ("clinician", "biller"))
    assert ("W123456789" in page) == (role != "auditor")
    assert ("47 Alder Lane" in page) == (role != "auditor")
    assert ("PHQ-9" in page) == (role != "auditor")


@pytest.mark.parametrize("role", ROLES)
def test_a_form_refuses_who_may_not_change_it(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile, role: str
) -> None:
    client, address = desk(role), f"/patients/{patient.pk}/history/"
    page = client.get(address)
    expected = {"clinician": 200, "biller": 200}.get(role, 403)
    assert page.status_code == expected
    typed = sent(page, "sheet", {"history.notes": "changed"}, do="save")
    saved = client.post(address, typed | {"history.notes": "changed"})
    assert saved.status_code == (302 if role == "clinician" else 403)
    with acting(furnished["clinician"]):
        record = patient_record(patient, "history", TreatmentHistory)
        assert record is not None
        assert (record.notes == "changed") == (role == "clinician")
        refused = AuditEntry.objects.filter(outcome="refused", role=role).values_list("row", flat=True)
        assert list(refused) == {"clinician": [], "biller": [patient.pk]}.get(role, [patient.pk] * 2)  # each once


def test_every_problem_stands_beside_its_field_and_in_the_summary(desk: Desk) -> None:
    front = desk("front_desk")
    typed = {"patient.name.first": "Rosa", "patient.phone": "12", "patient.date_of_birth": "31/31/1984"}
    answer = front.post("/patients/new/", sent(front.get("/patients/new/"), "sheet", typed, do="save"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("name.last", "phone", "date_of_birth", "sex", "address.line1", "address.zip"):
        assert f'id="id_patient.{field}_error"' in page, field
        assert f'href="#id_patient.{field}"' in page, field
    assert 'value="31/31/1984"' in page
    assert "name.middle_error" not in page


def test_an_unfinished_registration_is_gone_on_with(desk: Desk) -> None:
    front = desk("front_desk")
    typed = sent(front.get("/patients/new/"), "sheet", {"patient.name.first": "Half"})
    assert front.post("/patients/new/", typed, headers={"HX-Request": "true"}).status_code == 204
    page = front.get("/patients/new/").content.decode()
    assert 'value="Half"' in page
    assert "Start over" in page
    front.post("/patients/new/", typed | {"do": "discard"})
    assert 'value="Half"' not in front.get("/patients/new/").content.decode()


def test_a_treatment_is_added_removed_and_brought_back(desk: Desk, patient: Patient, furnished: Members) -> None:
    clinician, address = desk("clinician"), f"/patients/{patient.pk}/history/"
    clinician.post(address, sent(clinician.get(address), "sheet", do="add:history.trials"))
    assert 'name="history.trials[6].name"' in clinician.get(address).content.decode()
    removed = clinician.post(address, sent(clinician.get(address), "sheet", do="remove:history.trials[0]"))
    assert 'value="Bupropion"' in removed.content.decode()
    assert 'name="history.trials[0].name" value="Sertraline"' not in removed.content.decode()
    back = removed.content.decode().partition('name="removed" value="')[2].partition('"')[0]
    import html

    clinician.post(address, sent(removed, "sheet", do="restore", removed=html.unescape(back)))
    assert 'name="history.trials[0].name" value="Sertraline"' in clinician.get(address).content.decode()


def test_two_people_in_one_form_lose_nothing(desk: Desk, patient: Patient, furnished: Members) -> None:
    front, biller, address = desk("front_desk"), desk("biller"), f"/patients/{patient.pk}/coverage/"
    mine, theirs = front.get(address), biller.get(address)
    front.post(f"{address}draft/", sent(mine, "sheet", {"coverages[0].group_number": "G1"}))
    biller.post(address, sent(theirs, "sheet", {"coverages[0].plan_name": "Choice"}, do="save"))
    answer = front.post(address, sent(mine, "sheet", {"coverages[0].group_number": "G1"}, do="save"))
    assert answer.status_code == 409
    saved = front.post(address, sent(answer, "sheet", do="save"))
    assert saved.status_code == 302
    with acting(furnished["biller"]):
        from makewhole.app.clinic.records import coverages

        kept = coverages(Patient.objects.get())[0]
        assert (kept.group_number, kept.plan_name) == ("G1", "Choice")
        assert PatientRecord.objects.filter(kind="coverages").count() == 1


def test_who_is_signed_out_signs_in_first(patient: Patient) -> None:
    answer = Client().get(f"/patients/{patient.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_pause_that_arrives_after_registering_leaves_no_draft(desk: Desk, furnished: Members) -> None:
    front = desk("front_desk")
    typed = sent(front.get("/patients/new/"), "sheet", PATIENT)
    made = front.post("/patients/new/", typed | {"do": "save"})["Location"]
    front.post("/patients/new/", typed, headers={"HX-Request": "true"})
    card = sent(front.get(made), "sheet", CARD)
    front.post(made, card | {"do": "save"})
    front.post(f"{made}draft/", card, headers={"HX-Request": "true"})
    with acting(furnished["front_desk"]):
        assert not Draft.objects.exists()
