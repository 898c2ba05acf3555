"""What the code book says of a billed drug code."""

from datetime import date

from makewhole.rules import known


def is_unlisted(code: str, on: date) -> bool:
    """Whether the code says nothing of the drug, so that name, strength and dose must stand beside it."""
    entry = known(f"coding/codes/drugs/{code}", on)
    return entry is not None and bool(entry.value["unlisted"])
