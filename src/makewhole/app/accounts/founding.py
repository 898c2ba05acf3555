"""A new practice in this installation, made at the server: its row, and the invitation of its first manager."""

from contextlib import suppress
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from makewhole.app.vault import audit
from makewhole.app.vault.acting import acting_as_service
from makewhole.errors import MakewholeError

from .invitations import invite_manager_at_server
from .models import Practice

WHERE = "makewhole practice"


class NotFounded(MakewholeError):
    """What was given cannot be a practice or its manager; says which part, and the remedy."""


def found(name: str, manager: str, time_zone: str) -> str:
    """Make a practice. Returns the token of its first manager's invitation. Raises NotFounded, with nothing made."""
    name = " ".join(name.split())
    longest = Practice._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        raise NotFounded(f"NAME: must have 1 to {longest} characters; give the practice's legal name.")
    if Practice.objects.filter(name__iexact=name).exists():
        raise NotFounded("NAME: a practice of this name is here already; see `makewhole practice list`.")
    if time_zone not in available_timezones():
        raise NotFounded("--time-zone: is no IANA time zone; write for example America/New_York.")
    _check_address(manager)
    with transaction.atomic():
        practice = Practice.objects.create(name=name, time_zone=time_zone)
        with acting_as_service(practice.pk, "founding a practice", WHERE):
            audit.append("found", "accounts_practice", row=practice.pk)
            return invite_manager_at_server(manager)


def invite(practice: Practice, manager: str) -> str:
    """One more manager for a practice, as when nobody who manages it can sign in. Returns the invitation's token."""
    _check_address(manager)
    with acting_as_service(practice.pk, "inviting a manager at the server", WHERE), transaction.atomic():
        return invite_manager_at_server(manager)


def named(practice: str) -> Practice:
    """The practice of this name or id. Raises NotFounded."""
    wanted = Q(name__iexact=practice)
    with suppress(ValueError):  # a name is no id
        wanted |= Q(pk=UUID(practice))
    found_here = Practice.objects.filter(wanted).first()
    if found_here is None:
        raise NotFounded("PRACTICE: there is none of this name or id; see `makewhole practice list`.")
    return found_here


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise NotFounded("--manager: is no e-mail address; write for example maria@clinic.example.") from None
