"""How a clinical paper is put together: sections of blocks, each left out where the record has nothing for it."""

from typing import Any

Block = dict[str, Any]
"""One piece of a section: its kind and what it holds, as `blocks.typ` sets it, for example {"par": "…"}."""
Section = dict[str, Any]


def section(head: str, *blocks: Block | None) -> list[Section]:
    """A section of the blocks that there are; none where there are none."""
    there = [block for block in blocks if block is not None]
    return [{"head": head, "blocks": there}] if there else []


def par(text: str | None) -> Block | None:
    """A paragraph, if there is anything to say."""
    return {"par": text} if text else None


def facts(*pairs: tuple[str, str | list[str] | None]) -> Block | None:
    """Label and value, one under the other, without the pairs that have no value."""
    there = [[label, value] for label, value in pairs if value]
    return {"facts": there} if there else None


def quote(intro: str, words: str | None) -> Block | None:
    """Words of the record exactly as they stand there, and whose they are."""
    return {"quote": {"intro": intro, "lines": words.splitlines()}} if words else None
