"""What someone chose for their own screen, kept in cookies that say nothing about anyone else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

# The first is what holds until someone chooses. Single-letter keys can be turned off (WCAG 2.1.4).
CHOICES = {"theme": ("system", "light", "dark"), "keys": ("on", "off")}
A_YEAR = 365 * 24 * 3600


def preference(request: HttpRequest | None, name: str) -> str:
    """What this browser has chosen for `name`, or the first choice."""
    chosen = request.COOKIES.get(name, "") if request else ""
    return chosen if chosen in CHOICES[name] else CHOICES[name][0]


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep one choice for a year and go back to the page it was made on."""
    chosen = [(name, request.POST[name]) for name in CHOICES if name in request.POST]
    if not chosen or any(value not in CHOICES[name] for name, value in chosen):
        return HttpResponseBadRequest()
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, value in chosen:
        response.set_cookie(name, value, A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response
