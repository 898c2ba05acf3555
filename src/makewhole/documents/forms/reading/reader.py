"""Reads a form: its fields, or where it has none the places that it prints to write on, with the words around each."""

import hashlib
import re
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium

from makewhole.documents.forms.form import Box, Form
from makewhole.documents.forms.reading.active import active_content
from makewhole.documents.forms.reading.fields import inherited, read_fields
from makewhole.documents.forms.reading.flat import drawn_boxes
from makewhole.documents.forms.reading.labels import labeled
from makewhole.documents.forms.reading.opening import bounded, damaged, opened, refused
from makewhole.documents.forms.reading.printed import Printed, is_legible, read_page
from makewhole.documents.press.attachments import pdfium_takes_one_thread

_EDITION = re.compile(
    r"(\b[A-Z]{1,4}[- ]?\d{1,6}[A-Z]?\b.{0,12})?\(?\b(rev\.? ?)?(0?[1-9]|1[0-2])[-/](\d\d|\d{4})\b\)?", re.I
)


def read_form(content: bytes) -> Form:
    """The form in a PDF. Nothing is written and nothing in it is run.

    Raises FormRefused, in plain words with the way out, for a file that needs a password to open, is damaged, too
    large, made of XFA alone, or has no place to fill.
    """
    with opened(content) as pdf:
        boxes = read_fields(pdf)
        _refuse_xfa_alone(pdf, boxes)
        removed = active_content(pdf)
        if not all(bounded(page) for page in pdf.pages):
            raise refused("draws more on a page than any form does.", "Download it again from the insurer's site.")
        sizes = tuple(_size(page) for page in pdf.pages)
        turned = {number for number, page in enumerate(pdf.pages, start=1) if _is_turned(page)}
        titled = str(pdf.docinfo.get("/Title", ""))[:120] if pdf.trailer.get("/Info") is not None else ""
    if turned & ({box.page for box in boxes if box.to_fill} or turned):
        raise refused("has pages turned on their side.", "Print it upright to a new PDF, and use that.")
    wanted = sorted({box.page for box in boxes if box.to_fill}) or range(1, len(sizes) + 1)
    printed = _printed(content, wanted)
    if not any(box.to_fill for box in boxes):
        boxes = [box for number, page in printed.items() for box in drawn_boxes(page, number)]
        if not boxes:
            raise refused("has no place to fill.", "Choose the blank claim form; a scan needs its fields drawn first.")
    found = [box for number in sorted({box.page for box in boxes}) for box in _labeled(boxes, printed, number)]
    return Form(
        hash=hashlib.sha256(content).hexdigest(),
        title=titled or _title(printed),
        edition=_edition(printed),
        pages=sizes,
        boxes=tuple(found),
        removed=removed,
    )


def _labeled(boxes: list[Box], printed: dict[int, Printed], page: int) -> list[Box]:
    there = printed.get(page, Printed())
    if not is_legible(there.phrases):  # then tooltips and names speak alone
        there = replace(there, phrases=())
    return labeled([box for box in boxes if box.page == page], there)


def _printed(content: bytes, numbers: "list[int] | range") -> dict[int, Printed]:
    with pdfium_takes_one_thread:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            raise damaged() from None
        try:
            return {number: read_page(document[number - 1]) for number in numbers if number <= len(document)}
        except pdfium.PdfiumError:
            raise damaged() from None
        finally:
            document.close()


def _refuse_xfa_alone(pdf: pikepdf.Pdf, boxes: list[Box]) -> None:
    acroform = pdf.Root.get("/AcroForm")
    if isinstance(acroform, pikepdf.Dictionary) and "/XFA" in acroform and not boxes:
        remedy = "Open it in Adobe Reader, print it to a new PDF, and use that; or ask the insurer for a plain PDF."
        raise refused("is an XFA form, which only Adobe's own programs can show.", remedy)


def _is_turned(page: pikepdf.Page) -> bool:
    """Whether a viewer turns the page, so that what is written upright would lie on its side."""
    turn = inherited(page.obj, "/Rotate")
    return isinstance(turn, int) and turn % 360 != 0


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return abs(right - left), abs(top - bottom)


def _title(printed: dict[int, Printed]) -> str:
    phrases = [phrase for page in printed.values() for phrase in page.phrases]
    return max(phrases, key=lambda phrase: phrase.rect.height).text[:120] if phrases else ""


def _edition(printed: dict[int, Printed]) -> str:
    """What stands at the foot of a page about the form's version, as in "GC-7 (10-20)"."""
    for page in printed.values():
        for phrase in reversed(page.phrases[-12:]):
            if found := _EDITION.search(phrase.text):
                return found[0].strip()
    return ""
