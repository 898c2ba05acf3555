"""Signing a visit: what is signed is shown once more, then the clinician proves who they are and signs."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from makewhole.app.accounts.people import own_npi
from makewhole.app.accounts.reauthentication import recently_authenticated

from .. import drafting
from ..access import must, staff, visit_or_404
from ..live import judged, sentence
from ..models import Visit
from ..open_visit import FORM
from ..opened import earlier_visits, open_chart, open_house
from ..records import visit_record
from ..visit_states import NotYours, Unsignable, sign_visit


class Signature(forms.Form):
    """As whom the clinician signs, as it stood on the page, and the version that they looked at."""

    npi = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


@recently_authenticated
@staff
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what will be signed, and sign it. The POST carries no patient data, so it may wait for the password."""
    must("sign_visit", "clinic_visit", pk)
    row, house = visit_or_404(pk), open_house()
    if row.state != Visit.State.DRAFT or not house.ready:
        return redirect("visit", pk)
    record = visit_record(row)
    mine = own_npi()
    me = next((each for each in house.providers if each.npi == mine), None)
    form = Signature(request.POST or None, initial={"npi": mine, "version": row.version})
    status = 200
    if drafting.kept(FORM, pk) is not None:
        messages.warning(request, _("You typed something that is not saved yet. Save it first, then sign."))
        return redirect("visit", pk)
    if request.method == "POST" and me is not None and form.is_valid():
        try:
            sign_visit(row, form.cleaned_data["version"], form.cleaned_data["npi"], house)
        except NotYours:
            status = 403
            form.add_error(None, _("You sign as %(name)s only. Nobody signs for another.") % {"name": me.signs_as})
        except Unsignable:
            messages.warning(request, _("The visit changed since you looked at it. Look at it again, then sign."))
            return redirect("sign_visit", pk)
        else:
            messages.success(request, _("The visit is signed."))
            return redirect("visit", pk)
    chart = open_chart(row.patient)
    found = judged(record, house, chart, earlier_visits(row, house, chart))
    found.findings = [each for each in found.findings if not _mended_by_signing(each.anchor)]
    page: dict[str, Any] = {"colleagues": drafting.colleagues(FORM, pk)}
    page |= {"row": row, "person": chart.patient, "form": form, "outcome": found, "on": record.date}
    treated = next((each for each in house.providers if each.npi == record.rendering_provider), None)
    page |= {"me": me, "treated": treated, "answer": sentence(found), "record": record}
    return render(request, "clinic/sign.html", page, status=status)


def _mended_by_signing(where: str) -> bool:
    return where in ("visit.signed_on", "visit.note.signed_by", "visit.note.signed_on")
