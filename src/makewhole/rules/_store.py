"""Finds rules by id: each file is read when it is first asked for, and once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from makewhole.rules._errors import NoRuleInForce, NoSuchRule
from makewhole.rules._model import Rule, RuleValue
from makewhole.rules._read import read_rules

_ROOT = Path(__file__).parent
_ID = re.compile(r"[A-Za-z0-9-]+(/[A-Za-z0-9-]+)+")


@cache
def rule(rule_id: str) -> Rule:
    """The rule of this id, `<path without .toml>/<table>`, for example `coding/infusion/first-hour-minimum`.

    Raises NoSuchRule, with the nearest ids that exist.
    """
    file_id, _, name = rule_id.rpartition("/")
    if not _ID.fullmatch(rule_id) or not (_ROOT / f"{file_id}.toml").is_file():
        raise NoSuchRule(f"There is no rule {rule_id!r}: no file {file_id or rule_id}.toml in the rules")
    rules = _file(file_id)
    if name not in rules:
        raise NoSuchRule(f"There is no rule {rule_id!r}{_nearest(name, rules)}")
    return rules[name]


@lru_cache(maxsize=16_384)
def value(rule_id: str, on: date) -> RuleValue:
    """The value of a rule that is in force on a day, usually the date of service.

    Raises NoSuchRule for an unknown id and NoRuleInForce, with the rule and the date, where no value holds then.
    """
    found = rule(rule_id)
    for candidate in found.values:
        if candidate.holds_on(on):
            return candidate
    spans = "; ".join(f"{v.since} to {v.until or 'now'}" for v in found.values)
    raise NoRuleInForce(f"The rule {rule_id!r} has no value in force on {on} (it has values for {spans})")


@lru_cache(maxsize=16_384)
def known(rule_id: str, on: date) -> RuleValue | None:
    """As `value`, for what may not be known: None where there is no such rule or no value of it holds on that day."""
    try:
        return value(rule_id, on)
    except (NoSuchRule, NoRuleInForce):
        return None


def in_force(rule_id: str, on: date) -> bool:
    """Whether the rule has a value on that day. Raises NoSuchRule for an unknown id, so that a typing slip shows."""
    return any(candidate.holds_on(on) for candidate in rule(rule_id).values)


def all_rules(under: str = "") -> Iterator[Rule]:
    """Every rule of every file, or of one folder or file (`coding/codes`, `coding/infusion`), in order of file name.

    Raises NoSuchRule where `under` is neither a folder nor a file.
    """
    for file_id in _file_ids(under):
        yield from _file(file_id).values()


@cache
def _file_ids(under: str) -> tuple[str, ...]:
    folder, file = _ROOT / under, _ROOT / f"{under}.toml"
    if under and file.is_file():
        return (under,)
    if not folder.is_dir():
        raise NoSuchRule(f"There is no folder or file {under!r} in the rules")
    return tuple(path.relative_to(_ROOT).with_suffix("").as_posix() for path in sorted(folder.rglob("*.toml")))


@cache
def _file(file_id: str) -> Mapping[str, Rule]:
    return read_rules(_ROOT / f"{file_id}.toml", file_id)


def _nearest(name: str, rules: Mapping[str, Rule]) -> str:
    from difflib import get_close_matches  # only for the message, and slow to import

    near = get_close_matches(name, rules, n=3)
    return f"; near it are {', '.join(near)}" if near else ""
