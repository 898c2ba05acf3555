"""How a fact of the rules is told on a page: in the reader's language if it has one, and never without its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy, override

from makewhole.rules import RuleValue
from makewhole.rules.payer_registry import Fact
from makewhole.rules.payer_words import in_words

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
_WHY_A_CARD_FITS = (
    gettext_lazy("the payer id is the one listed for it"),
    gettext_lazy("the member number has the form that it issues"),
    gettext_lazy("the card says %(name)s too: a plan in its place or beside it"),
    gettext_lazy("the card says %(name)s"),
)
"""What the library says of a card, named here so that it is translated; the longest first that begin alike."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: what it is about, its sentence, and its value as `steps` or `lines` in the reader's language.

    The sentence is English where `translated` is not said.
    """

    name: str
    title: str
    says: str
    translated: bool
    steps: tuple[str, ...]
    lines: tuple[str, ...]
    held: RuleValue


def language() -> str:
    """The reader's language, of those that rules are told in."""
    return "es" if get_language() == "es" else "en"


def told(fact: Fact, kind: str = "") -> Told:
    """A fact as the page shows it; `kind` is "policy" or "law" for one of these."""
    lang = language()
    says = fact.rule.says_es if lang == "es" and fact.rule.says_es else fact.rule.says
    translated = lang == "en" or bool(fact.rule.says_es)
    title = str(TITLES.get(fact.name, fact.name.replace("-", " ").capitalize()))
    value = fact.held.value
    lines = in_words(kind or fact.name, value, lang)
    return Told(fact.name, title, says, translated, _steps(value, lang), lines, fact.held)


def why_it_fits(reasons: Iterable[str]) -> str:
    """The reasons to think that a card is an insurer's, in the reader's language."""
    return "; ".join(map(_why, reasons))


def _why(reason: str) -> str:
    for text in _WHY_A_CARD_FITS:
        with override("en"):
            before, figure, after = str(text).partition("%(name)s")
        if reason.startswith(before) and reason.endswith(after) and (figure or reason == before):
            return str(text) % {"name": reason[len(before) : len(reason) - len(after)]}
    return reason


def in_order(facts: Iterable[Fact]) -> list[Told]:
    """Facts in the order in which someone with a claim in hand asks for them; the name itself is the page's title."""
    order = {name: number for number, name in enumerate(TITLES)}
    shown = [told(fact) for fact in facts if fact.name not in ("name", "kinds")]
    return sorted(shown, key=lambda each: order.get(each.name, len(order)))


def _steps(value: Any, lang: str) -> tuple[str, ...]:
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping) and lang in value[0]:
        return tuple(step[lang] for step in value)
    return ()
