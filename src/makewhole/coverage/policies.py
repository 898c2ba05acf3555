"""Finds the published policies that speak of a treatment: those of a coverage's payer, or one by its name."""

import re
from collections.abc import Iterator
from datetime import date

from makewhole.records import Coverage
from makewhole.rules import NoSuchRule, all_rules, known
from makewhole.rules.payer_names import recognise
from makewhole.rules.payer_registry import Fact


class NoSuchPolicy(NoSuchRule):
    """No policy is known by this name, or none of that name was in force on the day."""


def policies(coverage: Coverage, treated: frozenset[str], on: date) -> Iterator[Fact]:
    """Each confirmed policy of this payer, or of this licensee of a federation, on a condition treated."""
    for policy in _in_force(on):
        stated = policy.held.value
        if (
            policy.held.verified
            and stated["payer"] == coverage.payer
            and _is_licensee(stated.get("licensee"), coverage.payer_name, on)
            and not treated.isdisjoint(stated["indications"])
        ):
            yield policy


def find_policies(name: str, on: date) -> tuple[Fact, ...]:
    """The policies of this number (`087`, `CPB 0938`) or rule file (`bcbs-massachusetts-087`), in force on a day.

    One number may be that of several insurers. Raises NoSuchPolicy, which says what there is.
    """
    wanted = _plain(name)
    everywhere = [Fact(found, held) for found in all_rules("policies") for held in found.values if _states(held.value)]
    named = [each for each in everywhere if wanted in map(_plain, _names(each))]
    found = tuple(each for each in named if each.held.holds_on(on))
    if not named:
        known_here = ", ".join(dict.fromkeys(f"{each.held.value['number']} ({owner(each)})" for each in everywhere))
        raise NoSuchPolicy(f"No policy is known here by the name {name!r}; known are {known_here}")
    if not found:
        spans = "; ".join(f"{each.held.since} to {each.held.until or 'now'}" for each in named)
        raise NoSuchPolicy(f"The policy {name!r} is not known to have been in force on {on} (it is for {spans})")
    return found


def owner(policy: Fact) -> str:
    """The insurer whose policy it is, by name."""
    if "licensee" in policy.held.value:
        return str(policy.held.value["licensee"])
    name = known(f"payers/{policy.held.value['payer']}/name", policy.held.checked)
    return str(name.value if name else policy.held.value["payer"])


def criteria_of(policy: Fact, on: date) -> tuple[Fact, ...]:
    """The criteria that stand beside the policy in its file, in the order of the file."""
    file_id = policy.rule.rule_id.rpartition("/")[0]
    return tuple(
        Fact(found, held)
        for found in all_rules(file_id)
        for held in found.values
        if "kind" in held.value and held.holds_on(on)
    )


def _in_force(on: date) -> Iterator[Fact]:
    for found in all_rules("policies"):
        for held in found.values:
            if _states(held.value) and held.holds_on(on):
                yield Fact(found, held)


def _states(value: object) -> bool:
    return "stance" in value  # type: ignore[operator]  # a table, as every value of a policy is


def _names(policy: Fact) -> tuple[str, ...]:
    _, file, table = policy.rule.rule_id.split("/")
    return policy.held.value["number"], file, policy.rule.rule_id, table


def _is_licensee(licensee: str | None, payer_name: str, on: date) -> bool:
    """Whether the card names this company, and not another whose name begins with the same words."""
    if licensee is None:
        return True
    named = [each.licensee for each in recognise(payer_name, on=on) if each.licensee]
    return licensee in named if named else _plain(licensee) in _plain(payer_name)


def _plain(name: str) -> str:
    """Cards write "Blue Cross and Blue Shield" with and without its "and", and policies CPB 0938 and CPB-0938."""
    return " ".join(word for word in re.findall(r"[a-z0-9]+", name.casefold()) if word != "and")
