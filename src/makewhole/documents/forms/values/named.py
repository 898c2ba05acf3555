"""Finds a named value, and what the records hold under its name."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from makewhole.documents.forms.values.facts import Facts, NamedValue, Value
from makewhole.documents.forms.values.value_list import every_value
from makewhole.documents.shared_items import said
from makewhole.records import Claim, ServiceLine, plain_number

_INDEX = re.compile(r"\[([1-9][0-9]?)\]")
MOST_LINES: Final = 50
"""Service lines that a name can count: coding makes eleven at the most."""


def named_values() -> tuple[NamedValue, ...]:
    """Every named value; those of service lines and diagnoses with [n], to count from 1."""
    return tuple(_all().values())


def find(name: str) -> NamedValue | None:
    """The named value of this name, with its count where it has one, and with or without its "=answer".

    None where there is none, and for [n] itself: that names no line.
    """
    plain, _, answer = name.partition("=")
    found = _all().get(_INDEX.sub("[n]", plain, count=1))
    if found is None or (answer and answer not in found.choices):
        return None
    counted = _INDEX.search(plain)
    return None if "[n]" in plain or (counted and int(counted[1]) > MOST_LINES) else found


def value_of(name: str, facts: Facts) -> Value | None:
    """What the records hold under this name, without "=answer"; None where they hold nothing.

    A question that only the patient can answer has the patient's answer, and no other.
    """
    plain = name.partition("=")[0]
    if answer := said(plain, facts.claim, facts.answers):
        return answer
    found = find(plain)
    if found is None or found.get is None:
        return None
    counted = _INDEX.search(plain)
    if counted is None:
        return found.get(facts)
    return _counted(plain, int(counted[1]), facts)


def _counted(name: str, number: int, facts: Facts) -> Value | None:
    claim = facts.claim
    if name.startswith("claim.diagnosis["):
        if not 1 <= number <= len(claim.diagnoses):
            return None
        one = claim.diagnoses[number - 1]
        whole = f"{one.code}  {one.description}".strip()
        return {"code": one.code, "description": one.description}.get(name.rpartition(".")[2], whole)
    if not 1 <= number <= len(claim.lines):
        return None
    line = claim.lines[number - 1]
    what = name.partition("].")[2]
    if modifier := _INDEX.search(what):
        at = int(modifier[1])
        return line.modifiers[at - 1] if 1 <= at <= len(line.modifiers) else None
    return _LINE[what](line, claim)


def _ndc(line: ServiceLine, _claim: Claim) -> str | None:
    drug = line.drug
    if drug is None or drug.ndc is None:
        return None
    amount = f"   {drug.unit}{plain_number(drug.quantity)}" if drug.unit and drug.quantity else ""
    return f"N4{re.sub(r'[^0-9]', '', drug.ndc)}{amount}"


_LINE: Final[Mapping[str, Callable[[ServiceLine, Claim], Value | None]]] = {
    "date": lambda line, claim: line.date,
    "date_to": lambda line, claim: line.date,
    "place": lambda line, claim: line.place_of_service,
    "code": lambda line, claim: line.code,
    "modifiers": lambda line, claim: " ".join(line.modifiers) or None,
    "description": lambda line, claim: line.says,
    "charge": lambda line, claim: line.charge,
    "units": lambda line, claim: str(line.units),
    "pointers": lambda line, claim: "".join(claim.pointer(code) for code in line.diagnoses) or None,
    "diagnoses": lambda line, claim: ", ".join(line.diagnoses) or None,
    "rendering_npi": lambda line, claim: claim.rendering_provider.npi,
    "ndc": _ndc,
}


@cache
def _all() -> dict[str, NamedValue]:
    return {value.name: value for value in every_value()}
