"""No two visits have one number, and everything is found again after its tokens were made anew."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic import visit_states
from makewhole.app.clinic.models import Draft, Patient, Visit
from makewhole.app.clinic.opened import open_house
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry, SearchToken
from makewhole.records import VisitFile

from .conftest import Desk
from .test_journey import FACTS, begin, save

Members = dict[str, Membership]
TAKEN = "Another visit has this number."


@pytest.fixture
def front(desk: Desk) -> Client:
    return desk("front_desk")


def another(member: Membership, example: VisitFile, number: str) -> Visit:
    with acting(member):
        patient = clinic.save_patient(Patient(id=uuid4()), example.patient)
        return clinic.save_visit(Visit(patient=patient, date=date.today()), numbered(example, number))


def numbered(example: VisitFile, number: str) -> Any:
    return example.visit.model_copy(update={"number": number, "date": date.today()})


@pytest.mark.parametrize("typed", ["V-77", " v-77 "])
def test_a_number_that_another_visit_has_is_said_at_its_field(
    front: Client, patient: Patient, furnished: Members, example: VisitFile, typed: str
) -> None:
    another(furnished["clinician"], example, "V-77")
    visit = begin(front, patient.pk)
    answer = save(front, visit, FACTS | {"visit.number": typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert TAKEN in page.partition('id="id_visit.number_error"')[2][:200]
    with acting(furnished["clinician"]):
        assert Draft.objects.count() == 1
    assert save(front, visit, FACTS | {"visit.number": "V-78"}).status_code == 302
    assert save(front, visit, FACTS | {"visit.weight": "79"}).status_code == 302


def test_another_practice_may_have_the_same_number(
    front: Client, patient: Patient, there: Members, example: VisitFile
) -> None:
    another(there["clinician"], example, "V-77")
    assert save(front, begin(front, patient.pk), FACTS | {"visit.number": "V-77"}).status_code == 302


def test_an_amendment_keeps_the_number_and_nobody_else_gets_it(furnished: Members, example: VisitFile) -> None:
    with acting(furnished["clinician"]):
        row = another(furnished["clinician"], example, "V-77")
        row.state = Visit.State.SIGNED
        row.save()
        amended = visit_states.amend_visit(row, "The dose was wrong.", date.today(), "Jo")
        visit_states.keep_visit(amended, clinic.visit_record(amended), open_house())
        other = another(furnished["clinician"], example, "V-78")
        assert visit_states.number_taken(other, "V-77")
        assert not visit_states.number_taken(amended, "V-77")


def test_everything_is_found_after_its_tokens_were_made_anew(
    patient: Patient, furnished: Members, example: VisitFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic, "AT_ONCE", 2)
    visits = [another(furnished["clinician"], example, f"V-{number}") for number in range(3)]
    with acting(furnished["manager"]):
        everyone = set(Patient.objects.values_list("pk", flat=True))
        SearchToken.objects.all().delete()
        Visit.objects.update(number_token=None)
        assert not clinic.search("vance")
        before = AuditEntry.objects.count()
    with acting(furnished["manager"]):
        assert clinic.index_again() == len(everyone) + len(visits)
    with acting(furnished["manager"]):
        assert set(clinic.search("vance")) == everyone
        assert clinic.search("W123456789") == [patient.pk]
        assert visit_states.number_taken(visits[0], "V-2")
        assert not visit_states.number_taken(visits[2], "V-2")
        done = AuditEntry.objects.filter(number__gt=before).order_by("number").values_list("action", flat=True)
        assert list(done) == ["index", "update", "update"]
