"""Asking for the password or second factor again before records are released."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def proved_recently(request: HttpRequest) -> bool:
    """Whether the person proved who they are (by signing in or being asked) within `reauthenticate_after` seconds."""
    if not request.user.is_authenticated:
        return False
    proofs = get_authentication_records(request, request.user)
    return bool(proofs) and time() - proofs[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def recently_authenticated(view: View[Rest]) -> View[Rest]:
    """Let a view answer only someone who proved who they are a short while ago; others are asked and led back.

    What a POST carried is not kept, since it would lie readable in the session: the page they come back to asks again.
    """
    return _asking("")(view)


def recently_authenticated_from(page: str) -> Callable[[View[Rest]], View[Rest]]:
    """`recently_authenticated` for a button: who was asked is led back to `page` (a route), where the button is."""
    return _asking(page)


def _asking(page: str) -> Callable[[View[Rest]], View[Rest]]:
    def decorated(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def asked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            back = resolve_url(page) if page else request.path
            if not request.user.is_authenticated:
                return redirect_to_login(back)
            if proved_recently(request):
                return view(request, *args, **kwargs)
            return redirect(f"{resolve_url('account_reauthenticate')}?{urlencode({'next': back})}")

        return cast(View[Rest], asked)

    return decorated
