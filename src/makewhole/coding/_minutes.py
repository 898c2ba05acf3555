"""Stretches of time in which something ran: from start to stop, less pauses and flushes, never counted twice."""

from collections.abc import Iterable
from datetime import datetime

from makewhole.records import Span

Stretch = tuple[int, int]
"""From minute to minute, counted from a fixed moment, so that clock changes and midnight do not matter."""


def stretches(start: datetime, stop: datetime, *out: Iterable[Span]) -> list[Stretch]:
    """The stretches of running time between start and stop, with every span in `out` taken away."""
    ran = [(_minute(start), _minute(stop))]
    holes = [(_minute(span.start), _minute(span.stop)) for spans in out for span in spans]
    return without(ran, holes) if holes else ran


def without(stretched: Iterable[Stretch], holes: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with the holes cut out of them."""
    left = list(stretched)
    for begins, ends in holes:
        left = [
            piece
            for start, stop in left
            for piece in ((start, min(stop, begins)), (max(start, ends), stop))
            if piece[0] < piece[1]
        ]
    return left


def union(stretched: Iterable[Stretch]) -> list[Stretch]:
    """The same time with overlaps counted once, in order."""
    joined: list[Stretch] = []
    for start, stop in sorted(stretched):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def total(stretched: Iterable[Stretch]) -> int:
    """Minutes in all."""
    return sum([stop - start for start, stop in stretched])


def shared(one: Iterable[Stretch], other: Iterable[Stretch]) -> int:
    """Minutes that both ran."""
    rows = list(other)
    return sum(max(0, min(stop, b) - max(start, a)) for start, stop in one for a, b in rows)


def clock(moment: datetime) -> str:
    """The time on the wall, "09:20"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
