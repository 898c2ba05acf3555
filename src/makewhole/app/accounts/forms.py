"""allauth's forms that ask for a password, with nothing to press before the password is typed."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm


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
