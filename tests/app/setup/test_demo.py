"""The demo: filled once, with visits in every state, and a door that is there for nobody else."""

from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from makewhole.app.accounts.models import Membership, User
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.clinic.protocols import protocols
from makewhole.app.insurers.own import terms
from makewhole.app.issuing.models import Packet
from makewhole.app.project import demo, demo_entry
from makewhole.app.vault.acting import acting

EXAMPLES = Path(__file__).parents[3] / "examples"
MISSION = {
    "aetna",
    "bcbs",
    "unitedhealthcare",
    "cigna",
    "humana",
    "medicare",
    "physicians-mutual",
}


def test_the_demo_has_everyone_and_visits_in_every_state_and_is_filled_once(db: None) -> None:
    addresses = demo.fill(EXAMPLES)
    assert demo.fill(EXAMPLES) == addresses
    assert User.objects.count() == len(addresses) == 5
    with acting(Membership.objects.get(role="manager")):
        rows = list(Patient.objects.all())
        payers = {each.payer for row in rows for each in clinic.coverages(row)}
        assert len(rows) == 12
        assert payers >= MISSION
        states = Counter(Visit.objects.values_list("state", flat=True))
        assert states["draft"] >= 3
        assert states["signed"] >= 10
        assert Packet.objects.count() == Packet.objects.filter(visit__state="signed").count() >= 3
        assert len(protocols()) == 2
        assert terms()["aetna"].timely_filing_days == 365


def _asked(address: str) -> HttpRequest:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.fixture
def member(db: None) -> Membership:
    from tests.app.conftest import new_practice

    made = new_practice("Demo")["manager"]
    User.objects.filter(pk=made.user_id).update(email=demo.address("manager"))
    return made


def test_one_click_signs_in_as_someone_made_up(member: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAKEWHOLE_DEMO", "on")
    request = _asked("127.0.0.1")
    assert demo_entry.enter(request, member.pk).status_code == 302
    assert request.session["_auth_user_id"] == str(member.user_id)


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "127.0.0.1"),
        ({"MAKEWHOLE_DEMO": "on"}, "192.0.2.7"),
        ({"MAKEWHOLE_DEMO": "on"}, ""),
        ({"MAKEWHOLE_DEMO": "on", "MAKEWHOLE_BEHIND_PROXY": "on"}, "127.0.0.1"),
    ],
)
def test_there_is_no_such_door_outside_the_demo_or_from_elsewhere(
    member: Membership, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], address: str
) -> None:
    monkeypatch.delenv("MAKEWHOLE_DEMO", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Http404):
        demo_entry.enter(_asked(address), member.pk)
    assert "demo_people" not in demo_entry.shown(_asked(address))


def test_nobody_but_the_made_up_people_can_be_entered_as(member: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAKEWHOLE_DEMO", "on")
    User.objects.filter(pk=member.user_id).update(email="real@example.com")
    for pk in (member.pk, uuid4()):
        with pytest.raises(Http404):
            demo_entry.enter(_asked("127.0.0.1"), pk)
