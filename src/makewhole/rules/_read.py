"""Reads one rule file into rules, and refuses a file that leaves anything unsaid."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from makewhole.rules._errors import RuleFileError
from makewhole.rules._model import Rule, RuleValue

# What a file may say once at its top for every value in it that does not say otherwise.
_SHARED: Mapping[str, type] = {
    "from": date,
    "source": str,
    "url": str,
    "checked": date,
    "verified": bool,
    "scope": str,
}
_VALUE_KEYS = frozenset({*_SHARED, "until", "value"})
_RULE_KEYS = frozenset({"says", "says-es", "unit", "values"})
_REQUIRED = ("from", "value", "source", "checked", "verified")


def read_rules(path: Path, prefix: str) -> Mapping[str, Rule]:
    """The rules of one file by name; `prefix` is the file's part of the rule ids, for example `coding/infusion`.

    For whoever writes a rule file: it is read and checked here as it will be in use. Raises RuleFileError that
    names the file, the rule and the field.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleFileError(f"{prefix}.toml is not valid TOML: {problem}") from problem
    if not isinstance(document.pop("about", None), str):
        raise RuleFileError(f'{prefix}.toml needs about = "…", one sentence on what the file holds')
    shared = {key: document.pop(key) for key in _SHARED if key in document}
    return {name: _rule(f"{prefix}/{name}", table, shared) for name, table in document.items()}


def _rule(rule_id: str, table: object, shared: Mapping[str, Any]) -> Rule:
    if not isinstance(table, dict):
        raise RuleFileError(f"{rule_id} must be a table, [{rule_id.rpartition('/')[2]}]")
    _refuse_unknown(rule_id, table, _RULE_KEYS)
    for key in ("says", "says-es", "unit"):
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            raise RuleFileError(f"{rule_id}: {key} must be a text")
    if "says" not in table:
        raise RuleFileError(f"{rule_id} needs says, the rule in plain words")
    entries = table.get("values")
    if not (isinstance(entries, list) and entries and all(isinstance(entry, dict) for entry in entries)):
        raise RuleFileError(f"{rule_id} needs at least one [[….values]]")
    unit = table.get("unit")
    values = sorted((_value(rule_id, _with_shared(shared, entry), unit) for entry in entries), key=lambda v: v.since)
    for earlier, later in pairwise(values):
        if earlier.until is None or later.since <= earlier.until:
            raise RuleFileError(f"{rule_id} has two values on {later.since}: give the earlier one an until")
    return Rule(rule_id, table["says"], table.get("says-es"), unit, tuple(values))


def _with_shared(shared: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    # The file's address belongs to the file's source, not to another one.
    address_fits = "source" not in entry or entry["source"] == shared.get("source")
    return {key: held for key, held in shared.items() if key != "url" or address_fits} | dict(entry)


def _value(rule_id: str, entry: Mapping[str, Any], unit: str | None) -> RuleValue:
    _refuse_unknown(rule_id, entry, _VALUE_KEYS)
    for key in _REQUIRED:
        if key not in entry:
            raise RuleFileError(f"{rule_id}: a value has no {key}")
    for key, kind in (*_SHARED.items(), ("until", date)):
        found = entry.get(key)
        # A TOML date with a time is a datetime, which Python counts as a date.
        if found is not None and (not isinstance(found, kind) or isinstance(found, datetime)):
            raise RuleFileError(f"{rule_id}: {key} must be a {kind.__name__}, not {found!r}")
    if not entry["source"].strip():
        raise RuleFileError(f"{rule_id}: source is empty")
    since, until = entry["from"], entry.get("until")
    if until is not None and until < since:
        raise RuleFileError(f"{rule_id}: until {until} is before from {since}")
    return RuleValue(
        rule_id=rule_id,
        value=_frozen(entry["value"]),
        since=since,
        until=until,
        source=entry["source"],
        url=entry.get("url"),
        checked=entry["checked"],
        verified=entry["verified"],
        scope=entry.get("scope"),
        unit=unit,
    )


def _refuse_unknown(rule_id: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise RuleFileError(f"{rule_id}: unknown field {key!r}; known are {', '.join(sorted(known))}")


def _frozen(value: Any) -> Any:
    # Values are cached and shared by every caller.
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
