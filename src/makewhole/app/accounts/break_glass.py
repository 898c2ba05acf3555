"""Breaking the glass: seeing a patient's whole record for a stated reason and a short time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole.app.vault import audit, chain
from makewhole.app.vault.acting import current
from makewhole.app.vault.models import AuditEntry
from makewhole.errors import MakewholeError

from .matrix import BREAK_GLASS, may
from .models import BreakGlass, Membership, Role

LASTS = timedelta(hours=1)
SHORTEST_REASON = 15


class NotAllowed(MakewholeError):
    """The acting person may not do this."""


def break_glass(patient: UUID, reason: str, now: datetime | None = None) -> BreakGlass:
    """Let the acting person read all of one patient's record for an hour. The reason is sealed in the audit trail and
    the practice's managers are told that (not why, not about whom) by e-mail.

    Raises NotAllowed for a role that may not, or a reason shorter than 15 characters.
    """
    actor, now = current(), now or timezone.now()
    if actor.user_id is None or not may(actor.role, "break_glass"):
        audit.refused("accounts_breakglass", patient)
        raise NotAllowed(_("Your role may not look beyond its own part of a record."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotAllowed(_("Say in a sentence why you need to see this record."))
    with transaction.atomic():
        grant = BreakGlass(user_id=actor.user_id, patient=patient, granted=now, expires=now + LASTS)
        grant.save()
        audit.append("break_glass", "clinic_patient", row=patient, why=reason.strip())
        addresses = managers()
        transaction.on_commit(lambda: _tell(addresses))
    return grant


def role_towards(patient: UUID, now: datetime | None = None) -> str:
    """The acting person's role towards a patient: their own, and `+break_glass` with it while the glass is broken."""
    role = current().role
    return f"{role}+{BREAK_GLASS}" if whole_until(patient, now) else role


def whole_until(patient: UUID, now: datetime | None = None) -> datetime | None:
    """Until when the acting person sees all of a patient's record; None when the glass is not broken."""
    actor, now = current(), now or timezone.now()
    if actor.user_id is None:
        return None
    broken = BreakGlass.objects.filter(user_id=actor.user_id, patient=patient, granted__lte=now, expires__gt=now)
    return broken.order_by("-expires").values_list("expires", flat=True).first()


def to_review() -> Sequence[BreakGlass]:
    """What managers have not looked at yet, oldest first."""
    return list(BreakGlass.objects.filter(reviewed=None).select_related("user").order_by("granted"))


def reviewed() -> Sequence[BreakGlass]:
    """The last hundred that a manager looked at, newest first."""
    found = BreakGlass.objects.exclude(reviewed=None).select_related("user", "reviewed_by")
    return list(found.order_by("-granted")[:100])


def reasons_of(grants: Sequence[BreakGlass]) -> list[str]:
    """Why each was taken, as it was said then, from the audit trail; the trail is asked once for all of them."""
    found = AuditEntry.objects.filter(action="break_glass", row__in={each.patient for each in grants})
    told = list(chain.detailed(found.order_by("-number")))
    return [next((detail["why"] for entry, detail in told if _tells_of(entry, each)), "") for each in grants]


def review(grant: BreakGlass) -> None:
    """Mark one as looked at by the acting manager. Raises NotAllowed for anyone else, or for one's own."""
    actor = current()
    if not may(actor.role, "manage_people") or grant.user_id == actor.user_id:
        audit.refused("accounts_breakglass", grant.pk)
        raise NotAllowed(_("Another manager has to look at this."))
    grant.reviewed_by_id, grant.reviewed = actor.user_id, timezone.now()
    grant.save()


def managers() -> list[str]:
    """The e-mail addresses of the acting practice's managers."""
    found = Membership.objects.filter(practice_id=current().practice_id, role=Role.MANAGER, active=True, waits=False)
    return list(found.values_list("user__email", flat=True))


def _tells_of(entry: AuditEntry, grant: BreakGlass) -> bool:
    same = (entry.row, entry.user) == (grant.patient, grant.user_id)
    return same and grant.granted - LASTS <= entry.at < grant.expires


def _tell(addresses: list[str]) -> None:
    for each in addresses:
        send_mail(
            _("Someone looked beyond their role"),
            _("A record was opened in an emergency. Sign in to see who, and why, under People."),
            None,
            [each],
            fail_silently=True,
        )
