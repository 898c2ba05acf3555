"""Pages do as much for a practice of many visits as for one of few, and count no further than they must."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.app.clinic.typing_in import sent
from tests.app.issuing.conftest import at_the_desk, fill, signed_visit

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import due
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.issuing.issue import Wanted, issue, void
from makewhole.app.issuing.models import Packet
from makewhole.app.issuing.views import packets
from makewhole.app.vault.acting import acting
from makewhole.app.vault.sealed import seal_record
from makewhole.records import VisitFile

Members = dict[str, Membership]


@pytest.fixture
def practice(here: Members, example: VisitFile, settings: Any) -> Members:
    settings.SECOND_FACTOR = False
    fill(here["manager"], example)
    return here


def visit_of(patient: Patient, example: VisitFile, day: date) -> Visit:
    row = Visit(id=uuid4(), patient=patient, date=day, charge=475)
    seal_record(row, example.visit.model_copy(update={"number": f"V-{row.pk.hex[:8]}", "date": day}))
    return row


def grown(practice: Members, example: VisitFile, visits: int) -> Visit:
    """A draft of a patient who has `visits` others; as many patients of that name have one draft each."""
    someone = signed_visit(practice["clinician"], example).patient
    with acting(practice["clinician"]):
        rows = [visit_of(someone, example, date.today() - timedelta(days=1 + number)) for number in range(visits)]
        for _ in range(visits):
            other = clinic.save_patient(Patient(id=uuid4()), example.patient)
            clinic.save_coverages(other, example.coverages)
            rows.append(visit_of(other, example, date.today()))
        Visit.objects.bulk_create(rows)
    return rows[0]


def pages(client: Client, draft: Visit) -> Iterator[tuple[str, Callable[[], Any]]]:
    at = f"/visits/{draft.pk}/"
    typed = sent(client.get(at), "visit", {"visit.weight": "78"})
    yield "today", lambda: client.get("/")
    yield "patients", lambda: client.get("/patients/")
    for name in ("vance", "mar", "3/9/84", "W123456789"):
        yield f"search {name}", lambda name=name: client.post("/patients/", {"q": name})  # type: ignore[misc]
    yield "patient", lambda: client.get(f"/patients/{draft.patient_id}/")
    yield "visit", lambda: client.get(at)
    yield "live", lambda: client.post(f"{at}live/", typed)
    yield "packets", lambda: client.get("/packets/")


def test_a_page_asks_as_often_with_sixty_visits_as_with_three(practice: Members, example: VisitFile) -> None:
    def queries(visits: int) -> dict[str, int]:
        draft, counted = grown(practice, example, visits), {}
        client = at_the_desk(practice["clinician"])
        for name, page in pages(client, draft):
            assert page().status_code == 200, name
            with CaptureQueriesContext(connection) as captured:
                page()
            counted[name] = len(captured)
        return counted

    few = queries(3)
    assert queries(60) == few


def test_a_visit_leaves_the_desk_while_a_packet_stands_for_it(practice: Members, example: VisitFile) -> None:
    visit, member = signed_visit(practice["clinician"], example), practice["biller"]

    def waits() -> bool:
        return bool(at_the_desk(member).get("/").context["desk"].to_issue.count)

    with acting(member):
        assert waits()
        first = issue(visit, Wanted(), uuid4())
        assert not waits()
        second = issue(visit, Wanted(corrects=first, correction="The price was wrong."), uuid4())
        assert not waits()
        void(Packet.objects.get(pk=second.pk), "Sent to the wrong plan.")
        assert waits()


def test_counting_stops_and_says_so(practice: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_the_desk(practice["biller"])
    issued = [signed_visit(practice["clinician"], example) for _ in range(2)]
    for _ in range(2):
        signed_visit(practice["clinician"], example)
    with acting(practice["biller"]):
        for each in issued:
            issue(each, Wanted(), uuid4())
    for limit, today, listed in ((2, "Packets to issue (2)", False), (1, "Packets to issue (1+)", True)):
        monkeypatch.setattr(due, "COUNTED", limit)
        monkeypatch.setattr(packets, "COUNTED", limit)
        desk, list_of_packets = client.get("/").content.decode(), client.get("/packets/").content.decode()
        assert today in desk
        assert ("Only the oldest thousand" in desk) == listed
        assert ("Only the newest thousand" in list_of_packets) == listed


def test_a_search_for_too_many_asks_for_another_word(
    practice: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = at_the_desk(practice["biller"])
    visit, _ = (signed_visit(practice["clinician"], example) for _ in range(2))
    with acting(practice["biller"]):
        issue(visit, Wanted(), uuid4())
    assert "Too many patients fit" not in client.post("/packets/", {"q": "vance"}).content.decode()
    monkeypatch.setattr("makewhole.app.vault.blind.MOST", 2)
    monkeypatch.setattr(packets, "MOST", 2)
    assert "Too many patients fit" in client.post("/packets/", {"q": "vance"}).content.decode()
