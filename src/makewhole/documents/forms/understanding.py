"""Understands what the text boxes of a form ask for: by tooltip, printed words and name, and by what stands near."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.asked import Asked
from makewhole.documents.forms.form import Box, Form, Rect
from makewhole.documents.forms.meanings import needs_party, value_name
from makewhole.documents.forms.runs import Run, same_row, text_runs
from makewhole.documents.forms.vocabulary import Reading, choice, name_tokens, names, party_in, read_name, read_words

_ROOM_FOR_DIGIT: Final = 30.0
_PARTS: Final = {3: ("name", "street", "city-state-zip"), 4: ("name", "street-1", "street-2", "city-state-zip")}
"""What stands in each line of a block for a name and an address."""
_TRUST: Final = {"tooltip": 0.95, "label": 0.92, "name": 0.88}
_NEAR, _FAR, _GAP = 18.0, 70.0, 26.0


def asked_on_page(boxes: Sequence[Box]) -> list[Asked]:
    """What each text box of one page asks for, by its own words, the headings over it and the boxes beside it."""
    runs = sorted(text_runs(boxes), key=lambda run: (-round(run.rect.top / 4), run.rect.left))
    asked = [_asked(run) for run in runs]
    asked = _stacked([_of_group(each, asked) for each in asked])
    known = list[Asked]()
    for each in asked:
        known.append(_with_party(each, [*known, *asked]))
    known = [_code_of(each, known) for each in known]
    return [_day_of_signature(each, known, boxes) for each in known]


def _asked(run: Run) -> Asked:
    """What the tooltip, the printed label and the field's name ask for, weighed against each other."""
    box = run.boxes[0]
    read = {
        "tooltip": read_words(box.tooltip) if box.tooltip else None,
        "label": read_words(box.label) if box.label else None,
        "name": read_name(box.field) if name_tokens(box.field) and not box.drawn else None,
    }
    readings = {source: found for source, found in read.items() if found is not None and found.thing}
    party = next((found.party for found in read.values() if found is not None and found.party), "")
    if not readings:
        return Asked(run, "", party, 0.0, "Nothing that is printed around it or named says what it is for.")
    ranked = sorted(readings, key=lambda source: -_sure(source, readings[source]))
    best = ranked[0]
    confidence, thing = _sure(best, readings[best]), readings[best].thing
    for source in ranked[1:]:
        other = readings[source]
        if other.thing == thing or _finer(thing, other.thing) or _finer(other.thing, thing):
            thing = other.thing if _finer(other.thing, thing) else thing
            confidence = min(0.99, 1 - (1 - confidence) * (1 - 0.5 * _sure(source, other)))
        elif _sure(source, other) > 0.6 and source != "name":
            confidence *= 0.6
    thing, fits = _fitting(run, thing, readings[best])
    words = {"tooltip": box.tooltip, "label": box.label, "name": box.field}[best]
    told = {"tooltip": "The tooltip", "label": "The printed words", "name": "The field's name"}[best]
    return Asked(run, thing, readings[best].party or party, confidence * fits, f"{told} “{short(words)}”")


def _sure(source: str, reading: Reading) -> float:
    return _TRUST[source] * (0.3 + 0.7 * reading.explained)


def _finer(one: str, other: str) -> bool:
    """Whether `one` says more exactly what `other` says."""
    finer = {
        "name": (
            "name-last", "name-first", "name-initial", "name-address", "provider-name", "payer-name", "employer-name",
        ),
        "address": ("street", "street-2", "city-state-zip", "name-address"),
        "day": (
            "birth-date", "service-date", "service-date-to", "signed-on", "accident-date", "illness-date", "disability",
            "hospital-dates", "first-consulted", "retired-on", "return-to-work", "similar-illness", "effective-date",
        ),
        "service-date": ("service-date-to",),
        "member-id": ("policy-number", "group-number"),
        "diagnosis": ("diagnosis-description", "service-pointer"),
        "service-charge": ("total", "paid", "balance"),
    }  # fmt: skip
    return one in finer.get(other, ())


def _fitting(run: Run, thing: str, reading: Reading) -> tuple[str, float]:
    """The thing as the brackets narrow it, and how well the box suits it."""
    aside = reading.asides.split()
    if thing == "code-set" and run.rect.width > _ROOM_FOR_DIGIT:
        thing = "diagnosis"
    if thing == "name" and len(aside) <= 2:
        narrower = {"last": "name-last", "first": "name-first", "middle": "name-initial", "mi": "name-initial"}
        thing = next((narrower[word] for word in aside if word in narrower), thing)
    box = run.boxes[0]
    dates = thing.endswith("-date") or thing in ("day", "signed-on", "retired-on", "service-date-to")
    if (
        run.parts[0] == "MM"
        and not dates
        and thing not in ("similar-illness", "disability", "hospital-dates", "return-to-work")
    ):
        return thing, 0.5
    if run.parts[0] == "area" and thing not in ("phone", "fax"):
        return thing, 0.5
    if (
        box.max_length
        and run.parts[0] == ""
        and thing in ("name", "address", "street", "name-address")
        and box.max_length < 8
    ):
        return thing, 0.4
    return thing, 1.0


def _stacked(asked: Sequence[Asked]) -> list[Asked]:
    """Three or four lines under one label that names a party alone, or name and address: each line is one part."""
    result, done = list(asked), set[int]()
    for at, first in enumerate(asked):
        label = first.run.boxes[0].label
        if at in done or first.thing not in ("", "name-address") or not first.party or not label:
            continue
        stack = [at]
        for other in range(at + 1, len(asked)):
            below, last = asked[other], asked[stack[-1]].run.rect
            same = below.run.boxes[0].label == label and below.thing == first.thing and below.run.page == first.run.page
            if same and abs(below.run.rect.left - last.left) < 5 and 0 <= last.bottom - below.run.rect.top + 2 < 12:
                stack.append(other)
        if len(stack) not in _PARTS:
            continue
        done |= set(stack)
        for place, thing in zip(stack, _PARTS[len(stack)], strict=True):
            reason = f"The lines under “{short(label)}”"
            result[place] = replace(asked[place], thing=thing, party=first.party, confidence=0.82, reason=reason)
    return result


def _of_group(each: Asked, asked: Sequence[Asked]) -> Asked:
    """Whose block a box stands in: one that also asks for the number of a group is the billing practice's."""
    if each.party != "provider":
        return each
    rect = each.run.rect
    for other in asked:
        before = same_row(other.run.rect, rect) and 0 <= rect.left - other.run.rect.right < _FAR
        if each.thing == "npi" and other.party == "referring" and before:
            return replace(each, party="referring")
        below = 0 < rect.bottom - other.run.rect.bottom < _FAR
        if other.thing == "group-id" and below and _over(rect, other.run.rect):
            return replace(each, party="practice", thing="name" if each.thing == "provider-name" else each.thing)
    return each


def _with_party(each: Asked, others: Sequence[Asked]) -> Asked:
    """Of whom a thing is asked where its own words do not say: as the heading over it, or the boxes next to it."""
    if each.thing == "relation" and not any(names("subscriber", words) for words in _own_words(each.run.boxes[0])):
        return replace(each, confidence=min(each.confidence, 0.5), reason=f"{each.reason} does not say to whom")
    if each.thing == "account-number" and each.party != "patient":
        return replace(each, confidence=min(each.confidence, 0.5), reason=f"{each.reason} does not say with whom")
    if not needs_party(each.thing):
        return each
    if each.party:
        return each
    if (before := _named_before(each, others)) is not None:
        beside = f"{each.reason} beside what is asked of the {before.party}"
        return replace(each, party=before.party, confidence=each.confidence * 0.93, reason=beside)
    for words in each.run.boxes[0].above:
        party = party_in(words)
        if party in ("elsewhere", "spouse") or (party and value_name(each.thing, party)):
            return replace(
                each, party=party, confidence=each.confidence * 0.93, reason=f"{each.reason} under “{short(words)}”"
            )
    for other, sure in _neighbors(each, others):
        if other.party and value_name(each.thing, other.party):
            beside = f"{each.reason} next to what is asked of the {other.party}"
            return replace(each, party=other.party, confidence=each.confidence * sure, reason=beside)
    if value_name(each.thing, ""):
        return replace(each, confidence=each.confidence * 0.9)
    return replace(each, confidence=min(each.confidence, 0.4), reason=f"{each.reason} does not say of whom")


def _named_before(each: Asked, others: Sequence[Asked]) -> Asked | None:
    """The box right before in the row, where its own words name a party and no heading over this one alone does."""
    rect = each.run.rect
    left = [
        o
        for o in others
        if o.run.page == each.run.page and same_row(o.run.rect, rect) and o.run.rect.right <= rect.left + 2
    ]
    nearest = max(left, key=lambda other: other.run.rect.right, default=None)
    if nearest is None or rect.left - nearest.run.rect.right > _GAP or not nearest.party:
        return None
    shared = nearest.run.boxes[0].above
    own = next((words for words in each.run.boxes[0].above if words not in shared and party_in(words)), "")
    if nearest.party == "employer" or (own and read_words(own).thing == ""):
        return None
    return nearest if nearest.party in ("elsewhere", "spouse") or value_name(each.thing, nearest.party) else None


def _own_words(box: Box) -> tuple[str, ...]:
    return box.tooltip, box.label, " ".join(name_tokens(box.field))


def _neighbors(each: Asked, others: Sequence[Asked]) -> Iterator[tuple[Asked, float]]:
    rect = each.run.rect
    page = [other for other in others if other.run.page == each.run.page and other.run != each.run]
    above = [other for other in page if 0 <= other.run.rect.bottom - rect.top < _FAR and _over(other.run.rect, rect)]
    above.sort(key=lambda other: other.run.rect.bottom)
    left = [o for o in page if same_row(o.run.rect, rect) and 0 <= rect.left - o.run.rect.right < _FAR]
    left.sort(key=lambda other: rect.left - other.run.rect.right)
    close = [other for other in above if other.run.rect.bottom - rect.top < _NEAR]
    yield from ((other, 0.9) for other in close)
    yield from ((other, 0.88) for other in left)
    yield from ((other, 0.8) for other in above if other not in close)


def _over(one: Rect, other: Rect) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 2


def _code_of(each: Asked, others: Sequence[Asked]) -> Asked:
    """A box that asks for a code alone means that of the words to its left."""
    words = read_words(each.run.boxes[0].label)
    box = each.run.boxes[0]
    if each.thing or not re.fullmatch(r"\W*codes?\W*", box.label.lower()) or words.thing:
        return each
    for other, _ in _neighbors(each, others):
        thing = {
            "service-description": "service-code",
            "diagnosis-description": "diagnosis",
            "service-modifier": "",
        }.get(other.thing)
        if thing and same_row(other.run.rect, each.run.rect):
            return replace(
                each,
                thing=thing,
                confidence=0.85,
                beside_words=thing == "diagnosis",
                reason=f"“{box.label}” beside “{short(other.run.boxes[0].label)}”",
            )
    return each


def _day_of_signature(each: Asked, others: Sequence[Asked], boxes: Sequence[Box]) -> Asked:
    """A date beside or right under a signature is the day of signing."""
    if each.thing not in ("day", "signed-on"):
        return each
    rect = each.run.rect
    signed = [box.rect for box in boxes if box.kind == "signature"]
    signed += [other.run.rect for other in others if other.thing == "signature"]
    for place in signed:
        beside = same_row(place, rect) and abs(place.right - rect.left) < 260
        under = _over(place, rect) and 0 <= place.bottom - rect.top < 40
        near = abs(place.middle[1] - rect.middle[1]) < 30 and 0 <= rect.left - place.left < 260
        if beside or under or near:
            return replace(
                each, thing="signed-on", party="", confidence=0.9, reason="It is the date beside a signature."
            )
    return each if each.thing == "signed-on" else replace(each, confidence=min(each.confidence, 0.4))


def in_context(asked: Sequence[Asked], form: Form) -> list[Asked]:
    """What only the form as a whole tells: another plan's holder, a policy number, a street, a signature's words."""
    named = {(each.thing, each.party) for each in asked}
    has_member_id = any(
        thing == "member-id" and party in ("subscriber", "patient", "", "payer") for thing, party in named
    )
    questions = [box for box in form.boxes if box.kind == "check" and _asks_other_plan(box)]
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
        if each.party in ("subscriber", "payer", ""):
            if "other" in (_heading(each), "" if each.party == "subscriber" else _over_it(each)) and value_name(
                thing, "other"
            ).startswith("other."):
                known = replace(known, party="other", reason=f"{each.reason} under the heading of another plan")
            elif any(_follows(each, box) for box in questions):
                known = _of_another_plan(known, asked)
        result.append(replace(known, value=value_name(known.thing, known.party)))
    return result


def _heading(each: Asked) -> str:
    """The party of the nearest line over a box that asks for nothing itself, as a heading does."""
    for words in each.run.boxes[0].above:
        reading = read_words(words)
        if reading.party and not reading.thing:
            return reading.party
    return ""


def _over_it(each: Asked) -> str:
    """The party of the nearest line over a box that names one, its own label left aside."""
    return next((party for words in each.run.boxes[0].above[1:] if (party := party_in(words))), "")


def _asks_other_plan(box: Box) -> bool:
    return choice(f"{box.label} {' '.join(name_tokens(box.field))}", [box.beside or box.on])[0] == "other-covered"


def _follows(each: Asked, question: Box) -> bool:
    rect, asked = each.run.rect, question.rect
    if each.run.page != question.page or not 0 <= asked.top - rect.bottom < 130:
        return False
    heading = next((words for words in each.run.boxes[0].above[:2] if words.isupper() and len(words) > 8), "")
    return party_in(heading) in ("", "other", "payer")


def _of_another_plan(each: Asked, asked: Sequence[Asked]) -> Asked:
    """After the question about another plan, its holder and insurer are meant: surely where ours were asked before."""
    if each.thing == "phone" or not value_name(each.thing, "other").startswith("other."):
        return each
    before = any(
        other.thing == each.thing and other.party == each.party and other.run != each.run
        and (other.run.page, -other.run.rect.top) < (each.run.page, -each.run.rect.top)
        for other in asked
    )  # fmt: skip
    reason = f"{each.reason} after the question about another plan"
    return replace(
        each, party="other", confidence=each.confidence if before else min(each.confidence, 0.6), reason=reason
    )


def _has_city(each: Asked, asked: Sequence[Asked]) -> bool:
    rect = each.run.rect
    return any(
        other.thing in ("city", "city-state-zip") and other.party == each.party and other.run.page == each.run.page
        and -20 <= rect.bottom - other.run.rect.bottom < 75
        for other in asked
    )  # fmt: skip


def short(words: str) -> str:
    """The words, or their beginning."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"
