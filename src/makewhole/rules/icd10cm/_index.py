"""The index file: a read-only SQLite database with one compressed block for each three-character category.

A block is lines of `code, since, until, billable, description`, separated by tabs and sorted, so that one code
costs one small read and the codes beneath a category stand together.
"""

import os
import sqlite3
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from makewhole.rules._errors import RuleError

INDEX_SETTING = "MAKEWHOLE_ICD10CM"
"""Environment variable: the path of a newer index to use instead of the one that ships with makewhole."""

_SHIPPED = Path(__file__).with_name("icd10cm.sqlite")


class Icd10IndexError(RuleError):
    """The ICD-10-CM index cannot be read."""


@dataclass(frozen=True, slots=True)
class Release:
    """A loaded release: `effective` is its first day, `known_until` the day before the next one is due or loaded."""

    effective: date
    known_until: date
    name: str
    source: str


class Span(NamedTuple):
    """Days over which one code kept the same wording and was, or was not, billable; `until` None: still so."""

    since: date
    until: date | None
    billable: bool
    description: str


@cache
def default_index() -> Path:
    """The index that MAKEWHOLE_ICD10CM names, else the one that ships."""
    return Path(os.environ.get(INDEX_SETTING) or _SHIPPED)


@cache
def read_releases(index: Path) -> tuple[Release, ...]:
    """The releases in an index, oldest first. Raises Icd10IndexError."""
    rows = _query(index, "SELECT effective, known_until, name, source FROM release ORDER BY effective")
    return tuple(Release(date.fromisoformat(a), date.fromisoformat(b), name, source) for a, b, name, source in rows)


def read_spans(index: Path, start: str) -> Iterator[tuple[str, Span]]:
    """Every code that begins with `start` (three characters or more, no dot), with its spans, oldest first."""
    lines = _lines(index, start[:3])
    for at in range(bisect_left(lines, start), len(lines)):
        if not lines[at].startswith(start):
            return
        code, since, until, billable, description = lines[at].split("\t")
        yield (
            code,
            Span(
                date.fromisoformat(since),
                date.fromisoformat(until) if until else None,
                billable == "1",
                description,
            ),
        )


def read_categories(index: Path) -> list[str]:
    """The three-character categories in an index, in order."""
    return [name for (name,) in _query(index, "SELECT name FROM category ORDER BY name")]


def write_index(index: Path, releases: Iterable[Release], spans: Mapping[str, list[Span]]) -> None:
    """Writes a whole index in place of any file there; `spans` is by code without dot, oldest first."""
    unfinished = index.with_name(f"{index.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as database, database:
        database.execute("CREATE TABLE release (effective TEXT PRIMARY KEY, known_until TEXT, name TEXT, source TEXT)")
        database.execute("CREATE TABLE category (name TEXT PRIMARY KEY, lines BLOB) WITHOUT ROWID")
        database.executemany(
            "INSERT INTO release VALUES (?, ?, ?, ?)",
            [(str(r.effective), str(r.known_until), r.name, r.source) for r in releases],
        )
        for category, codes in groupby(sorted(spans), key=lambda code: code[:3]):
            lines = [_line(code, span) for code in codes for span in spans[code]]
            database.execute(
                "INSERT INTO category VALUES (?, ?)", (category, zlib.compress("\n".join(lines).encode(), 9))
            )
    unfinished.replace(index)


def _line(code: str, span: Span) -> str:
    return f"{code}\t{span.since}\t{span.until or ''}\t{span.billable:d}\t{span.description}"


@lru_cache(maxsize=64)
def _lines(index: Path, category: str) -> list[str]:
    rows = _query(index, "SELECT lines FROM category WHERE name = ?", category)
    return zlib.decompress(rows[0][0]).decode().split("\n") if rows else []


def _query(index: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    try:
        # Opened for each read and closed again, so that every thread may ask; `immutable` needs no lock and no write.
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return database.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise Icd10IndexError(
            f"The ICD-10-CM index {index} cannot be read ({error}). Unset {INDEX_SETTING} to use the one that ships, "
            f"or compile it again with scripts/compile_icd10cm.py"
        ) from error
