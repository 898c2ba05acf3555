"""From a new patient to a signed and amended visit, as the desk and the clinician go."""

from typing import Any

from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Draft, Patient, Visit
from makewhole.app.clinic.records import coverages, visit_record
from makewhole.app.vault.acting import acting

from .conftest import Desk
from .typing_in import sent

Members = dict[str, Membership]
PATIENT = {
    "patient.name.first": "Rosa",
    "patient.name.last": "Delgado-Fuentes",
    "patient.date_of_birth": "3/9/84",
    "patient.sex": "F",
    "patient.address.line1": "12 Elm Street",
    "patient.address.city": "Rochester",
    "patient.address.state": "ny",
    "patient.address.zip": "14607",
    "patient.phone": "555 010 0177",
    "patient.signature_on_file": "10/26/2026",
}
CARD = {"coverages[0].payer": "aetna", "coverages[0].member_id": "W123456789"}
FACTS = {
    "visit.weight": "78.5",
    "visit.diagnoses": "F33.2, F41.1",
    "visit.administrations[0].dose": "39 mg",
    "visit.administrations[0].start": "9:20",
    "visit.administrations[0].stop": "1005",
    "visit.administrations[0].wasted": "0 mg",
}
NOTE = "Ketamine hydrochloride 39 mg by IV infusion, start 09:20, stop 10:05, for F33.2."


def register(client: Client, **typed: str) -> str:
    """Register a patient with their card; the new patient's id."""
    form = client.get("/patients/new/")
    answer = client.post("/patients/new/", sent(form, "sheet", PATIENT | typed, do="save"))
    assert answer.status_code == 302, answer.content.decode()
    card = client.get(answer["Location"])
    assert client.post(answer["Location"], sent(card, "sheet", CARD, do="save")).status_code == 302
    return str(answer["Location"].split("/")[2])


def begin(client: Client, patient: object) -> str:
    """Begin today's visit; its address."""
    return str(client.post(f"/patients/{patient}/visits/")["Location"])


def save(client: Client, visit: str, typed: dict[str, str], do: str = "save") -> Any:
    """Open a visit, type into it, press a button."""
    return client.post(visit, sent(client.get(visit), "visit", typed, do=do))


def sign(client: Client, visit: str) -> Any:
    page = client.get(f"{visit}sign/")
    version = page.context["form"].initial["version"]
    return client.post(f"{visit}sign/", {"npi": "1234567893", "version": version}, follow=True)


def test_a_patient_is_registered_treated_and_the_visit_signed(desk: Desk, furnished: Members) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    patient = register(front)
    visit = begin(front, patient)
    assert "Ketamine hydrochloride" in front.get(visit).content.decode()
    assert save(front, visit, FACTS)["Location"] == visit
    assert save(clinician, visit, {"visit.note.text": NOTE}, do="sign")["Location"] == f"{visit}sign/"
    signed = sign(clinician, visit).content.decode()
    assert "Signed by" in signed
    assert "78.5 kg" in signed
    with acting(furnished["clinician"]):
        row = Visit.objects.get()
        record = visit_record(row)
        assert (row.state, str(row.charge)) == ("signed", "475.00")
        assert record.administrations[0].dose.amount == 39
        assert [f"{each.start:%H:%M} {each.stop:%H:%M}" for each in record.administrations] == ["09:20 10:05"]
        assert record.note is not None
        assert record.note.signed_by == "1234567893"
        assert record.signed_on is not None
        assert not Draft.objects.exists()
        assert coverages(Patient.objects.get())[0].payer_name == "Aetna"


def test_a_signed_visit_is_changed_by_nobody(desk: Desk, furnished: Members) -> None:
    clinician = desk("clinician")
    visit = begin(clinician, register(desk("front_desk")))
    save(clinician, visit, FACTS | {"visit.note.text": NOTE})
    open_form = clinician.get(visit)
    sign(clinician, visit)
    clinician.post(visit, sent(open_form, "visit", {"visit.weight": "90"}, do="save"))
    with acting(furnished["clinician"]):
        assert visit_record(Visit.objects.get()).weight == 78.5


def test_an_amendment_keeps_the_old_visit_and_shows_what_changed(desk: Desk, furnished: Members) -> None:
    clinician = desk("clinician")
    old = begin(clinician, register(desk("front_desk")))
    save(clinician, old, FACTS | {"visit.note.text": NOTE})
    sign(clinician, old)
    reason = "The stop time was misread from the sheet."
    new = clinician.post(f"{old}amend/", {"reason": reason})["Location"]
    assert new != old
    with acting(furnished["clinician"]):
        assert Visit.objects.get(amends=None).state == "signed"  # until the new one is signed itself
    save(clinician, new, {"visit.administrations[0].stop": "10:15"})
    page = sign(clinician, new).content.decode()
    assert reason in page
    assert "10:05" in page
    assert "10:15" in page
    with acting(furnished["clinician"]):
        before, after = Visit.objects.get(amends=None), Visit.objects.exclude(amends=None).get()
        assert (before.state, after.state) == ("amended", "signed")
        stop = visit_record(before).administrations[0].stop
        assert stop is not None
        assert f"{stop:%H:%M}" == "10:05"
    assert "replaced this visit" in clinician.get(old).content.decode()


def test_an_amendment_needs_a_reason(desk: Desk) -> None:
    clinician = desk("clinician")
    visit = begin(clinician, register(desk("front_desk")))
    save(clinician, visit, FACTS)
    sign(clinician, visit)
    assert clinician.post(f"{visit}amend/", {"reason": "typo"}).status_code == 200


def test_a_double_click_registers_one_patient_and_begins_one_visit(desk: Desk, furnished: Members) -> None:
    front = desk("front_desk")
    typed = sent(front.get("/patients/new/"), "sheet", PATIENT, do="save")
    first, second = front.post("/patients/new/", typed), front.post("/patients/new/", typed)
    assert second["Location"].startswith(f"/patients/{first['Location'].split('/')[2]}")
    patient = first["Location"].split("/")[2]
    assert begin(front, patient) == begin(front, patient)
    with acting(furnished["front_desk"]):
        assert (Patient.objects.count(), Visit.objects.count()) == (1, 1)


def test_someone_with_the_same_name_and_birthday_is_asked_about(desk: Desk, furnished: Members) -> None:
    front = desk("front_desk")
    register(front)
    typed = sent(front.get("/patients/new/"), "sheet", PATIENT, do="save")
    again = front.post("/patients/new/", typed)
    assert again.status_code == 422
    assert "registered already" in again.content.decode()
    assert front.post("/patients/new/", typed | {"another": "yes"}).status_code == 302
    with acting(furnished["front_desk"]):
        assert Patient.objects.count() == 2


def test_someone_whose_name_only_begins_alike_is_not_asked_about(desk: Desk) -> None:
    front = desk("front_desk")
    register(front, **{"patient.name.last": "Papadopoulos"})
    register(front, **{"patient.name.last": "Papadopoulou"})
