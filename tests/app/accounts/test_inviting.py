"""An account for someone's address is made by them alone, also where no mail proves who opens the link."""

import time
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts import invitations, newcomers, people
from makewhole.app.accounts.break_glass import NotAllowed
from makewhole.app.accounts.models import Invitation, Membership, User
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]
PEOPLE = "/settings/people/"
GOOD = "five calm herons"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


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


@pytest.fixture
def newcomer(handed: invitations.Handed, settings: Settings) -> Membership:
    settings.SECOND_FACTOR = False
    Client().post(address(handed), typed(handed.code), REMOTE_ADDR="203.0.113.8", headers={"User-Agent": FIREFOX})
    return Membership.objects.select_related("user").get(user__email="nia@example.com")


def answered(member: Membership, newcomer: Membership, how: str) -> None:
    client = at_the_desk(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    client.post(f"/account/colleagues/{newcomer.pk}/", {how: "1"})
    newcomer.refresh_from_db()


def test_the_account_waits_until_a_colleague_other_than_the_inviter_confirms_it(
    here: Members, newcomer: Membership
) -> None:
    at_work = at_the_desk(newcomer)
    for page in ("/", "/patients/", "/settings/", "/account/colleagues/"):
        assert at_work.get(page).status_code == 403
    assert "A colleague confirms that it is you" in at_work.get("/").content.decode()
    assert at_work.get("/account/password/change/").status_code == 200
    answered(here["manager"], newcomer, "known")  # the inviter
    assert newcomer.waits
    answered(newcomer, newcomer, "known")
    assert newcomer.waits
    answered(here["front_desk"], newcomer, "known")
    assert not newcomer.waits
    assert at_work.get("/").status_code == 200
    with acting(here["auditor"]):
        entry = AuditEntry.objects.get(action="confirm_colleague")
        assert (entry.user, entry.row) == (here["front_desk"].user_id, newcomer.pk)
        assert chain.detail(entry)["why"] == f"account made from 203.0.113.8 with {FIREFOX}"


def test_today_says_that_someone_waits_and_from_which_device(here: Members, newcomer: Membership) -> None:
    desk = at_the_desk(here["clinician"])
    assert "Someone made an account here" in desk.get("/").content.decode()
    page = desk.get("/account/colleagues/").content.decode()
    assert all(
        each in page for each in ("nia@example.com", "203.0.113.8", "Firefox on Linux", "this account is theirs")
    )
    assert "this account is theirs" not in at_the_desk(here["manager"]).get("/account/colleagues/").content.decode()
    answered(here["clinician"], newcomer, "known")
    assert "Someone made an account here" not in desk.get("/").content.decode()


def test_whom_nobody_knows_is_turned_away(here: Members, newcomer: Membership) -> None:
    answered(here["biller"], newcomer, "unknown")
    assert not newcomer.active
    assert at_the_desk(newcomer).get("/").status_code == 403


def test_where_nobody_else_works_the_inviter_confirms_and_the_trail_says_so(
    here: Members, newcomer: Membership
) -> None:
    colleagues = Membership.objects.filter(practice=newcomer.practice).exclude(pk__in=(newcomer.pk, here["manager"].pk))
    colleagues.update(active=False)
    answered(here["manager"], newcomer, "known")
    assert not newcomer.waits
    with acting(here["manager"]):
        assert newcomers.ALONE in chain.detail(AuditEntry.objects.get(action="confirm_colleague"))["why"]


def test_a_second_invitation_by_hand_does_not_prove_whose_an_account_is(here: Members, newcomer: Membership) -> None:
    with acting(here["manager"]):
        again = invitations.invite_by_hand("nia@example.com", "clinician")
    assert invitations.accept(again.token, "", GOOD, again.code).waits
    answered(here["biller"], newcomer, "known")
    with acting(here["manager"]):
        again = invitations.invite_by_hand("nia@example.com", "biller")
    assert not invitations.accept(again.token, "", GOOD, again.code).waits


def test_who_was_invited_by_mail_begins_at_once(here: Members) -> None:
    with acting(here["manager"]):
        token = invitations.invite("nia@example.com", "biller")
    assert not invitations.accept(token, "Nia", GOOD).waits


def test_who_waits_is_no_other_manager(here: Members, newcomer: Membership) -> None:
    with acting(here["manager"]):
        people.change_role(newcomer, "manager")
        with pytest.raises(NotAllowed):
            people.end(here["manager"])


def test_whoever_joined_sets_up_a_second_factor_before_anything_else(
    client: Client, handed: invitations.Handed, settings: Settings
) -> None:
    settings.SECOND_FACTOR = True
    client.post(address(handed), typed(handed.code))
    client.post("/account/login/", {"login": "nia@example.com", "password": GOOD})
    for page in ("/", "/patients/", "/settings/"):
        assert client.get(page)["Location"] == "/account/2fa/"
