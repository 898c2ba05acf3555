"""Someone whose account no mail proves: they work here once a colleague, not the one who invited them, knows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from makewhole.app.vault import audit, chain
from makewhole.app.vault.acting import OtherPractice, current
from makewhole.app.vault.models import AuditEntry

from .break_glass import NotAllowed
from .models import Invitation, Membership, Role, User

ALONE = "nobody else works here: confirmed by who invited them"


class Newcomer(NamedTuple):
    """Someone who waits: who invited them, when, from which address and with which browser the account was made, and
    whether the acting person may confirm them."""

    member: Membership
    inviter: User | None
    made: datetime | None
    where: str
    browser: str
    mine_to_confirm: bool


def waiting() -> int:
    """How many wait in the acting practice."""
    return _waiting().count()


def newcomers() -> Sequence[Newcomer]:
    """Those who wait in the acting practice, the first to come first."""
    return [_newcomer(member) for member in _waiting().select_related("user").order_by("created")]


def confirm(member: Membership) -> None:
    """Let someone begin to work here, whom the acting person knows. Raises NotAllowed for who invited them, as long as
    anyone else works here."""
    newcomer = _mine(member)
    alone = newcomer.inviter is not None and newcomer.inviter.pk == current().user_id
    with transaction.atomic():
        member.waits = False
        member.save(update_fields=["waits"])
        told = f"account made from {newcomer.where} with {newcomer.browser}"
        audit.append("confirm_colleague", "accounts_membership", member.pk, why=f"{told}; {ALONE}" if alone else told)


def turn_away(member: Membership) -> None:
    """End the access of someone whom nobody here knows. Raises NotAllowed as `confirm` does."""
    _mine(member)
    with transaction.atomic():
        member.active = False
        member.save(update_fields=["active"])
        audit.append("turn_away", "accounts_membership", member.pk)


def is_proven(user: User) -> bool:
    """Whether an account is known to be its owner's: it works, or worked, somewhere without waiting."""
    return Membership.objects.filter(user=user, waits=False).exists()


def _waiting() -> QuerySet[Membership]:
    return Membership.objects.filter(practice_id=current().practice_id, active=True, waits=True)


def _newcomer(member: Membership) -> Newcomer:
    taken = Invitation.objects.filter(email=member.user.email).exclude(accepted=None).select_related("invited_by")
    invitation = taken.order_by("-accepted").first()
    entry = AuditEntry.objects.filter(action="join", row=member.pk).order_by("-number").first()
    told = chain.detail(entry) if entry else {"where": "", "why": ""}
    inviter, made = (invitation.invited_by, invitation.accepted) if invitation else (None, None)
    browser = told["why"].partition("; ")[2]
    return Newcomer(member, inviter, made, told["where"], browser, _may(member, inviter))


def _may(member: Membership, inviter: User | None) -> bool:
    me = current().user_id
    if me is None or me == member.user_id:
        return False
    if inviter is None or me != inviter.pk:
        return True
    others = Membership.objects.filter(practice_id=member.practice_id, active=True, waits=False, user__is_active=True)
    return not others.exclude(user=inviter).exclude(role__in=(Role.PATIENT, Role.SERVICE)).exists()


def _mine(member: Membership) -> Newcomer:
    if member.practice_id != current().practice_id:
        raise OtherPractice("This person works in another practice.")
    newcomer = _newcomer(member)
    if not (newcomer.mine_to_confirm and member.waits and member.active):
        audit.refused("accounts_membership", member.pk)
        raise NotAllowed(_("Another colleague confirms this person, not the one who invited them."))
    return newcomer
