"""Understands what the text boxes of a form ask for: by tooltip, printed words and name, and by what stands near."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.form import Box
from makewhole.documents.forms.reading.runs import Run, same_row, text_runs
from makewhole.documents.forms.understanding.asked import Asked, short
from makewhole.documents.forms.understanding.parties import neighbors, of_group, over, with_party
from makewhole.documents.forms.understanding.vocabulary import (
    FROM,
    TO,
    Reading,
    is_party,
    is_question,
    name_tokens,
    read_name,
    read_words,
    tokens,
)  # fmt: skip

_ROOM_FOR_DIGIT, _ROOM_FOR_WORDS = 30.0, 60.0
_ROOM_FOR_CODE: Final = 18.0
_PARTS: Final = {3: ("name", "street", "city-state-zip"), 4: ("name", "street-1", "street-2", "city-state-zip")}
"""What stands in each line of a block for a name and an address."""
_OF_A_PLACE: Final = ("name", "city-state-zip", "provider-name")
_LINES: Final = 26.0
"""Points: what is higher has room for a name and its address, line under line."""
_WIDEST_DAY: Final = 300.0
_TRUST: Final = {"tooltip": 0.95, "label": 0.92, "name": 0.88}
_RANKS: Final = {"primary", "secondary", "tertiary", "first", "second", "third"}
_PERSONS: Final = ("patient", "subscriber")
_A_LABEL: Final = 8
"""Words: what is longer is not the label of a day but a sentence over it."""
_HARDLY: Final = 0.3
_MOSTLY: Final = 0.7
"""The least share of a label's words that must be known before what stands in the lines under it is."""


def asked_on_page(boxes: Sequence[Box]) -> list[Asked]:
    """What each text box of one page asks for, by its own words, the headings over it and the boxes beside it."""
    runs = sorted(text_runs(boxes), key=lambda run: (-round(run.rect.top / 4), run.rect.left))
    asked = [_asked(run) for run in runs]
    asked = _named_alone(_stacked([of_group(each, asked) for each in asked]))
    known = list[Asked]()
    for each in asked:
        known.append(with_party(each, [*known, *asked]))
    known = [_ranked_diagnosis(_code_of(each, known)) for each in known]
    return [_day_of_signature(each, known, boxes) for each in known]


def _asked(run: Run) -> Asked:
    """What the tooltip, the printed label and the field's name ask for, weighed against each other."""
    box = run.boxes[0]
    tooltip = _telling(box)
    read = {
        "tooltip": read_words(tooltip) if tooltip else None,
        "label": read_words(box.label) if box.label else None,
        "name": read_name(box.field) if name_tokens(box.field) and not box.drawn and not _abbreviates(box) else None,
    }
    readings = {source: found for source, found in read.items() if found is not None and found.thing}
    if not readings and (span := _end_of_span(box)):
        return Asked(run, span[0], "", 0.85, f"“{box.label}” under “{short(span[1])}”")
    if not readings:
        party = next((found.party for found in read.values() if found is not None and found.party), "")
        return Asked(run, "", party, 0.0, "Nothing that is printed around it or named says what it is for.")
    words = {"tooltip": tooltip, "label": box.label, "name": " ".join(name_tokens(box.field))}
    ranked = sorted(readings, key=lambda source: -_sure(source, readings[source]))
    best = ranked[0]
    confidence, thing = _sure(best, readings[best]), readings[best].thing
    for source in ranked[1:]:
        other = readings[source]
        if _like(thing, other.thing):
            thing = other.thing if _finer(other.thing, thing) else thing
            if not _same_words(words[best], words[source]):
                confidence = min(0.99, 1 - (1 - confidence) * (1 - 0.5 * _sure(source, other)))
        elif _sure(source, other) > (0.87 if source == "name" else 0.6):
            confidence *= 0.6
    if _strangers(box) and best != "name":
        confidence *= 0.7
    thing, fits = _fitting(run, thing, readings[best])
    told = {"tooltip": "The tooltip", "label": "The printed words", "name": "The field's name"}[best]
    agree = [found for source, found in read.items() if found is not None and _agrees(source, found, thing)]
    party = readings[best].party or next((found.party for found in agree if found.party), "")
    quoted = box.field if best == "name" else words[best]
    by_name = set(readings) == {"name"}
    return Asked(run, thing, party, confidence * fits, f"{told} “{short(quoted)}”", by_name=by_name)


def _telling(box: Box) -> str:
    """The tooltip, unless it is a number or such a name as programs give, which says nothing of the box."""
    return box.tooltip if name_tokens(box.tooltip) else ""


def _end_of_span(box: Box) -> tuple[str, str] | None:
    """What a column that says "From" or "To" alone asks for, with the heading about dates of service over it."""
    end = tokens(box.label)
    heading = next((words for words in box.above[:4] if read_words(words).thing == "service-date"), "")
    if not heading or end not in (FROM, *TO):
        return None
    return "service-date" if end == FROM else "service-date-to", heading


def _abbreviates(box: Box) -> bool:
    """Whether a field's name is the beginning of a printed word, "PROV" of "Province", and so says nothing else."""
    name = re.sub(r"[^a-z]", "", box.field.lower())
    return len(name) > 2 and any(word.startswith(name) and word != name for word in tokens(box.label))


def _strangers(box: Box) -> bool:
    """Whether tooltip and print share no word and one of them is not understood at all: one is another box's."""
    words = [set(tokens(text)) for text in (_telling(box), box.label)]
    readings = [read_words(text) for text in (_telling(box), box.label)]
    unknown = any(found.explained < _HARDLY and not (found.thing or found.party) for found in readings)
    return all(len(told) > 0 for told in words) and not words[0] & words[1] and unknown


def _agrees(source: str, found: Reading, thing: str) -> bool:
    """Whether words may tell of whom a thing is asked: a name that asks for nothing only where all of it is known."""
    return _like(found.thing, thing) if found.thing else source != "name" or found.explained == 1


def _same_words(one: str, other: str) -> bool:
    """Whether one was copied from the other, as form makers do, so that they are one witness and not two."""
    left, right = set(tokens(one)), set(tokens(other))
    return left <= right or right <= left


def _sure(source: str, reading: Reading) -> float:
    return _TRUST[source] * (0.2 + 0.8 * reading.explained)


def _like(one: str, other: str) -> bool:
    """Whether two say the same, one of them perhaps more exactly."""
    return one == other or _finer(one, other) or _finer(other, one)


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
    if thing in _OF_A_PLACE and run.rect.height > _LINES and "name" not in tokens(run.boxes[0].label):
        thing = "name-address"
    if thing == "name" and len(aside) <= 2:
        narrower = {"last": "name-last", "first": "name-first", "middle": "name-initial", "mi": "name-initial"}
        thing = next((narrower[word] for word in aside if word in narrower), thing)
    if thing == "service-date" and aside and (aside[-1],) in TO:
        thing = "service-date-to"
    box = run.boxes[0]
    if thing == "diagnosis" and run.rect.width < _ROOM_FOR_CODE and not box.max_length > 2:
        return thing, 0.5
    if thing == "service-description" and run.rect.width < _ROOM_FOR_WORDS:
        return thing, 0.5
    dates = thing.endswith("-date") or thing in ("day", "signed-on", "retired-on", "service-date-to")
    if (
        run.parts[0] == "MM"
        and not dates
        and thing not in ("similar-illness", "disability", "hospital-dates", "return-to-work")
    ):
        return thing, 0.5
    if (dates or thing == "return-to-work") and len(run.boxes) == 1 and run.rect.width > _WIDEST_DAY:
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
        if read_words(label).party != first.party or read_words(label).explained < _MOSTLY or is_question(label):
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


def _named_alone(asked: Sequence[Asked]) -> list[Asked]:
    """A person and a colon ask for the name: "Insured:"."""
    told = [(each.run.boxes[0].label or each.run.boxes[0].tooltip).strip() for each in asked]
    result = list[Asked]()
    for each, words in zip(asked, told, strict=True):
        alone = not each.thing and words.endswith(":") and is_party(words)
        alone = alone and each.party in _PERSONS
        result.append(replace(each, thing="name", confidence=0.8, reason=f"“{short(words)}” alone") if alone else each)
    return result


def _code_of(each: Asked, others: Sequence[Asked]) -> Asked:
    """A box that asks for a code alone means that of the words to its left."""
    words = read_words(each.run.boxes[0].label)
    box = each.run.boxes[0]
    if each.thing or not re.fullmatch(r"\W*codes?\W*", box.label.lower()) or words.thing:
        return each
    for other, _ in neighbors(each, others):
        thing = {
            "service-description": "service-code",
            "service-code": "service-code",  # words before it that ask for a service are then for the words
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


def _ranked_diagnosis(each: Asked) -> Asked:
    """Which diagnosis is meant where the line over "Primary" and "Secondary" alone speaks of one."""
    box = each.run.boxes[0]
    words = {tokens(text) for text in (box.label, box.tooltip) if text}
    over_it = next((text for text in box.above if tokens(text) and not set(tokens(text)) <= _RANKS), "")
    if each.thing or not words or not all(set(told) <= _RANKS for told in words):
        return each
    if read_words(over_it.split("(")[0]).thing != "diagnosis":
        return each
    return replace(each, thing="diagnosis", confidence=0.8, reason=f"“{box.label}” under “{short(over_it)}”")


def _day_of_signature(each: Asked, others: Sequence[Asked], boxes: Sequence[Box]) -> Asked:
    """A date beside or right under a signature is the day of signing."""
    if each.thing not in ("day", "signed-on"):
        return each
    rect, words = each.run.rect, each.run.boxes[0].label
    if 0 < len(words.split()) <= _A_LABEL and read_words(words).explained < _MOSTLY:
        return replace(each, confidence=min(each.confidence, 0.4))  # a day of something else: "date of current:"
    signed = [box.rect for box in boxes if box.kind == "signature"]
    signed += [other.run.rect for other in others if other.thing == "signature"]
    for place in signed:
        beside = same_row(place, rect) and abs(place.right - rect.left) < 260
        under = over(place, rect) and 0 <= place.bottom - rect.top < 40
        near = abs(place.middle[1] - rect.middle[1]) < 30 and 0 <= rect.left - place.left < 260
        if beside or under or near:
            return replace(
                each, thing="signed-on", party="", confidence=0.9, reason="It is the date beside a signature."
            )
    return each if each.thing == "signed-on" else replace(each, confidence=min(each.confidence, 0.4))
