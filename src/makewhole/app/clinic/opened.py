"""One visit with everything it is judged by, opened at once: as few queries for a long history as for a short one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from makewhole import records
from makewhole.app.vault.sealed import Sealed, open_records
from makewhole.records import (
    Attachment,
    Coverage,
    Practice,
    Provider,
    Score,
    TreatmentHistory,
    TreatmentPlan,
    VisitFile,
)

from .access import sees, towards
from .models import GONE, Patient, PatientRecord, PracticeRecord, Visit
from .models import Attachment as AttachmentRow
from .payer_terms import KIND as PAYERS
from .payer_terms import PayerTerms, with_terms
from .protocols import KIND as PROTOCOLS
from .protocols import Protocol
from .records import COVERAGES, HISTORY, PLAN, SCORES

PRACTICE, PROVIDERS = "practice", "providers"
EARLIER = 12
"""How many earlier visits the scrubber is shown: enough for duplicates and for who is new here."""
_KINDS: dict[str, tuple[str, str, Any]] = {
    # name: access kind, a field of it that shows whether it may be seen at all, type
    COVERAGES: ("coverage", "payer", tuple[Coverage, ...]),
    HISTORY: ("history", "trials", TreatmentHistory),
    PLAN: ("plan", "drug", TreatmentPlan),
    SCORES: ("score", "score", tuple[Score, ...]),
}


@dataclass
class House:
    """The practice's own records that every visit needs. `practice` None: the settings are not filled in yet."""

    practice: Practice | None = None
    providers: tuple[Provider, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    payers: Mapping[str, PayerTerms] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return self.practice is not None and bool(self.providers)

    @property
    def zone(self) -> str:
        return self.practice.time_zone if self.practice else "America/New_York"

    def today(self) -> date:
        """The day it is where the practice is."""
        return self.now().date()

    def now(self) -> datetime:
        """The time it is where the practice is, to the minute."""
        return datetime.now(ZoneInfo(self.zone)).replace(second=0, microsecond=0)

    def choices(self) -> dict[str, list[tuple[str, Any]]]:
        """What can be chosen in a visit: providers by NPI, and prices."""
        people = [(each.npi, each.signs_as) for each in self.providers]
        whole = self.practice.all_inclusive if self.practice else ()
        named = [(f"all_inclusive:{each.name}", f"{each.name} · ${each.price:,.2f}") for each in whole]
        prices: list[tuple[str, Any]] = [("price_list", _("By the price list")), *named]
        return {"providers": people, "referrers": [("", "—"), *people], "prices": prices}


@dataclass
class Chart:
    """A patient's records, those that the acting person's role may see. `unseen` are the others, which count when a
    visit is judged or its packet is made, and are never shown."""

    row: Patient
    role: str
    patient: records.Patient
    coverages: tuple[Coverage, ...] = ()
    history: TreatmentHistory | None = None
    plan: TreatmentPlan | None = None
    scores: tuple[Score, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    unseen: dict[str, Any] = field(default_factory=dict)

    def sees(self, name: str) -> bool:
        """Whether the role may see the record called `name`."""
        kind, field_name, _type = _KINDS[name]
        return sees(self.role, kind, field_name)


def open_house() -> House:
    """The acting practice's records: one query for the rows, one for their key."""
    rows = list(PracticeRecord.objects.filter(kind__in=(PRACTICE, PROVIDERS, PROTOCOLS, PAYERS)))
    found = dict(zip((row.kind for row in rows), open_records(rows, object), strict=True))
    return House(
        _read(found.get(PRACTICE), Practice),
        _read(found.get(PROVIDERS), tuple[Provider, ...]) or (),
        _read(found.get(PROTOCOLS), tuple[Protocol, ...]) or (),
        {each.payer: each for each in _read(found.get(PAYERS), tuple[PayerTerms, ...]) or ()},
    )


def open_chart(row: Patient, *names: str) -> Chart:
    """A patient's records called `names` (without any, all, and those from elsewhere): one query for the rows of each
    table, one for their key."""
    role = towards(row.pk)
    found = list(PatientRecord.objects.filter(patient=row, kind__in=names or _KINDS))
    brought = [] if names else list(AttachmentRow.objects.filter(patient=row, removed=None))
    rows: list[Sealed] = [row, *found, *brought]
    first, *others = open_records(rows, object)
    chart = Chart(row, role, _reader(records.Patient).validate_python(first))
    chart.attachments = tuple(_reader(Attachment).validate_python(each) for each in others[len(found) :])
    for each, opened in zip(found, others, strict=False):
        record = _read(opened, _KINDS[each.kind][2])
        if chart.sees(each.kind):
            setattr(chart, each.kind, record)
        else:
            chart.unseen[each.kind] = record
    return chart


def visit_file(house: House, chart: Chart, visit: records.Visit) -> VisitFile:
    """A visit with its parties, already validated each, as the library takes it: all of it, whoever asks."""
    assert house.practice is not None
    return VisitFile.model_construct(
        practice=house.practice,
        providers=house.providers,
        patient=chart.patient,
        coverages=with_terms(chart.unseen.get(COVERAGES, chart.coverages), house.payers),
        visit=visit,
        history=chart.unseen.get(HISTORY, chart.history),
        plan=chart.unseen.get(PLAN, chart.plan),
        scores=chart.unseen.get(SCORES, chart.scores),
        attachments=chart.attachments,
    )


def seen_file(file: VisitFile, chart: Chart) -> VisitFile:
    """The file without what the role may not see: what is found in it gives none of that away."""
    visit = file.visit if sees(chart.role, "visit", "note") else file.visit.model_copy(update={"note": None})
    coverages = file.coverages if chart.sees(COVERAGES) else ()
    seen = {"coverages": coverages, "history": chart.history, "plan": chart.plan, "scores": chart.scores}
    return file.model_copy(update=seen | {"visit": visit})


def earlier_visits(row: Visit, house: House, chart: Chart) -> list[VisitFile]:
    """The patient's latest other visits that count, newest first."""
    others = Visit.objects.filter(patient_id=row.patient_id, date__lte=row.date).exclude(pk__in=_replaced(row))
    others = others.exclude(state__in=(Visit.State.AMENDED, *GONE)).order_by("-date", "-created")
    found = open_records(list(others[:EARLIER]), records.Visit)
    return [visit_file(house, chart, visit) for visit in found]


def last_visit(row: Visit) -> Visit | None:
    """The patient's visit before this one."""
    others = Visit.objects.filter(patient_id=row.patient_id, date__lte=row.date).exclude(pk__in=_replaced(row))
    return others.exclude(state__in=GONE).order_by("-date", "-created").first()


def _replaced(row: Visit) -> Sequence[Any]:
    return [pk for pk in (row.pk, row.amends_id) if pk]


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _read(value: object, kind: Any) -> Any:
    return None if value is None else _reader(kind).validate_python(value)
