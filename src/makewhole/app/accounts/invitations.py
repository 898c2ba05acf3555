"""Inviting someone into a practice: a link that works once, for a week, for one e-mail address.

A mailed link proves that whoever opens it reads that address. One that is handed over proves nothing, so it needs a
code told by phone as well, every opening of it is written down with where it came from, and the account that it makes
waits until a colleague confirms it. The same link lets someone who lost their password or their phone begin anew."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole.app.vault import audit, installation
from makewhole.app.vault.acting import acting_as_service, current
from makewhole.errors import MakewholeError

from .break_glass import NotAllowed
from .devices import sign_out_everywhere
from .matrix import may
from .models import Invitation, Membership, Role, User
from .newcomers import is_proven
from .people import only_managers

LASTS = timedelta(days=7)
MOST_WRONG = 5


class NoInvitation(MakewholeError):
    """The link was used, withdrawn, has expired, or never was one."""


class WrongCode(MakewholeError):
    """The code that was told by phone does not fit."""


class Handed(NamedTuple):
    """An invitation to hand over: the token for its link, and the six digits to tell by phone. Both are shown once."""

    token: str
    code: str


def invite(email: str, role: str) -> str:
    """Invite an address into the acting practice by mail. Returns the token for the link, which is sent to that address
    once and kept only as a hash. Raises NotAllowed unless a manager acts, ValueError for an unknown role."""
    return _invited(email, role, b"")


def invite_by_hand(email: str, role: str) -> Handed:
    """Invite someone to whom the link is handed over. Raises as `invite`."""
    code = _new_code()
    return Handed(_invited(email, role, installation.seal_value(code.encode())), code)


def invite_manager_at_server(email: str) -> str:
    """Invite a manager into the acting practice, from a command on the server: its first one, or when nobody who
    manages it can sign in; one who works here sets a new password and second factor. Whoever runs the command holds
    the keys, so no code is told and nobody confirms."""
    here = Membership.objects.filter(practice_id=current().practice_id, user__email=email.strip().lower(), active=True)
    return _made(email, Role.MANAGER, b"", renews=here.exists())


def renew(member: Membership) -> str:
    """By mail, let a colleague set a new password and second factor who lost them. They are signed out everywhere at
    once. Returns the token. Raises NotAllowed for oneself, and for who works in another practice too."""
    return _renewed(member, b"")


def renew_by_hand(member: Membership) -> Handed:
    """As `renew`, where the link is handed over."""
    code = _new_code()
    return Handed(_renewed(member, installation.seal_value(code.encode())), code)


def _renewed(member: Membership, code: bytes) -> str:
    only_managers(member)
    if member.user_id == current().user_id:
        raise NotAllowed(_("You change your own password and second factor under your name."))
    if Membership.objects.filter(user=member.user, active=True).exclude(pk=member.pk).exists():
        raise NotAllowed(_("They work in another practice too. Ask whoever keeps the server to let them in anew."))
    with transaction.atomic():
        sign_out_everywhere(member.user)
        audit.append("let_begin_anew", "accounts_membership", row=member.pk)
        return _made(member.user.email, member.role, code, renews=True)


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _invited(email: str, role: str, code: bytes) -> str:
    actor = current()
    if actor.user_id is None or not may(actor.role, "manage_people"):
        audit.refused("accounts_invitation")
        raise NotAllowed(_("Only a manager may invite people."))
    if role in (Role.PATIENT, Role.SERVICE):
        raise ValueError("people are invited as staff")
    return _made(email, role, code)


def _made(email: str, role: str, code: bytes, *, renews: bool = False) -> str:
    actor, secret = current(), secrets.token_urlsafe(32)
    Invitation(
        email=email.strip().lower(),
        role=Role(role),
        token_hash=_hash(secret),
        invited_by_id=actor.user_id,
        expires=timezone.now() + LASTS,
        code=code,
        renews=renews,
    ).save()
    return f"{actor.practice_id.hex}.{secret}"


def open_invitation(token: str, where: str = "") -> Invitation:
    """The invitation behind a link, as it stands; that it was opened is audited with `where` from. Raises
    NoInvitation."""
    practice, secret = _split(token)
    with acting_as_service(practice, "opening an invitation", where):
        invitation = _valid(secret)
        audit.append("open_invitation", "accounts_invitation", row=invitation.pk)
        return invitation


def prove_code(token: str, code: str, where: str = "") -> None:
    """Check the code told by phone; five wrong ones end the invitation. Raises NoInvitation, WrongCode."""
    practice, secret = _split(token)
    with acting_as_service(practice, "proving an invitation", where), transaction.atomic():
        invitation = _valid(secret)
        right = _fits(invitation, code)
        if not right:
            invitation.wrong += 1
            if invitation.wrong >= MOST_WRONG:
                invitation.withdrawn = timezone.now()
            invitation.save()
            audit.append("prove_invitation", "accounts_invitation", row=invitation.pk, outcome=audit.REFUSED)
        ended = invitation.withdrawn is not None
    if ended:
        raise NoInvitation(_("Too many wrong codes. Ask your manager for a new invitation."))
    if not right:
        raise WrongCode(_("This is not the code you were told. Check it, or ask for it again."))


def refuse(token: str, where: str = "") -> None:
    """Note that someone was kept from accepting an invitation that is not theirs. Raises NoInvitation."""
    practice, secret = _split(token)
    with acting_as_service(practice, "accepting another's invitation", where):
        audit.append("join", "accounts_invitation", row=_valid(secret).pk, outcome=audit.REFUSED)


def accept(token: str, name: str, password: str, code: str = "", where: str = "", browser: str = "") -> Membership:
    """Make the account (or take the existing one, whose password must then fit) and the membership, in one step; where
    the invitation renews, the password is the new one, and the second factors are gone. Where and with which browser is
    audited.

    Raises NoInvitation, WrongCode, or Django's ValidationError for a password that is too weak or not the account's.
    """
    practice, secret = _split(token)
    with acting_as_service(practice, "accepting an invitation", where), transaction.atomic():
        invitation = _valid(secret)
        if not _fits(invitation, code):
            raise WrongCode(_("This is not the code you were told. Check it, or ask for it again."))
        member = _begun_anew(invitation, password) if invitation.renews else _joined(invitation, name, password)
        invitation.accepted = timezone.now()
        invitation.save()
        audit.append("join", "accounts_membership", row=member.pk, why=f"{invitation.role}; {browser[:200]}")
    return member


def _joined(invitation: Invitation, name: str, password: str) -> Membership:
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        validate_password(password, User(email=invitation.email, name=name))
        user = User.objects.create_user(invitation.email, password, name=name)
    elif not user.check_password(password):
        raise ValidationError(_("This address already has an account here; use its password."))
    waits = bool(invitation.code) and not is_proven(user)
    member, _made = Membership.objects.update_or_create(
        user=user,
        practice_id=invitation.practice_id,
        defaults={"role": invitation.role, "active": True, "waits": waits},
    )
    return member


def _begun_anew(invitation: Invitation, password: str) -> Membership:
    """The membership, its account with a new password and without second factors; it waits unless the link was mailed.
    Whoever does not work here any more stays out."""
    here = Membership.objects.filter(practice_id=invitation.practice_id, active=True)
    member = here.filter(user__email=invitation.email).select_related("user").first()
    if member is None:
        raise NoInvitation(_("This invitation was used or has expired. Ask your manager for a new one."))
    validate_password(password, member.user)
    member.user.set_password(password)
    member.user.save(update_fields=["password"])
    Authenticator.objects.filter(user=member.user).delete()
    sign_out_everywhere(member.user)
    member.waits = bool(invitation.code)
    member.save(update_fields=["waits"])
    audit.append("begin_anew", "accounts_user", row=member.user_id)
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


def _fits(invitation: Invitation, code: str) -> bool:
    kept = bytes(invitation.code)
    return not kept or hmac.compare_digest(installation.open_value(kept), code.encode())


def _split(token: str) -> tuple[UUID, str]:
    practice, _dot, secret = token.partition(".")
    try:
        return UUID(hex=practice), secret
    except ValueError:
        raise NoInvitation(_("This is not an invitation link.")) from None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
