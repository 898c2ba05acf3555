"""Changing what someone may do in a practice and as whom they sign, or ending it."""

from django.db import transaction
from django.utils.translation import gettext as _

from makewhole.app.vault import audit
from makewhole.app.vault.acting import OtherPractice, current

from .break_glass import NotAllowed
from .matrix import may
from .models import Membership, Role


def change_role(member: Membership, role: str) -> None:
    """Give a colleague another role. Raises NotAllowed unless a manager acts, and for the last manager."""
    only_managers(member)
    with transaction.atomic():
        if role != Role.MANAGER:
            _not_the_last_manager(member)
        member.role = Role(role)
        member.save(update_fields=["role"])
        audit.append("change_role", "accounts_membership", row=member.pk, why=str(role))


def let_sign_as(member: Membership, npi: str) -> None:
    """Say which provider a colleague is, by NPI; empty: none. Raises NotAllowed unless a manager acts."""
    only_managers(member)
    with transaction.atomic():
        member.npi = npi
        member.save(update_fields=["npi"])
        audit.append("sign_as", "accounts_membership", row=member.pk, why=npi or "nobody")


def own_npi() -> str:
    """The NPI that the acting person signs as; empty when they are no provider, or not yet known to be one."""
    actor = current()
    if actor.user_id is None:
        return ""
    mine = Membership.objects.filter(user_id=actor.user_id, practice_id=actor.practice_id, active=True)
    return mine.values_list("npi", flat=True).first() or ""


def end(member: Membership) -> None:
    """End a colleague's work here; they cannot act for this practice any more. Raises NotAllowed."""
    only_managers(member)
    with transaction.atomic():
        _not_the_last_manager(member)
        member.active = False
        member.save(update_fields=["active"])
        audit.append("leave", "accounts_membership", row=member.pk)


def let_back(member: Membership) -> None:
    """Let someone whose work here was ended act for this practice again. Raises NotAllowed."""
    only_managers(member)
    with transaction.atomic():
        member.active = True
        member.save(update_fields=["active"])
        audit.append("return", "accounts_membership", row=member.pk)


def only_managers(member: Membership) -> None:
    """Raise unless someone acts who manages the people of this member's practice: OtherPractice, NotAllowed."""
    actor = current()
    if member.practice_id != actor.practice_id:
        raise OtherPractice("This person works in another practice.")
    if not may(actor.role, "manage_people"):
        audit.refused("accounts_membership", member.pk)
        raise NotAllowed(_("Only a manager may change what people may do."))


def _not_the_last_manager(member: Membership) -> None:
    audit.take_turn()  # so that two managers cannot end each other at the same moment
    managers = Membership.objects.filter(practice_id=member.practice_id, role=Role.MANAGER, active=True, waits=False)
    if set(managers.values_list("pk", flat=True)) == {member.pk}:
        raise NotAllowed(_("A practice needs a manager; make someone else one first."))
