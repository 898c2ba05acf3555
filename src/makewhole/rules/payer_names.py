"""Tells which payer a card belongs to, from the names printed on it, the member number and the payer id."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from makewhole.rules._errors import NoSuchRule
from makewhole.rules._store import known
from makewhole.rules.payer_registry import Payer, licensees, payer_ids, payer_with_id

_WRITTEN_TOGETHER = {"bluecross": "blue cross", "blueshield": "blue shield", "bcbs": "blue cross blue shield"}
_LEFT_OUT = frozenset({"and", "the", "inc", "llc"})


class UnknownPayer(NoSuchRule):
    """No payer has this id, nor is one recognized by this name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A payer that the card may belong to, and every reason to think so.

    `licensee` and `states` name the company of a federation; `plan_type` is the kind of plan that this payer's
    name alone tells, as in the record of a coverage. None where nothing tells it.
    """

    payer_id: str
    name: str
    licensee: str | None
    states: tuple[str, ...]
    plan_type: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    shown: str
    payer_id: str
    licensee: str | None = None
    states: tuple[str, ...] = ()


def recognise(card: str = "", member_id: str = "", payer_id: str = "", *, on: date) -> tuple[Candidate, ...]:
    """The payers that fit, the likeliest first: by payer id, then by name on the card, then by member number.

    `card` is any text of the card, for example the insurer's name. The names, the forms of member numbers and the
    payer ids are facts of the rule files, so a candidate is a proposal for a person to confirm. None may fit.
    """
    named = _named(card, on)
    cards = {each: _card(each, on) for each in payer_ids()}
    numbered = {each for each in cards if _fits(cards[each], member_id)}
    identified = {each for each in cards if payer_id.strip() and _payer_id(each, on) == payer_id.strip()}
    said = {name.payer_id for name in named}
    # Such a plan prints the name of the company that it belongs to, and its own or none.
    inside = {each for each in said | numbered if cards[each].get("within") in said}
    beside = {each for each in said if cards[each].get("alone") and len(said) > 1}
    found = []
    for each in sorted((said - beside) | numbered | identified):
        best = max((name for name in named if name.payer_id == each), key=lambda name: len(name.words), default=None)
        reasons = tuple(_reasons(each, best, numbered, identified, beside - {each}, on))
        weight = (
            each in identified,
            each in (said - beside) | inside,
            each in inside,
            each in numbered,
            len(best.words) if best else 0,
        )
        candidate = Candidate(
            each,
            str(known(f"payers/{each}/name", on).value),  # type: ignore[union-attr]  # every payer has a name
            best.licensee if best else None,
            best.states if best else (),
            cards[each].get("plan-type"),
            reasons,
        )
        found.append((weight, candidate))
    return tuple(candidate for _, candidate in sorted(found, key=lambda pair: pair[0], reverse=True))


def payer(name: str, on: date) -> Payer:
    """The payer of this id, or the one that a name as printed on a card points to before all others.

    Raises UnknownPayer, with names that are near.
    """
    wanted = name.strip()
    if wanted.casefold() in payer_ids():
        return payer_with_id(wanted.casefold(), on)
    for candidate in recognise(wanted, on=on):
        return payer_with_id(candidate.payer_id, on)
    known_as = {shown.casefold(): shown for shown in (*payer_ids(), *(each.shown for each in _names(on)))}
    near = [known_as[key] for key in get_close_matches(wanted.casefold(), known_as, n=4, cutoff=0.5)]
    raise UnknownPayer(
        f"No payer is known here by the name {wanted!r}" + (f"; near it are {', '.join(near)}" if near else "")
    )


@lru_cache(maxsize=64)
def _names(on: date) -> tuple[_Name, ...]:
    return tuple(_every_name(on))


def _every_name(on: date) -> Iterator[_Name]:
    for payer_id in payer_ids():
        own = known(f"payers/{payer_id}/name", on)
        for shown in (*_card(payer_id, on).get("names", ()), *((own.value,) if own else ())):
            yield _Name(_words(shown), shown, payer_id)
        for fact in licensees(payer_id, on):
            company = fact.held.value
            for shown in company["names"]:
                yield _Name(
                    _words(shown), shown, company.get("payer", payer_id), company["name"], tuple(company["states"])
                )


def _named(card: str, on: date) -> list[_Name]:
    """The names that stand in the text, without those that are only a part of a longer one found there, and those
    that mean another plan beside a word of it."""
    text = _words(card)
    spans = [
        (start, start + len(name.words), name)
        for name in _names(on)
        for start in range(len(text) - len(name.words) + 1)
        if text[start : start + len(name.words)] == name.words
    ]
    return [
        name
        for start, end, name in spans
        if not any(first <= start and end <= last and last - first > end - start for first, last, _ in spans)
        and not set(text).intersection(_card(name.payer_id, on).get("not-beside", ()))
    ]


def _reasons(
    payer_id: str, named: _Name | None, numbered: set[str], identified: set[str], beside: set[str], on: date
) -> Iterator[str]:
    if payer_id in identified:
        yield "the payer id is the one listed for it"
    if named:
        yield f"the card says {named.shown}"
    if payer_id in numbered:
        yield "the member number has the form that it issues"
    for other in beside:
        name = known(f"payers/{other}/name", on)
        yield f"the card says {name.value if name else other} too: a plan in its place or beside it"


def _card(payer_id: str, on: date) -> Mapping[str, Any]:
    held = known(f"payers/{payer_id}/card", on)
    return held.value if held else {}


def _payer_id(payer_id: str, on: date) -> str | None:
    held = known(f"payers/{payer_id}/payer-id", on)
    return str(held.value) if held else None


def _fits(card: Mapping[str, Any], member_id: str) -> bool:
    bare = re.sub(r"[\s-]", "", member_id).upper()
    return any(re.fullmatch(pattern, bare) for pattern in card.get("member-ids", ()))


def _words(text: str) -> tuple[str, ...]:
    found = re.findall(r"[a-z0-9]+", text.casefold())
    return tuple(" ".join(_WRITTEN_TOGETHER.get(word, word) for word in found if word not in _LEFT_OUT).split())
