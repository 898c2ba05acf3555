"""The three papers of the form: values for the red form, a drawing to read, and a sheet to line up the printer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.documents.press import Part, compile_pdf
from makewhole.errors import MakewholeError

TITLE = "Claim form CMS-1500"
FURTHEST = Decimal("0.5")
"""Inches: a printer that is further off is loaded or scaled wrongly, and moving the print would hide it."""


class OffsetTooLarge(MakewholeError):
    """The offsets given would move the print off the form's boxes."""


def review_part(content: Mapping[str, Any], title: str = TITLE) -> Part:
    """The forms drawn with their boxes, as a part of the packet: one page a form."""
    return Part("cms1500", title, content)


def review_pdf(content: Mapping[str, Any], issued: date) -> bytes:
    """The same as a PDF of its own, to read on screen."""
    return compile_pdf(
        [review_part(content)], title=f"{TITLE}: {content['claim']}", number=content["claim"], issued=issued
    )


def values_pdf(
    content: Mapping[str, Any], issued: date, offset_inches: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
) -> bytes:
    """Only the values, to print on the pre-printed red form: one page a form, nothing else on it.

    `offset_inches` moves all print right and down (negative: left and up), at most half an inch either way; it is
    found with `calibration_pdf`. Raises OffsetTooLarge beyond that.
    """
    moved = {**content, "offset": _offset(offset_inches)}
    part = Part("cms1500/values", f"{TITLE}, values to print", moved)
    return compile_pdf([part], title=f"{TITLE}: {content['claim']}", number=content["claim"], issued=issued)


def calibration_pdf(issued: date, offset_inches: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))) -> bytes:
    """A sheet to print on a red form: crosses where corners of its boxes are, and how to read off the offsets."""
    part = Part("cms1500/calibration", f"{TITLE}: line up the printer", {"offset": _offset(offset_inches)})
    return compile_pdf([part], title=part.title, number="calibration", issued=issued)


def _offset(inches: tuple[Decimal, Decimal]) -> list[str]:
    if any(abs(way) > FURTHEST for way in inches):
        raise OffsetTooLarge(f"An offset may be {FURTHEST} inch at most: check that the page is printed at 100 %")
    return [f"{way:f}" for way in inches]
