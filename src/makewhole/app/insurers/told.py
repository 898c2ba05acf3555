"""How a fact of the rules is told on a page: in the reader's language if it has one, and never without its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from makewhole.rules import RuleValue
from makewhole.rules.payer_registry import Fact

TITLES: Mapping[str, Any] = {
    "member-claim": gettext_lazy("How a patient sends a claim"),
    "sending": gettext_lazy("Step by step"),
    "attachments": gettext_lazy("What to send with it"),
    "timely-filing": gettext_lazy("How long a claim may wait"),
    "timely-filing-marketplace": gettext_lazy("How long on a marketplace plan"),
    "assignment": gettext_lazy("Who is paid"),
    "decision": gettext_lazy("When it decides"),
    "decision-days": gettext_lazy("Days to decide"),
    "appeals": gettext_lazy("Appeals"),
    "appeals-further": gettext_lazy("Further appeals"),
    "gap-exception": gettext_lazy("Gap exception"),
    "reversal-window": gettext_lazy("How long it may take money back"),
    "ketamine": gettext_lazy("Policy on ketamine"),
    "phone-hint": gettext_lazy("Where to call"),
    "menu-words": gettext_lazy("Words for the telephone menu"),
    "ask": gettext_lazy("What to ask"),
    "payer-id": gettext_lazy("Payer ID"),
    "card": gettext_lazy("On the card"),
    "member-id": gettext_lazy("Member number"),
    "bluecard-prefix": gettext_lazy("BlueCard prefix"),
    "companies": gettext_lazy("Its companies"),
    "kinds": gettext_lazy("Kinds of plan"),
    "behavioral-health": gettext_lazy("Mental health claims"),
    "medicare-advantage-claim": gettext_lazy("Claims of Medicare Advantage members"),
    "original-form-needed": gettext_lazy("The bill itself"),
    "signature": gettext_lazy("Signature"),
    "papers": gettext_lazy("Papers of the claim"),
    "out-of-network": gettext_lazy("Outside the network"),
    "opted-out": gettext_lazy("If the clinician opted out"),
    "never-enrolled": gettext_lazy("If the clinician never enrolled"),
    "patient-filed": gettext_lazy("If the patient files"),
    "non-participating": gettext_lazy("If the clinic takes no assignment"),
    "authorized-provider": gettext_lazy("Authorized providers"),
    "prior-authorization": gettext_lazy("Approval beforehand"),
    "late-claims": gettext_lazy("Late claims"),
}
"""What a fact is about, in the order of the page."""
_IN_ITS_SENTENCE = frozenset({"phone-hint", "assignment", "member-id"})
"""Facts whose sentence says all that is in their value."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: what it is about, its sentence, and its value as `steps` in the reader's language or as `words`.

    `words` are English, and so is the sentence where `translated` is not said.
    """

    name: str
    title: str
    says: str
    translated: bool
    steps: tuple[str, ...]
    words: str
    held: RuleValue


def told(fact: Fact) -> Told:
    """A fact as the page shows it."""
    spanish = get_language() == "es"
    says = fact.rule.says_es if spanish and fact.rule.says_es else fact.rule.says
    value = fact.held.value
    steps = _steps(value, "es" if spanish else "en")
    words = "" if steps or fact.name in _IN_ITS_SENTENCE else in_words(value)
    unit = f" {fact.held.unit}" if fact.held.unit and words else ""
    title = str(TITLES.get(fact.name, fact.name.replace("-", " ").capitalize()))
    return Told(fact.name, title, says, not spanish or bool(fact.rule.says_es), steps, words + unit, fact.held)


def in_order(facts: Iterable[Fact]) -> list[Told]:
    """Facts in the order in which someone with a claim in hand asks for them; the name itself is the page's title."""
    order = {name: number for number, name in enumerate(TITLES)}
    shown = [told(fact) for fact in facts if fact.name not in ("name", "kinds")]
    return sorted(shown, key=lambda each: order.get(each.name, len(order)))


def in_words(value: Any) -> str:
    """A rule's value as it can be read: lists with commas, tables as their names and values."""
    if isinstance(value, Mapping) and value.get("unknown"):
        rest = {name: each for name, each in value.items() if name != "unknown"}
        return ", ".join(filter(None, (_("not known"), in_words(rest))))
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('-', ' ')}: {in_words(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(each, Mapping) for each in value) else ", "
        return between.join(in_words(each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _steps(value: Any, lang: str) -> tuple[str, ...]:
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping) and lang in value[0]:
        return tuple(step[lang] for step in value)
    return ()
