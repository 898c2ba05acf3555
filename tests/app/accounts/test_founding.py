"""A practice begins at the server: its name, and a link with which its first manager signs in."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts import founding
from makewhole.app.accounts.invitations import invite
from makewhole.app.accounts.models import Invitation, Membership, Practice
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting

PASSWORD = "seven brass lamps at dusk"
ZONE = "America/Chicago"


def join(token: str, name: str) -> None:
    page = Client().post(reverse("join", args=(token,)), {"name": name, "password": PASSWORD})
    assert page.status_code == 302, page.content


@pytest.mark.django_db
def test_the_first_manager_of_a_new_practice_begins_at_once_and_invites_the_others() -> None:
    token = founding.found("  Quiet Harbor   Medicine PC ", "Maria@quiet.example", ZONE)
    practice = Practice.objects.get()
    assert (practice.name, practice.time_zone) == ("Quiet Harbor Medicine PC", ZONE)
    join(token, "Maria")
    manager = Membership.objects.get()
    assert (manager.user.email, manager.role, manager.waits) == ("maria@quiet.example", "manager", False)
    with acting(manager):
        join(invite("bo@quiet.example", "biller"), "Bo")
        told = [f"{each['action']} {each['kind']}" for each in map(json.loads, chain.export())]
        assert chain.verify().broken is None
    assert told[:2] == ["found accounts_practice", "create accounts_invitation"]
    assert Membership.objects.filter(practice=practice).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "manager", "zone", "part"),
    [
        ("", "maria@quiet.example", ZONE, "NAME"),
        ("Q" * 151, "maria@quiet.example", ZONE, "NAME"),
        ("here", "maria@quiet.example", ZONE, "NAME"),
        ("Quiet Harbor", "maria at quiet", ZONE, "--manager"),
        ("Quiet Harbor", "maria@quiet.example", "Mars", "--time-zone"),
    ],
)
def test_what_cannot_begin_is_said_and_nothing_is_made(
    here: dict[str, Membership], name: str, manager: str, zone: str, part: str
) -> None:
    with pytest.raises(founding.NotFounded, match=f"^{part}: "):
        founding.found(name, manager, zone)
    assert Practice.objects.count() == 1


def test_a_manager_is_invited_where_none_can_sign_in_any_more(
    here: dict[str, Membership], there: dict[str, Membership]
) -> None:
    practice = here["manager"].practice
    join(founding.invite(founding.named("HERE"), "new@here.example"), "New")
    assert founding.named(str(practice.pk)) == practice
    member = Membership.objects.get(user__email="new@here.example")
    assert (member.practice, member.role) == (practice, "manager")
    with pytest.raises(founding.NotFounded):
        founding.named("Nowhere")


def test_the_tables_go_back_without_the_invitations_that_nobody_made(committed: dict[str, Membership]) -> None:
    founding.invite(committed["manager"].practice, "new@here.example")
    with acting(committed["manager"]):
        invite("bo@here.example", "biller")
        assert Invitation.objects.count() == 2
    call_command("migrate", "accounts", "0004", verbosity=0)
    call_command("migrate", verbosity=0)
    with acting(committed["manager"]):
        assert [each.email for each in Invitation.objects.all()] == ["bo@here.example"]
