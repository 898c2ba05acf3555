"""The clinical summary of the visit: what was done, to the minute, and the note as signed."""

from makewhole.documents.clinical_summary.builder import ORDER, part

__all__ = ["ORDER", "part"]
