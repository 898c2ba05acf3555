"""The treatment plan on one page, as the clinician set it out."""

from makewhole.documents.treatment_plan.builder import ORDER, part

__all__ = ["ORDER", "part"]
