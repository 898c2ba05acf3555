"""The itemized receipt for a health savings or flexible spending account."""

from makewhole.documents.receipt.builder import ORDER, build, part

__all__ = ["ORDER", "build", "part"]
