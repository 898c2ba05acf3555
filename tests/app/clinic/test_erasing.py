"""Erasing a patient: the password, the account number and a reason first; afterwards nothing leads to them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.bringing.facts import Someone
from makewhole.app.bringing.files import take_in
from makewhole.app.bringing.going import decide
from makewhole.app.bringing.models import Bringing, Doubt
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.issuing import monthly
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.issuing.links import Made, make_link
from makewhole.app.issuing.models import Item, Packet
from makewhole.app.vault import chain
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import disclose
from makewhole.app.vault.keys import Erased
from makewhole.app.vault.models import AuditEntry
from makewhole.app.vault.sealed import ChangedElsewhere, open_record, seal_record
from makewhole.records import Patient as Person
from makewhole.records import VisitFile

from ..issuing.conftest import signed_visit
from .conftest import Desk

Members = dict[str, Membership]
REASON = "Registered twice, merged on paper"


def page(patient: Patient) -> str:
    return f"/patients/{patient.pk}/erase/"


def erased(client: Client, patient: Patient, example: VisitFile, **changed: str) -> Any:
    typed = {"reason": REASON, "account": f" {example.patient.account_number.lower()} "} | changed
    return client.post(page(patient), typed, follow=True)


def state(members: Members, patient: Patient) -> str:
    with acting(members["auditor"]):
        return str(Patient.objects.get(pk=patient.pk).state)


@pytest.fixture
def visit(furnished: Members, patient: Patient, example: VisitFile) -> Visit:
    return signed_visit(furnished["clinician"], example, patient)


@pytest.fixture
def packet(furnished: Members, visit: Visit) -> Packet:
    with acting(furnished["biller"]):
        return issue(visit, Wanted(override="Made to be erased"), uuid4())


@pytest.fixture
def shared(furnished: Members, packet: Packet) -> Made:
    with acting(furnished["biller"]):
        made = make_link(packet, uuid4())
    assert made
    return made


def test_it_says_what_goes_what_stays_and_how_much_there_is(
    desk: Desk, furnished: Members, patient: Patient, shared: Made
) -> None:
    with acting(furnished["manager"]):
        disclose(patient.pk, "County Court", "notes", "required_by_law")
    shown = desk("manager").get(page(patient)).content.decode()
    for words in (
        "This cannot be undone",
        "<dt>Visits</dt><dd>1</dd><dt>Packets</dt><dd>1</dd><dt>Records from elsewhere</dt><dd>0</dd>",
        "The log holds 1 release",
        "shared by a link that has not run out",
        "Copies in backups",
        "six years",
    ):
        assert words in shown


def test_it_leads_to_the_patients_and_nothing_leads_back(
    desk: Desk, furnished: Members, patient: Patient, packet: Packet, example: VisitFile
) -> None:
    manager, name = desk("manager"), example.patient.name.last
    answer = erased(manager, patient, example)
    assert answer.redirect_chain == [("/patients/", 302)]
    assert "The record is erased." in answer.content.decode()
    assert state(furnished, patient) == "erased"
    with acting(furnished["manager"]):
        with pytest.raises(Erased):
            open_record(Patient.objects.get(pk=patient.pk), Person)
        entry = AuditEntry.objects.get(action="erase")
        assert (entry.row, entry.user, chain.detail(entry)["why"]) == (
            patient.pk,
            furnished["manager"].user_id,
            REASON,
        )
        assert chain.verify().broken is None
    for address in ("/", "/patients/", "/packets/", "/packets/month-end/"):
        shown = manager.get(address)
        assert shown.status_code == 200
        assert name not in shown.content.decode()
    assert name not in manager.post("/patients/", {"q": name}).content.decode().replace(f'value="{name}"', "")
    for address in (page(patient), f"/patients/{patient.pk}/", f"/patients/{patient.pk}/disclosures/"):
        assert manager.get(address).status_code == 404
    listed = manager.get("/packets/").content.decode()
    assert packet.label in listed
    assert "a patient who was erased" in listed
    assert f"/packets/{packet.pk}/" not in listed


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"account": "someone else's"}, "This is not the account number of this patient."),
        ({"account": ""}, "Type the patient&#x27;s account number."),
        ({"reason": "asked"}, "Say in a sentence why this record is erased."),
        ({"reason": ""}, "Say in a sentence why this record is erased."),
    ],
)
def test_nothing_goes_without_a_reason_and_the_number_of_this_patient(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile, changed: dict[str, str], says: str
) -> None:
    answer = erased(desk("manager"), patient, example, **changed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert state(furnished, patient) == "active"


def test_the_page_does_not_show_the_number_to_be_typed(desk: Desk, patient: Patient, example: VisitFile) -> None:
    assert example.patient.account_number not in desk("manager").get(page(patient)).content.decode()


def test_the_password_is_asked_for_again(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile, settings: Settings
) -> None:
    manager = desk("manager")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = manager.post(page(patient), {"reason": REASON, "account": example.patient.account_number})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert state(furnished, patient) == "active"


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller", "auditor"])
def test_others_are_refused_and_not_led_there(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile, role: str
) -> None:
    client = desk(role)
    assert client.get(page(patient)).status_code == 403
    assert erased(client, patient, example).status_code == 403
    assert page(patient) not in client.get(f"/patients/{patient.pk}/").content.decode()
    assert state(furnished, patient) == "active"
    with acting(furnished["auditor"]):
        (first, second) = AuditEntry.objects.filter(action="refuse", row=patient.pk)
        assert {chain.detail(first)["why"], chain.detail(second)["why"]} == {"erase_patient"}


def test_another_practices_manager_erases_nothing(
    desk: Desk, furnished: Members, there: Members, patient: Patient, example: VisitFile
) -> None:
    client = desk("manager")
    client.force_login(there["manager"].user)
    session = client.session
    session["account_authentication_methods"] = desk("manager").session["account_authentication_methods"]
    session["account_authentication_methods_user"] = str(there["manager"].user_id)
    session.save()
    assert erased(client, patient, example).status_code == 404
    assert state(furnished, patient) == "active"


def test_a_shared_link_is_dead_and_says_so(
    desk: Desk, client: Client, patient: Patient, shared: Made, example: VisitFile
) -> None:
    facts = {"born": f"{example.patient.date_of_birth:%m/%d/%Y}", "code": shared.code}
    other: Any = Client().post(f"/p/{shared.token}/", facts)
    assert other.status_code == 302  # it worked
    inside = other.client
    erased(desk("manager"), patient, example)
    for answer in (
        client.get(f"/p/{shared.token}/"),
        client.post(f"/p/{shared.token}/", facts),
        inside.get(f"/p/{shared.token}/papers/packet.pdf"),
        inside.get(f"/p/{shared.token}/papers/"),
    ):
        assert answer.status_code in (302, 410)
        if answer.status_code == 410:
            assert "This link does not work" in answer.content.decode()
    assert client.get(f"/p/{shared.token}/").status_code == 410
    assert inside.get(f"/p/{shared.token}/papers/", follow=True).status_code == 410


def test_a_batch_under_way_comes_to_its_end_and_can_be_looked_at(
    desk: Desk, furnished: Members, patient: Patient, visit: Visit, example: VisitFile
) -> None:
    with acting(furnished["biller"]):
        done, under_way = (monthly.begin(visit.date.replace(day=1), [visit], uuid4()) for _batch in range(2))
        monthly.work_off(done.pk)
        assert Item.objects.get(batch=done).version == 1  # what came of it is sealed
    erased(desk("manager"), patient, example)
    with acting(furnished["biller"]):
        monthly.work_off(under_way.pk)
        assert Item.objects.get(batch=under_way).state == Item.State.FAILED
        under_way.refresh_from_db()
        assert under_way.state == under_way.State.DONE
    for batch in (done, under_way):
        shown = desk("manager").get(f"/packets/batches/{batch.pk}/")
        assert shown.status_code == 200
        assert "a patient who was erased" in shown.content.decode()


def test_who_had_the_record_open_does_not_bring_it_back(
    furnished: Members, patient: Patient, example: VisitFile
) -> None:
    with acting(furnished["clinician"]):
        opened = Patient.objects.get(pk=patient.pk)
        seal_record(opened, example.patient)
    with acting(furnished["manager"]):
        clinic.erase_patient(patient, REASON)
    with acting(furnished["clinician"]), pytest.raises(ChangedElsewhere):
        opened.save()
    assert state(furnished, patient) == "erased"


@pytest.fixture
def doubt(furnished: Members, patient: Patient, example: VisitFile) -> Doubt:
    """Someone in a file who may be this patient."""
    with acting(furnished["manager"]):
        file = Bringing(state=Bringing.State.DONE)
        seal_record(file, {"name": "patients.csv", "form": "csv"})
        file.save()
        doubt = Doubt(id=uuid4(), bringing=file, here=patient)
        seal_record(doubt, Someone(where="row 2", patient=example.patient))
        doubt.save()
    return doubt


def test_whether_someone_in_a_file_is_this_patient_is_decided_first(
    desk: Desk, furnished: Members, patient: Patient, doubt: Doubt, example: VisitFile
) -> None:
    manager = desk("manager")
    answer = erased(manager, patient, example)
    assert f"/{doubt.bringing_id}/doubts/" in answer.content.decode()
    assert state(furnished, patient) == "active"
    with acting(furnished["manager"]):
        decide(doubt, Doubt.Decision.SAME)
    assert "The record is erased." in erased(manager, patient, example).content.decode()
    with acting(furnished["manager"]):
        assert not Doubt.objects.exists()


def test_what_a_file_said_of_someone_is_not_kept_once_it_is_decided(
    furnished: Members, doubt: Doubt, example: VisitFile
) -> None:
    with acting(furnished["manager"]):
        assert open_record(Doubt.objects.get(), dict[str, object])["where"] == "row 2"
        decide(doubt, Doubt.Decision.OTHER)
        assert open_record(Doubt.objects.get(), dict[str, object]) == {}


def test_a_file_that_was_never_brought_in_is_told_of_first(desk: Desk, furnished: Members, patient: Patient) -> None:
    manager, words = desk("manager"), "A file of patients was chosen and not brought in."
    assert words not in manager.get(page(patient)).content.decode()
    with acting(furnished["front_desk"]):
        take_in("patients.csv", [b"Last Name,First Name\nVance,Marisol\n"])
    assert words in manager.get(page(patient)).content.decode()
