"""Sign-ins, sign-outs, refused attempts and changed factors enter the audit trail of each practice they touch."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from makewhole.app.vault import audit
from makewhole.app.vault.acting import acting

from .models import Membership, User
from .origin import address


def note(user: User, request: HttpRequest | None, action: str, outcome: str = audit.DONE, why: str = "") -> None:
    """Enter what `user` did in the chain of every practice they belong to; in the installation's if they have none."""
    memberships = list(Membership.objects.filter(user=user, active=True))
    for member in memberships:
        with acting(member, where=address(request)):
            audit.append(action, "accounts_user", row=user.pk, outcome=outcome, why=why)
    if not memberships:
        audit.append_to_installation(action, "accounts_user", outcome)


@receiver(user_logged_in)
def _signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(user, request, "sign_in")


@receiver(user_logged_out)
def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note(user, request, "sign_out")


@receiver(user_login_failed)
def _refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=typed).first()
    if user is None:
        audit.append_to_installation("sign_in", "accounts_user", audit.REFUSED)
    else:
        note(user, request, "sign_in", audit.REFUSED)


@receiver((password_changed, password_reset))
def _password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(user, request, "change_password")


@receiver((authenticator_added, authenticator_removed, authenticator_reset))
def _factor(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    note(user, request, "change_second_factor", why=str(authenticator.type))


@receiver(authentication_failed)
def _second_factor_refused(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(user, request, "second_factor", audit.REFUSED)
