"""Running minutes counted one by one from the visit's own times, apart from the coder's arithmetic, to check it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from makewhole.records import Administration, Hydration, Span

from ._passages import names_of

Substance = frozenset[str]
"""A drug, or the drugs of a mixture, by the first of their names."""


def running(given: Administration | Hydration) -> frozenset[int]:
    """Each minute, counted from a fixed moment, in which it ran: pauses and flushes left out. Empty without a stop."""
    if given.stop is None:
        return frozenset()
    minutes = _each(given.start, given.stop)
    for span in out_of(given):
        minutes -= _each(span.start, span.stop)
    return minutes


def out_of(given: Administration | Hydration) -> tuple[Span, ...]:
    """The spans in which it did not run."""
    return (*given.pauses, *given.flushes) if isinstance(given, Administration) else given.pauses


def infusions(administrations: Iterable[Administration]) -> dict[Substance, frozenset[int]]:
    """Running minutes of each drug, or mixture, infused in the visit; a restart or a new bag goes on with it."""
    infused = [given for given in administrations if given.route == "iv_infusion"]
    in_bag: dict[str, set[str]] = {}
    for given in infused:
        if given.bag:
            in_bag.setdefault(given.bag.casefold(), set()).add(names_of(given.drug.name)[0])
    minutes: dict[Substance, frozenset[int]] = {}
    for given in infused:
        alone = {names_of(given.drug.name)[0]}
        substance = frozenset(in_bag[given.bag.casefold()] if given.bag else alone)
        minutes[substance] = minutes.get(substance, frozenset()) | running(given)
    return minutes


def minutes_of_any(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    """Minutes in which at least one ran."""
    return frozenset().union(*sets)


def further_hours(minutes: int, hour: int, remainder: int) -> int:
    """Further hours that `minutes` of one infusion support, each counted from `remainder` minutes into it."""
    return max(0, (minutes - remainder) // hour)


def _each(start: datetime, stop: datetime) -> frozenset[int]:
    return frozenset(range(int(start.timestamp()) // 60, int(stop.timestamp()) // 60))


def overlaps(spans: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Neighboring spans, in order of time, that share a minute."""
    ordered = sorted(spans, key=lambda span: (span.start, span.stop))
    return ((one, other) for one, other in pairwise(ordered) if other.start < one.stop)
