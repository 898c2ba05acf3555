"""A service on its way to becoming a line: coded and reasoned, not yet numbered or priced."""

from dataclasses import dataclass, field
from typing import NamedTuple

from makewhole.records import Because, Finding, NationalDrug, NotBilled


class Service(NamedTuple):
    """`rank` orders the lines of a claim: visits first, then infusions, injections, drugs and questionnaires."""

    code: str
    units: int
    rank: int
    because: tuple[Because, ...]
    diagnoses: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    minutes: int | None = None
    drug: NationalDrug | None = None


@dataclass(slots=True)
class Outcome:
    """What one part of a visit comes to: services, facts that are not billed, and what stands in the way."""

    services: list[Service] = field(default_factory=list)
    not_billed: list[NotBilled] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    def skip(self, what: str, says: str, fact: str, rule: str | None = None) -> None:
        """Record that a fact makes no line, and why."""
        self.not_billed.append(not_billed(what, says, fact, rule))


def not_billed(what: str, says: str, fact: str, rule: str | None) -> NotBilled:
    """A fact that makes no line, with its one reason."""
    return NotBilled.of_checked(what=what, because=(Because(says=says, fact=fact, rule=rule),))


def merge(services: list[Service]) -> list[Service]:
    """One service for each code and modifiers where they would else stand twice; drugs stay apart by NDC."""
    if len({service.code for service in services}) == len(services):
        return services
    merged: dict[tuple[object, ...], Service] = {}
    for service in services:
        key = (service.code, service.modifiers, service.drug)
        first = merged.get(key)
        merged[key] = service if first is None else _joined(first, service)
    return list(merged.values())


def _joined(first: Service, other: Service) -> Service:
    return first._replace(
        units=first.units + other.units,
        because=first.because + other.because,
        diagnoses=first.diagnoses + other.diagnoses,
        minutes=(first.minutes or 0) + (other.minutes or 0) or None,
    )
