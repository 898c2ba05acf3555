"""The boxes of a form as the page shows them: over the picture, with what goes in each and how sure that is."""

from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from makewhole.documents.forms import Box, NamedValue, Proposal, find, named_values
from makewhole.documents.forms.understanding.reason_spanish import reason_in_spanish
from makewhole.documents.forms.values.value_spanish import says_in_spanish

from .keeping import Opened
from .picture import Picture, Placed

State = Literal["decided", "sure", "guess", "empty", "pen"]
ROWS = 12
"""Service lines and diagnoses are offered by number up to here; a form has six or twelve."""


@dataclass(frozen=True, slots=True)
class ShownBox:
    """One box. `number` counts on its page from 1; `asks` is what the form prints for it; `value` what goes in it;
    `proposal` is what was proposed for it, with how sure that is and why."""

    number: int
    box: Box
    asks: str
    value: str
    state: State
    at: Placed
    proposal: Proposal | None

    @property
    def proposed(self) -> str:
        """What was proposed, and how sure that is, of a hundred."""
        return proposal_words(self.proposal)

    @property
    def reason(self) -> str:
        """Why it was proposed, in the reader's language; marked as English where it has no other."""
        if self.proposal is None:
            return ""
        if get_language() != "es":
            return self.proposal.reason
        return reason_in_spanish(self.proposal) or format_html('<span lang="en">{}</span>', self.proposal.reason)

    @property
    def says(self) -> str:
        """How sure it is, in words."""
        return {
            "decided": _("decided by you"),
            "sure": _("understood for certain"),
            "guess": _("a guess, left empty until you decide"),
            "empty": _("not understood, left empty"),
            "pen": _("a signature, left for the pen"),
        }[self.state]


def shown_boxes(opened: Opened, page: int, picture: Picture) -> list[ShownBox]:
    """The boxes of one page, from top to bottom as the form has them."""
    return [
        ShownBox(
            number,
            box,
            asks(box),
            _value(opened, box),
            state(opened, box),
            picture.on_picture(box.rect),
            opened.proposals.get(box.id),
        )
        for number, box in enumerate(opened.boxes(page), start=1)
    ]


def state(opened: Opened, box: Box) -> State:
    """How it came that this value, or none, goes in a box."""
    if box.kind == "signature" or _value(opened, box).startswith("pen."):
        return "pen"
    if box.id in opened.kept.looked:
        return "decided"
    proposal = opened.proposals.get(box.id)
    if proposal is None or not proposal.value:
        return "empty"
    return "sure" if proposal.confident else "guess"


def counts(opened: Opened) -> dict[str, int]:
    """How many boxes of the form there are in each state."""
    found = dict.fromkeys(("decided", "sure", "guess", "empty", "pen"), 0)
    for page in range(1, opened.kept.pages + 1):
        for box in opened.boxes(page):
            found[state(opened, box)] += 1
    return found


def next_to_decide(opened: Opened, after: Box) -> Box:
    """The next box that waits for a person, or else the next box; after the last comes the first."""
    every = [box for page in range(1, opened.kept.pages + 1) for box in opened.boxes(page) if box.to_fill]
    here = next((at for at, box in enumerate(every) if box.id == after.id), -1)
    rest = [*every[here + 1 :], *every[: here + 1]]
    return next((box for box in rest if state(opened, box) in ("guess", "empty")), rest[0])


def asks(box: Box) -> str:
    """What the form prints for a box, or else calls it."""
    words = " · ".join(filter(None, (box.label, box.beside))) or box.tooltip or box.field
    return " ".join(words.split())[:120]


def offered(box: Box) -> list[tuple[str, str]]:
    """The named values that can stand in a box, each with its plain words: an answer for a box to tick."""
    return [
        (name, says)
        for value in named_values()
        for name, says in _counted(value)
        for name, says in (_answers(name, value) if box.kind == "check" else [(name, says)])
    ]


def proposal_words(proposal: Proposal | None) -> str:
    """What a proposal says about itself: how sure, of a hundred, and why."""
    if proposal is None or not proposal.value:
        return _("Nothing is proposed.")
    sure = _("understood for certain") if proposal.confident else _("a guess")
    return _("%(value)s: %(sure)s, %(of)d of 100.") % {
        "value": proposal.value,
        "sure": sure,
        "of": round(proposal.confidence * 100),
    }


def _value(opened: Opened, box: Box) -> str:
    entry = opened.mapping.entries.get(box.id)
    return entry.value if entry else ""


def plain_words(name: str) -> str:
    """What a named value is, in the reader's language; English for one that has no other yet."""
    spanish = says_in_spanish(name) if get_language() == "es" else None
    value, answer = find(name), name.partition("=")[2]
    english = value.says if value else name
    return spanish or (f"{english}: {answer}" if answer else english)


def _counted(value: NamedValue) -> list[tuple[str, str]]:
    if "[n]" not in value.name:
        return [(value.name, plain_words(value.name))]
    says = plain_words(value.name.replace("[n]", "[1]", 1))
    return [(value.name.replace("[n]", f"[{row}]", 1), f"{says}, {row}") for row in range(1, ROWS + 1)]


def _answers(name: str, value: NamedValue) -> list[tuple[str, str]]:
    return [(f"{name}={answer}", plain_words(f"{name}={answer}")) for answer in value.choices]


def known(value: str) -> bool:
    """Whether a value may stand in a mapping; an empty one leaves the box empty."""
    return not value or find(value) is not None
