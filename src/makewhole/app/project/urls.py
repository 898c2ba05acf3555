"""Every address of the workspace: sign-in, then each room's own urls."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from makewhole.app.accounts.views import closed

from . import config, demo_entry

# A room brings its addresses in its own urls.py; the room of patients and visits answers at the top.
ROOMS = {
    "look": "",
    "insurers": "",
    "clinic": "",
    "issuing": "",
    "setup": "settings/",
    "bringing": "patients/bring/",
    "accounts": "account/",
}

# There anyone could take any address as their own, unproved. Here an address, and a password, come with an invitation.
CLOSED = {"account_email": "account/email/", "account_set_password": "account/password/set/"}

handler400 = "makewhole.app.look.faults.unreadable"
handler403 = "makewhole.app.look.faults.refused"
handler404 = "makewhole.app.look.faults.not_found"
handler429 = "makewhole.app.look.faults.too_often"
handler500 = "makewhole.app.look.faults.broken"

urlpatterns: list[URLPattern | URLResolver] = [path(at, closed, name=name) for name, at in CLOSED.items()]
urlpatterns.append(path("account/", include("allauth.urls")))
for room, prefix in ROOMS.items():
    found = find_spec(f"makewhole.app.{room}")
    if found is not None and find_spec(f"makewhole.app.{room}.urls") is not None:
        urlpatterns.append(path(prefix, include(import_module(f"makewhole.app.{room}.urls"))))
if config.switch("demo", default=False):
    urlpatterns.append(path("demo/<uuid:pk>/enter/", demo_entry.enter, name="demo_enter"))
