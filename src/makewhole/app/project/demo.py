"""A made-up practice with one person in each role, to look at the workspace with."""

from pathlib import Path

PASSWORD = "five calm herons waiting"


def fill(examples: Path) -> list[str]:
    """Make the demo practice unless it is there already. Returns the addresses one may sign in with."""
    from django.db import transaction

    from makewhole.app.accounts.models import Membership, Practice, Role, User
    from makewhole.app.clinic import records as clinic
    from makewhole.app.clinic.models import Patient, Visit
    from makewhole.app.vault.acting import acting_as_service
    from makewhole.exchange.visit_files import load

    staff = (Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER, Role.MANAGER, Role.AUDITOR)
    addresses = [f"{role.value.replace('_', '.')}@example.com" for role in staff]
    if User.objects.filter(email=addresses[0]).exists():
        return addresses
    file = load(examples / "visit.json")
    with transaction.atomic():
        practice = Practice.objects.create(name=file.practice.legal_name, time_zone=file.practice.time_zone)
        for role, address in zip(staff, addresses, strict=True):
            user = User.objects.create_user(address, PASSWORD, name=role.label)
            Membership.objects.create(user=user, practice=practice, role=role)
        with acting_as_service(practice.pk, "making the demo"):
            clinic.save_practice_record("practice", file.practice)
            clinic.save_practice_record("providers", file.providers)
            patient = clinic.save_patient(Patient(), file.patient)
            clinic.save_coverages(patient, file.coverages)
            for name, record in (("history", file.history), ("plan", file.plan), ("scores", file.scores)):
                if record:
                    clinic.save_patient_record(patient, name, record)
            clinic.save_visit(Visit(patient=patient, date=file.visit.date), file.visit)
    return addresses
