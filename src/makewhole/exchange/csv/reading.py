"""CSV bytes of unknown encoding and delimiter into rows, one at a time."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from makewhole.records import InvalidRecord, Problem

LARGEST: Final = 40 * 1024 * 1024
"""Bytes; fifty thousand patients are about ten million."""
_MOST_COLUMNS: Final = 400
_LONGEST_CELL: Final = 100_000
_SAMPLE: Final = 65_536
_DELIMITERS: Final = (",", ";", "\t", "|")
_NOT_TEXT: Final = ("is not text in an encoding known here.", "Save it as “CSV UTF-8”.")


@dataclass(frozen=True, slots=True)
class Table:
    """How a file is to be read: the names in its first row, its encoding and its delimiter."""

    header: tuple[str, ...]
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is row 1), its cells, and what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    fault: Problem | None = None


def open_table(raw: bytes) -> Table:
    """How to read the file. UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252.

    Raises InvalidRecord for an empty file, one that is no text (such as .xlsx), or one without a usable first row.
    """
    if len(raw) > LARGEST:
        raise _fault("is larger than 40 MB.", "Split it into several files.")
    if not raw.strip():
        raise _fault("is empty.", "Export it again.")
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise _fault("is a spreadsheet, not CSV.", "Open it and save it as “CSV UTF-8 (comma delimited)”.")
    encoding = _encoding(raw)
    delimiter = _delimiter(raw, encoding)
    try:
        header = next(_records(raw, encoding, delimiter), ())
    except UnicodeDecodeError:
        raise _fault(*_NOT_TEXT) from None
    except csv.Error:
        raise _fault("cannot be read as CSV.", "Export it again; look for a quote that is never closed.") from None
    names = tuple(name.strip() for name in header)
    if not any(names) or len(names) > _MOST_COLUMNS:
        raise _fault("has no column names in its first row.", "Export it with a header row.")
    if len(names) < 2:
        raise _fault("has only one column.", "Export it as CSV with commas, semicolons or tabs between columns.")
    return Table(names, encoding, delimiter)


def rows(raw: bytes, table: Table) -> Iterator[Row]:
    """The rows below the header, as they are read; nothing but the current row is held. Empty rows are passed over.

    A row with more or fewer cells than the header has a fault, and after a break in the file's quoting one last row
    tells of it.
    """
    width, number = len(table.header), 1
    records = _records(raw, table.encoding, table.delimiter)
    next(records, None)
    while True:
        number += 1
        try:
            record = next(records, None)
        except (csv.Error, UnicodeDecodeError):
            says = "cannot be read, nor can any row below it."
            yield Row(number, (), Problem("row", says, "Look for a quote that is never closed."))
            return
        if record is None:
            return
        cells = tuple(cell.strip() for cell in record)
        if not any(cells):
            continue
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        yield Row(number, cells, _wrong_width(len(cells), width))


def _wrong_width(found: int, width: int) -> Problem | None:
    if found == width:
        return None
    says = f"has {found} cells where the header has {width}."
    return Problem("row", says, "Look for a comma or quote in a cell that is not in quotes.")


def _records(raw: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")
    return csv.reader(text, delimiter=delimiter)


def _encoding(raw: bytes) -> str:
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8", "cp1252"):
        if b"\x00" not in raw and _decodes(raw, encoding):
            return encoding
    raise _fault(*_NOT_TEXT)


def _decodes(raw: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(raw), 1 << 20):
            decoder.decode(raw[start : start + (1 << 20)], final=start + (1 << 20) >= len(raw))
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(raw: bytes, encoding: str) -> str:
    """The delimiter that gives most first rows the same number of cells, and the most of them."""

    def steady(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(record) for record in islice(_records(raw[:_SAMPLE], _lenient(encoding), delimiter), 20)]
        except (csv.Error, UnicodeDecodeError):
            return 0, 0
        width = widths[0] if widths else 0
        return (sum(each == width for each in widths), width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=steady)


def _lenient(encoding: str) -> str:
    # The sample may end within a letter; the delimiters are ASCII and unharmed by reading it byte by byte.
    return "latin-1" if encoding in ("utf-8", "utf-8-sig") else encoding


def _fault(says: str, remedy: str) -> InvalidRecord:
    return InvalidRecord([Problem("file", says, remedy)])
