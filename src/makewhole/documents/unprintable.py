"""Finds the fields of a visit file that hold the character which the press could not print."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from makewhole.documents.press import PressError
from makewhole.records import InvalidRecord, Problem, VisitFile


@contextmanager
def unprintable_fields_named(*files: VisitFile) -> Iterator[None]:
    """Inside, a PressError about a character becomes an InvalidRecord with every field of `files` that holds it."""
    try:
        yield
    except PressError as error:
        if not error.unprintable:
            raise
        fields = sorted({field for file in files for field in _holding(error.unprintable, file.model_dump(), "")})
        if not fields:
            raise
        says = f"holds the character {error.unprintable}, which cannot be printed."
        raise InvalidRecord([Problem(field, says, "Write it in Latin letters.") for field in fields]) from None


def _holding(character: str, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str) and character in value:
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _holding(character, inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _holding(character, inner, f"{path}[{index}]")
