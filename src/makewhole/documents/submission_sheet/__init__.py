"""The page that tells the patient where, how and by when to send the packet."""

from makewhole.documents.submission_sheet.builder import ORDER, build, part

__all__ = ["ORDER", "build", "part"]
