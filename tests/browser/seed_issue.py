"""Fill an empty workspace for the tests of issuing: visits that are signed, one of them with errors.

Prints the id of the visit to issue and of the one with errors."""

from pathlib import Path

from makewhole.app.project.serve import prepare

prepare(lambda said: None)

from tests.app.issuing.conftest import fill, signed_visit  # noqa: E402

from makewhole.app.accounts.models import Membership, Practice, User  # noqa: E402
from makewhole.exchange.visit_files import load  # noqa: E402

PASSWORD = "four quiet grey herons"
file = load(Path(__file__).parents[2] / "examples" / "visit.json")
practice = Practice.objects.create(name=file.practice.legal_name)
for role in ("front_desk", "biller", "clinician"):
    user = User.objects.create_user(f"{role}@harbor.example", PASSWORD, name=role.replace("_", " ").title())
    member = Membership.objects.create(user=user, practice=practice, role=role)
fill(member, file)
clean = signed_visit(member, file)
wrong = signed_visit(member, file, signed_on=None, note=None)
for _ in range(3):
    signed_visit(member, file)
print(clean.pk, wrong.pk, f"{file.visit.date:%Y-%m}", f"{file.patient.date_of_birth:%m/%d/%Y}")  # noqa: T201
