"""How allauth behaves here: accounts come from invitations, and second-factor secrets are sealed."""

import base64
from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from makewhole.app.vault import installation

from .origin import address


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """As allauth has it, but setting up a second factor right after signing in asks for nothing twice."""
        proofs = get_authentication_records(self.request, self.request.user)
        fresh = bool(proofs) and time() - proofs[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if app == "allauth.mfa" and fresh:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor, its secrets sealed under the installation's master key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(installation.seal_value(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return installation.open_value(base64.b64decode(encrypted_text)).decode()
