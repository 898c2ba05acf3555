"""Where a page of a form is blank: nothing printed there, no picture, no line."""

from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium
from PIL import Image

from makewhole.documents.forms.form import Rect
from makewhole.documents.press.attachments import pdfium_takes_one_thread

_LONGEST = 2000
"""Points of the longer side: a page beyond it is a poster, on which no arrow would be found."""
_FAINTEST = 24
"""Shades of 256: the thinnest line that a printer shows is four times as dark against its ground."""
_LIGHTEST = 170
"""A ground darker than this is a bar of colour, not paper."""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A page as printed, without what is filled in: a grey picture at one pixel a point, and the part it shows."""

    picture: Image.Image
    shown: Rect

    def is_blank(self, place: Rect) -> bool:
        """Whether nothing at all is printed in a place; False for one that is not wholly on the page."""
        shown = self.shown
        if place.left < shown.left or place.bottom < shown.bottom or place.right > shown.right or place.top > shown.top:
            return False
        left, upper = int(place.left - shown.left), int(shown.top - place.top)
        right, lower = int(place.right - shown.left + 1), int(shown.top - place.bottom + 1)
        shades = self.picture.crop((left, upper, right, lower)).tobytes()
        return min(shades) >= _LIGHTEST and max(shades) - min(shades) <= _FAINTEST


@lru_cache(maxsize=4)
def paper(content: bytes, number: int) -> Paper | None:
    """One page of a form that has been read before, counted from 1; None where it cannot be drawn."""
    with pdfium_takes_one_thread:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return None
        try:
            page = document[number - 1]
            if max(page.get_size()) > _LONGEST:
                return None
            return Paper(page.render(scale=1, grayscale=True).to_pil(), Rect(*page.get_cropbox()))
        except pdfium.PdfiumError:
            return None
        finally:
            document.close()
