"""Making and withdrawing a link at the desk."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.access import must, staff

from ..links import make_link, withdraw
from ..making import NotIssuable
from ..models import Link
from .packets import packet_or_404


class Sharing(forms.Form):
    """The key that makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)


@recently_authenticated
@staff
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how sharing works, then make the link. Link and code are shown on this answer only."""
    must("share_packet", "issuing_packet", pk)
    row = packet_or_404(pk)
    (person,) = clinic.patients([row.patient])
    form = Sharing(request.POST or None, initial={"key": uuid4()})
    page = {"packet": row, "person": person, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made = make_link(row, form.cleaned_data["key"])
        except NotIssuable as refused:
            messages.warning(request, str(refused))
            return redirect("packet", pk)
        if made is None:
            messages.info(
                request, _("That link was made already; it is shown once only. Withdraw it and make another.")
            )
            return redirect("packet", pk)
        address = request.build_absolute_uri(reverse("shared", args=(made.token,)))
        return render(request, "issuing/shared_made.html", page | {"made": made, "address": address})
    return render(request, "issuing/share.html", page)


@staff
@require_POST
def withdraw_link(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """Make a link useless at once."""
    must("share_packet", "issuing_packet", pk)
    row = packet_or_404(pk)
    found = Link.objects.filter(pk=link, packet=row).first()
    if found is not None:
        withdraw(found)
        messages.success(request, _("The link does not work any more."))
    return redirect("packet", pk)
