"""Who looked beyond their role: at whom, when and why, until a manager has looked it over."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from makewhole.app.accounts.break_glass import NotAllowed, reasons_of, review, reviewed, to_review
from makewhole.app.accounts.models import BreakGlass
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.access import must, staff
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.opened import open_house
from makewhole.app.vault.acting import current

KIND = "accounts_breakglass"


class Look(NamedTuple):
    """One look beyond a role: its grant, whose record (empty once erased), when there, and why."""

    grant: BreakGlass
    whose: str
    at: datetime
    why: str


@require_safe
@staff
def listed(request: HttpRequest) -> HttpResponse:
    """What nobody looked over yet, the oldest first; then what somebody did."""
    must("manage_people", KIND)
    page = {"waiting": _looks(to_review()), "done": _looks(reviewed()), "me": current().user_id}
    return render(request, "setup/looks.html", page)


@require_POST
@staff
def look_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that a manager looked one over; nobody does that for their own."""
    must("manage_people", KIND, pk)
    grant = BreakGlass.objects.filter(pk=pk).first()
    if grant is None:
        raise Http404
    try:
        review(grant)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted that you looked it over."))
    return redirect("setting_looks")


def _looks(grants: Sequence[BreakGlass]) -> list[Look]:
    rows = list(Patient.objects.filter(pk__in={each.patient for each in grants}).exclude(state=Patient.State.ERASED))
    names = {row.pk: str(person.name) for row, person in zip(rows, clinic.patients(rows), strict=True)}
    zone = ZoneInfo(open_house().zone)
    return [
        Look(each, names.get(each.patient, ""), each.granted.astimezone(zone).replace(tzinfo=None), why)
        for each, why in zip(grants, reasons_of(grants), strict=True)
    ]
