"""Month-end: all that waits, one by one, whatever happens to one of them or to the worker."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import due
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.clinic.records import attach
from makewhole.app.issuing import monthly, tasks
from makewhole.app.issuing.facts import Result
from makewhole.app.issuing.issue import issue
from makewhole.app.issuing.models import Batch, Item, Packet
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.app.vault.sealed import open_record
from makewhole.records import Attachment, VisitFile

from ...documents.hostile_pdfs import blown_up
from .conftest import at_the_desk, fill, signed_visit

MONTH = date(2026, 11, 1)
STATE = Item.State


@pytest.fixture
def visits(desk: dict[str, Membership], example: VisitFile) -> list[Visit]:
    """Three signed visits of November: the second has errors."""
    first, third = (signed_visit(desk["clinician"], example) for _ in range(2))
    second = signed_visit(desk["clinician"], example, signed_on=None, note=None)
    return [first, second, third]


def states(batch: Batch) -> list[str]:
    return sorted(Item.objects.filter(batch=batch).values_list("state", flat=True))


def work() -> None:
    """Do what the queue holds, as the worker does, in this test's own transaction."""
    for waiting in DBTaskResult.objects.all():
        tasks.run_batch.call(*waiting.args_kwargs["args"])


def test_what_has_errors_is_left_and_the_rest_is_issued(desk: dict[str, Membership], visits: list[Visit]) -> None:
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits, uuid4())
        monthly.work_off(batch.pk)
        assert states(batch) == [STATE.ISSUED, STATE.ISSUED, STATE.STOPPED]
        assert sorted(Packet.objects.values_list("number", flat=True)) == [1, 2]
        assert [each.pk for each in monthly.waiting(MONTH)] == [visits[1].pk]
        batch.refresh_from_db()
        assert batch.state == Batch.State.DONE


def test_one_that_breaks_does_not_stop_the_rest(
    desk: dict[str, Membership], visits: list[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = visits[0].pk

    def breaking(visit: Visit, *given: object) -> Packet:
        if visit.pk == broken:
            raise ZeroDivisionError("Amara Okonkwo")
        return issue(visit, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(monthly, "issue", breaking)
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits, uuid4())
        monthly.work_off(batch.pk)
        assert states(batch) == [STATE.FAILED, STATE.ISSUED, STATE.STOPPED]


def test_a_batch_cut_off_goes_on_and_issues_nothing_twice(
    desk: dict[str, Membership], visits: list[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = monthly._finished

    def cut_off(*given: object) -> None:
        raise KeyboardInterrupt

    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits, uuid4())
        monkeypatch.setattr(monthly, "_finished", cut_off)
        with pytest.raises(KeyboardInterrupt):
            monthly.work_off(batch.pk)
        assert Packet.objects.count() == 1
        monkeypatch.setattr(monthly, "_finished", finished)
        monthly.work_off(batch.pk)
        assert states(batch) == [STATE.ISSUED, STATE.ISSUED, STATE.STOPPED]
        assert sorted(Packet.objects.values_list("number", flat=True)) == [1, 2]


def test_the_worker_does_what_the_queue_holds_and_the_queue_holds_ids_only(
    committed: dict[str, Membership], example: VisitFile
) -> None:
    fill(committed["manager"], example)
    visit = signed_visit(committed["clinician"], example)
    with acting(committed["biller"]):
        batch = monthly.begin(MONTH, [visit], uuid4())
    (task,) = DBTaskResult.objects.all()
    assert task.args_kwargs == {"args": [str(batch.practice_id), str(batch.pk)], "kwargs": {}}
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"
    with acting(committed["biller"]):
        assert states(batch) == [STATE.ISSUED]


def test_a_second_click_begins_no_second_batch(desk: dict[str, Membership], visits: list[Visit]) -> None:
    key = uuid4()
    with acting(desk["biller"]):
        assert monthly.begin(MONTH, visits, key).pk == monthly.begin(MONTH, visits, key).pk


@pytest.mark.parametrize("page", ["/packets/month-end/begin/", "/packets/patients/{}/monthly/"])
def test_a_button_pressed_four_times_at_once_does_it_once(
    committed: dict[str, Membership], example: VisitFile, threads: ThreadPoolExecutor, settings: Any, page: str
) -> None:
    settings.SECOND_FACTOR = False
    fill(committed["manager"], example)
    patient = signed_visit(committed["clinician"], example).patient
    typed = {"key": str(uuid4()), "month": f"{example.visit.date:%Y-%m}", "whom": "all", "wanted": "yes"}

    def send(_number: int) -> str:
        return at_the_desk(committed["front_desk"]).post(page.format(patient.pk), typed)["Location"]

    assert len({job.result(60) for job in [threads.submit(send, number) for number in range(4)]}) == 1
    with acting(committed["manager"]):
        assert Batch.objects.count() + Patient.objects.get().monthly == 1


def test_a_batch_left_by_its_worker_is_taken_up_again(desk: dict[str, Membership], visits: list[Visit]) -> None:
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits, uuid4())
    DBTaskResult.objects.all().delete()
    assert monthly.take_up_again() == 0
    assert monthly.take_up_again(timezone.now() + monthly.STUCK + timedelta(seconds=1)) == 1
    work()
    with acting(desk["biller"]):
        assert STATE.WAITING not in states(batch)


def test_those_who_want_it_get_last_months_packets_by_themselves_once(
    desk: dict[str, Membership], visits: list[Visit]
) -> None:
    in_december = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert monthly.begin_due(in_december) == 0
    with acting(desk["front_desk"]):
        monthly.want_monthly(visits[0].patient, wanted=True)
    assert monthly.begin_due(datetime(2026, 12, 1, 4, tzinfo=UTC)) == 0, "it is still November in New York"
    assert monthly.begin_due(in_december) == 1
    assert monthly.begin_due(in_december) == 0
    work()
    with acting(desk["biller"]):
        assert [each.visit_id for each in Packet.objects.all()] == [visits[0].pk]
        assert Packet.objects.get().issued_by is None


def test_what_is_signed_or_asked_for_late_follows_until_the_tenth_and_nothing_is_tried_again(
    desk: dict[str, Membership], visits: list[Visit]
) -> None:
    with acting(desk["front_desk"]):
        monthly.want_monthly(visits[1].patient, wanted=True)
    assert monthly.begin_due(datetime(2026, 12, 1, 12, tzinfo=UTC)) == 1
    work()
    with acting(desk["biller"]):
        assert states(Batch.objects.get()) == [STATE.STOPPED], "it has errors, and waits for someone"
        monthly.want_monthly(visits[2].patient, wanted=True)
    assert monthly.begin_due(datetime(2026, 12, 10, 12, tzinfo=UTC)) == 1
    work()
    with acting(desk["biller"]):
        assert [each.visit_id for each in Packet.objects.all()] == [visits[2].pk]
        monthly.want_monthly(visits[0].patient, wanted=True)
    assert monthly.begin_due(datetime(2026, 12, 11, 12, tzinfo=UTC)) == 0
    with acting(desk["front_desk"]):
        assert str(visits[0].pk) in str([each.address for each in due.desk(date(2026, 12, 11)).to_issue.tasks])


def test_a_look_at_the_calendar_leaves_no_trace(desk: dict[str, Membership], visits: list[Visit]) -> None:
    with acting(desk["front_desk"]):
        monthly.want_monthly(visits[0].patient, wanted=False)
    before = AuditEntry.unscoped.count()
    assert monthly.begin_due(datetime(2026, 12, 2, 12, tzinfo=UTC)) == 0
    assert AuditEntry.unscoped.count() == before


def test_the_desk_begins_a_batch_and_finds_it_again(
    sign_in: Callable[[str], Client], desk: dict[str, Membership], visits: list[Visit]
) -> None:
    client = sign_in("front_desk")
    page = client.get("/packets/month-end/?month=2026-11").content.decode()
    assert "3 signed visits have no packet yet" in page
    form = dict(re.findall(r'name="(key|month)" value="([^"]+)"', page)) | {"whom": "all"}
    there = client.post("/packets/month-end/begin/", form)["Location"]
    assert client.post("/packets/month-end/begin/", form)["Location"] == there
    assert "0 of 3 packets" in client.get(there).content.decode()
    fragment = client.get(there, headers={"HX-Request": "true"}).content.decode()
    assert "0 of 3 packets" in fragment
    assert "<html" not in fragment
    work()
    assert client.get(there, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(there).content.decode()
    assert "3 of 3 packets" in page
    assert "Errors stand in the way." in page
    assert there in client.get("/packets/month-end/?month=2026-11").content.decode()
    assert sign_in("auditor").get(there).status_code == 403


def test_the_months_follow_each_other() -> None:
    assert monthly.next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert monthly.last_month(date(2027, 1, 31)) == date(2026, 12, 1)


def test_only_those_who_want_it_and_a_month_without_visits(
    sign_in: Callable[[str], Client], desk: dict[str, Membership], visits: list[Visit]
) -> None:
    client = sign_in("biller")
    with acting(desk["biller"]):
        monthly.want_monthly(visits[2].patient, wanted=True)
    form = {"key": str(uuid4()), "month": "2026-11", "whom": "monthly"}
    there = client.post("/packets/month-end/begin/", form)["Location"]
    assert "0 of 1 packet" in client.get(f"{there}?state=waiting&from=0").content.decode()
    nothing = client.post("/packets/month-end/begin/", {"key": str(uuid4()), "month": "2020-01", "whom": "all"})
    assert nothing["Location"] == "/packets/month-end/"
    assert client.post("/packets/month-end/begin/", {"key": "x", "month": "2026-11"}).status_code == 404
    for month in ("nonsense", "9999-12", "0001-01"):
        assert client.get("/packets/month-end/", {"month": month}).status_code == 200
    assert client.get(f"/packets/batches/{uuid4()}/").status_code == 404


def test_a_batch_that_stands_still_is_taken_up_by_hand(
    sign_in: Callable[[str], Client], desk: dict[str, Membership], visits: list[Visit]
) -> None:
    client = sign_in("biller")
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits[:1], uuid4())
        Batch.objects.filter(pk=batch.pk).update(moved=timezone.now() - timedelta(hours=1))
    DBTaskResult.objects.all().delete()
    there = f"/packets/batches/{batch.pk}/"
    assert "go-on" in client.get(there).content.decode()
    client.post(f"{there}go-on/")
    work()
    assert "1 packet is issued." in client.get(there).content.decode()


def test_what_the_library_refuses_is_told_beside_the_visit(
    desk: dict[str, Membership], visits: list[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, visits[:1], uuid4())
        Visit.objects.filter(pk=visits[0].pk).update(state=Visit.State.AMENDED)
        monthly.work_off(batch.pk)
        (item,) = Item.objects.all()
        assert item.state == STATE.FAILED
        assert "Only a signed visit" in open_record(item, Result).says


def test_a_record_that_cannot_be_drawn_is_named_beside_its_visit_and_stops_no_other(
    desk: dict[str, Membership], visits: list[Visit]
) -> None:
    with acting(desk["front_desk"]):
        attach(visits[0].patient, Attachment(title="Pharmacy list", path="record.pdf"), blown_up())
    with acting(desk["biller"]):
        batch = monthly.begin(MONTH, [visits[0], visits[2]], uuid4())
        monthly.work_off(batch.pk)
        assert states(batch) == [STATE.FAILED, STATE.ISSUED]
        says = open_record(Item.objects.get(state=STATE.FAILED), Result).says
    assert says.startswith("The record “Pharmacy list” cannot be put into the packet.")
    assert "takes too much memory or time" in says
