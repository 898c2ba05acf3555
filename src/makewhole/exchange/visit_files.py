"""Reads visit files, JSON or TOML, with the files of practice, providers and patient that they name."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from makewhole.exchange._parsing import LARGEST_FILE, Form, fault, parse
from makewhole.records import (
    Coverage,
    InvalidRecord,
    Patient,
    Practice,
    Problem,
    Provider,
    Record,
    TreatmentHistory,
    TreatmentPlan,
    VisitFile,
    read_record,
    read_visit_file,
)

STANDARD_INPUT: Final = "-"
_SIBLINGS: Final[Mapping[str, type[Record]]] = {
    "practice": Practice,
    "patient": Patient,
    "plan": TreatmentPlan,
    "history": TreatmentHistory,
    "providers": Provider,
    "coverages": Coverage,
}
"""The fields whose record, or each of whose records, may stand in a file of its own."""
_RecordOf = Callable[[str, str], Any]
"""The record of that kind in the file at that path. Raises OSError or ValueError if there is no such file."""
_READ_AHEAD: Final = 32
"""Visits of a batch that are read in one go: a processor is faster at more of the same than at turns of two things."""
_FORMS: Final[Mapping[str, Form]] = {".json": "json", ".toml": "toml"}


def load(source: str | Path, today: date | None = None) -> VisitFile:
    """The visit file at `source`, or on standard input for "-", whole and validated.

    `practice`, `patient`, `plan`, `history` and each of `providers` and `coverages` may be the name of a JSON or
    TOML file instead of the record itself. That file lies in the visit file's own folder or below it (for standard
    input: the current folder). Dates after `today` are refused where they must lie in the past.
    Raises InvalidRecord with everything that is wrong, never repeating a value.
    """
    if str(source) == STANDARD_INPUT:
        return _visit_file(parse(sys.stdin.buffer.read(LARGEST_FILE + 1)), "", today, _latest)
    path = str(source)
    form = _FORMS.get(os.path.splitext(path)[1].lower())  # noqa: PTH122 - a Path costs more than the parsing
    return _visit_file(parse(_contents(path), form), os.path.dirname(path), today, _latest)  # noqa: PTH120


def load_many(source: str | Path, today: date | None = None) -> Iterator[tuple[int, VisitFile | InvalidRecord]]:
    """Each visit of a `.jsonl` file, one JSON visit a line, with its line's number, from 1.

    A bad line yields its error and the rest go on; an empty one is passed over. A file that the visits name is read
    once, so that all of them share one practice even if its file is changed meanwhile.

    Memory does not grow with the file. Raises InvalidRecord if the file cannot be opened.
    """
    path, record_of = Path(source), lru_cache(maxsize=512)(_latest)
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    folder = str(path.parent)
    with file:
        lines = _lines(file)
        while some := list(islice(lines, _READ_AHEAD)):
            yield from [(number, _line(line, folder, today, record_of)) for number, line in some]


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers; one that is too large is cut, which `parse` then refuses."""
    number = 0
    while line := file.readline(LARGEST_FILE + 1):
        number += 1
        rest = line
        while len(rest) > LARGEST_FILE and not rest.endswith(b"\n"):
            rest = file.readline(LARGEST_FILE + 1)
        if line.strip():
            yield number, line.rstrip()


def _line(line: bytes, folder: str, today: date | None, record_of: _RecordOf) -> VisitFile | InvalidRecord:
    try:
        return _visit_file(parse(line, "json"), folder, today, record_of)
    except InvalidRecord as error:
        return error


def _visit_file(fields: dict[str, Any], folder: str, today: date | None, record_of: _RecordOf) -> VisitFile:
    faults: dict[str, list[Problem]] = {}
    for field in _SIBLINGS:
        given = fields.get(field)
        if isinstance(given, str):
            fields[field] = _named(given, field, field, folder, record_of, faults)
        elif isinstance(given, list):
            fields[field] = [
                _named(one, field, f"{field}[{index}]", folder, record_of, faults) if isinstance(one, str) else one
                for index, one in enumerate(given)
            ]
    try:
        file = read_visit_file(fields, today)
    except InvalidRecord as error:
        others = [problem for problem in error.problems if problem.field not in faults]
        raise InvalidRecord([*chain.from_iterable(faults.values()), *others]) from None
    if faults:  # such as a broken history, which a visit file may do without
        raise InvalidRecord([*chain.from_iterable(faults.values())])
    return file


def _named(
    name: str, kind: str, where: str, folder: str, record_of: _RecordOf, faults: dict[str, list[Problem]]
) -> Any:
    """The record in the file `name` in `folder`; None, and the reasons in `faults`, if it cannot be had."""
    if not _lies_within(name):
        faults[where] = [Problem(where, "names a file outside the visit file's folder.", "Put it beside the visit.")]
        return None
    try:
        return record_of(kind, f"{folder}/{name}" if folder else name)
    except (OSError, ValueError):
        remedy = "Put that file beside the visit file, or write the record itself."
        faults[where] = [Problem(where, "names a file that is not there.", remedy)]
    except InvalidRecord as error:
        faults[where] = [
            Problem(f"{where}, in {name}" if field == "input" else f"{where}.{field}, in {name}", *rest)
            for field, *rest in error.problems
        ]
    return None


@lru_cache(maxsize=512)
def _lies_within(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.isprintable() and ":" not in name and parts[0] != "" and ".." not in parts


def _latest(kind: str, path: str) -> Any:
    state = os.stat(path)  # noqa: PTH116
    return _record(kind, path, state.st_ino, state.st_mtime_ns, state.st_size, stat.S_ISREG(state.st_mode))


@lru_cache(maxsize=512)
def _record(kind: str, path: str, inode: int, modified: int, size: int, is_file: bool) -> Any:
    """The validated record, read again only when the file has changed: many visit files share their parties."""
    if not is_file:
        raise fault("names a folder or device.", "Name a JSON or TOML file.")
    form = _FORMS.get(os.path.splitext(path)[1].lower())  # noqa: PTH122
    if form is None:
        raise fault("names a file that is neither .json nor .toml.", "Save it as one of them.")
    return read_record(_SIBLINGS[kind], parse(_contents(path), form))


def _contents(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> InvalidRecord:
    match error:
        case FileNotFoundError():
            return fault("is not there.", "Check the path.")
        case IsADirectoryError():
            return fault("is a folder.", "Name the visit file in it.")
        case PermissionError():
            return fault("may not be read by you.", "Change its permissions.")
    return fault("cannot be read.", "Check the path and the disk.")
