"""Asking for the password or second factor again before records are released."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def recently_authenticated(view: View[Rest]) -> View[Rest]:
    """Let a view answer only someone who proved who they are within `reauthenticate_after` seconds.

    Others are asked and then led back; what a POST carried is kept and sent again.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        answer: HttpResponseBase = reauthentication_required(allow_get=False)(view)(request, *args, **kwargs)
        return answer

    return cast(View[Rest], asked)
