"""Opens a form that anyone may have sent, or refuses it in plain words with the way out."""

import io
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from makewhole.errors import InvalidRecord, Problem

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes. The largest insurer's form that we have seen has 3 MB; beyond this it is a scan or an attack."""
MOST_PAGES = 60
"""A claim form has two to eight pages; booklets with a form in them have thirty."""
MOST_BOXES, MOST_ON_A_PAGE = 1500, 450
"""A CMS-1500 has 270 places on its page, the longest enrolment form we know some 900 on all of its pages."""
LARGEST_CONTENT = 20 * 1024 * 1024
"""Bytes of drawing on one page: a form has some hundred thousand."""
LARGEST_SIDE = 14_400
"""Points: the largest page of the PDF standard, 200 inches."""


class FormRefused(InvalidRecord):
    """A file that cannot be used as a form, with the reason and the way out."""


def refused(says: str, remedy: str) -> FormRefused:
    """The refusal of a form, said as a problem of the field `form`."""
    return FormRefused([Problem("form", says, remedy)])


@contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    """The form's PDF, closed at the end. A password that only forbids changes does not keep it shut.

    Raises FormRefused for a file that needs a password to open, is damaged beyond repair, is no PDF, or is too large;
    also where reading it fails within the block, as it may in a damaged one.
    """
    if len(content) > LARGEST_FILE:
        raise refused("is larger than 25 MB.", "Take the blank form from the insurer's site, not a scan of it.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what pikepdf mends or finds odd in somebody else's file
            with pikepdf.open(io.BytesIO(content)) as pdf:
                _within_limits(pdf)
                yield pdf
    except pikepdf.PasswordError:
        remedy = "Open it with its password, print it to a new PDF, and use that."
        raise refused("needs a password to open.", remedy) from None
    except (pikepdf.PdfError, AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, InvalidRecord):
            raise
        raise damaged() from None


def damaged() -> FormRefused:
    """The refusal of a file that is broken or never was a PDF."""
    return refused("is damaged, or is no PDF.", "Download it again from the insurer's site.")


def bounded(page: pikepdf.Page) -> bool:
    """Whether the page's content stays small when it is inflated: a kilobyte can become a gigabyte."""
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return all(_inflates_within(stream) for stream in streams if isinstance(stream, pikepdf.Stream))


def _inflates_within(stream: pikepdf.Stream) -> bool:
    named = stream.get("/Filter")
    content = stream.read_raw_bytes()
    for name in named if isinstance(named, pikepdf.Array) else [named]:
        if name != "/FlateDecode":
            break
        inflating = zlib.decompressobj()
        try:
            content = inflating.decompress(content, LARGEST_CONTENT)
        except zlib.error:
            break
        if inflating.unconsumed_tail:
            return False
    return True


def _within_limits(pdf: pikepdf.Pdf) -> None:
    pages = len(pdf.pages)
    if pages == 0:
        raise refused("has no pages.", "Download it again from the insurer's site.")
    if pages > MOST_PAGES:
        raise refused(f"has {pages} pages.", "Keep only the pages of the form, sixty at most.")
    for page in pdf.pages:
        box = [float(side) for side in page.mediabox]
        if not (0 < abs(box[2] - box[0]) <= LARGEST_SIDE and 0 < abs(box[3] - box[1]) <= LARGEST_SIDE):
            raise refused("has a page of an impossible size.", "Download it again from the insurer's site.")
