"""The letter of medical necessity: why this treatment, from the facts of the record and from nothing else."""

from makewhole.documents.necessity_letter.builder import ORDER, part

__all__ = ["ORDER", "part"]
