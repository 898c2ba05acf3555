"""Records from elsewhere: taken by what is in them, opened as they came, removed with a way back, bound as exhibits."""

import io
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from makewhole import records
from makewhole.app.accounts.break_glass import break_glass
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import attached
from makewhole.app.clinic.models import Attachment, Patient, Visit
from makewhole.app.clinic.opened import open_chart
from makewhole.app.issuing.issue import Wanted, file_bytes, issue, issued_facts
from makewhole.app.issuing.making import open_visit
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry, BlobChunk
from makewhole.records import VisitFile

from ...documents.hostile_pdfs import blown_up, in_circles
from ..conftest import EXAMPLE
from ..issuing.conftest import signed_visit
from .conftest import Desk

Members = dict[str, Membership]
EVALUATION = EXAMPLE.with_name("psychiatric-evaluation.pdf").read_bytes()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def with_password() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(EVALUATION)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def attach(client: Client, patient: Patient, content: bytes, name: str = "scan.bin", **typed: str) -> Any:
    fields = {"key": str(uuid4()), "title": "Psychiatric evaluation", "dated": "3/9/2026", "visit": ""} | typed
    return client.post(f"/patients/{patient.pk}/records/", fields | {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("content", "media"),
    [(EVALUATION, "application/pdf"), (photo(), "image/jpeg"), (photo("PNG"), "image/png")],
    ids=["pdf", "jpeg", "png"],
)
def test_a_record_opens_as_it_came_whatever_its_name(
    desk: Desk, patient: Patient, furnished: Members, content: bytes, media: str
) -> None:
    front = desk("front_desk")
    assert attach(front, patient, content, "holiday.exe").status_code == 302
    with acting(furnished["clinician"]):
        row = Attachment.objects.get()
        assert all(content[:40] not in bytes(each.sealed) for each in BlobChunk.objects.all())
    shown = front.get(f"/patients/{patient.pk}/records/")
    page = shown.content.decode()
    assert "Psychiatric evaluation" in page
    assert "9 Mar 2026" in page
    # A notice travels in a cookie that anyone at the browser can read.
    assert [str(each) for each in shown.context["messages"]] == ["The record is attached."]
    answer = front.get(f"/patients/{patient.pk}/records/{row.pk}/")
    assert (answer.content, answer["Content-Type"]) == (content, media)
    assert "holiday" not in answer["Content-Disposition"]
    with acting(furnished["manager"]):
        assert AuditEntry.objects.filter(action="open", kind="clinic_attachment", row=row.pk).count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ this is a program", "not a PDF, JPEG or PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "not a PDF, JPEG or PNG"),
        (photo("GIF"), "not a PDF, JPEG or PNG"),
        (b"", "is empty"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (photo()[:200], "damaged"),
        (with_password(), "needs a password"),
        (b"%PDF-" + bytes(20 * 2**20), "larger than 20 MB"),
        (blown_up(page=2), "takes too much memory or time"),
        (in_circles(), "damaged"),
    ],
    ids=["program", "svg", "gif", "empty", "damaged", "half", "password", "large", "blown up", "in circles"],
)
def test_what_cannot_be_bound_is_refused_beside_its_field(
    desk: Desk, patient: Patient, furnished: Members, content: bytes, says: str
) -> None:
    answer = attach(desk("front_desk"), patient, content, "evaluation.pdf")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page.partition('id="id_file_error"')[2][:300]
    assert 'value="Psychiatric evaluation"' in page, "what was typed stays"
    with acting(furnished["clinician"]):
        assert not Attachment.objects.exists()


def test_a_file_too_large_to_be_taken_in_is_called_too_large(desk: Desk, patient: Patient, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = attach(desk("front_desk"), patient, photo("PNG", (900, 900)))
    assert "larger than 20 MB" in answer.content.decode()
    assert configured.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


@pytest.mark.parametrize(("dated", "says"), [("31/31/1984", "is not a date"), ("1/1/2199", "lies in the future")])
def test_a_day_that_cannot_be_is_told_beside_its_field(desk: Desk, patient: Patient, dated: str, says: str) -> None:
    page = attach(desk("front_desk"), patient, EVALUATION, dated=dated).content.decode()
    assert says in page.partition('id="id_dated_error"')[2][:200]


def test_the_same_click_twice_attaches_once(desk: Desk, patient: Patient, furnished: Members) -> None:
    front, key = desk("front_desk"), str(uuid4())
    for _ in range(2):
        assert attach(front, patient, EVALUATION, key=key).status_code == 302
    with acting(furnished["clinician"]):
        assert Attachment.objects.count() == 1


def test_a_removed_record_goes_into_no_packet_until_it_is_brought_back(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    front, visit = desk("front_desk"), signed_visit(furnished["clinician"], example, patient)
    attach(front, patient, EVALUATION, visit=str(visit.pk))
    attach(front, patient, photo(), title="Photo of a letter")
    with acting(furnished["clinician"]):
        row = Attachment.objects.get(visit=visit)

    def bound() -> list[str]:
        with acting(furnished["clinician"]):
            return [each.title for each in open_visit(Visit.objects.select_related("patient").get(pk=visit.pk)).facts]

    assert bound() == ["Psychiatric evaluation", "Photo of a letter"]
    address = f"/patients/{patient.pk}/records/"
    page = front.post(f"{address}{row.pk}/remove/", follow=True).content.decode()
    assert f'formaction="{address}{row.pk}/restore/"' in page.partition("<main")[2].partition("</table>")[0]
    assert bound() == ["Photo of a letter"]
    front.post(f"{address}{row.pk}/restore/")
    assert bound() == ["Psychiatric evaluation", "Photo of a letter"]


def test_what_a_record_is_can_be_said_anew(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    front, visit = desk("front_desk"), signed_visit(furnished["clinician"], example, patient)
    attach(front, patient, EVALUATION, title="Psychatric evaluation")
    with acting(furnished["clinician"]):
        row = Attachment.objects.get()
    address = f"/patients/{patient.pk}/records/{row.pk}/change/"
    page = front.get(address).content.decode()
    assert 'value="Psychatric evaluation"' in page
    assert 'value="9 Mar 2026"' in page
    assert front.post(address, {"title": "", "dated": "x"}).status_code == 422
    told = {"title": "Psychiatric evaluation", "dated": "3/8/2026", "visit": str(visit.pk), "version": "1"}
    assert front.post(address, told).status_code == 302
    listed = front.get(f"/patients/{patient.pk}/records/").content.decode()
    assert "Psychatric" not in listed
    assert "8 Mar 2026" in listed
    assert front.get(f"/patients/{patient.pk}/records/{row.pk}/").content == EVALUATION
    with acting(furnished["clinician"]):
        assert Attachment.objects.get().visit_id == visit.pk
    assert desk("manager").post(address, told).status_code == 403


def test_what_a_colleague_said_of_a_record_meanwhile_is_shown_before_it_is_replaced(
    desk: Desk, patient: Patient, furnished: Members
) -> None:
    front = desk("front_desk")
    attach(front, patient, EVALUATION, title="Evaluation")
    with acting(furnished["clinician"]):
        address = f"/patients/{patient.pk}/records/{Attachment.objects.get().pk}/change/"
    mine, theirs = ({"title": title, "dated": "", "visit": "", "version": "1"} for title in ("Mine", "Theirs"))
    assert [desk("clinician").post(address, theirs).status_code for _twice in range(2)] == [302, 302]
    conflict = front.post(address, mine)
    assert conflict.status_code == 409
    shown = conflict.content.decode()
    assert "<p>Theirs · no date · every visit</p>" in shown
    assert 'value="Mine"' in shown
    assert 'name="version" value="2"' in shown
    assert front.post(address, mine | {"version": "2"}).status_code == 302


def test_what_a_colleague_says_of_a_record_at_the_same_moment_is_no_fault(
    desk: Desk, patient: Patient, furnished: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, said = desk("front_desk"), attached.describe
    attach(front, patient, EVALUATION, title="Evaluation")
    with acting(furnished["clinician"]):
        row = Attachment.objects.get()
    theirs = records.Attachment(title="Theirs", path="record.pdf")

    def first_theirs(mine: Attachment, facts: records.Attachment, visit: Visit | None, over: int) -> None:
        said(Attachment.objects.get(pk=mine.pk), theirs, None, over)
        said(mine, facts, visit, over)

    monkeypatch.setattr(attached, "describe", first_theirs)
    told = {"title": "Mine", "dated": "", "visit": "", "version": "1"}
    answer = front.post(f"/patients/{patient.pk}/records/{row.pk}/change/", told)
    assert answer.status_code == 409
    assert "<p>Theirs · no date · every visit</p>" in answer.content.decode()


def test_it_is_an_exhibit_of_the_packet_that_is_issued(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    visit = signed_visit(furnished["clinician"], example, patient)
    attach(desk("front_desk"), patient, photo(size=(600, 400)), title="Pharmacy list")
    with acting(furnished["biller"]):
        row = Attachment.objects.get()
        packet = issue(visit, Wanted(attachments=frozenset({row.pk}), override="Made to be looked at"), uuid4())
        titles = [each.title for each in issued_facts(packet).documents]
        assert any("Pharmacy list" in title for title in titles), titles
        attached.remove(row.pk)
        assert file_bytes(packet, "packet.pdf"), "what was issued keeps it"


def test_an_attached_record_answers_that_nothing_is_attached(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    with acting(furnished["clinician"]):
        patient.records.filter(kind__in=("history", "plan")).delete()
    visit = signed_visit(furnished["clinician"], example, patient)
    clinician = desk("clinician")
    assert "no record is attached" in clinician.get(f"/visits/{visit.pk}/").content.decode()
    attach(clinician, patient, EVALUATION)
    assert "no record is attached" not in clinician.get(f"/visits/{visit.pk}/").content.decode()


def test_a_manager_looks_and_changes_nothing_and_an_auditor_sees_none(desk: Desk, patient: Patient) -> None:
    attach(desk("front_desk"), patient, EVALUATION)
    manager = desk("manager").get(f"/patients/{patient.pk}/records/")
    assert manager.status_code == 200
    assert 'type="file"' not in manager.content.decode()
    assert attach(desk("manager"), patient, EVALUATION).status_code == 403
    assert desk("auditor").get(f"/patients/{patient.pk}/records/").status_code == 403


def test_who_looks_beyond_their_role_still_does_their_own_work(patient: Patient, furnished: Members) -> None:
    with acting(furnished["front_desk"]):
        break_glass(patient.pk, "He collapsed at the desk, the doctor is away.")
        chart = open_chart(patient)
        assert chart.history is not None
        from makewhole.app.clinic.access import sees, writes

        assert sees(chart.role, "visit", "note")
        assert writes(chart.role, "patient", "address")
        assert not writes(chart.role, "visit", "note")
