"""Spreadsheets of practice systems, saved as CSV: read, understood column by column, and written safely."""

from .columns import FIELDS, Guess, guess
from .people import people
from .reading import Row, Table, open_table, rows
from .writing import to_csv

__all__ = ["FIELDS", "Guess", "Row", "Table", "guess", "open_table", "people", "rows", "to_csv"]
