"""A visit that was begun by mistake is thrown away before it is signed, and can be taken up again."""

from typing import Any

import pytest

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.exporting import exported
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry

from .conftest import Desk
from .test_journey import FACTS, NOTE, begin, register, save, sign

Members = dict[str, Membership]


@pytest.fixture
def mistaken(desk: Desk, furnished: Members) -> str:
    """The address of a visit that the desk began and saved for the wrong patient."""
    front = desk("front_desk")
    visit = begin(front, register(front))
    save(front, visit, FACTS)
    return visit


def state(members: Members) -> str:
    with acting(members["clinician"]):
        return str(Visit.objects.get().state)


def test_it_leaves_every_list_and_comes_back_as_it_was(desk: Desk, furnished: Members, mistaken: str) -> None:
    front = desk("front_desk")
    with acting(furnished["clinician"]):
        patient = f"/patients/{Patient.objects.get().pk}/"
    assert mistaken in front.get("/").content.decode()
    assert "Throw this visit away" in front.get(mistaken).content.decode()
    page: Any = front.post(f"{mistaken}discard/", follow=True)
    assert "Nothing of it is claimed" in page.content.decode()
    assert state(furnished) == "discarded"
    assert mistaken not in front.get("/").content.decode()
    timeline = front.get(patient).content.decode()
    assert "Visit, thrown away" in timeline
    assert "$475.00" not in timeline
    assert "not finished" not in timeline
    assert front.post(f"{mistaken}discard/", follow=True).status_code == 200
    again: Any = front.post(f"{mistaken}restore/", follow=True)
    assert "The visit is back as you left it." in again.content.decode()
    assert state(furnished) == "draft"
    assert "09:20" in again.content.decode()
    with acting(furnished["clinician"]):
        deeds = AuditEntry.objects.filter(action__in=("discard_visit", "restore_visit")).order_by("number")
        assert list(deeds.values_list("action", flat=True)) == ["discard_visit", "restore_visit"]
        assert chain.verify().broken is None


def test_what_is_thrown_away_is_not_saved_signed_or_exported(desk: Desk, furnished: Members, mistaken: str) -> None:
    clinician = desk("clinician")
    open_page = clinician.get(mistaken)
    desk("front_desk").post(f"{mistaken}discard/")
    assert save(clinician, mistaken, {"visit.note.text": NOTE}, do="sign").status_code in (200, 302)
    sign_page = clinician.get(f"{mistaken}sign/")
    assert sign_page.status_code == 302
    assert state(furnished) == "discarded"
    assert open_page.status_code == 200
    with acting(furnished["manager"]):
        assert b"".join(exported("visits")).count(b"\n") == 1  # the heading alone


def test_a_signed_visit_is_not_thrown_away(desk: Desk, furnished: Members, mistaken: str) -> None:
    clinician = desk("clinician")
    save(clinician, mistaken, {"visit.note.text": NOTE})
    sign(clinician, mistaken)
    page = clinician.post(f"{mistaken}discard/", follow=True).content.decode()
    assert "Only a visit that is not signed" in page
    assert state(furnished) == "signed"
