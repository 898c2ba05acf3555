"""Finding a patient, and one patient's page: who they are and all that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from makewhole import records
from makewhole.app.accounts.break_glass import whole_until
from makewhole.app.accounts.matrix import may, visible
from makewhole.app.look.charts import Score
from makewhole.app.vault.sealed import open_records
from makewhole.records import SCALES

from ..access import address_of, own_role, patient_or_404, sees, staff, writes
from ..models import Patient, PatientRecord, Visit
from ..opened import Chart, open_chart, open_house
from ..records import COVERAGES, search
from .beyond import clock

SHOWN, MORE = 20, 60
"""How many patients a list shows at first, and when asked for more: what it costs is what it shows."""
LONGEST = 100
MAY_WRITE = {
    "patient": ("patient", "signature_on_file"),
    "coverage": ("coverage", "member_id"),
    "history": ("history", "trials"),
    "plan": ("plan", "drug"),
    "scores": ("score", "score"),
    "attachments": ("attachment", "title"),
}


@dataclass(frozen=True)
class Found:
    """One patient in the list."""

    pk: UUID
    patient: records.Patient
    plan: str
    member: str
    open_visits: int
    stake: Decimal | None


@dataclass(frozen=True)
class Event:
    """One thing that happened, for the timeline."""

    on: date
    kind: str
    says: str
    address: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Next:
    """A sentence about where a patient stands, and the step that follows. `deed` begins a visit instead of a link."""

    says: str
    step: str = ""
    address: str = ""
    begins: bool = False


@staff
def find(request: HttpRequest) -> HttpResponse:
    """Patients who fit what is typed; without any, those seen last. What is typed comes by POST: it may be a name."""
    typed = request.POST.get("q", "").strip()[:LONGEST]
    most = MORE if "more" in request.POST else SHOWN
    fitting = _latest(typed, most + 1) if typed else list(_seen_last()[: most + 1])
    page = {
        "typed": typed,
        "found": _found(fitting[:most]),
        "more": len(fitting) > most,
        "shown_at_first": SHOWN,
        "can_show_more": most < MORE,
        "may_register": writes(own_role(), "patient", "name"),
        "bring_address": address_of("bring") if may(own_role(), "import_patients") else "",
        "may_export": may(own_role(), "export_records"),
    }
    part = "HX-Request" in request.headers
    return render(request, "clinic/found.html" if part else "clinic/patients.html", page)


@staff
def patient(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One patient: a sentence on top, the timeline, scores, details."""
    row = patient_or_404(pk)
    house, chart = open_house(), open_chart(row)
    visits = list(Visit.objects.filter(patient=row).exclude(state=Visit.State.VOID).order_by("-date", "-created")[:200])
    packets = list(row.packets.order_by("-number").values("pk", "visit", "state", "issued", "charge")[:200])
    role = chart.role
    return render(
        request,
        "clinic/patient.html",
        {
            "row": row,
            "chart": chart,
            "seen": visible(chart.patient, role),
            "house": house,
            "next": _next(chart, visits, packets),
            "events": _events(chart, visits, packets),
            "charts": _charts(chart),
            "may": {name: _may_write(role, name) for name in MAY_WRITE},
            "sees": {name: chart.sees(name) for name in ("coverages", "history", "plan", "scores")}
            | {"membership": sees(role, "coverage", "member_id"), "attachments": sees(role, "attachment", "title")},
            "may_visit": writes(role, "visit", "date"),
            "whole": _whole(row.pk),
            "may_issue": may(own_role(), "issue_packet"),
            "may_account": may(own_role(), "account_for_disclosures"),
            "may_erase": may(own_role(), "erase_patient"),
        },
    )


def _whole(pk: UUID) -> tuple[str, str]:
    """Until when the acting person sees all of this record, and where they may ask for that; empty where neither."""
    if until := whole_until(pk):
        return clock(until), ""
    asks = may(own_role(), "break_glass") and not sees(own_role(), "visit", "note", "psychotherapy")
    return "", reverse("break_glass", args=(pk,)) if asks else ""


def _seen_last() -> QuerySet[Patient]:
    return Patient.objects.filter(state=Patient.State.ACTIVE).order_by("-updated")


def _latest(typed: str, most: int) -> list[Patient]:
    """Those who fit, the latest seen first. Sorted here: a database that sorts may take the index of all patients.
    Of more than MORE some, in no order: which of all was seen last is not known without reading them all."""
    keys = search(typed, MORE + 1)
    if len(keys) <= MORE:
        seen = Patient.objects.filter(pk__in=keys).order_by().values_list("updated", "pk")
        keys = [pk for _updated, pk in sorted(seen, reverse=True)]
    keys = keys[:most]
    rows = Patient.objects.exclude(state=Patient.State.ERASED).in_bulk(keys)
    return [rows[pk] for pk in keys if pk in rows]


def _found(rows: Sequence[Patient]) -> list[Found]:
    """The rows of the list, with a number of queries that does not depend on how many they are."""
    role = own_role()
    people = open_records(rows, records.Patient)
    covered: dict[Any, tuple[records.Coverage, ...]] = {}
    if sees(role, "coverage", "payer"):
        sealed = list(PatientRecord.objects.filter(patient__in=[row.pk for row in rows], kind=COVERAGES))
        opened = open_records(sealed, tuple[records.Coverage, ...])
        covered = {row.patient_id: found for row, found in zip(sealed, opened, strict=True)}
    waiting = Visit.objects.filter(patient__in=[row.pk for row in rows], state__in=("draft", "signed"))
    waiting = waiting.filter(has_packet=False).order_by()
    sums = {
        each["patient"]: each for each in waiting.values("patient").annotate(count=Count("pk"), stake=Sum("charge"))
    }
    found = []
    for row, person in zip(rows, people, strict=True):
        first = next(iter(covered.get(row.pk, ())), None)
        member = first.member_id if first and sees(role, "coverage", "member_id") else ""
        waits = sums.get(row.pk, {"count": 0, "stake": None})
        found.append(Found(row.pk, person, first.payer_name if first else "", member, waits["count"], waits["stake"]))
    return found


def _next(chart: Chart, visits: Sequence[Visit], packets: Sequence[Mapping[str, Any]]) -> Next:
    pk = chart.row.pk
    unfinished = [each for each in visits if each.state == Visit.State.DRAFT]
    issued = {each["visit"] for each in packets if each["state"] == "issued"}
    signed = [each for each in visits if each.state == Visit.State.SIGNED and each.pk not in issued]
    if unfinished:
        last = unfinished[-1]
        says = _("The visit of %(day)s is not finished.") % {"day": _day(last.date)}
        return Next(says, _("Finish the visit"), reverse("visit", args=(last.pk,)))
    if chart.sees(COVERAGES) and not chart.coverages:
        says = _("No insurance card is written down yet, so nothing can be claimed.")
        return Next(says, _("Write down the card"), reverse("patient_sheet", args=(pk, "coverage")))
    if chart.patient.signature_on_file is None:
        says = _("The patient has not signed that records may go to the insurer.")
        return Next(says, _("Write down the signature"), reverse("patient_sheet", args=(pk, "patient")))
    if signed:
        says = _("The visit of %(day)s is signed; its packet can be issued.") % {"day": _day(signed[0].date)}
        issue = address_of("issue", signed[0].pk) if may(own_role(), "issue_packet") else ""
        if issue:
            return Next(says, _("Issue the packet"), issue)
        return Next(says, _("Look at the visit"), reverse("visit", args=(signed[0].pk,)))
    if any(each.state != Visit.State.DISCARDED for each in visits):
        return Next(_("Every visit is signed and its packet issued. Nothing to do here."), begins=True)
    return Next(_("All is ready for the first visit."), begins=True)


def _events(chart: Chart, visits: Sequence[Visit], packets: Sequence[Mapping[str, Any]]) -> list[Event]:
    words = {
        Visit.State.DRAFT: ("clock", _("Visit, to finish")),
        Visit.State.SIGNED: ("safe", _("Visit, signed")),
        Visit.State.AMENDED: ("open", _("Visit, replaced by an amendment")),
        Visit.State.DISCARDED: ("open", _("Visit, thrown away")),
    }
    events = []
    for each in visits:
        kind, says = words[Visit.State(each.state)]
        if each.amends_id:
            says = _("%(visit)s (amendment)") % {"visit": says}
        kind = "" if kind == "safe" else kind
        charge = None if each.state == Visit.State.DISCARDED else each.charge
        events.append(Event(each.date, kind, says, reverse("visit", args=(each.pk,)), charge))
    for packet in packets:
        says = {
            "issued": _("Packet issued"),
            "corrected": _("Packet, replaced by a correction"),
            "void": _("Packet, void"),
        }[packet["state"]]
        events.append(Event(packet["issued"], "", says, address_of("packet", packet["pk"]), packet["charge"]))
    events += [Event(each.date, "", f"{each.instrument}: {each.score:f}") for each in chart.scores]
    if chart.plan:
        events.append(Event(chart.plan.written, "", _("Treatment plan written")))
    if chart.patient.signature_on_file:
        events.append(Event(chart.patient.signature_on_file, "", _("Signature on file")))
    return sorted(events, key=lambda each: each.on, reverse=True)


def _charts(chart: Chart) -> list[dict[str, Any]]:
    found = []
    for instrument, (_low, high) in SCALES.items():
        mine = sorted((each for each in chart.scores if each.instrument == instrument), key=lambda each: each.date)
        if len(mine) < 2:
            continue
        first, last = mine[0], mine[-1]
        says = _("went from %(first)s on %(from)s to %(last)s on %(to)s.") % {
            "first": f"{first.score:f}",
            "from": _day(first.date),
            "last": f"{last.score:f}",
            "to": _day(last.date),
        }
        points = [Score(each.date, _plain(each.score)) for each in mine]
        found.append({"title": instrument, "scores": points, "highest": high, "says": says})
    return found


def _plain(score: Decimal) -> int:
    """A total as the chart takes it; a half point stays a half point."""
    return int(score) if score == int(score) else float(score)  # type: ignore[return-value]


def _may_write(role: str, name: str) -> bool:
    return writes(role, *MAY_WRITE[name])


def _day(on: date) -> str:
    return date_format(on, "j M Y")
