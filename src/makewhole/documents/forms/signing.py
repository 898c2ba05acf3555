"""The places of a form that are left to the pen: who signs there, and which is not to be signed."""

from dataclasses import dataclass
from typing import Literal

from makewhole.documents.forms.form import Box, Rect
from makewhole.documents.forms.vocabulary import name_tokens, party_in, tokens

Whose = Literal["patient", "provider", ""]
_PAYING = ("payment", "pay", "benefits", "assign", "assignment")
_PAID = ("physician", "supplier", "provider", "doctor", "clinic", "undersigned", "facility", "hospital")
_GIVING = ("authorize", "authorise", "assign", "request", "direct", "authorization", "assignment")


@dataclass(frozen=True, slots=True)
class Signature:
    """One place for a signature. `whose` is "" where the form does not say.

    `pays_practice`: a signature there would send the payment to the practice, not to the patient who has paid.
    """

    box: str
    page: int
    rect: Rect
    label: str
    whose: Whose
    pays_practice: bool


def signature(box: Box) -> Signature:
    """Who signs in this box, by the words around it."""
    own = f"{box.tooltip} {box.label}"
    around = set(tokens(f"{own} {' '.join(box.above[:1])}"))
    pays = bool(around & set(_PAYING) and around & set(_PAID) and around & set(_GIVING))
    party = party_in(box.tooltip) or party_in(box.label) or party_in(" ".join(name_tokens(box.field)))
    whose: Whose = "provider" if party in ("provider", "practice", "facility") and not pays else "patient"
    if not party and not pays:
        whose = ""
    label = box.tooltip or box.label or box.field
    return Signature(box.id, box.page, box.rect, label, whose, pays)
