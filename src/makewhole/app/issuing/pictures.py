"""Pictures of pages as addresses that carry the picture themselves, so that none is stored or fetched twice."""

import base64
from collections.abc import Sequence


def as_addresses(pictures: Sequence[bytes]) -> list[str]:
    """PNG pictures as data: addresses."""
    return [f"data:image/png;base64,{base64.b64encode(each).decode()}" for each in pictures]
