"""What is known of an insurer, with its source; and what the practice itself found out about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from makewhole.app.clinic.payer_terms import KIND, PayerTerms
from makewhole.app.clinic.records import practice_record
from makewhole.rules import Rule, RuleValue, all_rules

SETTING = KIND
SHOWN: Mapping[str, Any] = {
    "timely-filing": gettext_lazy("How long a claim may wait"),
    "timely-filing-marketplace": gettext_lazy("How long on a marketplace plan"),
    "member-claim": gettext_lazy("How a patient sends a claim"),
    "phone-hint": gettext_lazy("Where to call"),
    "assignment": gettext_lazy("Who is paid"),
    "payer-id": gettext_lazy("Payer ID"),
    "gap-exception": gettext_lazy("Gap exception"),
    "decision-days": gettext_lazy("Days to decide"),
    "opted-out": gettext_lazy("If the clinician opted out"),
    "never-enrolled": gettext_lazy("If the clinician never enrolled"),
}


VALUED = frozenset({"timely-filing", "timely-filing-marketplace", "payer-id", "gap-exception", "decision-days"})
"""Facts whose words do not hold their figures."""


@dataclass(frozen=True)
class Fact:
    """One thing known of an insurer: what it is, in words and (where those lack it) as a value, and from where."""

    about: str
    says: str
    value: str
    known: RuleValue


@dataclass(frozen=True)
class Payer:
    """An insurer that makewhole knows: its id in the rules, its name, and how many facts are confirmed."""

    id: str
    name: str
    facts: tuple[Fact, ...]

    @property
    def unconfirmed(self) -> int:
        return sum(not fact.known.verified for fact in self.facts)


def payers(on: date) -> list[Payer]:
    """Every insurer in the rules, by name, with the facts in force on a day."""
    found: dict[str, list[Rule]] = {}
    for rule in all_rules("payers"):
        found.setdefault(rule.rule_id.split("/")[1], []).append(rule)
    known = [Payer(payer, _name(payer, rules, on), _facts(rules, on)) for payer, rules in found.items()]
    return sorted(known, key=lambda each: (each.id == "other", each.name))


def terms() -> dict[str, PayerTerms]:
    """What the acting practice found out itself, by the insurer's id."""
    return {each.payer: each for each in practice_record(SETTING, tuple[PayerTerms, ...]) or ()}


def _facts(rules: list[Rule], on: date) -> tuple[Fact, ...]:
    order = list(SHOWN)
    spanish = get_language() == "es"
    facts = []
    for rule in rules:
        name = rule.rule_id.rpartition("/")[2]
        held = next((value for value in rule.values if value.holds_on(on)), None)
        if name in SHOWN and held is not None:
            says = rule.says_es if spanish and rule.says_es else rule.says
            facts.append(Fact(name, says, _words(held.value) if name in VALUED else "", held))
    return tuple(sorted(facts, key=lambda fact: order.index(fact.about)))


def _name(payer: str, rules: list[Rule], on: date) -> str:
    for rule in rules:
        if rule.rule_id.endswith("/name"):
            return next((str(value.value) for value in rule.values if value.holds_on(on)), payer)
    return payer


def _words(value: Any) -> str:
    if isinstance(value, Mapping) and value.get("unknown"):
        return _("not known")
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('-', ' ')}: {_words(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
