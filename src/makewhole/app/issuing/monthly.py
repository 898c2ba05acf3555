"""Month-end: every signed visit of a month that has no packet yet, issued one by one in the background."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from makewhole.app.accounts.models import Practice
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.vault import audit
from makewhole.app.vault.acting import acting_as_service, current
from makewhole.app.vault.sealed import seal_record
from makewhole.errors import MakewholeError
from makewhole.packets import FOR_THE_PATIENT, LEFT_EMPTY

from .facts import Result
from .insurer_form import usual
from .issue import Blocked, Wanted, issue, issued_facts
from .making import INSURER_FORM, as_service, open_visit
from .models import Batch, Item, Packet

log = logging.getLogger(__name__)
LAST_DAY = 10
"""Until this day of the next month, what is signed or asked for late is still issued by itself; then it waits under
Today like any other."""
STUCK = timedelta(minutes=2)
"""A batch that has not moved for so long was left by a worker that stopped, and is taken up again."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is: visits in all, done, and by result."""

    total: int
    issued: int
    stopped: int
    failed: int

    @property
    def done(self) -> int:
        return self.issued + self.stopped + self.failed


def want_monthly(patient: Patient, *, wanted: bool) -> None:
    """Note whether a patient's packets are issued by themselves when a month is over."""
    Patient.objects.filter(pk=patient.pk).update(monthly=wanted)


def waiting(month: date) -> QuerySet[Visit]:
    """The month's signed visits that have no packet that counts, oldest first."""
    found = Visit.objects.filter(state=Visit.State.SIGNED, has_packet=False)
    found = found.filter(date__gte=month, date__lt=next_month(month))
    return found.exclude(patient__state=Patient.State.ERASED).order_by("date", "pk")


def wanted(month: date) -> QuerySet[Visit]:
    """Those of them whose patients want their packets monthly."""
    return waiting(month).filter(patient__monthly=True)


def begin(month: date, visits: Sequence[Visit], key: UUID, *, automatic: bool = False) -> Batch:
    """Begin issuing these visits in the background. The same key gives the same batch."""
    from .tasks import run_batch

    batch = Batch(id=uuid4(), key=key, month=month, automatic=automatic, begun_by_id=current().user_id)
    with transaction.atomic():
        audit.take_turn()
        if found := Batch.objects.filter(key=key).first():
            return found
        batch.save()
        Item.objects.bulk_create(Item(batch=batch, patient_id=each.patient_id, visit=each) for each in visits)
        audit.append("begin", "issuing_batch", row=batch.pk)
        run_batch.enqueue(str(batch.practice_id), str(batch.pk))
    return batch


def work_off(batch_id: UUID) -> None:
    """Issue all that waits in a batch, each visit in a transaction of its own; what one says does not stop the rest."""
    for pk in list(Item.objects.filter(batch_id=batch_id, state=Item.State.WAITING).values_list("pk", flat=True)):
        try:
            _work_off_one(pk)
        except Exception as error:
            # The message may quote a record: only its kind is written down, in the log without values.
            log.error("an item of a batch failed", exc_info=error)
            _failed(pk, Result(says=_("Something unexpected happened; the log has its place.")))
        Batch.objects.filter(pk=batch_id).update(moved=timezone.now())
    if not Item.objects.filter(batch_id=batch_id, state=Item.State.WAITING).exists():
        Batch.objects.filter(pk=batch_id).update(state=Batch.State.DONE, moved=timezone.now())


def progress(batch: Batch) -> Progress:
    """How far a batch is."""
    counted = dict(Item.objects.filter(batch=batch).order_by().values_list("state").annotate(Count("pk")))
    state = Item.State
    return Progress(
        sum(counted.values()), *(counted.get(each, 0) for each in (state.ISSUED, state.STOPPED, state.FAILED))
    )


def take_up_again(now: datetime | None = None) -> int:
    """Put batches whose worker stopped back into the queue, in every practice. Returns how many."""
    count, since = 0, (now or timezone.now()) - STUCK
    for practice in Practice.objects.all():
        with acting_as_service(practice.pk, "taking up a batch again"):
            for batch in Batch.objects.filter(state=Batch.State.RUNNING, moved__lt=since):
                take_up(batch)
                count += 1
    return count


def take_up(batch: Batch) -> None:
    """Put a batch back into the queue. What it did already stays done."""
    from .tasks import run_batch

    with transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(moved=timezone.now())
        run_batch.enqueue(str(batch.practice_id), str(batch.pk))


def begin_due(now: datetime | None = None) -> int:
    """Begin an automatic batch of last month's visits in every practice, for those that were in none before. Returns
    how many began."""
    count = 0
    for practice in Practice.objects.all():
        today = (now or timezone.now()).astimezone(ZoneInfo(practice.time_zone)).date()
        if today.day > LAST_DAY:
            continue
        month = last_month(today)
        with acting_as_service(practice.pk, "month-end"), transaction.atomic():
            audit.take_turn()  # so that two workers begin one
            tried = Item.objects.filter(batch__month=month, batch__automatic=True)
            visits = list(wanted(month).exclude(pk__in=tried.values("visit")))
            if visits:
                begin(month, visits, uuid4(), automatic=True)
                count += 1
    return count


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_month(day: date) -> date:
    """The first day of the month before the one that `day` lies in."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _work_off_one(pk: UUID) -> None:
    item = Item.objects.select_related("visit__patient").get(pk=pk)
    try:
        packet = issue(item.visit, _all_of(item.visit), item.pk)
    except Blocked:
        findings = open_visit(item.visit).findings()
        _finished(item, Item.State.STOPPED, Result(says=_("Errors stand in the way."), findings=findings))
    except MakewholeError as refused:
        _failed(pk, Result(says=str(refused)))
    else:
        item.packet = packet
        _finished(item, Item.State.ISSUED, _result(packet))


def _all_of(visit: Visit) -> Wanted:
    """Everything that the issue page would have ticked: each attached record, and the insurer's own form."""
    opened = open_visit(visit)
    attached = frozenset(row.pk for row in opened.attached)
    with as_service("filling the insurer's form"):
        return Wanted(attachments=attached, form=usual(opened.chart.coverages[0].payer))


def _result(packet: Packet) -> Result:
    """What was found, and of the insurer's form whether it is in the packet and all filled."""
    issued = issued_facts(packet)
    if INSURER_FORM not in {each.name for each in issued.documents}:
        return Result(findings=issued.findings)
    if {LEFT_EMPTY, FOR_THE_PATIENT} & {each.rule for each in issued.findings}:
        says = _("The insurer's form is in it, with boxes left empty: fill them by hand, or correct the packet.")
    else:
        says = _("The insurer's form is in it.")
    return Result(says=says, findings=issued.findings)


def _failed(pk: UUID, result: Result) -> None:
    _finished(Item.objects.get(pk=pk), Item.State.FAILED, result)


def _finished(item: Item, state: str, result: Result) -> None:
    item.state = state
    if item.patient.state != Patient.State.ERASED:  # else there is no key any more to seal it under
        seal_record(item, result)
    item.save()
