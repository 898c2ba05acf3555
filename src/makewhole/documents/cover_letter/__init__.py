"""The letter with which the subscriber sends the packet to the payer's claims department."""

from makewhole.documents.cover_letter.builder import ORDER, build, part

__all__ = ["ORDER", "build", "part"]
