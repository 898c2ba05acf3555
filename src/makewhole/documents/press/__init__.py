"""The press: the one look of all paper, the compiler that sets it and the pictures of attached records."""

from makewhole.documents.press.attachments import (
    Attached,
    AttachedPage,
    AttachmentError,
    Fault,
    attachment_pages,
    is_pdf,
)
from makewhole.documents.press.compiler import Part, PressError, compile_pdf
from makewhole.documents.press.pages import Drawn, page_pictures

__all__ = [
    "Attached",
    "AttachedPage",
    "AttachmentError",
    "Drawn",
    "Fault",
    "Part",
    "PressError",
    "attachment_pages",
    "compile_pdf",
    "is_pdf",
    "page_pictures",
]
