"""A file from another system: looked through, brought in once, nobody doubled, undone as a whole."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makewhole import records
from makewhole.app.accounts.models import Membership
from makewhole.app.bringing import files, going
from makewhole.app.bringing.models import Bringing, BroughtPatient, Doubt
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, PatientRecord, Visit
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry, Blob, SearchToken
from makewhole.records import VisitFile

Members = dict[str, Membership]
SignIn = Callable[[Membership], Client]
HEADER = "Last Name,First Name,DOB,Gender,Address 1,City,State,Zip,Mobile Phone,MRN,Insurance,Policy Number"
ROSA = "Núñez,Rosa,3/9/1984,F,47 Alder Lane,Pittsford,NY,14534,(555) 010-0131,A17,Aetna,W123456789"
JOHN = "Webb,John,12/1/1970,M,9 Elm Road,Fairport,NY,14450,,A18,Cigna,U55018873"
BAD = "Broken,Bea,31/12/1984,F,9 Elm Road,Fairport,NY,14450,,A19,,"


def upload(client: Client, *lines: str, encoding: str = "utf-8") -> str:
    """Bring a CSV file as far as it being looked through, with the columns as guessed. Returns its address."""
    file = SimpleUploadedFile("patients.csv", "\n".join((HEADER, *lines)).encode(encoding))
    columns = client.post(reverse("bring"), {"file": file})
    assert columns.status_code == 302, columns.context["form"].errors
    page = client.get(columns.headers["Location"])
    chosen = {field.html_name: field.value() for field in page.context["form"].visible_fields()}
    looked = client.post(columns.headers["Location"], chosen)
    assert looked.status_code == 302, looked.context["form"].errors
    return str(looked.headers["Location"])


def bring(client: Client, *lines: str) -> str:
    address = upload(client, *lines)
    assert client.post(f"{address}step/").status_code == 302
    return address


def everyone(member: Membership) -> dict[str, Patient]:
    with acting(member):
        rows = list(Patient.objects.all())
        return {str(record.name): row for row, record in zip(rows, clinic.patients(rows), strict=True)}


def test_what_is_good_comes_in_and_what_is_not_is_told_with_its_row_field_and_remedy(
    desk: Client, here: Members
) -> None:
    address = upload(desk, ROSA, BAD, JOHN)
    page = desk.get(address)
    facts = page.context["facts"]
    assert (facts.usable, facts.refused, facts.with_coverage) == (2, 1, 2)
    (told,) = facts.told
    assert (told.where, told.field, told.stops) == ("3", "date_of_birth", True)
    assert told.remedy
    assert not everyone(here["manager"])

    desk.post(f"{address}step/")
    found = everyone(here["manager"])
    assert set(found) == {"Rosa Núñez", "John Webb"}
    with acting(here["manager"]):
        assert clinic.coverages(found["John Webb"])[0].member_id == "U55018873"
        assert list(clinic.find_patients("nunez 3/9/1984")) == [found["Rosa Núñez"]]


def test_the_file_is_sealed_while_it_waits_and_gone_when_it_is_in(desk: Client, here: Members) -> None:
    upload(desk, ROSA)
    with acting(here["manager"]):
        row = Bringing.objects.get()
        assert b"Alder" not in bytes(row.sealed)
        assert Blob.objects.count() == 1
    desk.post(reverse("bring_step", args=(row.pk,)))
    with acting(here["manager"]):
        assert Blob.objects.count() == 0


def test_a_second_click_or_a_second_page_brings_nobody_twice(desk: Client, here: Members) -> None:
    address = bring(desk, ROSA, JOHN)
    desk.post(f"{address}step/")
    assert len(everyone(here["manager"])) == 2
    with acting(here["manager"]):
        row = Bringing.objects.get()
        assert (row.added, row.known, row.state) == (2, 0, Bringing.State.DONE)


def test_a_file_that_is_stopped_half_way_goes_on_where_it_was(
    desk: Client, here: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going, "AT_ONCE", 2)
    monkeypatch.setattr(going, "SECONDS", -1.0)
    names = ("Adams", "Brown", "Clark", "Davis", "Evans")
    lines = [
        ROSA.replace("Núñez", name).replace("A17", name).replace("W1234567", f"W{n}23456")
        for n, name in enumerate(names)
    ]
    address = upload(desk, *lines)
    for expected in (2, 4, 5):
        page = desk.post(f"{address}step/", headers={"HX-Request": "true"})
        assert len(everyone(here["manager"])) == expected
    assert page.headers["HX-Redirect"] == address


def test_a_crash_within_a_step_leaves_neither_half_a_patient_nor_a_gap(
    desk: Client, here: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = upload(desk, ROSA, JOHN)
    real, calls = clinic.save_patient_record, []

    def failing(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the lights went out")
        return real(*args)

    monkeypatch.setattr(clinic, "save_patient_record", failing)
    with pytest.raises(RuntimeError):
        desk.post(f"{address}step/")
    assert not everyone(here["manager"])
    monkeypatch.undo()
    desk.post(f"{address}step/")
    assert len(everyone(here["manager"])) == 2


def test_the_same_file_again_adds_nobody(desk: Client, here: Members) -> None:
    bring(desk, ROSA, JOHN)
    bring(desk, ROSA, JOHN)
    assert len(everyone(here["manager"])) == 2
    with acting(here["manager"]):
        latest = Bringing.objects.order_by("-created")[0]
        assert (latest.added, latest.known) == (0, 2)
        assert not Doubt.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        ROSA.replace("47 Alder Lane", "1 New Street"),
        ROSA.replace("Núñez", "Ibarra"),
        ROSA.replace("3/9/1984", "3/9/1948"),
        ROSA.replace("W123456789", "W000000000"),
    ],
)
def test_someone_who_may_be_here_is_set_beside_who_is_and_never_joined_by_itself(
    desk: Client, here: Members, line: str
) -> None:
    bring(desk, ROSA)
    address = bring(desk, line)
    assert len(everyone(here["manager"])) == 1
    page = desk.get(f"{address}doubts/")
    (_doubt, _someone, compared, _changed) = page.context["pairs"][0]
    assert any(side.differs for side in compared)


@pytest.mark.parametrize(
    ("decision", "patients", "street"), [("same", 1, "47"), ("changed", 1, "1 New"), ("other", 2, "47")]
)
def test_who_someone_is_is_decided_once_by_a_person(
    desk: Client, here: Members, decision: str, patients: int, street: str
) -> None:
    bring(desk, ROSA)
    (before,) = everyone(here["manager"]).values()
    address = bring(desk, ROSA.replace("47 Alder Lane", "1 New Street"))
    with acting(here["manager"]):
        doubt = Doubt.objects.get()
    for _again in range(2):
        desk.post(reverse("bring_decide", args=(doubt.bringing_id, doubt.pk)), {"decision": decision})
    with acting(here["manager"]):
        assert Patient.objects.count() == patients
        record = clinic.patients([Patient.objects.get(pk=before.pk)])[0]
    assert record.address.line1.startswith(street)
    assert desk.get(address).context["doubts"] == 0


def test_undo_takes_out_everyone_who_came_and_nobody_else(desk: Client, here: Members, example: VisitFile) -> None:
    with acting(here["manager"]):
        kept = clinic.save_patient(Patient(), example.patient)
        tokens = SearchToken.objects.count()
    address = bring(desk, ROSA, JOHN)
    desk.post(f"{address}step/", {"undo": "1"})
    with acting(here["manager"]):
        assert list(Patient.objects.all()) == [kept]
        assert SearchToken.objects.count() == tokens
        assert not PatientRecord.objects.exists()
        assert not BroughtPatient.objects.exists()
        assert Bringing.objects.get().state == Bringing.State.UNDONE
        assert AuditEntry.objects.filter(action="undo_bring_in").count() == 1
        assert AuditEntry.objects.filter(action="bring_in").count() == 1


def test_undo_leaves_the_bare_row_of_who_was_erased(desk: Client, here: Members) -> None:
    address = bring(desk, ROSA, JOHN)
    with acting(here["manager"]):
        erased = everyone(here["manager"])["Rosa Núñez"]
        clinic.erase_patient(erased, "asked for it")
    assert desk.post(f"{address}step/", {"undo": "1"}).status_code == 302
    with acting(here["manager"]):
        assert list(Patient.objects.values_list("pk", "state")) == [(erased.pk, "erased")]


def _visit(patient: Patient, example: VisitFile) -> None:
    clinic.save_visit(Visit(patient=patient, date=date(2026, 11, 12)), example.visit)


def _change(patient: Patient, example: VisitFile) -> None:
    (record,) = clinic.patients([patient])
    clinic.save_patient(patient, record.model_copy(update={"phone": "(555) 010-0199"}))


def _history(patient: Patient, example: VisitFile) -> None:
    clinic.save_patient_record(patient, clinic.HISTORY, example.history)


def _coverage(patient: Patient, example: VisitFile) -> None:
    clinic.save_coverages(patient, example.coverages)


def _attach(patient: Patient, example: VisitFile) -> None:
    clinic.attach(patient, records.Attachment(title="Note", path="note.pdf"), b"%PDF")


@pytest.mark.parametrize("build", [_visit, _change, _history, _coverage, _attach])
def test_nothing_is_undone_once_something_was_built_on_anyone(
    desk: Client, here: Members, example: VisitFile, build: Callable[[Patient, VisitFile], None]
) -> None:
    address = bring(desk, ROSA, JOHN)
    found = everyone(here["manager"])
    with acting(here["manager"]):
        build(found["John Webb"], example)
    page = desk.post(f"{address}step/", {"undo": "1"})
    assert page.status_code == 409
    assert [str(named.name) for _patient, named in page.context["built"]] == ["John Webb"]
    assert set(everyone(here["manager"])) == set(found)


@pytest.fixture
def half_undone(desk: Client, here: Members, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Patient]:
    """A file of three, one of whom is taken out again; its address, and one who is left."""
    address = bring(desk, ROSA, JOHN, JOHN.replace("Webb", "Zeller").replace("12/1/1970", "2/2/1972"))
    monkeypatch.setattr(going, "AT_ONCE", 1)
    monkeypatch.setattr(going, "SECONDS", -1.0)
    assert desk.post(f"{address}step/", {"undo": "1"}, headers={"HX-Request": "true"}).status_code == 200
    left = everyone(here["manager"])
    assert len(left) == 2
    return address, next(iter(left.values()))


@pytest.mark.parametrize("build", [_visit, _change, _history, _coverage, _attach])
def test_what_is_added_while_it_is_being_undone_stops_it_and_stays(
    half_undone: tuple[str, Patient],
    desk: Client,
    here: Members,
    example: VisitFile,
    build: Callable[[Patient, VisitFile], None],
) -> None:
    address, patient = half_undone
    with acting(here["manager"]):
        build(patient, example)
    step = desk.post(f"{address}step/", headers={"HX-Request": "true"})
    page = desk.get(step.headers["HX-Redirect"])
    assert [row for row, _named in page.context["built"]] == [patient]
    assert page.context["row"].state == Bringing.State.DONE
    assert len(everyone(here["manager"])) == 2


def test_undoing_goes_on_once_what_was_added_is_taken_away(
    half_undone: tuple[str, Patient], desk: Client, here: Members, example: VisitFile
) -> None:
    address, patient = half_undone
    with acting(here["manager"]):
        _visit(patient, example)
    page = desk.post(f"{address}step/", {"undo": "1"})
    assert page.status_code == 409
    assert page.context["row"].state == Bringing.State.DONE
    with acting(here["manager"]):
        Visit.objects.get().delete()
    for _step in range(3):
        desk.post(f"{address}step/", {"undo": "1"})
    assert not everyone(here["manager"])


def test_columns_are_remembered_for_the_next_file_with_the_same_header(desk: Client) -> None:
    file = SimpleUploadedFile("a.csv", f"{HEADER}\n{ROSA}\n".encode())
    address = str(desk.post(reverse("bring"), {"file": file}).headers["Location"])
    page = desk.get(address)
    chosen = {field.html_name: field.value() for field in page.context["form"].visible_fields()}
    desk.post(address, chosen | {"column-8": ""})
    again = SimpleUploadedFile("b.csv", f"{HEADER}\n{JOHN}\n".encode())
    page = desk.get(str(desk.post(reverse("bring"), {"file": again}).headers["Location"]))
    assert page.context["kept"]
    assert page.context["form"]["column-8"].value() == ""


def test_a_column_that_everyone_needs_or_two_for_one_field_are_said(desk: Client) -> None:
    file = SimpleUploadedFile("a.csv", f"{HEADER}\n{ROSA}\n".encode())
    address = str(desk.post(reverse("bring"), {"file": file}).headers["Location"])
    page = desk.get(address)
    chosen = {field.html_name: field.value() for field in page.context["form"].visible_fields()}
    page = desk.post(address, chosen | {"column-2": "sex"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"column-3", "__all__"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", b"one\n1\n"])
def test_a_file_that_cannot_be_used_is_said_beside_its_field(desk: Client, content: bytes) -> None:
    page = desk.post(reverse("bring"), {"file": SimpleUploadedFile("x.csv", content)})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]


def test_a_fhir_bundle_is_looked_through_at_once(desk: Client, here: Members) -> None:
    import json

    from tests.exchange.test_fhir_reading import COVERAGE, ORGANIZATION, PATIENT

    files = [
        SimpleUploadedFile(f"{n}.json", json.dumps(each).encode())
        for n, each in enumerate((PATIENT, COVERAGE, ORGANIZATION))
    ]
    address = desk.post(reverse("bring"), {"file": files}).headers["Location"]
    assert desk.get(address).context["facts"].usable == 1
    desk.post(f"{address}step/")
    (patient,) = everyone(here["manager"]).values()
    with acting(here["manager"]):
        assert clinic.coverages(patient)[0].payer == "aetna"


@pytest.mark.parametrize("role", ["clinician", "auditor", "patient", "service"])
def test_who_may_not_bring_patients_in_sees_none_of_it(
    here: Members, desk: Client, signed_in: SignIn, role: str
) -> None:
    address = upload(desk, ROSA)
    client = signed_in(here[role])
    for page in (reverse("bring"), address, f"{address}doubts/", f"{address}columns/"):
        assert client.get(page).status_code == 403
    assert client.post(f"{address}step/").status_code == 403
    assert not everyone(here["manager"])


def test_a_file_of_another_practice_is_not_there(desk: Client, there: Members, signed_in: SignIn) -> None:
    address = upload(desk, ROSA)
    other = signed_in(there["manager"])
    for page in (address, f"{address}columns/", f"{address}doubts/"):
        assert other.get(page).status_code == 404
    assert other.post(f"{address}step/").status_code == 404
    assert b"patients.csv" not in other.get(reverse("bring")).content


def test_one_person_twice_in_a_file_is_asked_about_too(desk: Client, here: Members) -> None:
    bring(desk, ROSA, JOHN, ROSA.replace("47 Alder Lane", "1 New Street"))
    assert len(everyone(here["manager"])) == 2
    with acting(here["manager"]):
        assert Doubt.objects.count() == 1


def test_sharing_one_fact_alone_makes_nobody_suspect(desk: Client, here: Members) -> None:
    bring(desk, ROSA)
    bring(desk, JOHN.replace("12/1/1970", "3/9/1984"), JOHN.replace("Webb", "Núñez").replace("U55018873", "U2"))
    assert len(everyone(here["manager"])) == 3


def test_a_file_of_which_nobody_was_brought_in_is_thrown_away_whole(desk: Client, here: Members) -> None:
    address = upload(desk, ROSA)
    assert "Throw this file away" in desk.get(address).content.decode()
    assert desk.post(f"{address}throw-away/").headers["Location"] == reverse("bring")
    with acting(here["manager"]):
        assert not Bringing.objects.exists()
        assert not Blob.objects.exists()
        assert AuditEntry.objects.filter(action="delete", kind="bringing_bringing").count() == 1


def test_a_file_whose_people_are_in_is_undone_and_not_thrown_away(desk: Client, here: Members) -> None:
    address = bring(desk, ROSA)
    assert desk.post(f"{address}throw-away/").headers["Location"] == address
    assert len(everyone(here["manager"])) == 1
    assert "Throw this file away" not in desk.get(address).content.decode()


def test_a_file_left_lying_goes_by_itself_after_fourteen_days(desk: Client, here: Members) -> None:
    upload(desk, ROSA)
    now = timezone.now()
    assert files.let_old_go(now + timedelta(days=13)) == 0
    assert files.let_old_go(now + timedelta(days=14, minutes=1)) == 1
    with acting(here["manager"]):
        assert not Blob.objects.exists()
