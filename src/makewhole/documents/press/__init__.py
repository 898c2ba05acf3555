"""The press: the one look of all paper, the compiler that sets it and the pictures of attached records."""

from makewhole.documents.press.attachments import AttachedPage, AttachmentError, attachment_pages
from makewhole.documents.press.compiler import Part, PressError, compile_pdf

__all__ = ["AttachedPage", "AttachmentError", "Part", "PressError", "attachment_pages", "compile_pdf"]
