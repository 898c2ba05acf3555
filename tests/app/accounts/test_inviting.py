"""An account for someone's address is made by them alone, also where no mail proves who opens the link."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts import invitations
from makewhole.app.accounts.models import Invitation, Membership, User
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]
PEOPLE = "/settings/people/"
GOOD = "five calm herons"


@pytest.fixture
def handed(here: Members) -> invitations.Handed:
    with acting(here["manager"]):
        return invitations.invite_by_hand("nia@example.com", "biller")


def address(handed: invitations.Handed) -> str:
    return f"/account/invitation/{handed.token}/"


def typed(code: str) -> dict[str, str]:
    return {"code": code, "name": "Nia", "password": GOOD}


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def made() -> bool:
    return User.objects.filter(email="nia@example.com").exists()


def test_a_link_that_was_handed_over_needs_the_code_as_well(client: Client, handed: invitations.Handed) -> None:
    for code in ("", wrong(handed.code)):
        assert client.post(address(handed), typed(code)).status_code == 200
        assert not made()
    assert client.post(address(handed), typed(f" {handed.code[:3]} {handed.code[3:]} ")).status_code == 302
    assert made()
    with pytest.raises(invitations.NoInvitation):
        invitations.accept(handed.token, "Nia", GOOD, handed.code)


def test_five_wrong_codes_end_an_invitation(client: Client, handed: invitations.Handed) -> None:
    answers = [client.post(address(handed), typed(wrong(handed.code))).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 410]
    assert client.post(address(handed), typed(handed.code)).status_code == 410
    assert not made()


def test_the_code_is_kept_sealed_and_a_wrong_one_makes_no_account(here: Members, handed: invitations.Handed) -> None:
    with acting(here["manager"]):
        assert handed.code.encode() not in bytes(Invitation.objects.get().code)
    with pytest.raises(invitations.WrongCode):
        invitations.accept(handed.token, "Nia", GOOD, wrong(handed.code))
    assert not made()


def test_the_inviter_cannot_set_the_password_signed_in_or_out(here: Members, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    manager = at_the_desk(here["manager"])
    page: Any = manager.post(PEOPLE, {"email": "nia@example.com", "role": "biller"})
    link, code = page.context["link"].partition("testserver")[2], page.context["code"]
    for _signed_out in range(2):
        refused = manager.post(link, typed(code))
        assert refused.status_code == 403
        assert "Only the invited person" in refused.content.decode()
        manager.post("/account/logout/")
    assert not made()
    assert Client().post(link, typed(code)).status_code == 302
    with acting(here["manager"]):
        assert AuditEntry.objects.filter(action="join", outcome="refused").count() == 2


def test_a_colleague_who_is_signed_in_accepts_for_nobody_else(
    here: Members, handed: invitations.Handed, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    assert at_the_desk(here["biller"]).post(address(handed), typed(handed.code)).status_code == 403
    assert not made()


def test_who_holds_the_link_is_written_down(client: Client, here: Members, handed: invitations.Handed) -> None:
    client.get(address(handed), REMOTE_ADDR="203.0.113.7")
    client.post(address(handed), typed(handed.code), REMOTE_ADDR="203.0.113.8")
    with acting(here["manager"]):
        found = AuditEntry.objects.filter(action__in=("open_invitation", "join")).order_by("number")
        told = [(entry.action, chain.detail(entry)["where"]) for entry in found]
    assert told == [("open_invitation", "203.0.113.7"), ("open_invitation", "203.0.113.8"), ("join", "203.0.113.8")]


def test_whoever_joined_sets_up_a_second_factor_before_anything_else(
    client: Client, handed: invitations.Handed, settings: Settings
) -> None:
    settings.SECOND_FACTOR = True
    client.post(address(handed), typed(handed.code))
    client.post("/account/login/", {"login": "nia@example.com", "password": GOOD})
    for page in ("/", "/patients/", "/settings/"):
        assert client.get(page)["Location"] == "/account/2fa/"
