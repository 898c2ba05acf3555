"""A fault of a row as a sentence, in the language on the screen."""

from django.utils.translation import gettext as _


def in_words(says: str, remedy: str) -> str:
    """Fault and remedy as one sentence or two; a date is asked for as people write it."""
    asked = _(remedy) if remedy else ""
    if "YYYY-MM-DD" in remedy:
        asked = _("Write it with the month first, as 12/31/1984.")
    words = f"{_(says)} {asked}".strip()
    return f"{words[:1].upper()}{words[1:]}"
