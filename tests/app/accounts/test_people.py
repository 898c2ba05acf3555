from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from makewhole.app.accounts import break_glass, invitations, people
from makewhole.app.accounts.break_glass import NotAllowed
from makewhole.app.accounts.invitations import NoInvitation
from makewhole.app.accounts.models import Invitation, Membership, User
from makewhole.app.vault import chain
from makewhole.app.vault.acting import OtherPractice, acting
from makewhole.app.vault.models import AuditEntry

Members = dict[str, Membership]
GOOD = "five calm herons"


def invited(here: Members, email: str = "new@example.com", role: str = "biller") -> str:
    with acting(here["manager"]):
        return invitations.invite(email, role)


def test_an_invitation_makes_one_account_and_works_once(here: Members) -> None:
    token = invited(here, " New@Example.com ")
    assert invitations.open_invitation(token).role == "biller"
    member = invitations.accept(token, "Nia", GOOD)
    assert (member.role, member.user.email, member.practice_id) == (
        "biller",
        "new@example.com",
        here["manager"].practice_id,
    )
    assert member.user.check_password(GOOD)
    with pytest.raises(NoInvitation):
        invitations.open_invitation(token)
    with pytest.raises(NoInvitation):
        invitations.accept(token, "Nia", GOOD)


def test_only_the_hash_of_a_token_is_kept(here: Members) -> None:
    secret = invited(here).partition(".")[2]
    with acting(here["manager"]):
        assert secret not in str(Invitation.objects.values().get())


def test_an_expired_withdrawn_or_made_up_invitation_is_refused(here: Members, there: Members) -> None:
    expired, withdrawn = invited(here), invited(here)
    with acting(here["manager"]):
        first, second = Invitation.objects.order_by("created")
        first.expires = timezone.now() - timedelta(seconds=1)
        first.save()
        invitations.withdraw(second)
    other = f"{there['manager'].practice_id.hex}.{invited(here).partition('.')[2]}"
    for token in (expired, withdrawn, other, f"{uuid4().hex}.x", "x", ""):
        with pytest.raises(NoInvitation):
            invitations.open_invitation(token)


def test_a_weak_password_leaves_the_invitation_open(here: Members) -> None:
    token = invited(here)
    with pytest.raises(ValidationError):
        invitations.accept(token, "Nia", "short")
    assert not User.objects.filter(email="new@example.com").exists()
    assert invitations.accept(token, "Nia", GOOD).active


def test_someone_who_has_an_account_joins_with_their_own_password(here: Members, there: Members) -> None:
    invitations.accept(invited(here), "Nia", GOOD)
    token = invited(there, role="clinician")
    with pytest.raises(ValidationError):
        invitations.accept(token, "Mallory", "seven loud herons")
    assert invitations.accept(token, "Nia", GOOD).role == "clinician"
    assert Membership.objects.filter(user__email="new@example.com").count() == 2


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller", "auditor"])
def test_only_managers_manage_people_and_a_refusal_is_audited(here: Members, role: str) -> None:
    with acting(here[role]):
        for attempt in (
            lambda: invitations.invite("x@example.com", "manager"),
            lambda: people.change_role(here[role], "manager"),
            lambda: people.end(here["manager"]),
        ):
            with pytest.raises(NotAllowed):
                attempt()
    with acting(here["auditor"]):
        assert AuditEntry.objects.filter(action="refuse", outcome="refused", role=role).count() == 3


def test_a_manager_changes_roles_in_their_own_practice_only(here: Members, there: Members) -> None:
    with acting(here["manager"]):
        people.change_role(here["biller"], "manager")
        people.end(here["clinician"])
        with pytest.raises(OtherPractice):
            people.end(there["clinician"])
    assert not Membership.objects.get(pk=here["clinician"].pk).active
    assert Membership.objects.get(pk=there["clinician"].pk).active


def test_a_practice_never_loses_its_last_manager(here: Members) -> None:
    with acting(here["manager"]):
        with pytest.raises(NotAllowed):
            people.end(here["manager"])
        with pytest.raises(NotAllowed):
            people.change_role(here["manager"], "biller")
        people.change_role(here["biller"], "manager")
        people.end(here["manager"])


def test_two_managers_who_end_each_other_at_once_leave_one(committed: Members, threads: ThreadPoolExecutor) -> None:
    with acting(committed["manager"]):
        people.change_role(committed["biller"], "manager")
    both, ready = (committed["manager"], Membership.objects.get(pk=committed["biller"].pk)), Barrier(2)

    def ended(me: Membership, other: Membership) -> bool:
        with acting(me):
            ready.wait(30)
            try:
                people.end(other)
            except NotAllowed:
                return False
            return True

    jobs = [threads.submit(ended, *pair) for pair in (both, both[::-1])]
    assert sorted(job.result(60) for job in jobs) == [False, True]
    assert Membership.objects.filter(practice=both[0].practice, role="manager", active=True).count() == 1


def test_a_manager_lets_someone_back_in_and_nobody_else_does(here: Members) -> None:
    with acting(here["manager"]):
        people.end(here["clinician"])
    with acting(here["biller"]), pytest.raises(NotAllowed):
        people.let_back(here["clinician"])
    with acting(here["manager"]):
        people.let_back(here["clinician"])
        assert AuditEntry.objects.filter(action="return", row=here["clinician"].pk).count() == 1
    assert Membership.objects.get(pk=here["clinician"].pk).active


def test_staff_are_invited_not_patients_or_service_accounts(here: Members) -> None:
    with acting(here["manager"]):
        for role in ("patient", "service", "king"):
            with pytest.raises(ValueError, match=r".+"):
                invitations.invite("x@example.com", role)


def test_breaking_the_glass_lasts_an_hour_for_one_person_and_one_patient(
    here: Members, django_capture_on_commit_callbacks: Any
) -> None:
    patient, now = uuid4(), timezone.now()
    with acting(here["front_desk"]):
        assert break_glass.role_towards(patient) == "front_desk"
        with django_capture_on_commit_callbacks(execute=True):
            break_glass.break_glass(patient, "He collapsed at the desk, the doctor is away.", now)
        assert break_glass.role_towards(patient, now + timedelta(minutes=59)) == "front_desk+break_glass"
        assert break_glass.role_towards(patient, now + timedelta(minutes=61)) == "front_desk"
        assert break_glass.role_towards(uuid4(), now) == "front_desk"
    with acting(here["biller"]):
        assert break_glass.role_towards(patient, now) == "biller"
    with acting(here["manager"]):
        (entry,) = AuditEntry.objects.filter(action="break_glass")
        assert chain.detail(entry)["why"].startswith("He collapsed")
        (grant,) = break_glass.to_review()
        break_glass.review(grant)
        assert not break_glass.to_review()
    (letter,) = mail.outbox
    assert letter.to == [here["manager"].user.email]
    assert "collapsed" not in letter.body
    assert str(patient) not in letter.body


def test_the_glass_is_not_broken_without_a_reason_or_by_an_auditor(here: Members) -> None:
    with acting(here["front_desk"]), pytest.raises(NotAllowed):
        break_glass.break_glass(uuid4(), "because      ")
    with acting(here["auditor"]), pytest.raises(NotAllowed):
        break_glass.break_glass(uuid4(), "I would like to see this record.")
    with acting(here["manager"]):
        assert not break_glass.to_review()
        assert AuditEntry.objects.filter(action="refuse", role="auditor").exists()


def test_nobody_reviews_their_own(here: Members) -> None:
    with acting(here["manager"]):
        grant = break_glass.break_glass(uuid4(), "He collapsed at the desk.")
        with pytest.raises(NotAllowed):
            break_glass.review(grant)
