"""Draws the pages of a finished PDF as pictures, for a screen that shows them before anything is printed."""

import io
from typing import NamedTuple

import pypdfium2 as pdfium

from makewhole.documents.press.attachments import pdfium_takes_one_thread

DPI = 110
"""A page of Letter becomes 935 by 1210 pixels: readable at the width of a phone and of a desk."""


class Drawn(NamedTuple):
    """Some pages of a PDF as PNG, the number of the first of them, and how many pages there are in all."""

    pictures: tuple[bytes, ...]
    first: int
    pages: int


def page_pictures(pdf: bytes, first: int = 1, most: int = 10) -> Drawn:
    """At most `most` pages from page `first` on, counted from 1. `pdf` is one of our own, never an upload."""
    with pdfium_takes_one_thread:
        document = pdfium.PdfDocument(pdf)
        try:
            pages = len(document)
            wanted = range(first - 1, min(first - 1 + most, pages))
            return Drawn(tuple(_png(document[number]) for number in wanted), first, pages)
        finally:
            document.close()


def _png(page: pdfium.PdfPage) -> bytes:
    out = io.BytesIO()
    page.render(scale=DPI / 72).to_pil().save(out, "PNG")
    return out.getvalue()
