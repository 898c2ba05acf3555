"""X12: the claim as an 837P that a clearinghouse or insurer reads."""

from .professional_claim import write_837p

__all__ = ["write_837p"]
