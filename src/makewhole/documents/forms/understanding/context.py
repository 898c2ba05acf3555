"""Says what only the form as a whole tells: another plan's holder, a policy number, a street, who is addressed."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box, Form
from makewhole.documents.forms.reading.runs import same_row
from makewhole.documents.forms.understanding.asked import Asked
from makewhole.documents.forms.understanding.meanings import needs_party, value_name
from makewhole.documents.forms.understanding.parties import over, own_words
from makewhole.documents.forms.understanding.vocabulary import (
    choice,
    is_conditional,
    is_question,
    name_tokens,
    party_in,
    read_words,
    tokens,
)  # fmt: skip

_ALIKE, _NEXT, _CLOSE, _SURE = 6.0, 40.0, 18.0, 0.7
_LETTERED, _NUMBERED = re.compile(r"\(?[a-z][.)] "), re.compile(r"\(?\d{1,2}[.)] ")
_MEMBERS: Final = {"member", "members", "enrollee"}
_TWO_PEOPLE: Final = {
    "patient", "patients", "pt", "subscriber", "insured", "policyholder", "holder", "cardholder", "employee", "sponsor",
    "dependent", "dependents", "claimant", "spouse", "child", "children", "relationship",
}  # fmt: skip
_PERSONS: Final = ("patient", "subscriber")
_SINCE_WHEN: Final = ("effective-date", "ended-date")
_OF_THE_PLAN: Final = ("member-id", "policy-number", "group-number")
_OF_AN_ACCIDENT: Final = re.compile(r"accident|injur|occur|happen")
_ALWAYS_OURS: Final = ("subscriber.", "payer.", "coverage.", "provider.", "practice.", "facility.")
"""What a record always holds, so that no form asks for it in one case alone."""


def in_context(asked: Sequence[Asked], form: Form) -> list[Asked]:
    """What only the form as a whole tells: another plan's holder, a policy number, a street, a signature's words."""
    named = {(each.thing, each.party) for each in asked}
    has_member_id = any(
        thing == "member-id" and party in ("subscriber", "patient", "", "payer") for thing, party in named
    )
    you_hold_the_plan = any(thing in _OF_THE_PLAN for thing, _ in named) and not any(
        party == "subscriber" and thing.startswith("name") for thing, party in named
    )
    questions = [box for box in form.boxes if box.kind == "check" and _asks_other_plan(box)]
    if _treats_members(form):
        asked = [replace(each, party="patient") if each.party == "subscriber" else each for each in asked]
    labels = {each.run.boxes[0].label for each in asked}
    result = list[Asked]()
    for each in asked:
        thing = each.thing
        if thing == "policy-number" and each.party in ("", "subscriber", "payer", "patient") and has_member_id:
            thing = "group-number"
        if thing == "address" and _has_city(each, asked):
            thing = "street"
        if thing == "street" and ("street-2", each.party) in named:
            thing = "street-1"
        known = replace(each, thing=thing)
        if each.party == "you" and not you_hold_the_plan and thing not in _OF_THE_PLAN:
            known = replace(known, confidence=min(each.confidence, 0.6), reason=f"{each.reason}, whoever that is")
        if thing == "phone" and _has_phone_before(each, asked):
            known = replace(known, confidence=min(each.confidence, 0.5), reason=f"{each.reason} is a further one")
        if each.party in ("subscriber", "payer", ""):
            another = "other" in (_heading(each, labels), "" if each.party == "subscriber" else _over_it(each))
            if another and (value_name(thing, "other").startswith("other.") or thing in _SINCE_WHEN):
                known = replace(known, party="other", reason=f"{each.reason} under the heading of another plan")
            elif any(_follows(each, box, asked) for box in questions):
                known = _of_another_plan(known, asked)
        if known.party == "other" and each.thing == "policy-number":
            known = replace(known, thing=each.thing)
        if thing.startswith("accident-") and not _speaks_of_accidents(each, form, asked):
            known = replace(known, confidence=min(known.confidence, 0.6))
        value = value_name(known.thing, known.party)
        if value.startswith(_ALWAYS_OURS) and _in_one_case(each, asked):
            known = replace(known, confidence=min(known.confidence, 0.6), reason=f"{each.reason} in one case alone")
        result.append(replace(known, value=value))
    return _twins(result)


def _treats_members(form: Form) -> bool:
    """Whether a form knows one person alone and calls that one the member, who is then the one treated."""
    words = {word for box in form.boxes for text in (box.label, box.tooltip, *box.above) for word in tokens(text)}
    return bool(words & _MEMBERS) and not words & _TWO_PEOPLE


def _has_phone_before(each: Asked, asked: Sequence[Asked]) -> bool:
    """Whether a person's telephone was asked for on the same page before: home and work, where the record has one."""
    mine = [o for o in asked if (o.thing, o.party, o.run.page) == ("phone", each.party, each.run.page)]
    return each.party in ("patient", "subscriber") and mine.index(each) > 0


def _heading(each: Asked, labels: Collection[str]) -> str:
    """The party of the nearest line over a box that asks for nothing and labels no other box, as a heading does."""
    for words in each.run.boxes[0].above:
        if words in labels:
            continue
        party = party_in(words)
        if party and not read_words(words).thing and (party == "other" or not is_question(words)):
            return party
    return ""


def _over_it(each: Asked) -> str:
    """The party of the nearest line over a box that names one, its own label left aside."""
    box = each.run.boxes[0]
    if _LETTERED.match(box.label) and "other" in map(party_in, _same_item(box.above[1:])):
        return "other"
    return next((party for words in box.above[1:] if (party := party_in(words))), "")


def _same_item(above: Sequence[str]) -> Iterator[str]:
    """The lettered parts of an item over another of its parts, up to the number that opens it."""
    for words in above:
        if _NUMBERED.match(words) or _LETTERED.match(words):
            yield words
        if _NUMBERED.match(words):
            return


def _in_one_case(each: Asked, asked: Sequence[Asked]) -> bool:
    """Whether a box, or one before it in its row, is filled only after a yes: what is ours always is."""
    before = [
        other for other in asked
        if other.run.page == each.run.page and same_row(other.run.rect, each.run.rect)
        and other.run.rect.left <= each.run.rect.left
    ]  # fmt: skip
    return any(is_conditional(words) for other in before for words in own_words(other.run.boxes[0]))


def _twins(asked: Sequence[Asked]) -> list[Asked]:
    """What is asked twice side by side in the same words is asked of two people, and the words do not say of whom.

    Where one of the two stands under what is asked in one case alone, the other one is ours.
    """
    told = [(each.run.boxes[0].label or each.run.boxes[0].tooltip, each.value) for each in asked]
    result = list(asked)
    for at, each in enumerate(asked):
        beside = [
            other for other, words in zip(asked, told, strict=True)
            if words == told[at] and other is not each and other.run.page == each.run.page
            and same_row(other.run.rect, each.run.rect)
        ]  # fmt: skip
        if not (beside and each.value and each.party in _PERSONS and needs_party(each.thing)):
            continue
        if _under_one_case(each, asked) or not all(_under_one_case(other, asked) for other in beside):
            result[at] = replace(each, confidence=min(each.confidence, 0.5), reason=f"{each.reason}, asked twice")
    return result


def _under_one_case(each: Asked, asked: Sequence[Asked]) -> bool:
    """Whether what stands right over a box is filled only after a yes."""
    return any(
        _in_one_case(other, asked) for other in asked
        if other.run.page == each.run.page and over(other.run.rect, each.run.rect)
        and 0 <= other.run.rect.bottom - each.run.rect.top < _CLOSE
    )  # fmt: skip


def _speaks_of_accidents(each: Asked, form: Form, asked: Sequence[Asked]) -> bool:
    """Whether the words of a box are about an accident, or follow the question about one, as "if yes, date" may."""
    if _OF_AN_ACCIDENT.search(" ".join(own_words(each.run.boxes[0])).lower()):
        return True
    return any(_follows(each, box, asked) for box in form.boxes if box.kind == "check" and _asks_accident(box))


def _asks_other_plan(box: Box) -> bool:
    return _question_of(box)[0] == "other-covered"


def _asks_accident(box: Box) -> bool:
    name, sure = _question_of(box)
    return name.startswith("accident-") and sure > _SURE


def _question_of(box: Box) -> tuple[str, float]:
    """What the check boxes about one ask, and how sure that is."""
    name, _, sure = choice(f"{box.label} {' '.join(name_tokens(box.field))}", [box.beside or box.on])
    return name, sure


def _follows(each: Asked, question: Box, others: Sequence[Asked]) -> bool:
    rect, asked = each.run.rect, question.rect
    if each.run.page != question.page or not 0 <= asked.top - rect.bottom < 130:
        return False
    left = [o.run.rect for o in others if o.run.page == question.page and o.run.rect.right < asked.left]
    if any(same_row(place, asked) and rect.right <= place.right + _ALIKE for place in left):
        return False  # it stands before the question, or in the column before it
    capitals = [words for words in each.run.boxes[0].above[:2] if words.isupper() and len(words) > 8]
    heading = next((words for words in capitals if not read_words(words).thing), "")
    return party_in(heading) in ("", "other", "payer")


def _of_another_plan(each: Asked, asked: Sequence[Asked]) -> Asked:
    """After the question about another plan, its holder and insurer are meant: surely where ours were asked before."""
    if each.thing in _SINCE_WHEN:
        return replace(each, party="other")
    if each.thing == "phone" or not value_name(each.thing, "other").startswith("other."):
        return each
    before = any(
        other.thing == each.thing and other.party == each.party and other.run != each.run
        and ((other.run.page, -other.run.rect.top) < (each.run.page, -each.run.rect.top)
             or (same_row(other.run.rect, each.run.rect) and other.run.rect.left < each.run.rect.left))
        for other in asked
    )  # fmt: skip
    reason = f"{each.reason} after the question about another plan"
    return replace(
        each, party="other", confidence=each.confidence if before else min(each.confidence, 0.6), reason=reason
    )


def _has_city(each: Asked, asked: Sequence[Asked]) -> bool:
    rect = each.run.rect
    return any(
        other.thing in ("city", "city-state-zip") and other.run.page == each.run.page
        and ((other.party == each.party and -20 <= rect.bottom - other.run.rect.bottom < 75)
             or (same_row(other.run.rect, rect) and 0 <= other.run.rect.left - rect.right < _NEXT))
        for other in asked
    )  # fmt: skip
