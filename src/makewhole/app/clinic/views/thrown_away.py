"""A visit that was begun by mistake: thrown away before it is signed, and taken up again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..access import Refused, own_role, staff, visit_or_404, writes
from ..models import Visit
from ..open_visit import Open
from ..visit_states import Unsignable, discard_visit, restore_visit


def may_throw_away(role: str) -> bool:
    """Who may begin a visit may throw one away."""
    return writes(role, "visit", "date")


@require_POST
@staff
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw an unsigned visit away; its page then offers to take it up again."""
    row = _row(pk)
    try:
        discard_visit(row)
    except Unsignable:
        messages.warning(request, _("Only a visit that is not signed can be thrown away."))
    return redirect("visit", pk)


@require_POST
@staff
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up again a visit that was thrown away."""
    row = _row(pk)
    try:
        restore_visit(row)
    except Unsignable:
        messages.warning(request, _("This visit is not thrown away any more."))
    else:
        messages.success(request, _("The visit is back as you left it."))
    return redirect("visit", pk)


def show_thrown_away(request: HttpRequest, opened: Open) -> HttpResponse:
    """What became of the visit, and the way back."""
    page = {"row": opened.row, "person": opened.chart.patient, "may_restore": may_throw_away(own_role())}
    return render(request, "clinic/visit_thrown_away.html", page)


def _row(pk: UUID) -> Visit:
    row = visit_or_404(pk)
    if not may_throw_away(own_role()):
        raise Refused("clinic_visit", pk, "throw away")
    return row
