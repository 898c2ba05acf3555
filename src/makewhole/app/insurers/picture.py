"""The picture of a form's page, and how places on the page and on the picture turn into each other."""

import base64
import io
from dataclasses import dataclass

import pypdfium2 as pdfium

from makewhole.documents.forms import Rect
from makewhole.documents.press.attachments import pdfium_takes_one_thread

DPI = 110
LONGEST = 1600
"""Pixels of the longer side: a page of any size becomes a picture that a browser can show."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place on the picture in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as shown: a data: address, its size in points, the part of the page shown, and its turn clockwise."""

    address: str
    width: float
    height: float
    shown: Rect
    turned: int

    def on_picture(self, rect: Rect) -> Placed:
        """Where a place of the page stands on the picture."""
        left, right = rect.left - self.shown.left, rect.right - self.shown.left
        low, high = rect.bottom - self.shown.bottom, rect.top - self.shown.bottom
        if self.turned == 90:
            return Placed(low, left, high - low, right - left)
        if self.turned == 180:
            return Placed(self.width - right, low, right - left, high - low)
        if self.turned == 270:
            return Placed(self.width - high, self.height - right, high - low, right - left)
        return Placed(left, self.height - high, right - left, high - low)

    def on_page(self, at: Placed) -> Rect:
        """Which place of the page stands there on the picture."""
        x, y, across, down = at.x, at.y, at.x + at.width, at.y + at.height
        if self.turned == 90:
            left, right, low, high = y, down, x, across
        elif self.turned == 180:
            left, right, low, high = self.width - across, self.width - x, y, down
        elif self.turned == 270:
            left, right, low, high = self.height - down, self.height - y, self.width - across, self.width - x
        else:
            left, right, low, high = x, across, self.height - down, self.height - y
        return Rect(left + self.shown.left, low + self.shown.bottom, right + self.shown.left, high + self.shown.bottom)


def page_picture(content: bytes, number: int) -> Picture:
    """The picture of one page of a form, counted from 1. `content` has been read as a form before."""
    with pdfium_takes_one_thread:
        document = pdfium.PdfDocument(content)
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(DPI / 72, LONGEST / max(width, height))
            out = io.BytesIO()
            page.render(scale=scale).to_pil().save(out, "PNG")
            shown, turned = Rect(*page.get_cropbox()), page.get_rotation()
        finally:
            document.close()
    address = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    return Picture(address, width, height, shown, turned)
