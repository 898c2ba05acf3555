"""Fill an empty workspace for the tests of the desk: a practice with its settings, and two people who work in it.

Run with Django's settings in the environment and the address of an example visit file as its argument."""

import sys
from pathlib import Path

import django

django.setup()

from makewhole.app.accounts.models import Membership, Practice, User  # noqa: E402
from makewhole.app.clinic.protocols import Protocol  # noqa: E402
from makewhole.app.clinic.records import save_practice_record  # noqa: E402
from makewhole.app.vault.acting import acting  # noqa: E402
from makewhole.app.vault.masters import add_master_key, keyring_path  # noqa: E402
from makewhole.exchange.visit_files import load  # noqa: E402

PASSWORD = "four quiet grey herons"
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
            {
                "drug": {"name": "Ondansetron", "ndc": "00641-6078-25", "container": "single_dose_vial"},
                "route": "iv_push",
                "dose": "4 mg",
            }
        ],
    }
)

if not keyring_path().exists():
    add_master_key("first")
example = load(Path(sys.argv[1]))
practice = Practice.objects.create(name="Harbor Light Infusion")
for role, name in (("front_desk", "Maria Lindqvist"), ("clinician", "Adaeze Okafor"), ("manager", "Ben Hale")):
    user = User.objects.create_user(f"{role}@harbor.example", PASSWORD, name=name)
    npi = example.providers[0].npi if role == "clinician" else ""
    member = Membership.objects.create(user=user, practice=practice, role=role, npi=npi)
with acting(member):
    save_practice_record("practice", example.practice)
    save_practice_record("providers", example.providers)
    save_practice_record("protocols", (PROTOCOL,))
