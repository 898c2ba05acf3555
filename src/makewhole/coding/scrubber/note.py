"""The note as a whole: that there is one, that it says enough, and that it is of this visit."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from makewhole.records import plain_number

from ._facts import Facts
from ._registry import Fault, check

_DATE = re.compile(
    r"\b(?:date of service|service date|visit date|date of visit|dos|date)\b\W{0,3}"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"\b(?:weight|weighs|wt)\b\W{0,5}(\d{1,4}(?:\.\d+)?)\s*(kg|kilograms?|lbs?|pounds?)\b", re.IGNORECASE
)
_POUND = Decimal("0.45359237")


@check("note/missing")
def missing(facts: Facts) -> Iterator[Fault]:
    if facts.note is None:
        yield Fault(
            "visit.note",
            "There is no clinical note to carry what is billed.",
            "Add the signed note; a paid claim without one is taken back when records are asked for.",
        )


@check("note/thin")
def thin(facts: Facts) -> Iterator[Fault]:
    least = facts.rule("scrubber/note/thin")["least-words"]
    if facts.note is not None and (words := len(facts.note.text.split())) < least:
        yield Fault(
            "visit.note.text",
            f"The note has {words} words; so short a note rarely carries a whole visit.",
            "Let the provider record what was done, with times, doses, monitoring and response.",
        )


@check("note/date-differs")
def date_differs(facts: Facts) -> Iterator[Fault]:
    if facts.note is None:
        return
    stated = [day for match in _DATE.finditer(facts.note.text) if (day := _day(match[1])) is not None]
    if stated and facts.on not in stated:
        yield Fault(
            "visit.note.text",
            f"The note gives {stated[0]} as its date; the date of service is {facts.on}.",
            "Check that this is the note of this visit.",
        )


@check("note/weight-differs")
def weight_differs(facts: Facts) -> Iterator[Fault]:
    weight = facts.visit.weight
    if facts.note is None or weight is None:
        return
    near = facts.rule("scrubber/note/weight-differs")["tolerance-kg"]
    stated = [
        Decimal(match[1]) * (_POUND if match[2].lower().startswith(("lb", "pound")) else 1)
        for match in _WEIGHT.finditer(facts.note.text)
    ]
    if stated and all(abs(each - weight) > near for each in stated):
        yield Fault(
            "visit.weight",
            f"The note gives the weight as {plain_number(round(stated[0], 1))} kg; the visit says "
            f"{plain_number(weight)} kg.",
            "Check the weight and correct the wrong one.",
        )


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%B %d %Y", "%b %d %Y"):
        try:
            return datetime.strptime(text.replace(",", "").replace(".", ""), form).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
    return None
