"""The facts that insurers' policies ask for are typed in the browser, and stay when other boxes change."""

from datetime import date

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.records import patient_record
from makewhole.app.vault.acting import acting
from makewhole.records import TreatmentHistory, TreatmentPlan

from .conftest import Desk
from .typing_in import sent

Members = dict[str, Membership]


def test_a_structured_interview_is_typed_and_stays(desk: Desk, patient: Patient, furnished: Members) -> None:
    clinician, address = desk("clinician"), f"/patients/{patient.pk}/history/"
    interview = {"instrument": "SCID-5", "date": "10/1/2026", "confirms": "yes"}
    typed = {f"history.structured_interview.{name}": value for name, value in interview.items()}
    for further in (typed, {"history.notes": "Slept better."}):
        saved = clinician.post(address, sent(clinician.get(address), "sheet", further, do="save"))
        assert saved.status_code == 302
    with acting(furnished["clinician"]):
        record = patient_record(patient, "history", TreatmentHistory)
    assert record is not None
    assert record.structured_interview is not None
    assert (record.structured_interview.date, record.structured_interview.confirms) == (date(2026, 10, 1), True)
    assert record.notes == "Slept better."


def test_a_history_without_an_interview_has_none(desk: Desk, patient: Patient, furnished: Members) -> None:
    clinician, address = desk("clinician"), f"/patients/{patient.pk}/history/"
    clinician.post(address, sent(clinician.get(address), "sheet", {"history.notes": "Slept better."}, do="save"))
    with acting(furnished["clinician"]):
        record = patient_record(patient, "history", TreatmentHistory)
    assert record is not None
    assert record.structured_interview is None


def test_the_antidepressant_that_goes_on_is_typed_in_the_plan(desk: Desk, patient: Patient, furnished: Members) -> None:
    clinician, address = desk("clinician"), f"/patients/{patient.pk}/plan/"
    typed = {"plan.antidepressant_continued": "yes", "plan.antidepressant": "Venlafaxine 225 mg"}
    saved = clinician.post(address, sent(clinician.get(address), "sheet", typed, do="save"))
    assert saved.status_code == 302
    with acting(furnished["clinician"]):
        record = patient_record(patient, "plan", TreatmentPlan)
    assert record is not None
    assert (record.antidepressant_continued, record.antidepressant) == (True, "Venlafaxine 225 mg")
