"""What a patient meets behind a link: a question, then their packet. Nothing about anyone before both facts fit."""

import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from makewhole.app.accounts.models import Practice
from makewhole.app.accounts.origin import address
from makewhole.app.clinic.typed import read_born

from .. import links
from .packets import FILES, as_response

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
PROVED = "shared"


class Facts(forms.Form):
    """The two facts that the link does not carry."""

    born = forms.CharField(
        label=gettext_lazy("Your date of birth"),
        help_text=gettext_lazy("For example 12/9/1984"),
        max_length=20,
        widget=forms.TextInput({"class": "as-date", "autocomplete": "off"}),
    )
    code = forms.RegexField(
        r"^\s*[0-9]{3}\s?[0-9]{3}\s*$",
        label=gettext_lazy("The six digits you were told by phone"),
        widget=forms.TextInput({"class": "as-code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"invalid": gettext_lazy("Write the six digits, for example 123 456.")},
    )


def _private(view: View[Rest]) -> View[Rest]:
    """Keep the address of these pages from every other site, and the pages out of every search engine."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            response: HttpResponseBase = view(request, *args, **kwargs)
        except links.NoLink:
            request.session.pop(PROVED, None)
            response = render(request, "issuing/link_ended.html", status=410)
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast(View[Rest], answer)


@_private
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for both facts; when they fit, go on to the packet."""
    if not links.is_open(token):
        raise links.NoLink
    form = Facts(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            born = date.fromisoformat(read_born(form.cleaned_data["born"]))
            code = "".join(form.cleaned_data["code"].split())
            proved = links.prove(token, born, code, address(request))
        except (links.WrongFacts, ValueError):
            form.add_error(None, gettext_lazy("The date of birth and the code do not fit together. Check both."))
        else:
            if not request.user.is_authenticated:
                request.session.cycle_key()  # whoever gave this browser its session does not come in with it
            request.session[PROVED] = {"link": str(proved), "until": int(time.time() + links.LOOKS.total_seconds())}
            return redirect("shared_packet", token)
    practice = Practice.objects.filter(pk=links.practice_of(token)).first()
    page = {"form": form, "practice": practice, "tries": links.MOST_WRONG}
    response = render(request, "issuing/link.html", page, status=422 if form.errors else 200)
    # With no-referrer a browser sends the form as from nowhere, and it is refused as forged.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@_private
def look(request: HttpRequest, token: str) -> HttpResponse:
    """The papers that are for the patient."""
    proved = _proved(request)
    if proved is None:
        return redirect("shared", token)
    packet, names = links.shared(token, proved)
    practice = Practice.objects.filter(pk=packet.practice_id).first()
    page = {"token": token, "packet": packet, "practice": practice, "files": [(name, FILES[name]) for name in names]}
    return render(request, "issuing/link_packet.html", page)


@_private
def take(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """One paper, opened or saved."""
    proved = _proved(request)
    if proved is None:
        return redirect("shared", token)
    packet, content = links.release(token, proved, name, address(request))
    return as_response(packet, name, content, download="download" in request.GET)


def _proved(request: HttpRequest) -> UUID | None:
    kept = request.session.get(PROVED)
    if not isinstance(kept, dict) or kept.get("until", 0) < time.time():
        return None
    return UUID(kept["link"])
