"""Signed visits of made-up patients, ready to be issued."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.vault.acting import acting
from makewhole.records import VisitFile


def fill(member: Membership, file: VisitFile) -> None:
    """Give the member's practice its own records."""
    with acting(member):
        clinic.save_practice_record("practice", file.practice)
        clinic.save_practice_record("providers", file.providers)


def signed_visit(member: Membership, file: VisitFile, patient: Patient | None = None, **changes: Any) -> Visit:
    """A signed visit; of a new patient unless one is given. `changes` alter the visit."""
    with acting(member):
        if patient is None:
            patient = clinic.save_patient(Patient(), file.patient)
            clinic.save_coverages(patient, file.coverages)
            for name in ("history", "plan", "scores"):
                clinic.save_patient_record(patient, name, getattr(file, name))
        number = f"V-{uuid4().hex[:8]}"
        record = file.visit.model_copy(update={"number": number} | changes)
        row = clinic.save_visit(Visit(patient=patient, date=record.date), record)
        row.state, row.charge = Visit.State.SIGNED, 475
        row.signed_by_id, row.signed_at = member.user_id, timezone.now()
        row.save()
    return row


@pytest.fixture
def desk(here: dict[str, Membership], example: VisitFile) -> dict[str, Membership]:
    """A practice that can issue."""
    fill(here["manager"], example)
    return here


@pytest.fixture
def visit(desk: dict[str, Membership], example: VisitFile) -> Visit:
    """A signed visit of that practice."""
    return signed_visit(desk["clinician"], example)


@pytest.fixture
def sign_in(desk: dict[str, Membership], settings: Any) -> Callable[[str], Client]:
    """Someone of a role at their desk, who proved a moment ago who they are."""
    settings.SECOND_FACTOR = False

    def signed_in(role: str) -> Client:
        return at_the_desk(desk[role])

    return signed_in


def at_the_desk(member: Membership) -> Client:
    """A browser in which this member is signed in."""
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(member.user_id)
    session.save()
    return client
