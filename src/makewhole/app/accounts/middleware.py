"""What a request passes on its way in: idle time, the second factor, and the practice it acts for."""

from collections.abc import Callable
from time import time
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from makewhole.app.vault import audit
from makewhole.app.vault.acting import acting

from .models import Membership, User
from .origin import address

Answer = Callable[[HttpRequest], HttpResponse]

SEEN = "seen"
PRACTICE = "practice"
# Addresses that someone without a second factor may still use: to set one up, or to leave.
OWN_ACCOUNT = ("/account/", "/look/", "/static/")
WITHOUT_SECOND_FACTOR = ("/account/2fa/", "/account/reauthenticate/", "/account/logout/", "/look/", "/static/")


def idle_sign_out(get_response: Answer) -> Answer:
    """End a session that nobody used for `idle_after` seconds. A draft, where the page keeps one, lies here sealed."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time())
            if now - request.session.get(SEEN, now) > settings.IDLE_SECONDS:
                logout(request)
                said = _(
                    "You were signed out because nothing happened for a while. Drafts that a page kept are still there."
                )
                messages.info(request, said)
            elif now - request.session.get(SEEN, 0) >= 30:
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return answer


def second_factor(get_response: Answer) -> Answer:
    """Lead someone who has no second factor yet to where they set one up, before anything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR
            and isinstance(request.user, User)
            and not request.path_info.startswith(WITHOUT_SECOND_FACTOR)
            and not _has_second_factor(request)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return answer


def acting_member(get_response: Answer) -> Answer:
    """Let the signed-in person act for the practice they chose, or for their only one. Sets `request.member`, and
    `request.works_elsewhere` where they may change to another."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        if not isinstance(request.user, User):
            return get_response(request)
        chosen = request.session.get(PRACTICE)
        memberships = Membership.objects.filter(user=request.user, active=True).select_related("practice")
        mine = list(memberships.filter(waits=False).order_by("created"))
        if not mine and (waiting := memberships.filter(waits=True).first()):
            return _wait(request, waiting, get_response)
        member = next((each for each in mine if str(each.practice_id) == chosen), mine[0] if mine else None)
        request.member = member  # type: ignore[attr-defined]
        request.works_elsewhere = len(mine) > 1  # type: ignore[attr-defined]
        if member is None:
            response = get_response(request)
            if response.status_code in (403, 404) and request.resolver_match is not None:
                audit.append_to_installation("refuse", _route(request), audit.REFUSED)
            return response
        with acting(member, where=address(request)) as actor:
            response = get_response(request)
            told = bool(actor.seen.refusals)  # the view said itself what was refused
            if response.status_code in (403, 404) and request.resolver_match is not None and not told:
                row = next((value for value in request.resolver_match.kwargs.values() if isinstance(value, UUID)), None)
                audit.refused(_route(request), row, f"{response.status_code}")
        return response

    return answer


def _wait(request: HttpRequest, member: Membership, get_response: Answer) -> HttpResponse:
    """Who waits to be confirmed acts for nobody: they set up their account, and find out what they wait for."""
    if request.path_info.startswith(OWN_ACCOUNT):
        response = get_response(request)
    else:
        response = render(request, "account/waiting.html", {"practice": member.practice}, status=403)
    if response.status_code in (403, 404):
        with acting(member, where=address(request)):
            audit.refused("accounts_membership", member.pk, "waits to be confirmed")
    return response


def _route(request: HttpRequest) -> str:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return (name or "request")[:64]


def _has_second_factor(request: HttpRequest) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(request.user))
