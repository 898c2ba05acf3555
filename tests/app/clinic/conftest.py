"""A practice with its settings, one patient, and someone of each role signed in at the desk."""

import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.accounts.people import let_sign_as
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.protocols import Adjunct, Protocol
from makewhole.app.clinic.records import (
    save_coverages,
    save_patient,
    save_patient_record,
    save_practice_record,
)
from makewhole.app.vault.acting import acting
from makewhole.records import Drug, Quantity, VisitFile

Desk = Callable[[str], Client]

PROTOCOL = Protocol.model_validate(
    {
        "name": "Ketamine for depression",
        "drug": {
            "name": "Ketamine hydrochloride",
            "ndc": "00143-9508-10",
            "strength": "50 mg",
            "strength_per": "1 mL",
            "container": "multi_dose_vial",
        },
        "mg_per_kg": "0.5",
        "round_to": "1",
        "minutes": 40,
        "all_inclusive": "Ketamine infusion visit",
        "monitoring": ["vital_signs"],
        "diagnoses": ["F33.2"],
        "adjuncts": [
            Adjunct(
                drug=Drug(name="Ondansetron", ndc="00641-6078-25", container="single_dose_vial"),
                route="iv_push",
                dose=Quantity.model_validate({"amount": "4", "unit": "mg"}),
            )
        ],
    }
)


@pytest.fixture(autouse=True)
def without_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]


@pytest.fixture
def furnished(here: dict[str, Membership], example: VisitFile) -> dict[str, Membership]:
    """The practice Here with its own records filled in."""
    furnish(here, example)
    return here


def furnish(members: dict[str, Membership], example: VisitFile) -> None:
    with acting(members["manager"]):
        save_practice_record("practice", example.practice)
        save_practice_record("providers", example.providers)
        save_practice_record("protocols", (PROTOCOL,))
        let_sign_as(members["clinician"], example.providers[0].npi)


@pytest.fixture
def patient(furnished: dict[str, Membership], example: VisitFile) -> Patient:
    with acting(furnished["clinician"]):
        row = save_patient(Patient(id=uuid4()), example.patient)
        save_coverages(row, example.coverages)
        save_patient_record(row, "history", example.history)
        save_patient_record(row, "plan", example.plan)
        save_patient_record(row, "scores", example.scores)
    return row


@pytest.fixture
def desk(furnished: dict[str, Membership]) -> Desk:
    def signed_in(role: str) -> Client:
        client = Client()
        furnished[role].user.set_password("five calm herons")
        furnished[role].user.save()
        client.force_login(furnished[role].user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(furnished[role].user.pk)
        session.save()
        return client

    return signed_in
