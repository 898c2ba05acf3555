"""Someone who works for several practices, as in a billing service, changes from one to the other."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]


@pytest.fixture
def client(here: Members, there: Members, settings: Settings) -> Client:
    settings.SECOND_FACTOR = False
    Membership.objects.create(user=here["biller"].user, practice=there["biller"].practice, role="auditor")
    return at_the_desk(here["biller"])


def standing(page: Any) -> tuple[str, str]:
    member = page.wsgi_request.member
    return member.practice.name, member.role


def test_they_change_practice_and_role_and_it_is_written_down(client: Client, here: Members, there: Members) -> None:
    today: Any = client.get("/")
    assert standing(today) == ("Here", "biller")
    assert "Another practice" in today.content.decode()
    listed = client.get("/account/practices/").content.decode()
    assert listed.index("Here") < listed.index("There")
    client.post("/account/practices/", {"practice": str(there["biller"].practice_id)})
    assert standing(client.get("/")) == ("There", "auditor")
    assert client.get("/patients/new/").status_code == 403  # an auditor registers nobody
    with acting(there["manager"]):
        assert AuditEntry.objects.filter(action="enter", user=here["biller"].user_id).count() == 1


def test_a_practice_that_is_not_theirs_is_not_entered(here: Members, there: Members, client: Client) -> None:
    Membership.objects.filter(user=here["biller"].user, practice=there["biller"].practice).update(active=False)
    for practice in (str(there["biller"].practice_id), "nowhere", ""):
        assert client.post("/account/practices/", {"practice": practice}).status_code == 404
    page: Any = client.get("/")
    assert standing(page) == ("Here", "biller")
    assert "Another practice" not in page.content.decode()


def test_who_is_sent_away_from_the_chosen_practice_is_back_in_the_other(
    here: Members, there: Members, client: Client
) -> None:
    client.post("/account/practices/", {"practice": str(there["biller"].practice_id)})
    Membership.objects.filter(user=here["biller"].user, practice=there["biller"].practice).update(active=False)
    assert standing(client.get("/")) == ("Here", "biller")
