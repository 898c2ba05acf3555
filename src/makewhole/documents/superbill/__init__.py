"""The superbill: the itemized statement that insurers ask for, of one visit or of several."""

from makewhole.documents.superbill.builder import ORDER, DifferentParties, build, part, statement

__all__ = ["ORDER", "DifferentParties", "build", "part", "statement"]
