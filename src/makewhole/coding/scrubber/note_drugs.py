"""Drug, dose, waste, route and access site in the note against the same as billed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from makewhole.records import Administration, plain_number

from ._amounts import Measure, doses, says_none_wasted
from ._facts import Facts
from ._measures import base
from ._note import any_word, first_sentence
from ._passages import names_of
from ._registry import Fault, check

_ADD = "Ask the provider to check the chart; if it was recorded there, the note is completed by a dated addendum."
_CORRECT = "Check the chart; correct the visit, or have the provider correct the note by a dated addendum."
_ROUTES = {
    "iv_infusion": re.compile(r"\binfus|\bdrip\b|\bIVPB\b", re.IGNORECASE),
    "iv_push": re.compile(r"\bpush|\bbolus|\bIVP\b", re.IGNORECASE),
    "im": re.compile(r"\bIM\b|\b[Ii]ntramuscular"),
    "sc": re.compile(r"\bSC\b|\bSQ\b|\b[Ss]ub-?[Qq]\b|\b[Ss]ubcut"),
    "intranasal": re.compile(r"\bIN\b|nasal"),
    "oral": re.compile(r"\bPO\b|\b[Oo]ral|\bby mouth\b|\btablet"),
    "sublingual": re.compile(r"\bSL\b|\b[Ss]ublingual|\b[Bb]uccal|\btroche|\blozenge|\bunder the tongue\b"),
}
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_SITE_WORD = re.compile(
    r"\b(left|right)\s+(?:\w+\s+)?(?:forearm|arm|hand|wrist|antecubital|AC|foot|cephalic|basilic)\b", re.I
)
_UNNAMED_SITE = "IV 1"
_GIVEN = re.compile(r"\bIV\b|\bIM\b|\bpush|\binfus|\bintramuscular", re.IGNORECASE)
_NOT_GIVEN = re.compile(
    r"\bPRN\b|\bneeded\b|\bavailable\b|\bhome\b|\bplan|\bnext\b|\ballerg|\bheld\b|\bno\b", re.IGNORECASE
)


@check("note-drugs/drug-not-found")
def drug_not_found(facts: Facts) -> Iterator[Fault]:
    for where, given, said in facts.noted:
        if not said.texts:
            yield Fault(f"{where}.drug.name", f"{given.drug.name} was not found in the note.", _ADD)


@check("note-drugs/drug-only-in-note")
def drug_only_in_note(facts: Facts) -> Iterator[Fault]:
    if facts.note is None:
        return
    given = {name for _, each in facts.administrations for name in names_of(each.drug.name)}
    lower = facts.note.text.casefold()
    known = facts.rule("scrubber/note-drugs/drug-only-in-note")["drugs"]
    others = tuple(name for name in known if name in lower and name not in given)
    found = {
        place[0].casefold()
        for sentence in (facts.note.sentences if others else ())
        for place in any_word(others).finditer(sentence)
        if doses(sentence[place.end() : place.end() + 30])
        if _GIVEN.search(sentence) and not _NOT_GIVEN.search(sentence)
    }
    for name in sorted(found):
        yield Fault(
            "visit.administrations",
            f"The note seems to say that {name} was given; the visit does not record it.",
            "If it was given, add it with its time and dose; if not, leave it.",
        )


@check("note-drugs/dose-not-found")
def dose_not_found(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _doses(facts):
        if not stated:
            yield Fault(f"{where}.dose", f"The dose of {given.dose} was not found in the note.", _ADD)


@check("note-drugs/dose-differs")
def dose_differs(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _doses(facts):
        if stated:
            yield Fault(
                f"{where}.dose",
                f"The note says {_words(stated)} of {given.drug.name}; billed is {given.dose}.",
                _CORRECT,
            )


@check("note-drugs/waste-not-found")
def waste_not_found(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _wastes(facts):
        single = given.drug.container not in ("multi_dose_vial", "bag", None)
        if not stated and given.wasted is not None and (given.wasted.amount or single):
            what = f"The waste of {given.wasted}" if given.wasted.amount else "That nothing was wasted"
            yield Fault(f"{where}.wasted", f"{what} was not found in the note.", _ADD)


@check("note-drugs/waste-differs")
def waste_differs(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _wastes(facts):
        if stated:
            yield Fault(
                f"{where}.wasted",
                f"The note says {_words(stated)} wasted of {given.drug.name}; the visit records {given.wasted}.",
                _CORRECT,
            )


@check("note-drugs/route-not-found")
def route_not_found(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _routes(facts):
        if not stated:
            yield Fault(
                f"{where}.route",
                f"The route of {given.drug.name} ({_plain(given.route)}) was not found in the note.",
                _ADD,
            )


@check("note-drugs/route-differs")
def route_differs(facts: Facts) -> Iterator[Fault]:
    for where, given, stated in _routes(facts):
        if stated:
            yield Fault(
                f"{where}.route",
                f"The note speaks of {_plain(stated[0])} for {given.drug.name}; billed is {_plain(given.route)}.",
                _CORRECT,
            )


@check("note-drugs/site-not-found")
def site_not_found(facts: Facts) -> Iterator[Fault]:
    for where, site, stated in _sites(facts):
        if not stated:
            yield Fault(f"{where}.access_site", f"The access site {site} was not found in the note.", _ADD)


@check("note-drugs/site-differs")
def site_differs(facts: Facts) -> Iterator[Fault]:
    for where, site, stated in _sites(facts):
        if stated:
            yield Fault(f"{where}.access_site", f"The note says {stated[0]}; the visit says {site}.", _CORRECT)


@check("note-drugs/fluid-volume-not-found")
def fluid_volume_not_found(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.hydrations:
        if facts.note is not None and base(given.volume) not in doses(facts.note.text):
            yield Fault(f"{where}.volume", f"The volume of {given.volume} was not found in the note.", _ADD)


def _doses(facts: Facts) -> Iterator[tuple[str, Administration, list[Measure]]]:
    """Each billed dose that the note does not hold, with the doses of that drug that it gives instead."""
    for where, given, said in facts.noted:
        billed = base(given.dose)
        stated = [dose for dose in said.doses if dose[1] == billed[1]]
        # Two parts of one dose may be written one by one.
        if billed not in stated and (sum((amount for amount, _ in stated), Decimal(0)), billed[1]) != billed:
            beside = [dose for dose in said.doses_beside_name if dose[1] == billed[1]]
            yield where, given, beside or stated


def _wastes(facts: Facts) -> Iterator[tuple[str, Administration, list[Measure]]]:
    """Each recorded waste that the note does not hold, with the waste of that drug that it gives instead."""
    for where, given, said in facts.noted:
        if given.wasted is None:
            continue
        amount, unit = base(given.wasted)
        if amount:
            carried = (amount, unit) in said.wastes
        else:
            carried = any(not stated for stated, _ in said.wastes) or (not said.wastes and _none_wasted(facts))
        if not carried:
            yield where, given, said.wastes


def _none_wasted(facts: Facts) -> bool:
    return facts.note is not None and says_none_wasted(facts.note.text)


def _routes(facts: Facts) -> Iterator[tuple[str, Administration, list[str]]]:
    """Each billed route that the note does not name for its drug, with those that it names beside it instead."""
    for where, given, said in facts.noted:
        beside = [first_sentence(text) for text in said.texts]
        if not said.texts or _named(given.route, beside):
            continue
        stated = [route for route in _ROUTES if _named(route, beside)]
        if stated or not _named(given.route, said.texts):
            yield where, given, stated


def _named(route: str, texts: list[str]) -> bool:
    return any(_ROUTES[route].search(text) for text in texts)


def _sites(facts: Facts) -> Iterator[tuple[str, str, list[str]]]:
    """Each access site that the note does not hold, with those on the other side that it names."""
    if facts.note is None:
        return
    for where, given in facts.given:
        route = getattr(given, "route", "iv_infusion")
        site = given.access_site
        if route not in ("iv_infusion", "iv_push") or site == _UNNAMED_SITE or facts.note.mentions([site]):
            continue
        side = _SIDE.search(site)
        stated = [
            match[0]
            for match in _SITE_WORD.finditer(facts.note.text)
            if side and match[1].casefold() != side[1].casefold()
        ]
        yield where, site, stated


def _words(measures: list[Measure]) -> str:
    return " and ".join(dict.fromkeys(f"{plain_number(amount)} {unit}".strip() for amount, unit in measures))


def _plain(route: str) -> str:
    return {
        "iv_infusion": "infusion into a vein",
        "iv_push": "push into a vein",
        "im": "a shot into muscle",
        "sc": "a shot under the skin",
        "intranasal": "the nose",
        "oral": "the mouth",
        "sublingual": "under the tongue",
    }[route]
