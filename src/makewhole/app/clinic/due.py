"""What the desk has to do: visits to finish, packets to issue, and what has a day by which it must be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from makewhole import records
from makewhole.app.accounts.matrix import may
from makewhole.app.vault.sealed import open_records
from makewhole.coding.filing_limit import filing_limit
from makewhole.records import Coverage, VisitFile

from . import drafting
from .access import address_of, own_role, sees
from .models import Patient, PatientRecord, Visit
from .records import COVERAGES

SHOWN = 50
COUNTED = 1000
"""Counting stops here, so that a backlog of years opens as fast as one of days."""
SOON = timedelta(days=30)
"""A filing limit that is nearer than this is shown as due."""


@dataclass(frozen=True)
class Task:
    """One row: whose, the visit, its status in a shape and words, the next step, and the money at stake."""

    who: str
    address: str
    on: date
    kind: str
    says: str
    step: str
    stake: Decimal | None
    by: date | None = None


@dataclass(frozen=True)
class Worklist:
    """The first rows of one list, how many there are, and the money at stake in them. Both are counted up to COUNTED;
    beyond that `more` is true."""

    tasks: Sequence[Task]
    count: int
    stake: Decimal
    more: bool = False

    @property
    def counted(self) -> str:
        """The count as it is shown."""
        return f"{self.count}+" if self.more else f"{self.count}"


@dataclass(frozen=True)
class Desk:
    to_finish: Worklist
    to_issue: Worklist
    due: Worklist

    @property
    def empty(self) -> bool:
        return not (self.to_finish.count or self.to_issue.count or self.due.count)

    @property
    def more(self) -> bool:
        """Whether a list was not counted to its end."""
        return self.to_finish.more or self.to_issue.more

    @property
    def first(self) -> Task | None:
        """What to do first: what has a day, then the oldest unfinished visit, then a packet."""
        return next((each.tasks[0] for each in (self.due, self.to_finish, self.to_issue) if each.tasks), None)


def desk(today: date) -> Desk:
    """What waits on the acting practice. The number of queries does not depend on how much that is."""
    open_visits = Visit.objects.select_related("patient").exclude(patient__state=Patient.State.ERASED)
    open_visits = open_visits.filter(has_packet=False).order_by("date", "created")
    drafts, signed = (open_visits.filter(state=each) for each in (Visit.State.DRAFT, Visit.State.SIGNED))
    first_drafts, first_signed = list(drafts[:SHOWN]), list(signed[:SHOWN])
    visits = [*first_drafts, *first_signed]
    people = _people(visits)
    typed = drafting.unsaved("visit", [each.pk for each in first_drafts])
    due = _due(visits, people, today)
    return Desk(
        _worklist(drafts, [_to_finish(each, people, each.pk in typed) for each in first_drafts]),
        _worklist(signed, [_to_issue(each, people) for each in first_signed]),
        Worklist(due, len(due), sum((each.stake for each in due if each.stake), Decimal("0.00"))),
    )


def _people(visits: Sequence[Visit]) -> dict[Any, records.Patient]:
    rows = list({each.patient_id: each.patient for each in visits}.values())
    return {row.pk: opened for row, opened in zip(rows, open_records(rows, records.Patient), strict=True)}


def _worklist(found: QuerySet[Visit], tasks: Sequence[Task]) -> Worklist:
    sums = found.select_related(None)[: COUNTED + 1].aggregate(count=Count("pk"), stake=Sum("charge"))
    more = sums["count"] > COUNTED
    return Worklist(tasks, COUNTED if more else sums["count"], sums["stake"] or Decimal("0.00"), more)


def _to_finish(row: Visit, people: dict[Any, records.Patient], typed: bool) -> Task:
    if typed or row.charge is None:
        says, step = _("Not all is entered"), _("Enter what happened")
    elif may(own_role(), "sign_visit"):
        says, step = _("Not signed"), _("Sign the visit")
    else:
        says, step = _("Waits for the clinician to sign"), _("Look at the visit")
    kind = "open" if typed or row.charge is None else "clock"
    return Task(str(people[row.patient_id].name), _visit(row), row.date, kind, says, step, row.charge)


def _to_issue(row: Visit, people: dict[Any, records.Patient]) -> Task:
    who = str(people[row.patient_id].name)
    address = address_of("issue", row.pk) if may(own_role(), "issue_packet") else ""
    return Task(who, address or _visit(row), row.date, "open", _("Signed"), _("Issue the packet"), row.charge)


def _due(visits: Sequence[Visit], people: dict[Any, records.Patient], today: date) -> list[Task]:
    tasks = []
    unsigned = set()
    covered = _coverages({each.patient_id for each in visits})
    for row in visits:
        patient = people[row.patient_id]
        if patient.signature_on_file is None and row.patient_id not in unsigned:
            unsigned.add(row.patient_id)
            stake = sum(
                (each.charge for each in visits if each.patient_id == row.patient_id and each.charge), Decimal()
            )
            address = reverse("patient_sheet", args=(row.patient_id, "patient"))
            says, step = _("The patient has not signed"), _("Have them sign, then write the day")
            tasks.append(Task(str(patient.name), address, row.date, "block", says, step, stake or None))
        for coverage in covered.get(row.patient_id, ())[:1]:
            last = _last_day(row.date, patient, coverage)
            if last and last < today:
                says = _("The time to file has passed")
                step = _("Ask the plan whether it still takes the claim")
                tasks.append(Task(str(patient.name), _visit(row), row.date, "block", says, step, row.charge, last))
            elif last and last - today <= SOON:
                says, step = _("The time to file runs out"), _("Finish the visit and issue its packet")
                tasks.append(Task(str(patient.name), _visit(row), row.date, "clock", says, step, row.charge, last))
    return sorted(tasks, key=lambda each: (each.by or date.max, each.on))


def _last_day(on: date, patient: records.Patient, coverage: Coverage) -> date | None:
    # The limit hangs on the day and on where the patient lives, so the sealed visit stays closed.
    file, visit = cast(Any, VisitFile), cast(Any, records.Visit)
    return filing_limit(file.model_construct(visit=visit.model_construct(date=on), patient=patient), coverage).last_day


def _coverages(patients: set[Any]) -> dict[Any, tuple[Coverage, ...]]:
    """The coverages of many patients, the first to pay first; none for a role that may not see them."""
    if not sees(own_role(), "coverage", "payer", "timely_filing_days"):
        return {}
    rows = list(PatientRecord.objects.filter(patient__in=patients, kind=COVERAGES))
    opened = open_records(rows, tuple[Coverage, ...])
    first = {"primary": 0, "secondary": 1, "tertiary": 2}
    return {
        row.patient_id: tuple(sorted(found, key=lambda each: first[each.rank]))
        for row, found in zip(rows, opened, strict=True)
    }


def _visit(row: Visit) -> str:
    return reverse("visit", args=(row.pk,))
