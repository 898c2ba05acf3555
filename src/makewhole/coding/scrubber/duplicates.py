"""The same visit sent twice is refused as a duplicate."""

from collections.abc import Iterator

from ._facts import Facts
from ._patients import same_patient
from ._registry import Fault, check


@check("duplicates/same-day")
def same_day(facts: Facts) -> Iterator[Fault]:
    for other in facts.earlier:
        if (
            other.visit.date == facts.on
            and other.visit.number != facts.visit.number
            and same_patient(facts.file, other)
        ):
            yield Fault(
                "visit.date",
                f"Another visit of this patient on this day is on record: {other.visit.number}.",
                "If it is one visit, keep one; if there were two, send them in one claim with their times.",
            )


@check("duplicates/number-used-again")
def number_used_again(facts: Facts) -> Iterator[Fault]:
    for other in facts.earlier:
        if (
            other.visit.number == facts.visit.number
            and other != facts.file
            and other.practice.npi == facts.file.practice.npi
        ):
            yield Fault(
                "visit.number",
                "This visit number is already on record with other contents.",
                "If it is a correction, send it as a corrected claim; otherwise give a new number.",
            )


@check("duplicates/already-on-record")
def already_on_record(facts: Facts) -> Iterator[Fault]:
    if facts.file in facts.earlier:
        yield Fault(
            "visit.number",
            "This very visit is already on record.",
            "Make sure that it was not sent already; a second claim is refused as a duplicate.",
        )
