"""What people type, turned into what records hold, and back: dates, times, money, quantities, codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

# English and Spanish months by the letters that tell them apart.
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep set", "oct", "nov", "dec dic"), 1
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:del?\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.h ]?(\d{2})\s*(?:([ap])\.?\s*m\.?)?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?\s*m\.?", re.IGNORECASE)
_STEP = re.compile(r"[^.\[\]]+|\[\d+\]")


def read_day(text: str) -> str:
    """A date typed as 3/9/84, 03/09/1984, 1984-03-09, 9 Mar 1984 or Mar 9, 1984, as YYYY-MM-DD; else as typed."""
    words = text.strip()
    try:
        if found := _ISO.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _NUMERIC.fullmatch(words) or _COMPACT.fullmatch(words):
            return date(_year(found[3]), int(found[1]), int(found[2])).isoformat()
        if found := _DAY_FIRST.fullmatch(words):
            return date(int(found[3]), MONTHS[found[2][:3].casefold()], int(found[1])).isoformat()
        if found := _MONTH_FIRST.fullmatch(words):
            return date(int(found[3]), MONTHS[found[1][:3].casefold()], int(found[2])).isoformat()
    except (ValueError, KeyError):
        pass
    return text


def days_in_one_word(text: str) -> str:
    """The same text with each date of several words, such as 9 Mar 1984, as YYYY-MM-DD."""
    for form in (_DAY_FIRST, _MONTH_FIRST):
        text = form.sub(lambda found: read_day(found[0]), text)
    return text


def read_born(text: str) -> str:
    """A date of birth; a year of two digits that would lie in the future is of the century before."""
    day, numeric = read_day(text), _NUMERIC.fullmatch(text.strip())
    if numeric and len(numeric[3]) == 2 and day > date.today().isoformat() and _ISO.fullmatch(day):
        return f"{int(day[:4]) - 100}{day[4:]}"
    return day


def read_time(text: str) -> str:
    """A time typed as 9:05, 905, 14:05, 2:05 pm or 2 pm, as 24-hour HH:MM; else as typed."""
    words = text.strip()
    found = _CLOCK.fullmatch(words)
    hour, minute, half = (found[1], found[2], found[3]) if found else ("", "00", None)
    if not found and (whole := _HOUR.fullmatch(words)):
        hour, half = whole[1], whole[2]
    if not hour:
        return text
    number = int(hour)
    if half and 1 <= number <= 12:
        number = number % 12 + (12 if half.casefold() == "p" else 0)
    elif half:
        return text
    return f"{number:02}:{minute}"


def _year(typed: str) -> int:
    year = int(typed)
    return year if len(typed) == 4 else year + (1900 if year > 68 else 2000)


def _read_money(text: str) -> str:
    return text.replace("$", "").replace(",", "").strip()


def _read_codes(text: str) -> list[str]:
    return [code for code in re.split(r"[\s,;]+", text.strip()) if code]


def _read_partial(text: str) -> str:
    found = _MONTH.fullmatch(text.strip())
    return f"{found[2]}-{int(found[1]):02}" if found else read_day(text)


def _read_pricing(text: str) -> dict[str, str]:
    kind, _, name = text.partition(":")
    return {"kind": kind, "name": name} if name else {"kind": kind}


def _write_day(value: str) -> str:
    return date_format(date.fromisoformat(value), "j M Y")


def _write_quantity(value: Mapping[str, Any]) -> str:
    amount = str(value["amount"])
    return f"{amount.rstrip('0').rstrip('.') if '.' in amount else amount} {value['unit']}"


def _write_pricing(value: Mapping[str, Any]) -> str:
    return ":".join(filter(None, (value["kind"], value.get("name"))))


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    return str(value)


@dataclass(frozen=True)
class Kind:
    """How one kind of value is read from what was typed, and written for a box from a record's JSON."""

    read: Callable[[str], object] = _same
    write: Callable[[Any], str] = _text


KINDS: Mapping[str, Kind] = {
    "text": Kind(),
    "prose": Kind(),
    "choice": Kind(),
    "number": Kind(),
    "day": Kind(read_day, _write_day),
    "born": Kind(read_born, _write_day),
    "partial": Kind(_read_partial),
    "time": Kind(read_time),
    "money": Kind(_read_money),
    "quantity": Kind(_same, _write_quantity),
    "codes": Kind(_read_codes, ", ".join),
    "ranked": Kind(
        lambda text: [{"code": code} for code in _read_codes(text)],
        lambda value: ", ".join(each["code"] for each in value),
    ),
    "listed": Kind(lambda text: [line for line in text.splitlines() if line.strip()], "\n".join),
    "tick": Kind(lambda text: True, lambda value: "on" if value else ""),
    "yesno": Kind(lambda text: {"yes": True, "no": False}.get(text, text), lambda value: "yes" if value else "no"),
    "pricing": Kind(_read_pricing, _write_pricing),
}


def clock(value: str, day: str, zone: str) -> str:
    """A stored moment as HH:MM on the visit's own day, in the practice's zone; in full when HH:MM would mislead."""
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
    earlier, later = local.replace(fold=0), local.replace(fold=1)
    if local.date().isoformat() == day and earlier.utcoffset() == later.utcoffset():
        return f"{local:%H:%M}"
    return local.isoformat(timespec="minutes")


@dataclass
class Nested:
    """What was typed as nested fields; `moved` says which row of the form a row of the record came from."""

    fields: dict[str, Any]
    moved: dict[str, str] = field(default_factory=dict)

    def box(self, path: str) -> str:
        """The form's path for a path of the record: they differ where empty rows were left out."""
        record = form = ""
        for step in _STEP.findall(path):
            dot = "" if step.startswith("[") or not record else "."
            record, form = f"{record}{dot}{step}", f"{form}{dot}{step}"
            form = self.moved.get(record, form)
        return form


def nest(values: Mapping[str, object]) -> Nested:
    """`{"a.b[0].c": 1}` as `{"a": {"b": [{"c": 1}]}}`. Rows without a value leave no gap."""
    tree: dict[Any, Any] = {}
    for path, value in values.items():
        *steps, last = _STEP.findall(path)
        here = tree
        for step in steps:
            here = here.setdefault(step, {})
        here[last] = value
    nested = Nested({})
    nested.fields = _settled(tree, "", "", nested.moved)
    return nested


def _settled(tree: Any, record: str, form: str, moved: dict[str, str]) -> Any:
    if not isinstance(tree, dict):
        return tree
    if tree and all(isinstance(step, str) and step.startswith("[") for step in tree):
        rows = []
        for number, step in enumerate(sorted(tree, key=lambda each: int(each[1:-1]))):
            here, there = f"{record}[{number}]", f"{form}{step}"
            if here != there:
                moved[here] = there
            rows.append(_settled(tree[step], here, there, moved))
        return rows
    return {
        step: _settled(value, f"{record}.{step}".lstrip("."), f"{form}.{step}".lstrip("."), moved)
        for step, value in tree.items()
    }


def at(fields: Any, path: str) -> Any:
    """The value at a path of nested fields; None where there is none."""
    for step in _STEP.findall(path):
        if step.startswith("["):
            index = int(step[1:-1])
            fields = fields[index] if isinstance(fields, list | tuple) and index < len(fields) else None
        else:
            fields = fields.get(step) if isinstance(fields, Mapping) else None
        if fields is None:
            return None
    return fields
