"""The page that answers the insurer's own policy point by point from the record."""

from makewhole.documents.policy_answers.alone import answers_pdf
from makewhole.documents.policy_answers.builder import ALONE, ORDER, page, part

__all__ = ["ALONE", "ORDER", "answers_pdf", "page", "part"]
