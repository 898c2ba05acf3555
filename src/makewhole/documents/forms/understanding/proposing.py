"""Proposes what goes in each box of a form, with a confidence and the reason: from words alone, of any form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from makewhole.documents.forms.form import Box, Form
from makewhole.documents.forms.reading.runs import groups_of, same_row
from makewhole.documents.forms.understanding.asked import Asked, short
from makewhole.documents.forms.understanding.context import in_context
from makewhole.documents.forms.understanding.counting import counted
from makewhole.documents.forms.understanding.meanings import CHOICES
from makewhole.documents.forms.understanding.page import asked_on_page
from makewhole.documents.forms.understanding.vocabulary import (
    choice,
    is_question,
    name_tokens,
    party_in,
    read_name,
    read_words,
)
from makewhole.documents.forms.values.named import find
from makewhole.documents.forms.values.wording import is_dated

CONFIDENT: Final = 0.7
"""What is proposed with less is left empty until a person has looked at it."""
_FAR = 70.0
_OF_THE_PATIENT: Final = ("marital-status", "patient-employed", "patient-student")
_OF_THE_HOLDER: Final = ("employment-status",)
_PATTERN = re.compile(r"\bmm\s*[/\-. ]?\s*dd\s*[/\-. ]?\s*(yyyy|yy|ccyy)\b", re.IGNORECASE)


_Choice = tuple[str, tuple[str, ...], float, str]
"""A question by its name, the answer of each box, how sure that is, and the words that asked."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What makewhole would put in one box. `value` is a named value, "" where none is proposed.

    `form` is how it is written: a date pattern, an order of names, a part of it; "" for the usual way.
    """

    box: str
    value: str
    form: str
    confidence: float
    reason: str

    @property
    def confident(self) -> bool:
        return bool(self.value) and self.confidence >= CONFIDENT


def propose(form: Form) -> tuple[Proposal, ...]:
    """One proposal for each box that can be filled or signed, in the form's order."""
    found: dict[str, Proposal] = {}
    asked = list[Asked]()
    for page in sorted({box.page for box in form.boxes}):
        boxes = [box for box in form.boxes if box.page == page]
        asked += asked_on_page(boxes)
    for each in counted(in_context(asked, form)):
        for box, part in zip(each.run.boxes, each.run.parts, strict=True):
            found[box.id] = _proposal(each, box, part)
    parties = {box.id: each.party for each in asked for box in each.run.boxes if each.party}
    for page in sorted({box.page for box in form.boxes}):
        boxes = [box for box in form.boxes if box.page == page]
        for proposal in _checks(boxes, parties):
            found[proposal.box] = proposal
    for box in form.boxes:
        if box.kind == "signature":
            found[box.id] = Proposal(box.id, "pen.signature", "", 1.0, "It is a place for a signature.")
    return tuple(found[box.id] for box in form.boxes if box.id in found)


def _proposal(each: Asked, box: Box, part: str) -> Proposal:
    found = find(each.value) if each.value else None
    if found is None or not each.value:
        reason = f"{each.reason}, which no value answers." if each.thing else each.reason
        return Proposal(box.id, "", "", 0.0, reason)
    confidence = each.confidence
    reason = each.reason if each.reason.endswith(".") else f"{each.reason}: {found.says}."
    return Proposal(box.id, each.value, part or _form(each, box), round(min(confidence, 0.99), 2), reason)


def _form(each: Asked, box: Box) -> str:
    """The pattern in which the form wants a date, and the order in which it wants a name."""
    words = f"{box.tooltip} {box.label} {box.beside}"
    if is_dated(each.value):
        if found := _PATTERN.search(words):
            return found[0].upper().replace("CCYY", "YYYY")
        return {6: "MMDDYY", 8: "MMDDYYYY" if box.comb else "MM/DD/YY"}.get(box.max_length, "")
    orders = (box.tooltip, box.label, box.beside)
    if each.value.endswith(".name") and any(re.search(r"\blast\b.*\bfirst\b", order.lower()) for order in orders):
        return "last, first"
    return ""


def _checks(boxes: Sequence[Box], parties: Mapping[str, str]) -> Iterator[Proposal]:
    for group in _rows_of_single(groups_of(boxes)):
        name, answers, sure, question = _choice_of(group)
        party = _party_of_choice(group, question, boxes, parties) if name == "sex" else ""
        if name in _OF_THE_PATIENT and party_in(question) not in ("", "patient"):
            name = ""
        if name in _OF_THE_HOLDER and _asks_the_patient(group):
            name = ""
        for box, answer in zip(group, answers, strict=True):
            value = f"{party}.sex" if name == "sex" and party else CHOICES.get(name, "")
            if not value or not answer or find(f"{value}={answer}") is None:
                yield Proposal(box.id, "", "", 0.0, f"No value answers “{short(question or box.beside or box.field)}”.")
                continue
            reason = f"“{short(box.beside or box.tooltip or box.on)}” of “{short(question)}”."
            yield Proposal(box.id, f"{value}={answer}", "", round(sure, 2), reason)


def _asks_the_patient(group: Sequence[Box]) -> bool:
    """Whether a group's names, or the nearest line over it that names somebody, speak of the patient."""
    named = " ".join(word for box in group for word in name_tokens(box.field))
    return "patient" in (party_in(named), next(filter(None, map(party_in, group[0].above)), ""))


def _rows_of_single(groups: Sequence[list[Box]]) -> list[list[Box]]:
    """Single boxes of one row that have no question of their own answer one together."""
    joined = list[list[Box]]()
    for group in groups:
        alone = len(group) == 1 and not group[0].label
        row = next(
            (other for other in joined if alone and not other[0].label and same_row(other[-1].rect, group[0].rect)),
            None,
        )
        if row is not None and len({box.field for box in row}) == len(row):
            row += group
        else:
            joined.append(list(group))
    return joined


def _choice_of(group: Sequence[Box]) -> _Choice:
    """The question of a group and its answers, by the words beside, else the tooltips, else the export values."""
    names = " ".join(dict.fromkeys(word for box in group for word in name_tokens(box.field)))
    ways = [
        [box.beside for box in group],
        [box.tooltip for box in group],
        [box.on for box in group] if len({box.on for box in group}) == len(group) > 1 else [],
        [" ".join(name_tokens(box.field)[-1:]) for box in group],
    ]
    label = group[0].label
    asks = is_question(label)
    over = " ".join(words for words in group[0].above[:2] if not read_words(words).thing)
    best: _Choice = ("", ("",) * len(group), 0.0, label or names)
    for options in ways:
        for question in (label, names, f"{group[0].tooltip} {names}", "" if asks else over):
            if not any(options):
                continue
            name, answers, sure = choice(question, options)
            sure *= 0.85 if question and question not in (label, names) else 1.0
            sure *= 0.7 if asks and question != label and choice(label, options)[0] != name else 1.0
            if sure * _share(answers) > best[2] * _share(best[1]):
                best = (name, answers, sure, question.strip())
    return _as_named(best, names)


def _as_named(found: _Choice, names: str) -> _Choice:
    """What the fields' names say where that is another question: more exactly the same, or a doubt."""
    name, answers, sure, question = found
    named, *_ = choice(names, answers)
    if named in ("", name) or not name:
        return found
    if name == "accident-any" and named.startswith("accident-"):
        return named, answers, sure, f"{question} ({names})"
    return name, answers, sure * 0.6, question


def _share(answers: Sequence[str]) -> float:
    return 0.5 + 0.5 * sum(1 for answer in answers if answer) / max(1, len(answers))


def _party_of_choice(group: Sequence[Box], question: str, boxes: Sequence[Box], parties: Mapping[str, str]) -> str:
    """Whose sex is asked: by the question's own words, by the box before it in the row, or by a line over it."""
    own = (party_in(question), read_name(" ".join(name_tokens(group[0].field))).party, party_in(group[0].label))
    rect = group[0].rect
    left = [
        box for box in boxes
        if box.id in parties and same_row(box.rect, rect) and 0 <= rect.left - box.rect.right < _FAR
    ]  # fmt: skip
    before = parties[max(left, key=lambda box: box.rect.right).id] if left else ""
    for party in (*own, before, *map(party_in, group[0].above)):
        if party in ("patient", "subscriber", "other"):
            return "other.subscriber" if party == "other" else party
    return ""
