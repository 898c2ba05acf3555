"""A visit that is open on someone's desk: its records, its form, what was typed into it and what follows from it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from makewhole import records
from makewhole.app.accounts.matrix import may
from makewhole.app.vault.acting import current
from makewhole.errors import InvalidRecord

from . import drafting
from .access import Refused, address_of, sees, visit_or_404, writes
from .drafting import Typing
from .live import ROOT, Outcome, outcome, proposals, read_visit, sentence, visit_form
from .merging import Typed
from .models import Visit
from .opened import Chart, House, earlier_visits, open_chart, open_house
from .records import visit_record
from .sheets import RecordForm, typed_from_record
from .visit_sheet import VISIT

FORM = "visit"


@dataclass
class Open:
    """A visit that is open on someone's desk."""

    row: Visit
    house: House
    chart: Chart
    stored: records.Visit

    @property
    def role(self) -> str:
        return self.chart.role

    def shown(self) -> Typed:
        """The stored visit as its form shows it."""
        return typed_from_record(VISIT, ROOT, self.stored, self.stored.time_zone, self.stored.date.isoformat())

    def form(self, typed: Typed) -> RecordForm:
        return visit_form(typed, self.role, self.house)

    def outcome(self, form: RecordForm) -> Outcome:
        earlier = earlier_visits(self.row, self.house, self.chart)
        return outcome(form, self.stored, self.house, self.chart, earlier, lambda where: other_page(self.row, where))


def open_visit(pk: UUID) -> Open:
    """The visit with this id and all it is judged by. Raises Http404."""
    row = visit_or_404(pk)
    house = open_house()
    if not house.ready:
        raise Http404
    chart = open_chart(row.patient)
    return Open(row, house, chart, visit_record(row))


def other_page(row: Visit, where: str) -> str:
    """The address of the page on which a fact outside the visit is typed; empty when there is none yet."""
    name = {"patient": "patient", "coverages": "coverage", "history": "history", "plan": "plan", "scores": "scores"}
    about = where.partition(".")[0].partition("[")[0]
    if about in ("practice", "providers"):
        return address_of("settings") if may(current().role, "change_settings") else ""
    if about == "attachments":
        return f"{reverse('attachments', args=(row.patient_id,))}?visit={row.pk}"
    sheet = name.get(about)
    return f"{reverse('patient_sheet', args=(row.patient_id, sheet))}#id_{where}" if sheet else ""


def typed_into(request: HttpRequest, opened: Open) -> Typed:
    """What was typed. Raises Refused when a field came along that the person's form does not let them change."""
    typed = {name: str(value) for name, value in request.POST.items() if name.startswith(f"{ROOT}.")}
    tops = {name[len(ROOT) + 1 :].partition(".")[0].partition("[")[0] for name in typed}
    forbidden = [top for top in tops if top in records.Visit.model_fields and not writes(opened.role, "visit", top)]
    must_write(opened)
    if forbidden:
        raise Refused("clinic_visit", opened.row.pk, ", ".join(sorted(forbidden)))
    if all(writes(opened.role, "visit", field) for field in records.Visit.model_fields):
        return typed
    # Locked boxes are not sent; they are shown as they are stored.
    return {name: text for name, text in opened.shown().items() if not _sent(name, opened.role)} | typed


def must_write(opened: Open) -> None:
    """Raise Refused for someone who may change nothing of a visit."""
    if not any(writes(opened.role, "visit", field) for field in records.Visit.model_fields):
        raise Refused("clinic_visit", opened.row.pk)


def _sent(name: str, role: str) -> bool:
    return writes(role, "visit", name[len(ROOT) + 1 :].partition(".")[0].partition("[")[0])


def keep(request: HttpRequest, opened: Open) -> Typing:
    """Keep what the form carries, sealed. Raises Refused."""
    typed = typed_into(request, opened)
    row, version = opened.row, drafting.version_in(request.POST.get("version", ""))

    if version != row.version and drafting.kept(FORM, row.pk) is None and _same(opened, typed):
        # A pause that was still on its way when the visit was saved: nothing is left to keep.
        return Typing(typed, typed, row.version)

    def stored() -> Typed:
        # Typed over a version that is gone already: then nothing is known of it, and every difference is asked about.
        return opened.shown() if row.version == version else {}

    return drafting.go_on(FORM, row.pk, typed, version, stored, row.patient)


def _same(opened: Open, typed: Typed) -> bool:
    try:
        return read_visit(opened.form(typed), opened.stored, opened.role, None) == opened.stored
    except InvalidRecord:
        return False


def follows(opened: Open, form: RecordForm, found: Outcome) -> dict[str, Any]:
    """What visit_follows.html and the pages around it show."""
    return {
        "row": opened.row,
        "house": opened.house,
        "person": opened.chart.patient,
        "form": form,
        "outcome": found,
        "answer": sentence(found),
        "proposals": proposals(form, opened.house),
        "on": opened.stored.date,
        "attachments_address": _attachments(opened),
    }


def _attachments(opened: Open) -> str:
    """The page of records from elsewhere, with this visit chosen; empty for who may not see them."""
    if not sees(opened.role, "attachment", "title"):
        return ""
    return f"{reverse('attachments', args=(opened.row.patient_id,))}?visit={opened.row.pk}"
