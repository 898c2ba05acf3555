"""Bytes of JSON or TOML into plain fields: exact decimals, no key twice, and faults told without the text at fault."""

import json
import re
import tomllib
from decimal import Decimal
from typing import Any, Final, Literal

from makewhole.records import InvalidRecord, Problem

Form = Literal["json", "toml"]
LARGEST_FILE: Final = 5 * 1024 * 1024
"""Bytes; a visit with a long note is about ten thousand."""
_PLACE: Final = re.compile(r"\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)")
_PLAIN_KEY: Final = re.compile(r"\w{1,40}", re.ASCII)


class _TwiceGiven(ValueError):
    """A key that one JSON object holds twice."""


def parse(raw: bytes, form: Form | None = None) -> dict[str, Any]:
    """The fields in `raw`; without `form`, JSON if it opens with a brace and TOML otherwise.

    Numbers with a decimal point become Decimal. Raises InvalidRecord for more than 5 MB, for anything but UTF-8,
    for an empty file, a key given twice, NaN or Infinity, nesting without end, and what is not a table of fields.
    """
    if len(raw) > LARGEST_FILE:
        raise fault("is larger than 5 MB.", "A visit file holds one visit; attach records as files of their own.")
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise fault("is not UTF-8 text.", "Save it as UTF-8; a PDF or spreadsheet cannot be read here.") from None
    if not text.strip():
        raise fault("is empty.", "Write the visit into it; `makewhole schema` lists its fields.")
    if form is None:
        form = "json" if text.lstrip().startswith(("{", '"')) else "toml"
    try:
        fields = _JSON.decode(text) if form == "json" else tomllib.loads(text, parse_float=Decimal)
    except _TwiceGiven as twice:
        raise fault(f"holds the field {twice} twice in one place.", "Keep the right one.") from None
    except RecursionError:
        raise fault("is nested too deeply.", "Flatten it; see `makewhole schema`.") from None
    except (ValueError, ArithmeticError) as error:
        raise _malformed(form, error) from None
    if not isinstance(fields, dict):
        raise fault("is not a table of fields.", "Write it as fields with values; see `makewhole schema`.")
    return fields


def fault(says: str, remedy: str) -> InvalidRecord:
    """One problem with the input as a whole."""
    return InvalidRecord([Problem("input", says, remedy)])


def _malformed(form: Form, error: Exception) -> InvalidRecord:
    if isinstance(error, json.JSONDecodeError):
        where = f" at line {error.lineno}, column {error.colno}"
    elif place := _PLACE.search(str(error)):
        where = f" at line {place[1]}, column {place[2]}" if place[1] else " at its end"
    else:
        where = ""
    remedy = "Look there for a missing quote, comma or bracket, or a field written twice."
    return fault(f"is not valid {form.upper()}{where}.", remedy if where else "Check its numbers: digits only.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _TwiceGiven(twice if _PLAIN_KEY.fullmatch(twice) else "…")
    return fields


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_JSON: Final = json.JSONDecoder(object_pairs_hook=_object, parse_float=Decimal, parse_constant=_no_constant)
