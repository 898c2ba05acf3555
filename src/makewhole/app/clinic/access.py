"""Who may open these pages: someone signed in who acts for a practice, within what the access matrix grants."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from makewhole.app.accounts.break_glass import role_towards
from makewhole.app.accounts.matrix import Access, access, may
from makewhole.app.vault import audit
from makewhole.app.vault.acting import NotActing, current

from .models import Patient, Visit

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
STAFF = frozenset({"front_desk", "clinician", "biller", "manager", "auditor"})


class Refused(Exception):
    """The acting person may not do this. `kind` and `row` are what is entered in the audit trail."""

    def __init__(self, kind: str, row: UUID | None = None, why: str = "") -> None:
        super().__init__(kind)
        self.kind, self.row, self.why = kind, row, why


def staff(view: View[Rest]) -> View[Rest]:
    """Let only people who work in the practice in; others sign in first. A refusal is audited and answered with 403."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            # A fragment that turned into the sign-in page would replace part of someone's work on the screen.
            if "HX-Request" in request.headers:
                return HttpResponse(status=401)
            return redirect_to_login(request.path)
        try:
            # Not request.member: a POST that waited for the password comes back without passing the middleware.
            if current().role not in STAFF:
                raise Refused("clinic")
            return view(request, *args, **kwargs)
        except NotActing:
            return render(request, "clinic/refused.html", status=403)
        except Refused as refusal:
            audit.refused(refusal.kind, refusal.row, refusal.why)
            return render(request, "clinic/refused.html", status=403)

    return cast(View[Rest], answer)


def patient_or_404(pk: UUID) -> Patient:
    """The acting practice's patient with this id. Raises Http404, also for one that was erased."""
    row = Patient.objects.filter(pk=pk).exclude(state=Patient.State.ERASED).first()
    if row is None:
        raise Http404
    return row


def visit_or_404(pk: UUID) -> Visit:
    """The acting practice's visit with this id, its patient with it. Raises Http404."""
    row = Visit.objects.select_related("patient", "signed_by").filter(pk=pk).first()
    if row is None or row.patient.state == Patient.State.ERASED:
        raise Http404
    return row


def address_of(name: str, *args: UUID) -> str:
    """The address of a page of another room; empty where that room is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def granted(role: str, kind: str) -> Callable[[str], Access]:
    """What `role` may do with each field of a kind of record."""
    return lambda field: access(role, kind, field)


def sees(role: str, kind: str, *fields: str) -> bool:
    """Whether `role` may see every one of these fields."""
    return all(access(role, kind, field) != "none" for field in fields)


def writes(role: str, kind: str, field: str) -> bool:
    """Whether `role` may change this field."""
    return access(role, kind, field) == "write"


def own_role() -> str:
    """The acting person's role."""
    return current().role


def towards(patient: UUID) -> str:
    """The role that decides what of this patient's record is shown: their own, or break-glass for a while."""
    return role_towards(patient)


def must(deed: str, kind: str, row: UUID | None = None) -> None:
    """Raise Refused unless the acting person's role may do `deed`."""
    if not may(own_role(), deed):
        raise Refused(kind, row, deed)
