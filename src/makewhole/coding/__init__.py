"""Facts become lines: a visit is coded, each line with its reason, and checked for what an insurer would reject."""

from .claims import build_claim
from .coder import code_visit

__all__ = ["build_claim", "code_visit"]
