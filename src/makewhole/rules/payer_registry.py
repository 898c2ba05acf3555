"""The payers that are known, what is known of each on a day, and which of it should be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from makewhole.rules._errors import NoSuchRule
from makewhole.rules._model import Rule, RuleValue
from makewhole.rules._store import all_rules, known, value

CHECKED_WITHIN = "upkeep/payers/checked-within"
REVERSAL_LAWS = "law/recoupment"
NOT_FOUND_IN_A_FILE = "other"
"""The file for an insurer that has none."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a payer, a policy or a law: the rule that says it, and its value in force.

    `held` carries source, day of the last check, scope and whether it is confirmed: show them with the value.
    """

    rule: Rule
    held: RuleValue

    @property
    def name(self) -> str:
        """The last part of the rule's id, for example timely-filing."""
        return self.rule.rule_id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Payer:
    """All that is known of one payer on a day.

    `kinds` are the ids of the kinds of plan whose own facts apply as well (`payer_with_id(kind, on)`), by what the
    card or the booklet says. `policies` are its published policies on ketamine, those of its licensees included;
    `licensees` the companies of a federation.
    """

    payer_id: str
    name: str
    facts: tuple[Fact, ...]
    kinds: tuple[str, ...]
    policies: tuple[Fact, ...]
    licensees: tuple[Fact, ...]

    def fact(self, name: str) -> Fact | None:
        """The fact of this name, or None where nothing is known of it."""
        return next((fact for fact in self.facts if fact.name == name), None)


@dataclass(frozen=True, slots=True)
class Stale:
    """A fact that should be looked at again: `unconfirmed`, `old` (checked too long ago), or both."""

    payer_id: str
    fact: Fact
    unconfirmed: bool
    old: bool


@cache
def payer_ids() -> tuple[str, ...]:
    """The ids of all payers: the names of their rule files."""
    return tuple(dict.fromkeys(found.rule_id.split("/")[1] for found in all_rules("payers")))


def payers(on: date) -> tuple[Payer, ...]:
    """Every payer with what is known of it on a day, by name; the one for insurers without a file last."""
    every = (payer_with_id(payer_id, on) for payer_id in payer_ids())
    return tuple(sorted(every, key=lambda each: (each.payer_id == NOT_FOUND_IN_A_FILE, each.name.casefold())))


def payer_with_id(payer_id: str, on: date) -> Payer:
    """The payer of this id, one of `payer_ids()`."""
    facts = tuple(_in_force(f"payers/{payer_id}", on))
    named = {fact.name: fact.held.value for fact in facts}
    return Payer(
        payer_id,
        str(named["name"]),
        facts,
        tuple(named.get("kinds", ())),
        tuple(policy for policy in _in_force("policies", on) if policy.held.value.get("payer") == payer_id),
        licensees(payer_id, on),
    )


def stale(today: date) -> tuple[Stale, ...]:
    """Every fact of a payer, and every policy, that nobody has confirmed or that was checked too long ago."""
    limit = today - timedelta(days=value(CHECKED_WITHIN, today).value)
    return tuple(
        Stale(payer_id, fact, not fact.held.verified, fact.held.checked < limit)
        for payer_id, fact in _every_fact(today)
        if not fact.held.verified or fact.held.checked < limit
    )


def reversal_laws(on: date) -> tuple[Fact, ...]:
    """The state laws that limit how long an insurer may take back what it paid, one a state (`Fact.name` is its code).

    They bind insured plans against providers; a fact `reversal-window` says with `by-state` whether they matter.
    """
    return tuple(_in_force(REVERSAL_LAWS, on))


def licensees(payer_id: str, on: date) -> tuple[Fact, ...]:
    """The companies of a federation, with name, names on cards and states; none for any other payer."""
    try:
        return tuple(_in_force(f"payers/{payer_id}/licensees", on))
    except NoSuchRule:
        return ()


def _in_force(under: str, on: date) -> Iterator[Fact]:
    for found in all_rules(under):
        held = known(found.rule_id, on)
        if held is not None:
            yield Fact(found, held)


def _every_fact(on: date) -> Iterator[tuple[str, Fact]]:
    for fact in _in_force("payers", on):
        yield fact.rule.rule_id.split("/")[1], fact
    for fact in _in_force("policies", on):
        if "payer" in fact.held.value:
            yield fact.held.value["payer"], fact
