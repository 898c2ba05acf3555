"""Turns typed-in fields into a valid record, or into a list of everything that is wrong with them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from makewhole.errors import InvalidRecord, Problem

from ._base import Record
from .visit_file import VisitFile

RecordType = TypeVar("RecordType", bound=Record)

# pydantic's error types, in the words of someone at a desk. The value itself is never repeated: it may be patient data.
_WORDS: Final = {
    "missing": ("is missing.", "Add it."),
    "extra_forbidden": (
        "is not a field of this record.",
        "Check its spelling against `makewhole schema`, or remove it.",
    ),
    "string_pattern_mismatch": ("does not have the right form.", "Copy it again from the source."),
    "date_from_datetime_parsing": ("is not a date.", "Write it as YYYY-MM-DD."),
    "date_parsing": ("is not a date.", "Write it as YYYY-MM-DD."),
    "date_type": ("is not a date.", "Write it as YYYY-MM-DD."),
    "date_from_datetime_inexact": ("is a time, not a date.", "Write it as YYYY-MM-DD."),
    "datetime_type": ("is not a time.", "Write it as 24-hour HH:MM."),
    "datetime_parsing": ("is not a time.", "Write it as 24-hour HH:MM."),
    "datetime_from_date_parsing": ("is not a time.", "Write it as 24-hour HH:MM."),
    "timezone_aware": (
        "has no time zone.",
        "Give visit.date and visit.time_zone, or write the time with its offset.",
    ),
    "decimal_parsing": ("is not a number.", "Write digits only, for example 475.00."),
    "decimal_type": ("is not a number.", "Write digits only, for example 475.00."),
    "finite_number": ("is not a finite number.", "Write digits only, for example 475.00."),
    "decimal_max_places": ("has too many decimal places.", "Money has two; round it as it was charged."),
    "int_parsing": ("is not a whole number.", "Write digits only."),
    "int_type": ("is not a whole number.", "Write digits only."),
    "int_from_float": ("is not a whole number.", "Write digits only."),
    "bool_parsing": ("is neither true nor false.", "Write true or false."),
    "bool_type": ("is neither true nor false.", "Write true or false."),
    "decimal_max_digits": ("has too many digits.", "Check it against the source."),
    "decimal_whole_digits": ("has too many digits.", "Check it against the source."),
    "string_unicode": ("holds characters that are not text.", "Type it again."),
    "string_type": ("is not text.", 'Put it in quotes, for example "00123".'),
    "string_too_short": ("is empty.", "Fill it in, or remove it if it is optional."),
    "string_too_long": ("is too long.", "Shorten it."),
    "union_tag_not_found": ("does not say its kind.", "Add kind, as in `makewhole schema`."),
    "union_tag_invalid": ("has an unknown kind.", "Use one of those in `makewhole schema`."),
    "recursion_loop": ("contains itself.", "Remove the loop."),
    "tuple_type": ("is not a list.", "Write it in square brackets."),
    "dict_type": ("is not a table of fields.", "Write it as fields with values."),
    "model_type": ("is not a table of fields.", "Write it as fields with values."),
    "model_attributes_type": ("is not a table of fields.", "Write it as fields with values."),
}
_INNER_FIELD: Final = re.compile(r"([a-z_]+(?:\[[0-9]+\])?(?:\.[a-z_]+(?:\[[0-9]+\])?)*): ")
"""A rule over several fields opens its message with the path of the one at fault."""
_PLAIN_NAME: Final = re.compile(r"[a-z0-9_]{1,40}", re.IGNORECASE | re.ASCII)
"""A key that may be shown; any other may be text that slipped into a key's place."""
_FORMS: Final = {
    "npi": "An NPI has ten digits and starts with 1 or 2.",
    "rendering_provider": "An NPI has ten digits and starts with 1 or 2.",
    "referring_provider": "An NPI has ten digits and starts with 1 or 2.",
    "ein": "An EIN has nine digits: 12-3456789.",
    "ssn": "It has nine digits: 123-45-6789.",
    "zip": "A ZIP code has five digits, or five and four: 12345-6789.",
    "code": "An ICD-10-CM code is a letter and two characters, then a dot and up to four more: F33.2.",
    "taxonomy": "A taxonomy code has ten characters and ends in X; it stands in the NPI registry.",
    "place_of_service": "It has two digits; 11 is an office.",
    "onset": "Write a year, a month or a day: 2021, 2021-03 or 2021-03-15.",
    "started": "Write a year, a month or a day: 2021, 2021-03 or 2021-03-15.",
    "stopped": "Write a year, a month or a day: 2021, 2021-03 or 2021-03-15.",
}


def read_record(kind: type[RecordType], fields: Any, today: date | None = None) -> RecordType:
    """`fields` as a record of `kind`. Dates after `today` are refused where they must lie in the past.

    Raises InvalidRecord, which lists every problem with field, fault and remedy, and never repeats a value.
    """
    try:
        return kind.model_validate(fields, context={"today": today})
    except ValidationError as error:
        raise InvalidRecord(problems(error)) from None
    except RecursionError:
        raise InvalidRecord([Problem("input", "is nested too deeply.", "Flatten it.")]) from None


def read_visit_file(fields: Any, today: date | None = None) -> VisitFile:
    """A visit file from its parsed JSON or TOML. Raises InvalidRecord."""
    if not isinstance(fields, Mapping):
        raise InvalidRecord(
            [Problem("input", "is not a visit file.", "It is a table of fields; see `makewhole schema`.")]
        )
    return read_record(VisitFile, fields, today)


def problems(error: ValidationError) -> list[Problem]:
    """What is wrong, in plain words and without any of the values."""
    details = error.errors(include_url=False, include_input=False)
    unplaced = any(detail["loc"][-1:] in (("date",), ("time_zone",)) and len(detail["loc"]) < 3 for detail in details)
    return [
        _problem(detail["loc"], detail["type"], detail["msg"], detail.get("ctx", {}))
        for detail in details
        # without the visit's date or time zone no clock time can be read, and that is no fault of its own
        if not (unplaced and detail["type"] in ("datetime_parsing", "datetime_from_date_parsing"))
    ]


def _problem(location: tuple[int | str, ...], kind: str, message: str, context: dict[str, Any]) -> Problem:
    field = _path(location)
    last = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
    if kind == "value_error":
        text = str(context.get("error", message))
        if inner := _INNER_FIELD.match(text):
            field, text = (inner[1] if field == "input" else f"{field}.{inner[1]}"), text[inner.end() :]
        says, _, remedy = text.rpartition("; ")
        return Problem(field, f"{says or 'is not valid'}.", f"{remedy[:1].upper()}{remedy[1:]}.")
    if kind == "string_pattern_mismatch" and context["pattern"].startswith("^[^"):
        return Problem(field, "holds a line break or a control character.", "Type it again as plain text.")
    if kind == "string_pattern_mismatch" and last in _FORMS:
        return Problem(field, _WORDS[kind][0], _FORMS[last])
    if kind == "literal_error":
        return Problem(field, "is not one of the accepted values.", f"Use {context.get('expected', '')}.")
    if kind in ("less_than_equal", "greater_than_equal", "greater_than", "less_than"):
        return Problem(field, "is out of range.", f"{message.removeprefix('Input ').capitalize()}.")
    says, remedy = _WORDS.get(kind, ("is not valid.", f"{message}."))
    return Problem(field, says, remedy)


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not _PLAIN_NAME.fullmatch(part):
            path += ".…" if path else "…"
        elif part not in ("price_list", "all_inclusive") or not path.endswith("pricing"):
            path += f".{part}" if path else str(part)
    return path or "input"
