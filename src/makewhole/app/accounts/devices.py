"""Where someone is signed in, and signing a place out."""

from collections.abc import Sequence
from typing import Any

from allauth.usersessions.models import UserSession

from .models import User


def devices(user: User) -> Sequence[Any]:
    """The user's live sessions, the last used first; each has `ip`, `user_agent`, `created_at`, `last_seen_at`."""
    live = UserSession.objects.purge_and_list(user)
    return sorted(live, key=lambda each: each.last_seen_at, reverse=True)


def sign_out(user: User, session: int) -> bool:
    """End one of the user's sessions. False when it is not theirs, or already over."""
    found = UserSession.objects.filter(user=user, pk=session).first()
    if found is not None:
        found.end()
    return found is not None


def sign_out_everywhere(user: User) -> None:
    """End all of the user's sessions."""
    for session in UserSession.objects.filter(user=user):
        session.end()
