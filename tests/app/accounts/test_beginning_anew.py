"""A colleague who lost their password or their phone sets both anew, and nobody else does it for them."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts import founding, invitations, newcomers, people
from makewhole.app.accounts.break_glass import NotAllowed
from makewhole.app.accounts.models import Membership
from makewhole.app.vault import chain
from makewhole.app.vault.acting import OtherPractice, acting
from makewhole.app.vault.models import AuditEntry

from ..issuing.conftest import at_the_desk

Members = dict[str, Membership]
NEW = "nine quiet lamps at dusk"


@pytest.fixture
def lost(here: Members) -> Membership:
    """A biller with a second factor that is at the bottom of a lake."""
    TOTP.activate(here["biller"].user, generate_totp_secret())
    here["biller"].user.set_password("five calm herons")
    here["biller"].user.save()
    return here["biller"]


def handed(here: Members, lost: Membership) -> invitations.Handed:
    with acting(here["manager"]):
        return invitations.renew_by_hand(lost)


def sent(link: invitations.Handed, password: str = NEW) -> Any:
    return Client().post(f"/account/invitation/{link.token}/", {"code": link.code, "password": password})


def test_the_link_sets_a_new_password_and_waits_for_a_colleague(here: Members, lost: Membership) -> None:
    link = handed(here, lost)
    page = Client().get(f"/account/invitation/{link.token}/").content.decode()
    assert "Sign in anew" in page
    assert 'name="name"' not in page
    assert sent(link, "short").status_code == 200
    assert Authenticator.objects.filter(user=lost.user).exists()
    assert sent(link).status_code == 302
    lost.refresh_from_db()
    assert lost.user.check_password(NEW)
    assert not Authenticator.objects.filter(user=lost.user).exists()
    assert (lost.role, lost.active, lost.waits) == ("biller", True, True)
    assert sent(link).status_code == 410
    with acting(here["manager"]), pytest.raises(NotAllowed):
        newcomers.confirm(lost)
    with acting(here["clinician"]):
        newcomers.confirm(lost)
        actions = list(AuditEntry.objects.order_by("number").values_list("action", flat=True))
        assert chain.verify().broken is None
    for action in ("let_begin_anew", "begin_anew", "join", "confirm_colleague"):
        assert action in actions


def test_they_are_signed_out_everywhere_at_once(here: Members, lost: Membership, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    somewhere = at_the_desk(lost)
    assert somewhere.get("/patients/").status_code == 200
    handed(here, lost)
    assert somewhere.get("/patients/").status_code == 302


def test_a_role_given_meanwhile_stays_and_who_left_stays_out(here: Members, lost: Membership) -> None:
    first, second = handed(here, lost), handed(here, lost)
    with acting(here["manager"]):
        people.change_role(lost, "auditor")
    assert sent(first).status_code == 302
    lost.refresh_from_db()
    assert lost.role == "auditor"
    with acting(here["manager"]):
        people.end(lost)
    assert sent(second).status_code == 410
    lost.refresh_from_db()
    assert not lost.active


def test_only_a_manager_of_their_only_practice_may_and_not_for_themselves(
    here: Members, there: Members, lost: Membership
) -> None:
    with acting(here["clinician"]), pytest.raises(NotAllowed):
        invitations.renew_by_hand(lost)
    with acting(there["manager"]), pytest.raises(OtherPractice):
        invitations.renew_by_hand(lost)
    with acting(here["manager"]):
        with pytest.raises(NotAllowed, match="under your name"):
            invitations.renew_by_hand(here["manager"])
        Membership.objects.create(user=lost.user, practice=there["manager"].practice, role="biller")
        with pytest.raises(NotAllowed, match="another practice"):
            invitations.renew_by_hand(lost)


def test_the_button_shows_link_and_code_once_or_mails_the_link(
    here: Members, lost: Membership, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    manager = at_the_desk(here["manager"])
    address = f"/settings/people/{lost.pk}/"
    page: Any = manager.post(address, {"renew": "1"})
    assert page.context["code"] in page.content.decode().replace(" ", "")
    link = page.context["link"].partition("testserver")[2]
    assert manager.post(link, {"code": page.context["code"], "password": NEW}).status_code == 403
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example", "django.core.mail.backends.locmem.EmailBackend"
    assert manager.post(address, {"renew": "1"}).status_code == 302
    (letter,) = mail.outbox
    mailed = letter.body.partition("testserver")[2].strip()
    assert Client().post(mailed, {"password": NEW}).status_code == 302
    lost.refresh_from_db()
    assert (lost.user.check_password(NEW), lost.waits) == (True, False)


def test_the_last_manager_begins_anew_at_the_server(here: Members) -> None:
    manager = here["manager"]
    TOTP.activate(manager.user, generate_totp_secret())
    token = founding.invite(manager.practice, manager.user.email)
    assert Client().post(f"/account/invitation/{token}/", {"password": NEW}).status_code == 302
    manager.refresh_from_db()
    assert (manager.user.check_password(NEW), manager.waits, manager.role) == (True, False, "manager")
    assert not Authenticator.objects.filter(user=manager.user).exists()
