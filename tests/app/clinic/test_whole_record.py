"""Breaking the glass in the browser: a reason, an hour, and a manager who looks it over."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makewhole.app.accounts.break_glass import break_glass
from makewhole.app.accounts.models import BreakGlass, Membership
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.records import save_patient
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import VisitFile

from .conftest import Desk

Members = dict[str, Membership]
WHY = "He collapsed at the desk and the doctor is away."


def test_a_reason_opens_the_whole_record_for_an_hour(desk: Desk, furnished: Members, patient: Patient) -> None:
    front, page = desk("front_desk"), f"/patients/{patient.pk}/"
    before = front.get(page).content.decode()
    assert "Sertraline" not in before
    assert f"{page}whole-record/" in before
    short = front.post(f"{page}whole-record/", {"reason": "because"})
    assert short.status_code == 422
    assert "Say in a sentence" in short.content.decode().partition('id="id_reason_error"')[2][:200]
    shown = front.post(f"{page}whole-record/", {"reason": WHY}, follow=True).content.decode()
    assert "Sertraline" in shown
    assert "You see the whole record until" in shown
    assert "Sertraline" not in desk("manager").get(page).content.decode(), "for one person only"
    with acting(furnished["front_desk"]):
        BreakGlass.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert "Sertraline" not in front.get(page).content.decode()


def test_own_work_goes_on_meanwhile(desk: Desk, patient: Patient) -> None:
    front = desk("front_desk")
    front.post(f"/patients/{patient.pk}/whole-record/", {"reason": WHY})
    assert "Save patient" in front.get(f"/patients/{patient.pk}/patient/").content.decode()
    assert "Save history" not in front.get(f"/patients/{patient.pk}/history/").content.decode()


def test_who_sees_all_already_is_not_asked_and_an_auditor_may_not(desk: Desk, patient: Patient) -> None:
    assert "whole-record" not in desk("clinician").get(f"/patients/{patient.pk}/").content.decode()
    auditor = desk("auditor")
    assert "whole-record" not in auditor.get(f"/patients/{patient.pk}/").content.decode()
    assert auditor.post(f"/patients/{patient.pk}/whole-record/", {"reason": WHY}).status_code == 403


def test_a_manager_sees_who_looked_and_why_and_looks_it_over(desk: Desk, furnished: Members, patient: Patient) -> None:
    desk("front_desk").post(f"/patients/{patient.pk}/whole-record/", {"reason": WHY})
    manager, listed = desk("manager"), "/settings/people/beyond/"
    assert listed in manager.get("/settings/people/").content.decode()
    page = manager.get(listed).content.decode()
    assert WHY in page
    assert "Here front_desk" in page
    assert "Marisol" in page
    with acting(furnished["manager"]):
        grant = BreakGlass.objects.get()
    assert desk("biller").get(listed).status_code == 403
    manager.post(f"{listed}{grant.pk}/")
    assert "Looked over by" in manager.get(listed).content.decode()
    with acting(furnished["manager"]):
        assert BreakGlass.objects.get().reviewed_by == furnished["manager"].user
        assert AuditEntry.objects.filter(action="break_glass", row=patient.pk).count() == 1


def test_many_looks_cost_as_many_questions_as_one(desk: Desk, furnished: Members, example: VisitFile) -> None:
    manager, listed = desk("manager"), "/settings/people/beyond/"
    for whose in range(4):
        with acting(furnished["front_desk"]):
            row = save_patient(Patient(), example.patient)
            break_glass(row.pk, f"{WHY} For the {whose}th time.")
        if whose == 0:
            manager.get(listed)
            with CaptureQueriesContext(connection) as one:
                manager.get(listed)
    with CaptureQueriesContext(connection) as many:
        page = manager.get(listed).content.decode()
    assert len(many) == len(one)
    assert [page.count(f"For the {whose}th time.") for whose in range(4)] == [1, 1, 1, 1]


def test_a_manager_does_not_look_over_their_own(desk: Desk, furnished: Members, patient: Patient) -> None:
    manager = desk("manager")
    manager.post(f"/patients/{patient.pk}/whole-record/", {"reason": WHY})
    with acting(furnished["manager"]):
        grant = BreakGlass.objects.get()
    page = manager.post(f"/settings/people/beyond/{grant.pk}/", follow=True).content.decode()
    assert "Another manager has to look at this." in page
    with acting(furnished["manager"]):
        assert BreakGlass.objects.get().reviewed is None
