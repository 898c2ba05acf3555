"""What someone with a place in the practice and bad intentions tries beyond the addresses themselves."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.invitations import invite
from makewhole.app.accounts.models import Membership, User
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Visit
from makewhole.app.vault.acting import acting
from makewhole.records import VisitFile

from .issuing.conftest import at_the_desk, fill, signed_visit

Members = dict[str, Membership]


@pytest.fixture
def signed(here: Members, example: VisitFile, settings: Settings) -> Visit:
    settings.SECOND_FACTOR = False
    fill(here["manager"], example)
    return signed_visit(here["clinician"], example)


@pytest.fixture
def draft(here: Members, example: VisitFile, signed: Visit) -> Visit:
    with acting(here["clinician"]):
        record = example.visit.model_copy(update={"signed_on": None})
        return clinic.save_visit(Visit(patient=signed.patient, date=record.date), record)


def stored(visit: Visit, member: Membership) -> tuple[Any, ...]:
    with acting(member):
        row = Visit.objects.get(pk=visit.pk)
        return row.practice_id, row.state, row.signed_by_id, row.version, bytes(row.sealed)


@pytest.mark.parametrize("page", ["", "live/", "merge/", "sign/"])
@pytest.mark.parametrize("do", ["save", "sign", "discard", "copy", "add:visit.payments"])
def test_a_signed_visit_stays_as_it_was_signed(here: Members, signed: Visit, page: str, do: str) -> None:
    before = stored(signed, here["clinician"])
    forged = {"version": signed.version, "do": do, "visit.note.text": "forged", "all": "mine", "npi": "1245319599"}
    assert at_the_desk(here["clinician"]).post(f"/visits/{signed.pk}/{page}", forged).status_code < 500
    assert stored(signed, here["clinician"]) == before


def test_fields_that_are_not_on_the_form_change_nothing(here: Members, there: Members, draft: Visit) -> None:
    practice = str(there["manager"].practice_id)
    more = {"practice": practice, "practice_id": practice, "state": "signed", "signed_by": str(here["manager"].user_id)}
    more |= {"id": practice, "visit.signed_on": "2020-01-01T00:00:00+00:00", "visit.note.signed_by": "1111111111"}
    before = stored(draft, here["clinician"])[:3]
    at_the_desk(here["clinician"]).post(f"/visits/{draft.pk}/", {"version": draft.version, "do": "save"} | more)
    assert stored(draft, here["clinician"])[:3] == before
    with acting(here["clinician"]):
        record = clinic.visit_record(Visit.objects.get(pk=draft.pk))
    assert record.signed_on is None
    assert "1111111111" not in record.model_dump_json()


@pytest.mark.parametrize("row", ["x", "-1", "999999999", "²", "0][0"])
def test_a_row_that_cannot_be_breaks_no_page(here: Members, draft: Visit, row: str) -> None:
    client = at_the_desk(here["clinician"])
    typed = {"version": draft.version, f"visit.administrations[{row}].dose": "1"}
    assert client.post(f"/visits/{draft.pk}/live/", typed).status_code == 200
    assert client.get(f"/visits/{draft.pk}/").status_code == 200


@pytest.mark.parametrize("address", ["practice/", "providers/", "prices/", "protocols/", "wording/", "insurers/aetna/"])
def test_a_version_that_is_no_number_breaks_no_setting(here: Members, signed: Visit, address: str) -> None:
    for version in ("x", "9" * 40):
        answer = at_the_desk(here["manager"]).post(f"/settings/{address}", {"version": version})
        assert answer.status_code in (302, 409, 422)


def test_an_invitation_is_no_place_to_guess_a_password(here: Members, db: None) -> None:
    User.objects.create_user("known@example.com", "seven calm herons")
    with acting(here["manager"]):
        token = invite("known@example.com", "biller")
    client = Client()
    for number in range(6):
        client.post(f"/account/invitation/{token}/", {"password": f"guess {number}"})
    right = client.post(f"/account/invitation/{token}/", {"password": "seven calm herons"})
    assert right.status_code == 200, "the right password came too late"
    assert not Membership.objects.filter(user__email="known@example.com").exists()
