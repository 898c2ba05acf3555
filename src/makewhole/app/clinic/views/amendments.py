"""Amending a signed visit: the old one stays, the new one says why."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import drafting
from ..access import must, staff, visit_or_404
from ..drafting import Typing
from ..models import Visit
from ..open_visit import FORM
from ..opened import open_chart, open_house
from ..records import visit_record
from ..sheets import typed_from_record
from ..visit_sheet import VISIT
from ..visit_states import Unsignable, amend_visit, discard_amendment, replaced_by, restore_amendment


class Reason(forms.Form):
    """Why a signed visit is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong, and how do you know?"),
        help_text=gettext_lazy("It stays with both versions. For example: the stop time was misread from the sheet."),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


@staff
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then open the new version."""
    must("sign_visit", "clinic_visit", pk)
    row = visit_or_404(pk)
    if (begun := replaced_by(row)) or row.state != Visit.State.SIGNED:
        return redirect("visit", begun or pk)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        house = open_house()
        new = amend_visit(row, form.cleaned_data["reason"], house.today(), str(request.user))
        typed = drafting.kept(FORM, pk)
        if typed is not None:  # someone was still typing when it was signed
            record = visit_record(new)
            shown = typed_from_record(VISIT, "visit", record, record.time_zone, record.date.isoformat())
            drafting.keep(FORM, new.pk, Typing(typed.typed, shown, new.version), row.patient)
            drafting.drop(FORM, pk)
        return redirect("visit", new.pk)
    chart = open_chart(row.patient, "coverages")
    return render(request, "clinic/amend.html", {"row": row, "person": chart.patient, "form": form, "on": row.date})


@require_POST
@staff
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw an unsigned amendment away and go back to the signed visit, where it can be taken up again."""
    must("sign_visit", "clinic_visit", pk)
    row = visit_or_404(pk)
    signed = row.amends_id
    try:
        discard_amendment(row)
    except Unsignable:
        messages.warning(request, _("This is no amendment that could be thrown away."))
        return redirect("visit", pk)
    messages.info(request, _("The amendment is thrown away. The signed visit is as it was."))
    return redirect("visit", signed)


@require_POST
@staff
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up an amendment again that was thrown away."""
    must("sign_visit", "clinic_visit", pk)
    row = visit_or_404(pk)
    try:
        restore_amendment(row)
    except Unsignable:
        messages.warning(request, _("It cannot be taken up again: another amendment was begun since."))
        return redirect("patient", row.patient_id)
    messages.success(request, _("The amendment is back as you left it."))
    return redirect("visit", pk)
