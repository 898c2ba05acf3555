"""Erasing a patient for good: what goes, what stays, what may forbid it, and the proof that this patient is meant."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from makewhole import records
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.vault import disclosures
from makewhole.app.vault.sealed import open_record

from ..access import address_of, must, patient_or_404, staff
from ..models import Patient
from ..opened import open_house
from ..records import erase_patient

SHORTEST_REASON = 15


class Erasing(forms.Form):
    """Why, and the account number as the proof that no other patient is meant."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this record erased?"),
        help_text=gettext_lazy(
            "A sentence. It stays in the audit trail for good: write no name into it, and nothing of the record."
        ),
        min_length=SHORTEST_REASON,
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Say in a sentence why this record is erased."),
            "min_length": gettext_lazy("Say in a sentence why this record is erased."),
        },
        widget=forms.Textarea({"rows": 3}),
    )
    account = forms.CharField(
        label=gettext_lazy("The patient's account number"),
        help_text=gettext_lazy("Type it by hand. It stands on the patient's page, under Details."),
        max_length=100,
        error_messages={"required": gettext_lazy("Type the patient's account number.")},
        widget=forms.TextInput({"class": "as-code", "autocomplete": "off"}),
    )

    def __init__(self, *given: Any, account: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.expected = account

    def clean_account(self) -> str:
        """The number of this patient and of no other."""
        typed: str = self.cleaned_data["account"]
        if typed.casefold().split() != self.expected.casefold().split():
            raise ValidationError(_("This is not the account number of this patient."))
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
@staff
def erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what erasing destroys, ask for the reason and the account number, then do it."""
    must("erase_patient", "clinic_patient", pk)
    row = patient_or_404(pk)
    person = open_record(row, records.Patient)
    form = Erasing(request.POST if request.method == "POST" else None, account=person.account_number)
    undecided, house = _undecided(row), open_house()
    if form.is_valid() and not undecided:
        erase_patient(row, form.cleaned_data["reason"])
        messages.success(request, _("The record is erased. Only dates, amounts and the audit trail stay."))
        return redirect("patients")
    with timezone.override(ZoneInfo(house.zone)):  # which day it was is asked where the practice is
        accountable = disclosures.accountable(pk, house.today())
    page = {
        "row": row,
        "person": person,
        "form": form,
        "undecided": undecided,
        "waiting_files": apps.get_model("bringing", "Bringing").objects.exclude(blob=None).exists(),
        "visits": row.visits.count(),
        "packets": row.packets.count(),
        "files": row.attachments.count(),
        "accountable": accountable,
        "shared": row.packets.filter(links__withdrawn=None, links__expires__gt=timezone.now()).exists(),
    }
    return render(request, "clinic/erase.html", page, status=422 if form.errors else 200)


def _undecided(row: Patient) -> str:
    """Where it is decided whether someone in a file is this patient; empty where nobody waits for that. Erasing first
    would lose who waits."""
    doubt = row.doubts.filter(decision="open").first()
    return address_of("bring_doubts", doubt.bringing_id) if doubt else ""
