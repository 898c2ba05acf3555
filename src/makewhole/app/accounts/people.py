"""Changing what someone may do in a practice, or ending it."""

from django.db import transaction
from django.utils.translation import gettext as _

from makewhole.app.vault import audit
from makewhole.app.vault.acting import OtherPractice, current

from .break_glass import NotAllowed
from .matrix import may
from .models import Membership, Role


def change_role(member: Membership, role: str) -> None:
    """Give a colleague another role. Raises NotAllowed unless a manager acts, and for the last manager."""
    _only_managers(member)
    if role != Role.MANAGER:
        _not_the_last_manager(member)
    with transaction.atomic():
        member.role = Role(role)
        member.save(update_fields=["role"])
        audit.append("change_role", "accounts_membership", row=member.pk, why=str(role))


def end(member: Membership) -> None:
    """End a colleague's work here; they cannot act for this practice any more. Raises NotAllowed."""
    _only_managers(member)
    _not_the_last_manager(member)
    with transaction.atomic():
        member.active = False
        member.save(update_fields=["active"])
        audit.append("leave", "accounts_membership", row=member.pk)


def _only_managers(member: Membership) -> None:
    actor = current()
    if member.practice_id != actor.practice_id:
        raise OtherPractice("This person works in another practice.")
    if not may(actor.role, "manage_people"):
        audit.refused("accounts_membership", member.pk)
        raise NotAllowed(_("Only a manager may change what people may do."))


def _not_the_last_manager(member: Membership) -> None:
    others = Membership.objects.filter(practice_id=member.practice_id, role=Role.MANAGER, active=True)
    if member.role == Role.MANAGER and not others.exclude(pk=member.pk).exists():
        raise NotAllowed(_("A practice needs a manager; make someone else one first."))
