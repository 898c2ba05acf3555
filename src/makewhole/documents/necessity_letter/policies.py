"""The payer's own published policies that speak of the condition treated, as they held on the day of the visit."""

import re
from collections.abc import Iterator
from datetime import date

from makewhole.records import Coverage
from makewhole.rules import Rule, RuleValue, all_rules, known


def policies(coverage: Coverage, treated: frozenset[str], on: date) -> Iterator[tuple[Rule, RuleValue]]:
    """Each confirmed policy of this payer, or of this licensee of a federation, on a condition treated."""
    for found in all_rules("policies"):
        for held in found.values:
            policy = held.value
            if (
                "stance" in policy
                and held.verified
                and held.holds_on(on)
                and policy["payer"] == coverage.payer
                and _is_licensee(policy.get("licensee"), coverage.payer_name)
                and not treated.isdisjoint(policy["indications"])
            ):
                yield found, held


def owner(held: RuleValue) -> str:
    """The insurer whose policy it is, by name."""
    if "licensee" in held.value:
        return str(held.value["licensee"])
    name = known(f"payers/{held.value['payer']}/name", held.checked)
    return str(name.value if name else held.value["payer"])


def criteria_of(policy: Rule, on: date) -> list[tuple[Rule, RuleValue]]:
    """The criteria that stand beside the policy in its file, in the order of the file."""
    file_id = policy.rule_id.rpartition("/")[0]
    return [
        (found, held)
        for found in all_rules(file_id)
        if found.rule_id != policy.rule_id
        for held in found.values
        if held.holds_on(on)
    ]


def _is_licensee(licensee: str | None, payer_name: str) -> bool:
    return licensee is None or _plain(licensee) in _plain(payer_name)


def _plain(name: str) -> str:
    """Cards write "Blue Cross and Blue Shield" with and without its "and"."""
    return " ".join(word for word in re.findall(r"[a-z0-9]+", name.casefold()) if word != "and")
