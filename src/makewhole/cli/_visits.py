"""The visits that a command line names, in order, each whole or with what is wrong with it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makewhole.errors import InvalidRecord
    from makewhole.records import VisitFile

MANY = ".jsonl"


class Visits:
    """Yields where each visit comes from ("a.json", "-", "day.jsonl:3") and the visit, or why it cannot be had.

    It may be gone through again: standard input is read once and kept, files are read each time, so that memory
    does not grow with their number.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = sources
        self._standard_input: VisitFile | InvalidRecord | None = None

    def __iter__(self) -> "Iterator[tuple[str, VisitFile | InvalidRecord]]":
        from makewhole.exchange.visit_files import STANDARD_INPUT

        for source in self._sources:
            if source.lower().endswith(MANY):
                yield from _lines(source)
            elif source == STANDARD_INPUT:
                self._standard_input = self._standard_input or _visit(source)
                yield source, self._standard_input
            else:
                yield source, _visit(source)


def _visit(source: str) -> "VisitFile | InvalidRecord":
    from makewhole.errors import InvalidRecord
    from makewhole.exchange.visit_files import load

    try:
        return load(source, date.today())
    except InvalidRecord as error:
        return error


def _lines(source: str) -> "Iterator[tuple[str, VisitFile | InvalidRecord]]":
    from makewhole.errors import InvalidRecord
    from makewhole.exchange.visit_files import load_many

    try:
        for number, visit in load_many(source, date.today()):
            yield f"{source}:{number}", visit
    except InvalidRecord as error:
        yield source, error
