"""To whom a patient's record was given: the accounting that they may ask for, and every other release in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from makewhole import records
from makewhole.app.accounts.matrix import may
from makewhole.app.vault.disclosures import Release, accounting, disclose, disclosures, first_day
from makewhole.app.vault.sealed import open_record

from ..access import must, own_role, patient_or_404, staff
from ..day_field import Day
from ..opened import open_house

ACCOUNT, LOG = "account_for_disclosures", "log_disclosure"
KIND = "vault_disclosure"
PURPOSES = {
    "required_by_law": gettext_lazy("A law, a court or an agency demanded it"),
    "other": gettext_lazy("Another purpose, without the patient's signature"),
    "authorised": gettext_lazy("The patient signed for it"),
    "to_the_patient": gettext_lazy("To the patient, or to who acts for the patient"),
    "treatment": gettext_lazy("Treatment elsewhere"),
    "payment": gettext_lazy("Payment"),
    "operations": gettext_lazy("The practice's own work, such as a review of quality"),
}


@dataclass(frozen=True)
class Line:
    """One release as it is shown: `on` is the practice's time; of one logged by its day alone the hour is not known."""

    release: Release
    on: datetime
    purpose: str

    @property
    def timed(self) -> bool:
        return self.on.time() != time()


class Logging(forms.Form):
    """A release that was made outside the workspace. `key` makes a second click harmless."""

    to = forms.CharField(
        label=gettext_lazy("To whom"),
        help_text=gettext_lazy("A name, and the office or firm. For example: County Court, clerk of records"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Their address, where it is known"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    what = forms.CharField(
        label=gettext_lazy("What was given, and why"),
        help_text=gettext_lazy("In short. For example: notes of 3 to 9 Mar 2026, for the subpoena of 20 Mar"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("For which purpose"),
        help_text=gettext_lazy("The first two belong to the accounting; the others are logged beside it."),
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
    )
    on = Day(label=gettext_lazy("On which day"), help_text=gettext_lazy("For example 9 Dec 2026 or 12/9/2026"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, today: date, zone: ZoneInfo, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today, self.zone = today, zone

    def clean_on(self) -> datetime:
        """The beginning of a day that is not ahead."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("This day is still ahead. Log what was given already."))
        return datetime.combine(day, time(), self.zone)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def accounted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what the patient may ask for, and the rest of the log; or log a release."""
    posted = request.method == "POST"
    must(LOG if posted else ACCOUNT, KIND, pk)
    row, house = patient_or_404(pk), open_house()
    today, zone = house.today(), ZoneInfo(house.zone)
    form = Logging(request.POST if posted else None, today=today, zone=zone, initial={"key": uuid4()})
    if form.is_valid():
        told = form.cleaned_data
        disclose(pk, told["to"], told["what"], told["purpose"], told["address"], told["on"], told["key"])
        messages.success(request, _("The release is in the log."))
        return redirect("disclosures", pk)
    with timezone.override(zone):  # which day it was is asked where the practice is
        counted = accounting(pk, today)
    others = [each for each in disclosures(pk) if each not in counted]
    page = {
        "row": row,
        "person": open_record(row, records.Patient),
        "counted": _lines(counted, zone),
        "others": _lines(others, zone),
        "since": first_day(today),
        "until": today,
        "form": form if may(own_role(), LOG) else None,
    }
    return render(request, "clinic/disclosures.html", page, status=422 if form.errors else 200)


def _lines(releases: Sequence[Release], zone: ZoneInfo) -> list[Line]:
    return [
        Line(each, each.at.astimezone(zone).replace(tzinfo=None), str(PURPOSES.get(each.purpose, each.purpose)))
        for each in releases
    ]
