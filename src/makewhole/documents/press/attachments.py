"""Turns an attached record (PDF, JPEG or PNG) into upright pictures of its pages, of a sane size, without metadata."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw as pdfium_raw

from makewhole.errors import MakewholeError

DPI = 200
"""A page of Letter becomes 1700 by 2200 pixels: what a fine fax can carry."""
LONGEST = 11 * DPI
MOST_PAGES = 100
MOST_PIXELS = 100_000_000
QUALITY = 75

pdfium_takes_one_thread = threading.Lock()


Fault = Literal["password", "damaged", "pages", "pixels", "kind", "heavy"]
SAYS: Final[Mapping[Fault, str]] = {
    "password": "needs a password to open: save a copy without one and attach that",
    "damaged": "is damaged and cannot be read: make a new copy of it",
    "pages": f"has no page, or more than {MOST_PAGES}: attach between 1 and {MOST_PAGES} of them",
    "pixels": "is larger than 100 megapixels: attach a smaller copy",
    "kind": "is not a PDF, JPEG or PNG file: save it as one of these and attach that",
    "heavy": "takes too much memory or time to draw: print it to a new PDF, or scan it, and attach that",
}


class AttachmentError(MakewholeError):
    """An attached record cannot be used; the message names the file and the remedy, `fault` says what is wrong."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(f"{name} {SAYS[fault]}")
        self.fault = fault


@dataclass(frozen=True)
class AttachedPage:
    """One page as a JPEG, with the words that can be read on it (empty for a photo or a scan)."""

    picture: bytes
    words: str


Attached: TypeAlias = bytes | Sequence[AttachedPage]
"""A record as it was attached, or its pages where they were drawn before."""


def attachment_pages(record: Attached, name: str) -> Sequence[AttachedPage]:
    """Return the record's pages in order, as they are where they were drawn before; `name` is the file's name for
    messages.

    A typst PDF/UA-1 file cannot hold another PDF's pages, so they are drawn at 200 dpi. A PDF with only an owner
    password is drawn like any other. Raises AttachmentError for a file that needs a password to open, is damaged, is
    empty, is too large, or is neither PDF, JPEG nor PNG.
    """
    if not isinstance(record, bytes):
        return record
    if is_pdf(record):
        with _opened(record, name) as document:
            return [_drawn(document[i]) for i in range(len(document))]
    return [AttachedPage(_photo(record, name), "")]


def draw_small(record: bytes, name: str) -> int:
    """Draw each page of a record at 72 dpi and keep none: how many there are. Raises AttachmentError as
    `attachment_pages`."""
    if is_pdf(record):
        with _opened(record, name) as document:
            for page in document:
                page.render(scale=min(1.0, LONGEST / max(page.get_size()))).close()
            return len(document)
    _photo(record, name)
    return 1


def is_pdf(record: bytes) -> bool:
    """Whether a file says that it is a PDF, by its content."""
    return b"%PDF-" in record[:1024]


@contextmanager
def _opened(record: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    with pdfium_takes_one_thread:
        try:
            document = pdfium.PdfDocument(record)
        except pdfium.PdfiumError as error:
            if error.err_code == pdfium_raw.FPDF_ERR_PASSWORD:
                raise AttachmentError(name, "password") from None
            raise AttachmentError(name, "damaged") from None
        try:
            if not 0 < len(document) <= MOST_PAGES:
                raise AttachmentError(name, "pages")
            document.init_forms()
            yield document
        except pdfium.PdfiumError:
            raise AttachmentError(name, "damaged") from None
        finally:
            document.close()


def _drawn(page: pdfium.PdfPage) -> AttachedPage:
    scale = min(DPI / 72, LONGEST / max(page.get_size()))
    image = page.render(scale=scale).to_pil()
    return AttachedPage(_jpeg(image), " ".join(page.get_textpage().get_text_bounded().split()))


def _photo(record: bytes, name: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(record), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise AttachmentError(name, "pixels")
                image.draft("RGB", (LONGEST, LONGEST))
                upright = _on_white(ImageOps.exif_transpose(image))
                upright.thumbnail((LONGEST, LONGEST))
                return _jpeg(upright)
    except UnidentifiedImageError:
        raise AttachmentError(name, "kind") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise AttachmentError(name, "damaged") from None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB"):
        return image
    if image.mode == "CMYK":
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _jpeg(image: Image.Image) -> bytes:
    """By its pixels only: EXIF, with the place where a photo was taken, and comments stay behind."""
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
