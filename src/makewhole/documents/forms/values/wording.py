"""Writes a value as a box wants it: the pattern of a date, the order of a name, a part of a telephone number."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from makewhole.documents.forms.form import Box
from makewhole.documents.forms.values.facts import NamedValue, Value
from makewhole.documents.forms.values.value_list import city_line
from makewhole.records import Address, PersonName

_DATE = re.compile(r"YYYY|YY|MM|DD")
_PATTERN = re.compile(rf"(?:{_DATE.pattern})(?:[-/., ]*(?:{_DATE.pattern}))*")
_DATED = ("birth_date", "date", "date_to", "effective_from", "effective_until")
_LAST_FIRST = "last, first"
_DEFAULT_DATE = "MM/DD/YYYY"
_WORDS = {"male": "Male", "female": "Female", "self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"}
_DIGITS = {"area": slice(0, 3), "local": slice(3, None), "exchange": slice(3, 6), "line": slice(6, None)}
_SLICES = {
    "zip5": slice(0, 5), "zip4": slice(5, None), "tax2": slice(0, 2), "tax7": slice(2, None),
    "ssn3": slice(0, 3), "ssn2": slice(3, 5), "ssn4": slice(5, None),
}  # fmt: skip


_MONEY = ("charge", "total", "paid", "balance")
_HALVES = ("dollars", "cents")
_CODE = ("category", "rest")
"""A diagnosis before its dot, and after it."""


def is_dated(name: str) -> bool:
    """Whether the value of this name is a day."""
    return name.rpartition(".")[2] in _DATED


def can_be_written(value: NamedValue, way: str) -> bool:
    """Whether a value can be written in this way: a day by a pattern, a name by its order, digits by their part.

    What the patient says or a pen writes may be a day as well. "" is the usual way of each.
    """
    pattern = _PATTERN.fullmatch(way.upper()) is not None
    if not way or is_dated(value.name):
        return not way or pattern
    if value.name.endswith(".name"):
        return way == _LAST_FIRST
    if value.name.rpartition(".")[2] in _MONEY:
        return way in _HALVES
    if value.name.startswith("claim.diagnosis[") and way in _CODE:
        return True
    return way in _DIGITS or way in _SLICES or (pattern and (value.asked or value.pen))


def ways(value: Value, form: str, box: Box) -> Iterator[str]:
    """The value as text, the usual way first, then shorter ones that lose nothing: for a box that is too small."""
    if isinstance(value, PersonName):
        yield from _name(value, form)
    elif isinstance(value, date):
        yield from _date(value, form)
    elif isinstance(value, Decimal):
        dollars, _, cents = f"{value:.2f}".partition(".")
        yield {"dollars": dollars, "cents": cents}.get(form, f"{dollars}.{cents}")
    elif isinstance(value, Address):
        street = [line for line in (value.line1, value.line2) if line]
        yield "\n".join([*street, city_line(value)]) if box.multiline else ", ".join([*street, city_line(value)])
    else:
        yield from _text(value, form)


def _name(name: PersonName, form: str) -> Iterator[str]:
    first = " ".join(part for part in (name.first, name.middle) if part)
    last = " ".join(part for part in (name.last, name.suffix) if part)
    yield f"{last}, {first}" if form == _LAST_FIRST else str(name)


def _date(day: date, form: str) -> Iterator[str]:
    parts = {"YYYY": f"{day:%Y}", "YY": f"{day:%y}", "MM": f"{day:%m}", "DD": f"{day:%d}"}
    form = form.upper() or _DEFAULT_DATE
    patterns = [form]
    if form == _DEFAULT_DATE:
        patterns += ["MM/DD/YY", "MMDDYYYY", "MMDDYY"]
    if form == "YYYY":
        patterns.append("YY")
    for pattern in patterns:
        yield _DATE.sub(lambda found: parts[found[0]], pattern)


def _text(text: str, form: str) -> Iterator[str]:
    if form in _CODE:
        yield text.partition(".")[0 if form == "category" else 2]
        return
    digits = re.sub(r"\D", "", text)
    if form in _DIGITS:
        part = digits[-10:][_DIGITS[form]]
        yield f"{part[:3]}-{part[3:]}" if form == "local" else part
        yield part
        return
    if form in _SLICES:
        yield digits[_SLICES[form]]
        return
    plain = _WORDS.get(text, text)
    yield plain
    if digits and len(digits) >= 5 and not re.search(r"[A-Za-z]", plain):
        yield digits
