"""The CMS-1500 (02/12): values on the print grid of the pre-printed red form, and a drawing of it to read."""

from makewhole.documents.cms1500.answered import unanswered
from makewhole.documents.cms1500.builder import build
from makewhole.documents.cms1500.printing import TITLE, calibration_pdf, review_part, review_pdf, values_pdf

__all__ = [
    "TITLE",
    "build",
    "calibration_pdf",
    "review_part",
    "review_pdf",
    "unanswered",
    "values_pdf",
]
