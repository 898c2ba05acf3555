"""To whom a record was given: what a patient may ask for, the rest of the log, and releases logged by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.opened import open_house
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import accounting, disclose, disclosures
from makewhole.app.vault.models import AuditEntry, Disclosure

from .conftest import Desk, furnish

Members = dict[str, Membership]
COURT = {
    "to": "County Court",
    "address": "1 Main St",
    "what": "Notes of March, for a subpoena",
    "purpose": "required_by_law",
    "on": "9 Mar 2026",
}


def page(patient: Patient) -> str:
    return f"/patients/{patient.pk}/disclosures/"


def halves(shown: str) -> tuple[str, str]:
    """The accounting, and what stands below it."""
    counted, _, others = shown.partition('aria-labelledby="others"')
    return counted, others


def test_the_accounting_stands_above_what_is_no_part_of_it(desk: Desk, furnished: Members, patient: Patient) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=6 * 366 + 2)
    with acting(furnished["manager"]):
        disclose(patient.pk, "County Court", "notes", "required_by_law", "1 Main St")
        disclose(patient.pk, "Aetna", "MW-000001", "payment")
        disclose(patient.pk, "Old Registry", "outcome", "other", at=long_ago)
    counted, others = halves(desk("manager").get(page(patient)).content.decode())
    assert "1 release has to be accounted for" in counted
    for words in ("County Court", "1 Main St", "A law, a court or an agency demanded it"):
        assert words in counted
    assert "Aetna" not in counted
    assert "Old Registry" not in counted
    assert "Aetna" in others
    assert "Old Registry" in others
    assert "Payment" in others


def test_none_is_said_in_a_sentence(desk: Desk, patient: Patient) -> None:
    shown = desk("auditor").get(page(patient)).content.decode()
    assert "Nothing has to be accounted for when the patient asks." in shown
    assert "<table" not in shown


def test_that_the_patient_asked_is_in_the_trail(desk: Desk, furnished: Members, patient: Patient) -> None:
    desk("auditor").get(page(patient))
    with acting(furnished["auditor"]):
        (entry,) = AuditEntry.objects.filter(action="account", row=patient.pk)
        assert entry.user == furnished["auditor"].user_id


def test_the_day_of_a_release_is_the_day_in_the_practice(desk: Desk, furnished: Members, patient: Patient) -> None:
    with acting(furnished["manager"]):
        assert open_house().zone == "America/New_York"
        disclose(patient.pk, "Court", "notes", "required_by_law", at=datetime(2026, 3, 10, 1, 30, tzinfo=UTC))
    shown = desk("manager").get(page(patient)).content.decode()
    assert "9 Mar 2026" in shown
    assert "21:30" in shown
    assert "10 Mar 2026" not in shown


def test_a_release_of_this_evening_is_counted_although_it_is_tomorrow_in_greenwich(
    desk: Desk, furnished: Members, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("makewhole.app.clinic.opened.House.today", lambda _house: date(2026, 3, 9))
    with acting(furnished["manager"]):
        disclose(patient.pk, "Court", "notes", "required_by_law", at=datetime(2026, 3, 10, 1, 30, tzinfo=UTC))
    counted, _others = halves(desk("manager").get(page(patient)).content.decode())
    assert "21:30" in counted


def test_a_manager_logs_what_was_given_outside_and_once(desk: Desk, furnished: Members, patient: Patient) -> None:
    manager, key = desk("manager"), str(uuid4())
    for _click in range(2):
        answer: Any = manager.post(page(patient), COURT | {"key": key}, follow=True)
        assert "The release is in the log." in answer.content.decode()
    counted, _others = halves(answer.content.decode())
    assert "9 Mar 2026" in counted
    assert "00:00" not in counted  # nobody said at which hour
    with acting(furnished["auditor"]):
        (release,) = disclosures(patient.pk)
        assert (release.to, release.address, release.what) == (COURT["to"], COURT["address"], COURT["what"])
        assert AuditEntry.objects.filter(action="disclose", user=furnished["manager"].user_id).count() == 1
        assert b"County Court" not in bytes(Disclosure.objects.get().sealed)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"to": ""}, "To whom"),
        ({"on": "31/31/2026"}, "is not a date"),
        ({"on": "9 Dec 2199"}, "still ahead"),
        ({"purpose": ""}, "For which purpose"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_logged(
    desk: Desk, furnished: Members, patient: Patient, changed: dict[str, str], says: str
) -> None:
    answer = desk("manager").post(page(patient), COURT | {"key": str(uuid4())} | changed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Notes of March, for a subpoena" in answer.content.decode()
    with acting(furnished["auditor"]):
        assert disclosures(patient.pk) == []


def test_an_auditor_reads_and_logs_nothing(desk: Desk, furnished: Members, patient: Patient) -> None:
    auditor = desk("auditor")
    assert "Log release" not in auditor.get(page(patient)).content.decode()
    assert auditor.post(page(patient), COURT | {"key": str(uuid4())}).status_code == 403
    with acting(furnished["auditor"]):
        assert disclosures(patient.pk) == []
        (entry,) = AuditEntry.objects.filter(action="refuse", user=furnished["auditor"].user_id)
        assert (entry.kind, entry.row, chain.detail(entry)["why"]) == ("vault_disclosure", patient.pk, "log_disclosure")


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller"])
def test_others_are_refused_and_not_led_there(desk: Desk, furnished: Members, patient: Patient, role: str) -> None:
    client = desk(role)
    assert client.get(page(patient)).status_code == 403
    assert page(patient) not in client.get(f"/patients/{patient.pk}/").content.decode()
    with acting(furnished["auditor"]):
        assert AuditEntry.objects.filter(action="refuse", kind="vault_disclosure", row=patient.pk).exists()


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_who_may_is_led_there_from_the_patients_page(desk: Desk, patient: Patient, role: str) -> None:
    assert page(patient) in desk(role).get(f"/patients/{patient.pk}/").content.decode()


def test_another_practice_sees_and_logs_nothing(
    desk: Desk, furnished: Members, there: Members, patient: Patient, example: Any
) -> None:
    furnish(there, example)
    with acting(furnished["manager"]):
        disclose(patient.pk, "County Court", "notes", "required_by_law")
    client = desk("manager")
    client.force_login(there["manager"].user)
    answer = client.get(page(patient))
    assert answer.status_code == 404
    assert "County Court" not in answer.content.decode()
    assert client.post(page(patient), COURT | {"key": str(uuid4())}).status_code == 404
    with acting(furnished["auditor"]):
        assert len(accounting(patient.pk, open_house().today() + timedelta(days=1))) == 1
