"""A practice's own sentences in its letters: words with named places, filled from the claim, and never code."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from makewhole.documents import phrasing
from makewhole.documents.subject import Subject
from makewhole.records import Problem

PLACES: Final[Mapping[str, Callable[[Subject], str]]] = {
    "patient": lambda subject: str(subject.claim.patient.name),
    "date_of_birth": lambda subject: phrasing.written_out(subject.claim.patient.date_of_birth),
    "date_of_service": lambda subject: phrasing.written_out(subject.claim.date_from),
    "insurer": lambda subject: subject.claim.coverage.payer_name,
    "member_id": lambda subject: subject.claim.coverage.member_id,
    "claim_number": lambda subject: subject.claim.number,
    "total_charge": lambda subject: f"${subject.claim.total_charge:,.2f}",
    "provider": lambda subject: subject.claim.rendering_provider.signs_as,
    "practice": lambda subject: subject.claim.practice.legal_name,
    "practice_phone": lambda subject: subject.claim.practice.phone,
}
"""Every name that may stand in braces, and what it is filled with."""
PASSAGES: Final = ("necessity_letter/opening", "necessity_letter/closing", "cover_letter/opening")
"""Where a practice's own words may stand: `<document>/<passage>`."""
LONGEST: Final = 2000
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def faults(words: str) -> list[Problem]:
    """What is wrong with a practice's words: an unknown name in braces, a brace alone, or too many letters."""
    found = [
        Problem("words", f"“{{{name}}}” is not a name that can be filled in.", f"Use one of {', '.join(PLACES)}.")
        for name in dict.fromkeys(_PLACE.findall(words))
        if name not in PLACES
    ]
    if set("{}") & set(_PLACE.sub("", words)):
        found.append(Problem("words", "A brace stands alone.", "Write each name between { and }."))
    if len(words) > LONGEST:
        found.append(Problem("words", f"There are more than {LONGEST} letters.", "Shorten it to a paragraph."))
    return found


def said(subject: Subject, passage: str) -> str | None:
    """What the practice says in a passage, filled in; None where it left the passage as it is."""
    words = subject.words.get(passage)
    return filled(words, subject) if words else None


def filled(words: str, subject: Subject) -> str:
    """The words with every name in braces replaced, once: what is filled in is never read again for names.

    Raises ValueError for words that `faults` finds wrong.
    """
    if faults(words):
        raise ValueError("these words have faults")
    return _PLACE.sub(lambda found: PLACES[found[1]](subject), words)
