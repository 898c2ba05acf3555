"""allauth's forms in plain words, with nothing to press before a password is typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
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


@contextmanager
def _refused_if_malformed() -> Iterator[None]:
    """allauth expects a device's answer to have its parts; one made up by hand or wrongly signed is refused too."""
    try:
        yield
    except (KeyError, AttributeError, TypeError, ValueError, InvalidSignature):
        raise get_adapter().validation_error("incorrect_code") from None


class _Passkey:
    def clean_credential(self) -> Any:
        with _refused_if_malformed():
            return super().clean_credential()  # type: ignore[misc]


class PasskeySignIn(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]
    """Sign-in by passkey alone."""


class PasskeySecond(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeyStillYou(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that must be confirmed."""


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in by itself unless someone unticks that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"name": "", "passwordless": True}
        self.fields["passwordless"].label = _("Let this device sign me in without a password")
        self.fields["passwordless"].help_text = _("It then asks for your fingerprint, your face or a PIN.")

    def clean(self) -> dict[str, Any]:
        with _refused_if_malformed():
            checked: dict[str, Any] = super().clean()
        return checked
