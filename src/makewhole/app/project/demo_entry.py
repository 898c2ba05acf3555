"""The demo's own door: a banner on every page, and one click to sign in as anyone who was made up."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from makewhole.app.accounts.models import Membership

from . import config
from .demo import DOMAIN
from .serve import is_loopback


def is_demo(request: HttpRequest) -> bool:
    """Whether this is the demo, asked from this machine itself, with no proxy between."""
    behind_proxy = config.switch("behind_proxy", default=False)
    return (
        config.switch("demo", default=False) and not behind_proxy and is_loopback(str(request.META.get("REMOTE_ADDR")))
    )


def shown(request: HttpRequest) -> dict[str, Any]:
    """For every template: `demo`, and to someone not signed in `demo_people`. Nothing where it is no demo."""
    if not config.switch("demo", default=False):
        return {}
    user = getattr(request, "user", None)
    if user is None or user.is_authenticated or not is_demo(request):
        return {"demo": True}
    return {"demo": True, "demo_people": _people}


@require_POST
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign in as one of the made-up people. There is no such page outside the demo, or from another machine."""
    if not is_demo(request):
        raise Http404
    member = _people().filter(pk=pk).first()
    if member is None:
        raise Http404
    login(request, member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, member.user, "password")  # so that the demo asks for no password a moment later
    return redirect("/")


def _people() -> QuerySet[Membership]:
    found = Membership.objects.filter(user__email__endswith=f"@{DOMAIN}", user__is_active=True, active=True)
    return found.select_related("user").order_by("created")
