"""allauth's forms in plain words, with nothing to press before a password is typed."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]
    """The link to a forgotten password stands below the button instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class StillYou(ReauthenticateForm):  # type: ignore[misc]
    """The link to a forgotten password stands below the button instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in by itself unless someone unticks that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"name": "", "passwordless": True}
        self.fields["passwordless"].label = _("Let this device sign me in without a password")
        self.fields["passwordless"].help_text = _("It then asks for your fingerprint, your face or a PIN.")
