import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from makewhole.app.accounts.models import User

WHO = User(email="ruth.okafor@example.com", name="Ruth Okafor")


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "abcdefghijklmno",
        "9876543210987654",
        "1234567890123456",
        "makewhole2026",
        "ketamineclinic1",
        "ruth.okafor@example",
        "ruth okafor 1",
        "passwordpassword",
        "1q2w3e4r5t6y",
    ],
)
def test_a_short_known_or_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, WHO)


@pytest.mark.parametrize(
    "password",
    [
        "five calm herons",
        "qjxwvzkpghtr",
        "日本語のパスワードです長い",
        "ketamine five calm herons",
        "x" + " herons" * 10,
        "🦜🦢🪿 drei Vögel",
    ],
)
def test_any_characters_may_make_a_good_password(password: str) -> None:
    validate_password(password, WHO)
