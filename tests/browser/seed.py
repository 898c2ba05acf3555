"""Fill an empty workspace for the browser tests: a practice, three managers in various states, an invitation, and
someone who accepted one and waits to be confirmed.

Run with Django's settings in the environment; prints the invitation's token and a recovery code."""

import django

django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

from makewhole.app.accounts.invitations import accept, invite, invite_by_hand  # noqa: E402
from makewhole.app.accounts.models import Membership, Practice, User  # noqa: E402
from makewhole.app.vault.acting import acting  # noqa: E402
from makewhole.app.vault.masters import add_master_key, keyring_path  # noqa: E402

PASSWORD = "four quiet grey herons"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

if not keyring_path().exists():
    add_master_key("first")
practice = Practice.objects.create(name="Lakeside Ketamine")
for name in ("app", "passkey", "ready"):
    user = User.objects.create_user(f"{name}@lakeside.example", PASSWORD, name="Maria Lindqvist")
    member = Membership.objects.create(user=user, practice=practice, role="manager")
TOTP.activate(user, SECRET)
with acting(Membership.objects.get(user__email="app@lakeside.example")):
    handed = invite_by_hand("nia@lakeside.example", "biller")
accept(handed.token, "Nia", PASSWORD, handed.code, "203.0.113.8", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
with acting(member):
    print(invite("desk@lakeside.example", "front_desk"))  # noqa: T201
print(RecoveryCodes.activate(user).get_unused_codes()[0])  # noqa: T201
