"""The one password rule of NIST SP 800-63B that Django has no validator for: nothing anyone would try first."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SERVICE = ("makewhole", "ketamine", "infusion", "password", "clinic")


class NotGuessable:
    """Refuses runs (aaaaaaaa, abcdefgh, 87654321), a short piece repeated, and this service's own words with little
    added. There are no rules about kinds of characters, and passwords do not expire (SP 800-63B section 3.1.1.2)."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        plain = password.casefold()
        rest = plain
        for word in SERVICE:
            rest = rest.replace(word, "")
        if _repeats(plain) or _runs(plain) or len(rest) < 6:
            raise ValidationError(_("This password is too easy to guess. A few unrelated words make a good one."))

    def get_help_text(self) -> str:
        return _("A few unrelated words make a good password. Any characters may be used.")


def _repeats(text: str) -> bool:
    return any(len(text) > size and text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))


def _runs(text: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return bool(steps) and (
        sum(step in (1, 0) for step in steps) >= 0.8 * len(steps) or steps.count(-1) >= 0.8 * len(steps)
    )
