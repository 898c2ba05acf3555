"""The press: the one look of all paper, the compiler that sets it and the pictures of attached records."""

from makewhole.documents.press.attachments import (
    AttachedPage,
    AttachmentError,
    attachment_pages,
    count_pages,
    is_pdf,
)
from makewhole.documents.press.compiler import Part, PressError, compile_pdf
from makewhole.documents.press.pages import Drawn, page_pictures

__all__ = [
    "AttachedPage",
    "AttachmentError",
    "Drawn",
    "Part",
    "PressError",
    "attachment_pages",
    "compile_pdf",
    "count_pages",
    "is_pdf",
    "page_pictures",
]
