"""The ids of rows, as they come in an address or a form."""

from uuid import UUID


def id_in(text: str) -> UUID | None:
    """The id that was sent; None for anything that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
