"""Finds of whom a box asks where its own words do not say: by the heading over it, or what stands near."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box, Rect
from makewhole.documents.forms.reading.runs import same_row
from makewhole.documents.forms.understanding.asked import Asked, short
from makewhole.documents.forms.understanding.meanings import needs_party, value_name
from makewhole.documents.forms.understanding.vocabulary import (
    asks_choice,
    is_question,
    name_tokens,
    names,
    party_in,
    read_words,
)

_WHERE: Final = ("address", "street", "street-2", "name-address")
_GOES_ON: Final = ("city", "state", "zip", "city-state-zip")
"""What goes on with an address in its row, whoever's it is and in which case."""
_ADDRESS: Final = (*_WHERE, "city", "state", "zip", "city-state-zip", "phone", "fax", "email")
_NUMBERS: Final = ("npi", "tax-id", "license-number", "taxonomy", "specialty", "credentials", "group-id")
_OF_A_PERSON: Final = ("birth-date", "sex", "age")
_OF_A_PLAN: Final = ("payer-name", "plan-name", "group-number", "provider-name", "employer-name")
"""What needs no party to have a value, and has none under the heading of a plan or a person that is not ours."""
_PERSONS: Final = ("patient", "subscriber", "provider")
_WHO_TREATS: Final = ("provider", "practice")
_NO_VALUE: Final = ("elsewhere", "spouse")
_CONDITION: Final = re.compile(r"\bif\b.*\b(different|other|not)\b", re.IGNORECASE)
_COUNTS: Final = re.compile(r"\b(number|no\.?|date|code|id|amount)\W*$|#", re.IGNORECASE)
"""What ends words that ask for a number or a day, known or not, and head nothing."""
_INSTRUCTS: Final = re.compile(
    r"\b(please|print|type|complete|attach|see|note|use|enter|check|required|must|if|only|optional|continued)\b", re.I
)
"""Words of a line that says how to fill what follows, and parts nothing."""
_ITEM: Final = re.compile(r"^\(?(\d{1,2}|[A-Za-z])[.)]?\s+(?=[A-Z])")
_FEW_WORDS, _SHORTEST = 5, 5
_ALONE: Final = 0.8
"""How far a place farther up tells it where all lines over the box speak of the same party."""
_FIRM: Final = 0.7
"""What is less sure of its own party tells no other box of whom it asks."""
_KNOWN: Final = 0.5
"""More than this share of a heading's words must be known."""
_NEAR, _FAR, _FAR_LEFT, _GAP, _CELL_GAP = 18.0, 70.0, 130.0, 26.0, 4.0


def of_group(each: Asked, asked: Sequence[Asked]) -> Asked:
    """Whose block a box stands in: one that also asks for the number of a group is the billing practice's."""
    if each.party != "provider":
        return each
    rect = each.run.rect
    for other in asked:
        before = same_row(other.run.rect, rect) and 0 <= rect.left - other.run.rect.right < _FAR
        if each.thing == "npi" and other.party == "referring" and before:
            return replace(each, party="referring")
        below = 0 < rect.bottom - other.run.rect.bottom < _FAR
        if other.thing == "group-id" and below and over(rect, other.run.rect):
            return replace(each, party="practice", thing="name" if each.thing == "provider-name" else each.thing)
    return each


def with_party(each: Asked, others: Sequence[Asked]) -> Asked:
    """Of whom a thing is asked where its own words do not say: as the heading over it, or the boxes next to it."""
    found = _with_party(each, others)
    if found.party == "you" and (who := _addressed(each.run.boxes[0])):
        return replace(found, party=who, reason=f"{found.reason} in the part for the {who}")
    return found


def _with_party(each: Asked, others: Sequence[Asked]) -> Asked:
    if each.thing == "relation" and not any(names("subscriber", words) for words in own_words(each.run.boxes[0])):
        return replace(each, confidence=min(each.confidence, 0.5), reason=f"{each.reason} does not say to whom")
    if each.thing == "account-number" and each.party != "patient":
        return replace(each, confidence=min(each.confidence, 0.5), reason=f"{each.reason} does not say with whom")
    if not needs_party(each.thing):
        lines = (words for words in each.run.boxes[0].above if words != each.run.boxes[0].label and party_in(words))
        heading = next(lines, "")
        theirs = party_in(heading) in _NO_VALUE and not read_words(heading).thing and each.thing in _OF_A_PLAN
        return replace(each, party=party_in(heading)) if theirs else each
    if each.party:
        return each
    if (person := _of_the_row(each, others)) is not None:
        of_row = f"{each.reason} in the row of the {person.party}"
        return replace(each, party=person.party, confidence=each.confidence * 0.93, reason=of_row)
    if (before := _named_before(each, others)) is not None:
        beside = f"{each.reason} beside what is asked of the {before.party}"
        return replace(each, party=before.party, confidence=each.confidence * 0.93, reason=beside)
    if (under := _under_words(each, others)) is not None:
        return under
    above, rect = each.run.boxes[0].above, each.run.rect
    cut_off = _is_cut_off(each, others)
    for other, sure in neighbors(each, others):
        if cut_off and not same_row(other.run.rect, rect):
            continue
        hands_on = _hands_on(other.thing, other.run.boxes[0].label, each.thing)
        firm = other.confidence >= _FIRM or not other.thing
        if other.party and firm and hands_on and value_name(each.thing, other.party):
            alone = {party_in(words) for words in above} - {""} == {other.party}
            beside = f"{each.reason} next to what is asked of the {other.party}"
            share = max(sure, _ALONE) if alone else sure
            return replace(each, party=other.party, confidence=each.confidence * share, reason=beside)
    if value_name(each.thing, ""):
        return replace(each, confidence=each.confidence * 0.9)
    return replace(each, confidence=min(each.confidence, 0.4), reason=f"{each.reason} does not say of whom")


def _addressed(box: Box) -> str:
    """Who fills in the part of the form that a box stands in, where its heading says that the one who treats does."""
    headings = (words for words in box.above if party_in(words) not in ("", "you") and not read_words(words).thing)
    party = party_in(next(headings, ""))
    return party if party in _WHO_TREATS else ""


def _under_words(each: Asked, others: Sequence[Asked]) -> Asked | None:
    """The same with the party of the heading or the name above it; in doubt where two people are asked for there."""
    passed = set[str]()
    labels = _labels(others)
    for words in (part for line in each.run.boxes[0].above for part in re.split(r"\s[-–—]\s", line)):
        party, thing = party_in(words), read_words(words).thing
        if _unknown_heading(words, labels):
            return None
        if party != "other" and not _hands_on(thing, words, each.thing):
            if party and _half_a_heading(words, thing):
                return None
            passed |= {party} & set(_PERSONS)
            continue
        if thing and party and passed - {party}:
            return replace(each, confidence=min(each.confidence, 0.4), reason=f"{each.reason} may be of several people")
        if party in _NO_VALUE and thing and each.thing in _NUMBERS:
            continue
        if party in _NO_VALUE or (party and value_name(each.thing, party)):
            reason = f"{each.reason} under “{short(words)}”"
            return replace(each, party=party, confidence=each.confidence * 0.93, reason=reason)
    return None


def _of_the_row(each: Asked, others: Sequence[Asked]) -> Asked | None:
    """Who is named in the cells before, where cell follows cell as in a table of people."""
    if each.thing not in _OF_A_PERSON:
        return None
    row = [o for o in others if o.run.page == each.run.page and same_row(o.run.rect, each.run.rect)]
    row = sorted((o for o in row if o.run.rect.left < each.run.rect.left), key=lambda other: -other.run.rect.left)
    edge = each.run.rect.left
    for other in row:
        if edge - other.run.rect.right > _CELL_GAP:
            return None
        if other.party in _PERSONS and other.thing.startswith("name"):
            return other
        edge = min(edge, other.run.rect.left)
    return None


def _named_before(each: Asked, others: Sequence[Asked]) -> Asked | None:
    """The box right before in the row, where its own words name a party and no heading over this one alone does."""
    rect = each.run.rect
    left = [
        o
        for o in others
        if o.run.page == each.run.page and same_row(o.run.rect, rect) and o.run.rect.right <= rect.left + 2
    ]
    nearest = max(left, key=lambda other: other.run.rect.right, default=None)
    if nearest is None or not nearest.party:
        return None
    gap, numbered = rect.left - nearest.run.rect.right, _COUNTS.search(nearest.run.boxes[0].label) is not None
    if each.thing == "name" and nearest.party == "provider" and numbered and not nearest.thing and gap < _FAR:
        return nearest  # a number by which the plan knows a provider, and then the name
    if gap > (_FAR_LEFT if nearest.party in _NO_VALUE else _GAP):
        return None
    shared = nearest.run.boxes[0].above
    own = next((words for words in each.run.boxes[0].above if words not in shared and party_in(words)), "")
    if nearest.party == "employer" and each.thing not in ("city", "state", "zip"):
        return None
    if nearest.party in _NO_VALUE:
        return None if each.thing in _NUMBERS else nearest  # a contact has no NPI
    if each.thing in _GOES_ON and nearest.thing in (*_WHERE, *_GOES_ON):
        return nearest if value_name(each.thing, nearest.party) else None
    if not _hands_on(nearest.thing, nearest.run.boxes[0].label, each.thing) or (own and read_words(own).thing == ""):
        return None
    return nearest if value_name(each.thing, nearest.party) else None


def _is_cut_off(each: Asked, others: Sequence[Asked]) -> bool:
    """Whether a heading of which nothing is understood stands between a box and the nearest line with a party."""
    labels = _labels(others)
    for words in each.run.boxes[0].above:
        if party_in(words) or _unknown_heading(words, labels):
            return not party_in(words)
    return False


def _labels(others: Sequence[Asked]) -> set[str]:
    return {words for other in others for words in (other.run.boxes[0].label, other.run.boxes[0].beside) if words}


def _unknown_heading(words: str, labels: Collection[str]) -> bool:
    """Whether a line, more than an abbreviation and no label, opens a part of the form that is about something else."""
    if party_in(words) or read_words(words).thing or any(words in label for label in labels):
        return False
    if _INSTRUCTS.search(words):
        return False
    words = _ITEM.sub("", words)
    few = len(words.split()) <= _FEW_WORDS and sum(map(str.isalpha, words)) >= _SHORTEST
    return few and words[:1].isupper() and not words.endswith((".", ",")) and read_words(words).explained < _KNOWN


def _half_a_heading(words: str, thing: str) -> bool:
    """Whether a short line opens a part of the form of which only half is understood."""
    return (
        not thing
        and words[:1].isupper()
        and len(words.split("(")[0].split()) <= _FEW_WORDS
        and not _COUNTS.search(words)
    )


def _hands_on(thing: str, words: str, to: str) -> bool:
    """Whether what is asked in one place says of whom another thing is asked: a name or an address opens a block."""
    if thing == "" and asks_choice(words):
        return False
    if thing == "":
        return words[:1].upper() == words[:1] and read_words(words).explained > _KNOWN and not _COUNTS.search(words)
    if is_question(words) or (_CONDITION.search(words) and to in _ADDRESS):
        return False
    alike = any(thing in kind and to in kind for kind in (_ADDRESS, _NUMBERS))
    return alike or thing.startswith("name") or thing.endswith("-name") or thing in _WHERE


def own_words(box: Box) -> tuple[str, ...]:
    return box.tooltip, box.label, " ".join(name_tokens(box.field))


def neighbors(each: Asked, others: Sequence[Asked]) -> Iterator[tuple[Asked, float]]:
    """What stands over a box or left of it, the nearest first, each with how far it tells of whom the box asks."""
    rect = each.run.rect
    page = [other for other in others if other.run.page == each.run.page and other.run != each.run]
    above = [other for other in page if 0 <= other.run.rect.bottom - rect.top < _FAR and over(other.run.rect, rect)]
    above.sort(key=lambda other: other.run.rect.bottom)
    left = [o for o in page if same_row(o.run.rect, rect) and 0 <= rect.left - o.run.rect.right < _FAR_LEFT]
    left.sort(key=lambda other: rect.left - other.run.rect.right)
    close = [other for other in above if other.run.rect.bottom - rect.top < _NEAR]
    yield from ((other, 0.9) for other in close)
    yield from ((other, 0.88) for other in left)
    yield from ((other, 0.73) for other in above if other not in close)  # never enough by itself


def over(one: Rect, other: Rect) -> bool:
    """Whether two places stand one over the other, by more than a hair."""
    return min(one.right, other.right) - max(one.left, other.left) > 2
