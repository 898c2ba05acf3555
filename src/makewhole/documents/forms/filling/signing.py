"""The places of a form that are left to the pen: who signs there, which is not to be signed, and their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from makewhole.documents.forms.form import Box, Rect
from makewhole.documents.forms.understanding.vocabulary import name_tokens, party_in, tokens

Whose = Literal["patient", "provider", ""]
Height = Literal["bottom", "middle", "top"]
Side = Literal["left", "center", "right"]
_HEIGHTS: Final[tuple[Height, ...]] = ("bottom", "middle", "top")
_SIDES: Final[tuple[Side, ...]] = ("left", "center", "right")
_PAYING: Final = {"payment", "pay", "benefits", "assign", "assignment"}
_PAID: Final = {"physician", "supplier", "provider", "doctor", "clinic", "undersigned", "facility", "hospital"}
_GIVING: Final = {"authorize", "authorise", "assign", "request", "direct", "authorization", "assignment"}
_OF_THE_PRACTICE: Final = ("provider", "practice", "facility")
_TREATING: Final = {"prescriber", "prescribing", "practitioner", "clinician", "pharmacist"}


@dataclass(frozen=True, slots=True)
class Signature:
    """One place for a signature. `whose` is "" where the form does not say.

    `pays_practice`: a signature there would send the payment to the practice, not to the patient who has paid.
    `number` counts the places that the patient signs, down the pages; 0 for every other. `where` is its part of the
    page: top, middle or bottom, and left, center or right. `marked`: an arrow on the page points at it.
    """

    box: str
    page: int
    rect: Rect
    label: str
    whose: Whose
    pays_practice: bool
    number: int = 0
    where: tuple[Height, Side] = ("middle", "center")
    marked: bool = False


def signatures(boxes: Sequence[Box], pages: Sequence[tuple[float, float]]) -> tuple[Signature, ...]:
    """Every place for a pen, in the form's order, those that the patient signs with their numbers.

    `pages` are width and height in points.
    """
    read = [(_signature(box), _named(box)) for box in boxes]
    by_patient = any(party == "patient" for _, party in read)
    places = [
        replace(place, pays_practice=True) if by_patient and _assigns(box, party) else place
        for box, (place, party) in zip(boxes, read, strict=True)
    ]
    ordered = sorted(filter(_for_the_patient, places), key=lambda each: (each.page, -each.rect.top, each.rect.left))
    numbers = {each.box: number for number, each in enumerate(ordered, start=1)}
    return tuple(
        replace(each, number=numbers.get(each.box, 0), where=_where(each.rect, *pages[each.page - 1]))
        for each in places
    )


def _where(rect: Rect, wide: float, high: float) -> tuple[Height, Side]:
    across, up = rect.middle
    return _HEIGHTS[_third(up, high)], _SIDES[_third(across, wide)]


def _third(at: float, whole: float) -> int:
    return min(2, max(0, int(3 * at / whole)))


def _for_the_patient(place: Signature) -> bool:
    return place.whose != "provider" and not place.pays_practice


def _assigns(box: Box, party: str) -> bool:
    """A form that is a picture tells by the fields' names alone: the insured's signature beside the patient's own is
    item 13 of the national claim form, which pays the practice (NUCC 1500 manual, item 13)."""
    return party == "subscriber" and not (box.tooltip or box.label or box.above)


def _named(box: Box) -> str:
    return party_in(" ".join(name_tokens(box.field)))


def _signature(box: Box) -> Signature:
    """Who signs in this box, by the words around it."""
    own = f"{box.tooltip} {box.label}"
    around = set(tokens(f"{own} {' '.join(box.above[:1])}"))
    pays = bool(around & _PAYING and around & _PAID and around & _GIVING)
    party = party_in(box.tooltip) or party_in(box.label) or _named(box)
    treats = party in _OF_THE_PRACTICE or bool(_TREATING & set(tokens(own)))
    whose: Whose = "provider" if treats and not pays else "patient" if party or pays else ""
    label = box.tooltip or box.label or box.field
    return Signature(box.id, box.page, box.rect, label, whose, pays)
