"""Where a page of a form is blank: nothing printed there, no picture, no line."""

import time
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.internal as pdfium_i
import pypdfium2.raw as raw
from PIL import Image

from makewhole.documents.forms.form import Rect
from makewhole.documents.press.attachments import pdfium_takes_one_thread

_LONGEST_WORK = 1.0
"""Seconds of this thread's own work on a page: the slowest form that we know takes a tenth of one."""
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

    def clear_margin(self, side: Literal["left", "right"], bottom: float, top: float, most: float) -> float:
        """How many points from that edge of the page inward nothing is printed between two heights, `most` at most."""
        left = 0 if side == "left" else max(0, int(self.picture.width - most))
        upper, lower = max(0, int(self.shown.top - top)), int(self.shown.top - bottom + 1)
        band = self.picture.crop((left, upper, min(self.picture.width, left + int(most)), lower))
        shades, columns, lightest, darkest = band.tobytes(), range(band.width), 0, 255
        for count, column in enumerate(columns if side == "left" else reversed(columns)):
            here = shades[column :: band.width]
            lightest, darkest = max(lightest, *here), min(darkest, *here)
            if darkest < _LIGHTEST or lightest - darkest > _FAINTEST:
                return float(count)
        return float(band.width)


@lru_cache(maxsize=8)
def paper(content: bytes, number: int) -> Paper | None:
    """One page of a form that has been read before, counted from 1; None where it cannot be drawn."""
    with pdfium_takes_one_thread:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return None
        try:
            page = document[number - 1]
            picture = _drawn(page) if max(page.get_size()) <= _LONGEST else None
            return Paper(picture, Rect(*page.get_cropbox())) if picture else None
        except pdfium.PdfiumError:
            return None
        finally:
            document.close()


def _drawn(page: pdfium.PdfPage) -> Image.Image | None:
    """The page at one pixel a point; None for one that takes longer than any form does."""
    width, height = (ceil(side) for side in page.get_size())
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    end = time.thread_time() + _LONGEST_WORK
    pause = raw.IFSDK_PAUSE(version=1)
    pdfium_i.set_callback(pause, "NeedToPauseNow", lambda _pause: time.thread_time() > end)
    flags = raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE
    state = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, flags, pause)
    raw.FPDF_RenderPage_Close(page)
    return bitmap.to_pil() if state == raw.FPDF_RENDER_DONE else None
