"""Looking beyond one's role: asked with a reason, granted for an hour, written down, and looked at by a manager."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from makewhole import records
from makewhole.app.accounts.break_glass import SHORTEST_REASON, break_glass, whole_until
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.vault.sealed import open_record

from ..access import must, patient_or_404, staff
from ..opened import open_house


class Reason(forms.Form):
    """Why someone must see more than their role shows."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you need to see it now?"),
        help_text=gettext_lazy("A sentence. It is kept sealed in the audit trail, and a manager reads it."),
        min_length=SHORTEST_REASON,
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Say in a sentence why you need to see this record."),
            "min_length": gettext_lazy("Say in a sentence why you need to see this record."),
        },
        widget=forms.Textarea({"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
@staff
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then show the whole record for an hour."""
    must("break_glass", "clinic_patient", pk)
    patient = patient_or_404(pk)
    if whole_until(pk) is not None:
        return redirect("patient", pk)
    form = Reason(request.POST if request.method == "POST" else None)
    if form.is_valid():
        grant = break_glass(pk, form.cleaned_data["reason"])
        until = clock(grant.expires)
        messages.warning(request, _("You see the whole record until %(time)s. It is written down.") % {"time": until})
        return redirect("patient", pk)
    page = {"row": patient, "person": open_record(patient, records.Patient), "form": form}
    return render(request, "clinic/beyond.html", page, status=422 if form.errors else 200)


def clock(at: datetime) -> str:
    """The time of day where the practice is."""
    return f"{at.astimezone(ZoneInfo(open_house().zone)):%H:%M}"
