"""The page of a provider's signature: its picture, another one, or none."""

import base64

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.clinic.access import Refused, own_role, staff
from makewhole.app.clinic.opened import PROVIDERS
from makewhole.app.clinic.records import practice_record
from makewhole.app.clinic.uploads import PictureField, tell_if_too_large
from makewhole.records import Provider

from ..pages import DEED
from ..signatures import LABEL, drop_signature, keep_signature, may_change, signature_of


class Signing(forms.Form):
    """The picture."""

    file = PictureField(
        label=LABEL,
        help_text=gettext_lazy("Dark ink on white paper, cut to the signature, as JPEG or PNG."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
@staff
def signature(request: HttpRequest, npi: str) -> HttpResponse:
    """Look at a provider's signature, put another in its place, or remove it."""
    if not may_change(npi):
        raise Refused(f"setting:{PROVIDERS}", why="signature")
    provider = next((each for each in practice_record(PROVIDERS, tuple[Provider, ...]) or () if each.npi == npi), None)
    if provider is None:
        raise Http404
    if "remove" in request.POST:
        number = drop_signature(npi)
        messages.info(request, format_html("{} {}", _("The signature is removed."), _undo(number - 1)))
        return redirect("setting_signature", npi)
    form = Signing(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        keep_signature(npi, form.cleaned_data["file"])
        messages.success(request, _("The signature is kept, sealed."))
        return redirect("setting_signature", npi)
    tell_if_too_large(request, form, "file")
    picture = signature_of(provider)
    shown = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}" if picture else ""
    page = {"provider": provider, "form": form, "picture": shown}
    return render(request, "setup/signature.html", page, status=422 if form.errors else 200)


def _undo(number: int) -> str:
    """A button that makes an earlier version hold again, for who may."""
    if not may(own_role(), DEED):
        return ""
    back = reverse("setting_bring_back", args=(PROVIDERS, number))
    return format_html('<button class="plain" form="undo" formaction="{}">{}</button>', back, _("Undo"))
