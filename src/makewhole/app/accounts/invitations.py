"""Inviting someone into a practice: a link that works once, for a week, for one e-mail address."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole.app.vault import audit
from makewhole.app.vault.acting import acting_as_service, current
from makewhole.errors import MakewholeError

from .break_glass import NotAllowed
from .matrix import may
from .models import Invitation, Membership, Role, User

LASTS = timedelta(days=7)


class NoInvitation(MakewholeError):
    """The link was used, withdrawn, has expired, or never was one."""


def invite(email: str, role: str) -> str:
    """Invite an address into the acting practice. Returns the token for the link, which is shown or sent once and
    kept only as a hash. Raises NotAllowed unless a manager acts, ValueError for an unknown role."""
    actor = current()
    if actor.user_id is None or not may(actor.role, "manage_people"):
        audit.refused("accounts_invitation")
        raise NotAllowed(_("Only a manager may invite people."))
    if role in (Role.PATIENT, Role.SERVICE):
        raise ValueError("people are invited as staff")
    secret = secrets.token_urlsafe(32)
    Invitation(
        email=email.strip().lower(),
        role=Role(role),
        token_hash=_hash(secret),
        invited_by_id=actor.user_id,
        expires=timezone.now() + LASTS,
    ).save()
    return f"{actor.practice_id.hex}.{secret}"


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link, as it stands. Raises NoInvitation."""
    practice, secret = _split(token)
    with acting_as_service(practice, "opening an invitation"):
        return _valid(secret)


def accept(token: str, name: str, password: str) -> Membership:
    """Make the account (or take the existing one, whose password must then fit) and the membership, in one step.

    Raises NoInvitation, or Django's ValidationError for a password that is too weak.
    """
    practice, secret = _split(token)
    with acting_as_service(practice, "accepting an invitation"), transaction.atomic():
        invitation = _valid(secret)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            validate_password(password, User(email=invitation.email, name=name))
            user = User.objects.create_user(invitation.email, password, name=name)
        elif not user.check_password(password):
            raise NoInvitation(_("This address already has an account here; use its password."))
        member, _made = Membership.objects.update_or_create(
            user=user, practice_id=practice, defaults={"role": invitation.role, "active": True}
        )
        invitation.accepted = timezone.now()
        invitation.save()
        audit.append("join", "accounts_membership", row=member.pk, why=str(invitation.role))
    return member


def withdraw(invitation: Invitation) -> None:
    """Make an invitation's link useless."""
    invitation.withdrawn = timezone.now()
    invitation.save()


def _valid(secret: str) -> Invitation:
    found = Invitation.objects.select_for_update().filter(token_hash=_hash(secret), accepted=None, withdrawn=None)
    with transaction.atomic():
        invitation = found.filter(expires__gt=timezone.now()).first()
    if invitation is None:
        raise NoInvitation(_("This invitation was used or has expired. Ask your manager for a new one."))
    return invitation


def _split(token: str) -> tuple[UUID, str]:
    practice, _dot, secret = token.partition(".")
    try:
        return UUID(hex=practice), secret
    except ValueError:
        raise NoInvitation(_("This is not an invitation link.")) from None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
