"""Decides what is written in each box: the value in a way that fits, a mark, or nothing and why."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from makewhole.documents.forms.filling import face
from makewhole.documents.forms.filling.fitting import Line, fitted
from makewhole.documents.forms.form import Box, Form
from makewhole.documents.forms.mapping import Entry
from makewhole.documents.forms.values.facts import Facts, Value
from makewhole.documents.forms.values.named import find, value_of
from makewhole.documents.forms.values.wording import ways

Why = Literal["not in the record", "for the patient to answer", "cannot be printed", "not one of the choices"]
_SEE: Final = ("See attachment, item {n}", "See attachment {n}", "Attachment {n}", "Att. {n}")
_LINE: Final = "service_line["
_IF_DIFFERENT: Final = re.compile(
    r"\b(if|when) (it is |they are )?(different|other than|not the same)\b", re.IGNORECASE
)
_THE_OTHER: Final = {"patient": "subscriber", "subscriber": "patient"}
_WHOLE: Final = ("name", "address", "name_address", "phone", "email")
"""What a box holds by itself; a street beside its city would leave half an address."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one box: its text and lines, or a mark. `value` is the named value."""

    box: Box
    value: str
    text: str
    lines: tuple[Line, ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """A box that stays empty although a value belongs there: what that is in plain words, and why."""

    box: Box
    value: str
    says: str
    why: Why


@dataclass(frozen=True, slots=True)
class Continued:
    """What found no room: it stands in the attachment under `number`, which its box names where that fits."""

    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of every box of a form. `signatures` are the places for the pen."""

    written: list[Written] = field(default_factory=list)
    empty: list[Empty] = field(default_factory=list)
    continued: list[Continued] = field(default_factory=list)
    signatures: list[Box] = field(default_factory=list)


def decide(form: Form, entries: Table[str, Entry], facts: Facts) -> Decided:
    """What is written in each box of the form that `entries` names, in the form's order."""
    decided = Decided()
    for box in form.boxes:
        entry = entries.get(box.id)
        if box.kind == "signature" or (entry is not None and entry.value == "pen.signature"):
            decided.signatures.append(box)
        elif entry is not None and entry.value and box.to_fill:
            _decide(decided, box, entry, facts)
    _lines_left_over(decided, entries, facts)
    return decided


def _decide(decided: Decided, box: Box, entry: Entry, facts: Facts) -> None:
    name, _, answer = entry.value.partition("=")
    known = find(entry.value)
    if known is None or known.pen:
        return
    value = value_of(name, facts)
    if value is not None and _unless_different(box) and value == value_of(_of_the_other(name), facts):
        return
    if box.kind == "check":
        if value is None:
            _leave(decided, box, entry.value, facts)
        elif str(value) == answer:
            decided.written.append(Written(box, entry.value, box.on, marked=True))
        return
    if value is None:
        _leave(decided, box, entry.value, facts)
    elif box.kind == "choice":
        _choose(decided, box, entry, value)
    else:
        _write(decided, box, entry, value)


def _unless_different(box: Box) -> bool:
    """Whether a box is to be filled only where its value is not the one given before."""
    return bool(_IF_DIFFERENT.search(box.label) or _IF_DIFFERENT.search(box.tooltip))


def _of_the_other(name: str) -> str:
    """The name of the same value of the policy holder for one of the patient, and the other way round."""
    party, _, what = name.partition(".")
    return f"{_THE_OTHER.get(party, '')}.{what}" if what in _WHOLE else ""


def _leave(decided: Decided, box: Box, name: str, facts: Facts) -> None:
    """Say why a box stays empty, unless nothing belongs in it: no further line, no second plan."""
    known = find(name)
    if known is None or _not_wanted(name, facts):
        return
    why: Why = "for the patient to answer" if known.asked else "not in the record"
    plain = name.partition("=")[0]
    if not any(each.value.partition("=")[0] == plain for each in decided.empty):
        decided.empty.append(Empty(box, name, known.says, why))


def _not_wanted(name: str, facts: Facts) -> bool:
    if name.startswith((_LINE, "claim.diagnosis[", "referring.")):
        return True
    if name.startswith("other.") and not name.startswith("other.covered"):
        return not facts.claim.other_coverages
    dependent = ("accident.", "illness.", "claim.resubmission", "claim.country", "patient.school", "subscriber.retired")
    yes_no = ("accident.any", "accident.auto", "accident.other", "accident.employment")
    if name.startswith(dependent) and not name.startswith(yes_no):
        return True
    return name.endswith((".name_initial", ".street_2", ".credentials", ".ssn")) or name in (
        "coverage.effective_until",
    )


def _write(decided: Decided, box: Box, entry: Entry, value: Value) -> None:
    texts = [text for way in ways(value, entry.form, box) if (text := face.written(way))]
    known = find(entry.value)
    if not texts and entry.form == "rest":
        return  # a diagnosis that has nothing after its dot
    if not texts:
        decided.empty.append(Empty(box, entry.value, known.says if known else "", "cannot be printed"))
        return
    for text in texts:
        if lines := fitted(text, box) or (fitted(text, replace(box, max_length=0)) if _needs_all(entry, box) else None):
            decided.written.append(Written(box, entry.value, text, tuple(lines)))
            return
    number = len(decided.continued) + 1
    label = box.label or box.tooltip or (known.says if known else entry.value)
    decided.continued.append(Continued(number, label, texts[0]))
    for words in _SEE:
        note = words.format(n=number)
        if lines := fitted(note, box):
            decided.written.append(Written(box, entry.value, note, tuple(lines)))
            return


def _needs_all(entry: Entry, box: Box) -> bool:
    """Whether a limit of letters is the form maker's slip: no code is shorter than it is."""
    return not box.comb and entry.value.endswith("].code")


def _choose(decided: Decided, box: Box, entry: Entry, value: Value) -> None:
    """The option of a list that says the value; an export value or what is shown, in any case of letters."""
    texts = [text.casefold() for text in ways(value, entry.form, box)]
    for export, shown in box.options:
        if {export.casefold().strip(), shown.casefold().strip()} & {
            *texts,
            *(text[:1] for text in texts if entry.value.endswith(".sex")),
        }:
            lines = fitted(shown, box) or ()
            decided.written.append(Written(box, entry.value, export, tuple(lines)))
            return
    known = find(entry.value)
    decided.empty.append(Empty(box, entry.value, known.says if known else "", "not one of the choices"))


def _lines_left_over(decided: Decided, entries: Table[str, Entry], facts: Facts) -> None:
    """Service lines for which the form has no row go to the attachment, whole."""
    rows = {int(e.value[len(_LINE) :].partition("]")[0]) for e in entries.values() if e.value.startswith(_LINE)}
    left = [line for line in facts.claim.lines if line.number > max(rows)] if rows else []
    if not left:
        return
    words = [
        f"{line.date:%m/%d/%Y}  place {line.place_of_service}  {line.code} {' '.join(line.modifiers)}".rstrip()
        + f"  {line.says}  units {line.units}  charge {line.charge:.2f}"
        for line in left
    ]
    text = "\n".join(face.written(line) or line for line in words)
    numbers = f"lines {left[0].number} to {left[-1].number}" if len(left) > 1 else f"line {left[0].number}"
    decided.continued.append(Continued(len(decided.continued) + 1, f"Services, {numbers}", text))
    _name_attachment(decided, max(rows))


def _name_attachment(decided: Decided, row: int) -> None:
    """The last row says where the services go on, in the words of its service or where the form has none, nowhere."""
    for at, each in enumerate(decided.written):
        if each.value == f"{_LINE}{row}].description":
            text = f"{each.text} (more: attachment, item {len(decided.continued)})"
            if lines := fitted(text, each.box):
                decided.written[at] = Written(each.box, each.value, text, tuple(lines))
