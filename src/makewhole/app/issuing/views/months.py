"""Month-end: what has no packet yet, a batch under way, and what came of it."""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import F, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.access import must, own_role, patient_or_404, sees, staff
from makewhole.app.clinic.ids import id_in
from makewhole.app.clinic.models import Patient
from makewhole.app.vault.sealed import open_records
from makewhole.records import Finding

from .. import monthly
from ..facts import Result
from ..models import Batch, Item, Packet

PAGE = 100
OF_THE_FORM = "forms/insurer-form/"
KINDS = {
    Item.State.WAITING: "clock",
    Item.State.ISSUED: "open",
    Item.State.STOPPED: "block",
    Item.State.FAILED: "block",
}


class Row(NamedTuple):
    """One visit of a batch: who, what came of it and why."""

    item: Item
    who: str
    kind: str
    says: str
    findings: tuple[Finding, ...]


@staff
def month_end(request: HttpRequest) -> HttpResponse:
    """What of a month has no packet yet, and the batches so far."""
    must("issue_packet", "issuing_batch")
    month = _month(request.GET.get("month", ""))
    visits = monthly.waiting(month)
    count, stake = visits.count(), visits.aggregate(Sum("charge"))["charge__sum"]
    page = {
        "month": month,
        "before": monthly.last_month(month),
        "after": monthly.next_month(month),
        "count": count,
        "stake": stake or 0,
        "wanting": monthly.wanted(month).count(),
        "key": uuid4(),
        "batches": [(each, monthly.progress(each)) for each in Batch.objects.order_by("-begun")[:12]],
    }
    return render(request, "issuing/month_end.html", page)


@staff
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a batch and show how far it is."""
    must("issue_packet", "issuing_batch")
    month = _month(request.POST.get("month", ""))
    key = id_in(request.POST.get("key", ""))
    if key is None:
        raise Http404
    among = monthly.wanted if request.POST.get("whom") == "monthly" else monthly.waiting
    visits = list(among(month))
    if not visits and not Batch.objects.filter(key=key).exists():
        messages.info(request, _("Every signed visit of that month has its packet."))
        return redirect("month_end")
    return redirect("batch", monthly.begin(month, visits, key).pk)


@staff
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a batch is, with a number; the page may be closed and found again. What came of each visit below."""
    must("issue_packet", "issuing_batch", pk)
    row = Batch.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    how_far = monthly.progress(row)
    running = row.state == Batch.State.RUNNING
    page = {"batch": row, "progress": how_far, "running": running, "says": _says(how_far)}
    page["stuck"] = running and row.moved < timezone.now() - monthly.STUCK
    if "HX-Request" in request.headers:
        if not running:
            response = HttpResponse(status=204)
            response.headers["HX-Refresh"] = "true"
            return response
        return render(request, "issuing/batch_progress.html", page)
    state = request.GET.get("state", "")
    items = Item.objects.filter(batch=row).select_related("patient", "packet", "visit")
    if state in Item.State.values:
        items = items.filter(state=state)
    start = _start(request.GET.get("from", ""))
    found = list(items.order_by(F("packet__number").asc(nulls_first=True), "pk")[start : start + PAGE + 1])
    page |= {"rows": _rows(found[:PAGE]), "states": Item.State.choices, "state": state}
    page["next"] = start + PAGE if len(found) > PAGE else None
    return render(request, "issuing/batch.html", page)


@staff
@require_POST
def go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up a batch that stands still."""
    must("issue_packet", "issuing_batch", pk)
    row = Batch.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.state == Batch.State.RUNNING:
        monthly.take_up(row)
    return redirect("batch", pk)


@staff
@require_POST
def want_monthly(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Turn a patient's monthly packets on or off, from their page or from one of their packets."""
    must("issue_packet", "clinic_patient", pk)
    patient = patient_or_404(pk)
    wanted = request.POST.get("wanted") == "yes"
    monthly.want_monthly(patient, wanted=wanted)
    said = _("From now on each month's packets are issued when the month is over.") if wanted else _("Turned off.")
    messages.success(request, said)
    packet = id_in(request.POST.get("packet", ""))
    from_packet = packet and Packet.objects.filter(patient=patient, pk=packet).exists()
    return redirect("packet", packet) if from_packet else redirect("patient", pk)


def _says(how_far: monthly.Progress) -> str:
    return ngettext("%(done)d of %(count)d packet", "%(done)d of %(count)d packets", how_far.total) % {
        "done": how_far.done,
        "count": how_far.total,
    }


def _rows(items: list[Item]) -> list[Row]:
    people = clinic.names([each.patient for each in items])
    told = [each for each in items if each.version and each.patient.state != Patient.State.ERASED]
    results = dict(zip((each.pk for each in told), open_records(told, Result), strict=True))
    sees_all = sees(own_role(), "visit", "note")
    rows = []
    for item, who in zip(items, people, strict=True):
        result = results.get(item.pk, Result())
        # Of the insurer's own form the row says in a sentence what the packet's page says of each box.
        findings = tuple(each for each in result.findings if sees_all and not each.rule.startswith(OF_THE_FORM))
        rows.append(Row(item, who, KINDS[Item.State(item.state)], result.says, findings))
    return rows


def _month(text: str) -> date:
    """The month that an address names, with a month before and one after; this month for anything else."""
    this = timezone.localdate().replace(day=1)
    try:
        named = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return named if date.min.year < named.year < date.max.year else this


def _start(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0
