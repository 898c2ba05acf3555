"""Spreadsheets of practice systems, saved as CSV: read, understood column by column, and written safely."""

from .columns import FIELDS, Guess, guess
from .people import people
from .reading import Row, Table, open_table, rows
from .writing import csv_lines, to_csv

__all__ = ["FIELDS", "Guess", "Row", "Table", "csv_lines", "guess", "open_table", "people", "rows", "to_csv"]
