"""Who signs: a clinician as themselves only, known by the NPI that a manager gave them."""

import pytest
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.accounts.people import let_sign_as
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.clinic.opened import open_house
from makewhole.app.clinic.records import save_practice_record, save_visit
from makewhole.app.clinic.visit_states import NotYours, sign_visit
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import VisitFile

from .conftest import Desk

Members = dict[str, Membership]
OTHER = "1760244180"


@pytest.fixture
def draft(furnished: Members, patient: Patient, example: VisitFile) -> Visit:
    doctor = example.providers[0]
    other = doctor.model_copy(update={"npi": OTHER, "name": doctor.name.model_copy(update={"last": "Marsh"})})
    with acting(furnished["clinician"]):
        save_practice_record("providers", (doctor, other))
        record = example.visit.model_copy(update={"signed_on": None})
        return save_visit(Visit(patient=patient, date=record.date), record)


def state(draft: Visit, members: Members) -> tuple[str, str]:
    with acting(members["clinician"]):
        row = Visit.objects.get(pk=draft.pk)
        return row.state, row.signed_as


def test_a_clinician_signs_as_themselves(desk: Desk, furnished: Members, draft: Visit) -> None:
    clinician, address = desk("clinician"), f"/visits/{draft.pk}/sign/"
    page = clinician.get(address).content.decode()
    assert "NPI 1234567893" in page
    assert OTHER not in page
    clinician.post(address, {"npi": "1234567893", "version": draft.version})
    assert state(draft, furnished) == ("signed", "1234567893")


def test_signing_as_another_is_refused_told_and_written_down(desk: Desk, furnished: Members, draft: Visit) -> None:
    clinician, address = desk("clinician"), f"/visits/{draft.pk}/sign/"
    answer = clinician.post(address, {"npi": OTHER, "version": draft.version})
    assert answer.status_code == 403
    assert "Nobody signs for another" in answer.content.decode()
    assert state(draft, furnished) == ("draft", "")
    with acting(furnished["clinician"]), pytest.raises(NotYours):
        sign_visit(draft, draft.version, OTHER, open_house())
    with acting(furnished["manager"]):
        assert AuditEntry.objects.filter(kind="clinic_visit", row=draft.pk, outcome="refused").exists()


def test_who_is_not_known_as_a_provider_is_told_what_to_do(desk: Desk, furnished: Members, draft: Visit) -> None:
    with acting(furnished["manager"]):
        let_sign_as(furnished["clinician"], "")
    clinician, address = desk("clinician"), f"/visits/{draft.pk}/sign/"
    assert "A manager says so under Settings, People" in clinician.get(address).content.decode()
    for npi in ("", "1234567893"):
        clinician.post(address, {"npi": npi, "version": draft.version})
    assert state(draft, furnished) == ("draft", "")


def test_the_page_says_when_someone_else_treated(desk: Desk, furnished: Members, draft: Visit) -> None:
    with acting(furnished["manager"]):
        let_sign_as(furnished["clinician"], OTHER)
    assert "and you sign as" in desk("clinician").get(f"/visits/{draft.pk}/sign/").content.decode()


def test_a_manager_says_who_someone_is(desk: Desk, furnished: Members, draft: Visit) -> None:
    member, manager = furnished["clinician"], desk("manager")
    assert "Signs as" in manager.get("/settings/people/").content.decode()
    assert manager.post(f"/settings/people/{member.pk}/", {"npi": OTHER}).status_code == 302
    assert Membership.objects.get(pk=member.pk).npi == OTHER
    assert manager.post(f"/settings/people/{member.pk}/", {"npi": "1111111111"}).status_code == 404
    assert desk("clinician").post(f"/settings/people/{member.pk}/", {"npi": OTHER}).status_code == 403


@pytest.mark.parametrize("button", [{"role": "manager"}, {"end": "1"}, {"npi": OTHER}])
def test_people_are_changed_only_by_who_proved_who_they_are(
    desk: Desk, furnished: Members, settings: Settings, button: dict[str, str]
) -> None:
    manager, member = desk("manager"), furnished["clinician"]
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    for address, sent in (
        (f"/settings/people/{member.pk}/", button),
        ("/settings/people/", {"email": "x@example.com"}),
    ):
        answer = manager.post(address, sent)
        assert answer["Location"] == "/account/reauthenticate/?next=%2Fsettings%2Fpeople%2F"
    kept = Membership.objects.get(pk=member.pk)
    assert (kept.role, kept.active, kept.npi) == ("clinician", True, "1234567893")
