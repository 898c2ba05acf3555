"""What someone at the desk does by haste or on purpose: twice at once, days that cannot be, names from anywhere."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import drafting
from makewhole.app.clinic.models import Attachment, Draft, Patient
from makewhole.app.clinic.records import coverages, save_coverages, save_patient
from makewhole.app.clinic.typed import read_born
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import Blob, Disclosure
from makewhole.records import VisitFile

from ..issuing.conftest import at_the_desk
from .conftest import Desk, furnish
from .test_attachments import EVALUATION
from .test_journey import PATIENT
from .typing_in import sent

Members = dict[str, Membership]
NEW = "/patients/new/"


def test_a_form_that_is_sent_many_times_at_once_registers_one_patient(
    committed: Members, example: VisitFile, threads: ThreadPoolExecutor, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    furnish(committed, example)
    front = at_the_desk(committed["front_desk"])
    typed = sent(front.get(NEW), "sheet", PATIENT, do="save")

    def send(_number: int) -> Any:
        client = at_the_desk(committed["front_desk"])
        return client.post(NEW, typed)

    answers = [job.result(60) for job in [threads.submit(send, number) for number in range(6)]]
    assert {each.status_code for each in answers} == {302}
    assert {each["Location"].split("/")[2] for each in answers} == {typed["subject"]}
    with acting(committed["front_desk"]):
        assert Patient.objects.count() == 1
        assert Draft.objects.count() <= 1


def test_a_card_that_a_colleague_saves_at_the_same_moment_is_not_overwritten(
    desk: Desk, furnished: Members, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, at = desk("front_desk"), f"/patients/{patient.pk}/coverage/"
    typed = sent(front.get(at), "sheet", {"coverages[0].member_id": "W777777777"}, do="save")
    keep, theirs = drafting.keep, ["W888888888"]

    def while_a_colleague_saves(*given: Any) -> None:
        keep(*given)
        if theirs:
            with acting(furnished["biller"]):
                (card, *others) = coverages(patient)
                save_coverages(patient, [card.model_copy(update={"member_id": theirs.pop()}), *others])

    monkeypatch.setattr(drafting, "keep", while_a_colleague_saves)
    assert front.post(at, typed).status_code == 302
    with acting(furnished["biller"]):
        assert coverages(patient)[0].member_id == "W888888888"
    conflict = front.post(at, typed)
    assert conflict.status_code == 409
    assert b"W888888888" in conflict.content


@pytest.mark.parametrize(("page", "role"), [("records", "clinician"), ("disclosures", "manager")])
def test_a_form_sent_four_times_at_once_is_taken_once(
    committed: Members, example: VisitFile, threads: ThreadPoolExecutor, settings: Settings, page: str, role: str
) -> None:
    settings.SECOND_FACTOR = False
    furnish(committed, example)
    with acting(committed["manager"]):
        patient = save_patient(Patient(), example.patient)
    typed = {"key": str(uuid4()), "title": "Evaluation", "to": "Court", "what": "Notes", "on": "9 Mar 2026"}
    typed |= {"purpose": "required_by_law", "visit": ""}

    def send(_number: int) -> int:
        client, scan = at_the_desk(committed[role]), SimpleUploadedFile("scan.pdf", EVALUATION)
        return client.post(f"/patients/{patient.pk}/{page}/", typed | {"file": scan}).status_code

    assert [job.result(60) for job in [threads.submit(send, number) for number in range(4)]] == [302] * 4
    with acting(committed["manager"]):
        assert Attachment.objects.count() + Disclosure.objects.count() == 1
        assert Blob.objects.count() == Attachment.objects.count()


def test_the_same_card_sent_twice_is_no_conflict(desk: Desk, patient: Patient) -> None:
    front, at = desk("front_desk"), f"/patients/{patient.pk}/coverage/"
    typed = sent(front.get(at), "sheet", {"coverages[0].member_id": "W777777777"}, do="save")
    assert [front.post(at, typed).status_code for _twice in range(2)] == [302, 302]
    other = typed | {"coverages[0].member_id": "W888888888"}
    assert front.post(at, other).status_code == 409  # what differs is still shown before it is saved


@pytest.mark.parametrize("field", ["patient.date_of_birth", "patient.signature_on_file"])
@pytest.mark.parametrize("day", ["1/1/2090", "1 Jan 2090", "2090-01-01"])
def test_what_has_happened_did_not_happen_in_the_future(desk: Desk, furnished: Members, field: str, day: str) -> None:
    front = desk("front_desk")
    answer = front.post(NEW, sent(front.get(NEW), "sheet", PATIENT | {field: day}, do="save"))
    assert answer.status_code == 422
    assert "lies in the future." in answer.content.decode()
    assert day in answer.content.decode()  # what was typed is still there


def test_a_score_of_a_day_to_come_is_refused(desk: Desk, patient: Patient) -> None:
    clinician, at = desk("clinician"), f"/patients/{patient.pk}/scores/"
    score = {"scores[0].instrument": "PHQ-9", "scores[0].score": "12", "scores[0].date": "1/1/2090"}
    answer = clinician.post(at, sent(clinician.get(at), "sheet", score, do="save"))
    assert answer.status_code == 422
    assert "lies in the future." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "born"), [("3/9/30", "1930-03-09"), ("3/9/2090", "2090-03-09"), ("3/9/84", "1984-03-09")]
)
def test_a_year_of_four_digits_is_taken_as_typed(typed: str, born: str) -> None:
    assert read_born(typed) == born


@pytest.mark.parametrize("last", ["Zoë 😀", "محمد العربي", "O’Brien-Núñez", "B" * 200, "<script>alert(1)</script>"])
def test_any_name_is_kept_found_and_shown_as_it_is(desk: Desk, furnished: Members, last: str) -> None:
    front = desk("front_desk")
    typed = PATIENT | {"patient.name.last": last}
    answer = front.post(NEW, sent(front.get(NEW), "sheet", typed, do="save"))
    assert answer.status_code == 302, answer.content.decode()
    found = front.post("/patients/", {"q": last.split()[0][:10]}, headers={"HX-Request": "true"}).content.decode()
    assert found.count("data-row") == 1
    assert "<script>alert" not in found
