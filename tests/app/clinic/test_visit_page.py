"""The visit page: live lines, findings that lead to fields, drafts that survive, two people at once, and roles."""

import re
import time
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Draft, Patient, Visit
from makewhole.app.clinic.records import save_visit, visit_record
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import VisitFile

from .conftest import Desk
from .test_journey import FACTS, NOTE, begin, save
from .typing_in import sent

Members = dict[str, Membership]


def live(client: Client, visit: str, page: Any, typed: dict[str, str]) -> str:
    answer = client.post(f"{visit}live/", sent(page, "visit", typed), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def amounts(page: str) -> tuple[list[str], str]:
    """The charges of the lines, and the total below them."""
    lines, _sums, rest = page.partition('class="sums"')
    return re.findall(r'amount"><span class="money">\$([\d,.]+)', lines), re.findall(r"\$([\d,.]+)", rest)[0]


def test_typing_answers_with_lines_reasons_and_a_total_that_adds_up(desk: Desk, patient: Patient) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    page = live(front, visit, front.get(visit), FACTS)
    charges, total = amounts(page)
    assert total == "475.00"
    assert round(sum(float(each) for each in charges), 2) == 475.00
    assert "ran 45 minutes" in page


def test_the_dose_is_proposed_from_weight_with_its_sum_and_not_entered_by_the_server(
    desk: Desk, patient: Patient, furnished: Members
) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    page = live(front, visit, front.get(visit), {"visit.weight": "78.5"})
    assert 'data-dose="39 mg"' in page
    assert "0.5 mg/kg × 78.5 kg = 39.25 mg → 39 mg" in page
    assert front.get(visit).context["typing"].typed["visit.administrations[0].dose"] == ""


def test_a_finding_leads_to_its_field(desk: Desk, patient: Patient) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    page = live(front, visit, front.get(visit), FACTS | {"visit.administrations[0].stop": ""})
    assert 'href="#id_visit.administrations[0].stop"' in page


def test_what_cannot_be_read_is_said_and_stands_at_its_field_when_saved(desk: Desk, patient: Patient) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    wrong = FACTS | {"visit.administrations[0].start": "half past nine", "visit.date": "31/31/2026"}
    assert "Still to fill in" in live(front, visit, front.get(visit), wrong)
    answer = save(front, visit, wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="half past nine"' in page
    assert 'id="id_visit.date_error"' in page
    assert "Write it as 9 Dec 2026 or 12/9/2026." in page


def test_a_draft_survives_the_page_and_is_seen_by_a_colleague(desk: Desk, patient: Patient) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    visit = begin(front, patient.pk)
    live(front, visit, front.get(visit), {"visit.weight": "78"})
    assert 'value="78"' in front.get(visit).content.decode()
    page = clinician.get(visit).content.decode()
    assert 'value="78"' not in page
    assert "has not saved it" in page
    colleague = re.findall(r'name="colleague" value="([^"]+)"', page)[0]
    clinician.post(f"{visit}merge/", {"colleague": colleague})
    assert 'value="78"' in clinician.get(visit).content.decode()


def test_nothing_typed_is_readable_in_the_draft(desk: Desk, patient: Patient, furnished: Members) -> None:
    clinician = desk("clinician")
    visit = begin(clinician, patient.pk)
    live(clinician, visit, clinician.get(visit), {"visit.note.text": "canary in the note"})
    with acting(furnished["clinician"]):
        assert b"canary" not in bytes(Draft.objects.get().sealed)


def test_two_people_who_change_different_fields_both_keep_theirs(
    desk: Desk, patient: Patient, furnished: Members
) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    visit = begin(front, patient.pk)
    save(front, visit, FACTS)
    mine, theirs = clinician.get(visit), front.get(visit)
    live(clinician, visit, mine, {"visit.note.text": NOTE})
    front.post(visit, sent(theirs, "visit", {"visit.weight": "80"}, do="save"))
    answer = clinician.post(visit, sent(mine, "visit", {"visit.note.text": NOTE}, do="save"))
    assert answer.status_code == 302
    with acting(furnished["clinician"]):
        record = visit_record(Visit.objects.get())
    assert record.weight == 80
    assert record.note is not None


def test_two_people_who_change_one_field_are_asked(desk: Desk, patient: Patient, furnished: Members) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    visit = begin(front, patient.pk)
    save(front, visit, FACTS)
    mine, theirs = clinician.get(visit), front.get(visit)
    live(clinician, visit, mine, {"visit.weight": "81"})
    front.post(visit, sent(theirs, "visit", {"visit.weight": "80"}, do="save"))
    answer = clinician.post(visit, sent(mine, "visit", {"visit.weight": "81"}, do="save"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "80" in page
    assert "81" in page
    clinician.post(f"{visit}merge/", {"choice:visit.weight": "theirs"})
    assert save(clinician, visit, {}).status_code == 302
    with acting(furnished["clinician"]):
        assert visit_record(Visit.objects.get()).weight == 80


def test_the_front_desk_sees_no_note_and_may_not_write_one(desk: Desk, patient: Patient, furnished: Members) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    visit = begin(clinician, patient.pk)
    save(clinician, visit, FACTS | {"visit.note.text": "Canary note about the patient."})
    page = front.get(visit)
    assert "Canary" not in page.content.decode()
    refused = front.post(visit, sent(page, "visit", {"visit.note.text": "mine"}, do="save"))
    assert refused.status_code == 403
    assert save(front, visit, {"visit.weight": "79"}).status_code == 302
    with acting(furnished["clinician"]):
        note = visit_record(Visit.objects.get()).note
        assert note is not None
        assert note.text.startswith("Canary")
        assert AuditEntry.objects.filter(outcome="refused", row=Visit.objects.get().pk).exists()


@pytest.mark.parametrize("role", ["front_desk", "biller", "manager", "auditor"])
def test_only_a_clinician_signs(desk: Desk, patient: Patient, role: str) -> None:
    clinician, other = desk("clinician"), desk(role)
    visit = begin(clinician, patient.pk)
    save(clinician, visit, FACTS)
    assert other.get(f"{visit}sign/").status_code == 403
    assert other.post(f"{visit}sign/", {"npi": "1234567893", "version": 2}).status_code == 403


def test_the_last_visit_is_copied_without_what_belongs_to_its_day(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    with acting(furnished["clinician"]):
        save_visit(Visit(patient=patient, date=date(2026, 11, 12)), example.visit)
    clinician = desk("clinician")
    visit = begin(clinician, patient.pk)
    save(clinician, visit, {}, do="copy")
    typed = clinician.get(visit).context["typing"].typed
    assert typed["visit.diagnoses"] == "F33.2, F41.1"
    assert typed["visit.administrations[1].drug.name"] == "Ondansetron"
    assert not [name for name in typed if name.endswith((".start", ".stop", ".dose", ".lot")) and typed[name]]
    assert not [name for name in typed if name.startswith(("visit.note", "visit.pay", "visit.screen")) and typed[name]]
    save(clinician, visit, {}, do="undo")
    assert "visit.administrations[1].drug.name" not in clinician.get(visit).context["typing"].typed


def test_a_removed_row_comes_back(desk: Desk, patient: Patient) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    save(front, visit, FACTS, do="adjunct:0.0")
    assert "Ondansetron" in front.get(visit).content.decode()
    save(front, visit, {}, do="remove:visit.administrations[0]")
    typed = front.get(visit).context["typing"].typed
    assert typed["visit.administrations[0].drug.name"] == "Ondansetron"
    save(front, visit, {}, do="undo")
    assert front.get(visit).context["typing"].typed["visit.administrations[0].dose"] == "39 mg"


def test_a_visit_of_another_practice_is_not_there(desk: Desk, patient: Patient, there: Members) -> None:
    visit = begin(desk("front_desk"), patient.pk)
    stranger = Client()
    stranger.force_login(there["clinician"].user)
    sheets = [f"/patients/{patient.pk}/{name}/" for name in ("patient", "coverage", "history", "plan", "scores")]
    for address in (visit, f"{visit}amend/", f"/patients/{patient.pk}/", *sheets):
        assert stranger.get(address).status_code == 404, address
    assert stranger.post(f"{visit}live/", {"visit.weight": "1"}).status_code == 404


def test_someone_signed_out_loses_nothing_of_the_page(patient: Patient, desk: Desk) -> None:
    visit = begin(desk("front_desk"), patient.pk)
    assert Client().post(f"{visit}live/", {}, headers={"HX-Request": "true"}).status_code == 401


def test_live_coding_answers_in_time_with_a_constant_number_of_queries(
    desk: Desk, patient: Patient, furnished: Members, example: VisitFile
) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    fields = sent(front.get(visit), "visit", FACTS)
    front.post(f"{visit}live/", fields)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert front.post(f"{visit}live/", fields).status_code == 200
        return len(captured)

    few = queries()
    with acting(furnished["clinician"]):
        for day in range(1, 30):
            old = example.visit.model_copy(update={"date": date(2026, 10, 1 + day % 28), "number": f"V-{day}"})
            save_visit(Visit(patient=patient, date=old.date), old)
    assert queries() - few <= 2
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        front.post(f"{visit}live/", fields)
        took.append(time.perf_counter() - begun)
    assert sorted(took)[9] < 0.25, took  # the goal of 50 ms is measured in benchmarks, on a machine of its own


def test_a_role_is_told_nothing_of_a_note_it_may_not_see_and_nothing_false(desk: Desk, patient: Patient) -> None:
    clinician, front = desk("clinician"), desk("front_desk")
    visit = begin(clinician, patient.pk)
    save(clinician, visit, FACTS | {"visit.note.text": NOTE.replace("10:05", "10:45")})
    assert "The note gives 10:45" in clinician.get(visit).content.decode()
    page = front.get(visit).content.decode()
    assert "10:45" not in page
    assert "History or plan is missing" not in page
    assert "in parts that your role does not see" in page


def test_a_pause_that_arrives_after_the_save_leaves_no_draft(desk: Desk, patient: Patient, furnished: Members) -> None:
    front = desk("front_desk")
    visit = begin(front, patient.pk)
    page = front.get(visit)
    front.post(visit, sent(page, "visit", FACTS, do="save"))
    live(front, visit, page, FACTS)
    with acting(furnished["front_desk"]):
        assert not Draft.objects.exists()
    live(front, visit, page, FACTS | {"visit.weight": "90"})
    with acting(furnished["front_desk"]):
        assert Draft.objects.exists()


def test_one_opening_is_one_reading_in_the_trail_and_no_other_page_vouches(
    desk: Desk, patient: Patient, furnished: Members
) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    visit = begin(front, patient.pk)
    page, others = front.get(visit), clinician.get(visit)

    def readings() -> int:
        with acting(furnished["manager"]):
            return AuditEntry.objects.filter(action="read", kind="clinic_visit").count()

    before = readings()
    live(front, visit, page, FACTS)
    assert readings() == before
    live(front, visit, page, FACTS | {"opened": ""})
    assert readings() == before + 1
    live(front, visit, page, FACTS | {"opened": sent(others, "visit")["opened"]})
    assert readings() == before + 2
