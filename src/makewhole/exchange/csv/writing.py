"""Rows as CSV that a spreadsheet will not take for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(header: Sequence[str], found: Iterable[Sequence[str | Decimal]]) -> str:
    """The rows as CSV, every cell in quotes. Text that a spreadsheet would run begins with an apostrophe instead
    (OWASP, CSV injection); an amount stays a number, also a negative one."""
    return csv_lines([header]) + csv_lines(found)


def csv_lines(found: Iterable[Sequence[str | Decimal]]) -> str:
    """Rows as `to_csv` writes them, to follow others."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_inert(cell) for cell in row] for row in found)
    return file.getvalue()


def _inert(cell: str | Decimal) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
