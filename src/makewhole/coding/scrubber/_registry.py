"""The checks, collected from the modules of this package, and the one place where they are run."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import NamedTuple

from makewhole.records import Finding
from makewhole.rules import NoRuleInForce

from ._facts import Facts


class Fault(NamedTuple):
    """One thing wrong: the field's path in the visit file, what is wrong, and what to do about it.

    `says` never holds a name, a birth date or a member number; codes, times, doses and amounts it may hold.
    """

    where: str
    says: str
    remedy: str


Check = Callable[[Facts], Iterable[Fault]]

_registered: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Registers a function that yields faults under the rule `scrubber/<name>`, which holds its text and severity."""

    def register(function: Check) -> Check:
        _registered[f"scrubber/{name}"] = function
        return function

    return register


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its rule id, in order of id. Modules of this package are found, not listed."""
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{__package__}.{module.name}")
    return MappingProxyType(dict(sorted(_registered.items())))


def run(facts: Facts) -> Iterator[Finding]:
    """The findings of every check on one visit."""
    for rule_id, find in checks().items():
        try:
            for where, says, remedy in find(facts):
                severity = facts.rule(rule_id)["severity"]
                yield Finding(severity=severity, rule=rule_id, where=where, says=says, remedy=remedy)
        except NoRuleInForce:
            yield Finding(
                severity="notice",
                rule=rule_id,
                where="visit.date",
                says="This check could not be made: no value of its rule is in force on the date of service.",
                remedy="Check the date; for an older visit, check this point by hand.",
            )
