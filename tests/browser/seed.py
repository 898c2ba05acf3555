"""Fill an empty workspace for the browser tests: one practice, a manager who has not set anything up, an invitation.

Run with Django's settings in the environment; prints the invitation's token."""

import django

django.setup()

from makewhole.app.accounts.invitations import invite  # noqa: E402
from makewhole.app.accounts.models import Membership, Practice, User  # noqa: E402
from makewhole.app.vault.acting import acting  # noqa: E402
from makewhole.app.vault.masters import add_master_key, keyring_path  # noqa: E402

PASSWORD = "four quiet grey herons"

if not keyring_path().exists():
    add_master_key("first")
practice = Practice.objects.create(name="Lakeside Ketamine")
for email in ("manager@lakeside.example", "clinician@lakeside.example"):
    user = User.objects.create_user(email, PASSWORD, name="Maria Lindqvist")
    member = Membership.objects.create(user=user, practice=practice, role="manager")
with acting(member):
    print(invite("desk@lakeside.example", "front_desk"))  # noqa: T201
