"""What is shown when something goes wrong: what happened, in plain words, and a way back. Never a value or a trace.

The pages for a request that cannot be read and for the server's own fault know nothing of the request: they are drawn
without a database, a session or a person. Should even that fail, a few plain words are sent.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

PLAIN = "Something went wrong here. Go back and try again."


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is not this person's to know of."""
    return _within(request, 404, _("There is nothing here"), _("The address is wrong, or what was here is gone."))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not do this."""
    says = _("Nothing was changed. That it was tried is written down. Ask a manager if your work needs it.")
    return _within(request, 403, _("Your role may not do this"), says)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the proof that it is from a page of ours: it was open for too long, or is forged."""
    says = _(
        "Nothing was changed: this page was open for too long, or cookies are off. Go back, reload, and send again."
    )
    return _within(request, 403, _("The form could not be taken"), says)


def too_often(request: HttpRequest) -> HttpResponse:
    """Asked so often that it might be someone guessing."""
    return _within(request, 429, _("That was tried too often"), _("Wait a few minutes, then try again."))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be read."""
    return _bare(400, _("This could not be read"), _("Nothing was changed. Go back, reload the page, and try again."))


def broken(request: HttpRequest) -> HttpResponse:
    """The server's own fault."""
    says = _("The fault is ours, and it is written down without anyone's data. Go back and try again.")
    return _bare(500, _("Something went wrong here"), says)


def _within(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    person = getattr(request, "user", None)
    known = person is not None and person.is_authenticated
    page = {"layout": "look/page.html" if known else "look/entrance.html", "known": known}
    return render(request, "look/fault.html", page | {"fault": title, "says": says}, status=status)


def _bare(status: int, title: str, says: str) -> HttpResponse:
    page: dict[str, Any] = {"fault": title, "says": says}
    try:
        return HttpResponse(render_to_string("look/fault_bare.html", page), status=status)
    except Exception:  # whatever broke, the person gets an answer
        return HttpResponse(PLAIN, "text/plain; charset=utf-8", status)
