"""From a new patient to a signed visit, as the desk and the clinician go."""

from django.test import Client

from .conftest import Desk
from .typing_in import sent

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
CARD = {
    "coverages[0].payer": "aetna",
    "coverages[0].member_id": "W123456789",
    "coverages[0].rank": "primary",
    "coverages[0].relation": "self",
}
FACTS = {
    "visit.weight": "78.5",
    "visit.diagnoses": "F33.2, F41.1",
    "visit.administrations[0].dose": "39 mg",
    "visit.administrations[0].start": "9:20",
    "visit.administrations[0].stop": "1005",
    "visit.administrations[0].wasted": "0 mg",
}


def register(client: Client) -> str:
    form = client.get("/patients/new/")
    answer = client.post("/patients/new/", sent(form, "sheet", PATIENT, do="save"))
    assert answer.status_code == 302, answer.content.decode()
    card = client.get(answer["Location"])
    answer = client.post(answer["Location"], sent(card, "sheet", CARD, do="save"))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[2]


def test_a_patient_is_registered_treated_and_the_visit_signed(desk: Desk) -> None:
    front, clinician = desk("front_desk"), desk("clinician")
    pk = register(front)
    begun = front.post(f"/patients/{pk}/visits/")
    page = front.get(begun["Location"])
    assert "Ketamine hydrochloride" in page.content.decode()
    saved = front.post(begun["Location"], sent(page, "visit", FACTS, do="save"))
    assert saved.status_code == 302, saved.content.decode()
    page = clinician.get(begun["Location"])
    assert "96365" in page.content.decode()
    note = {"visit.note.text": "Ketamine hydrochloride 39 mg by IV infusion, start 09:20, stop 10:05, F33.2."}
    to_sign = clinician.post(begun["Location"], sent(page, "visit", note, do="sign"))
    assert to_sign.status_code == 302, to_sign.content.decode()
    page = clinician.get(to_sign["Location"])
    assert page.status_code == 200
    signed = clinician.post(to_sign["Location"], {"npi": "1234567893", "version": _version(page)}, follow=True)
    assert "Signed by" in signed.content.decode(), signed.content.decode()[:3000]


def _version(page: object) -> str:
    return page.context["form"].initial["version"]  # type: ignore[attr-defined]
