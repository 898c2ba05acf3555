"""Start and stop in the note against start and stop as billed."""

from collections.abc import Iterator

from makewhole.records import minutes_between

from ._amounts import running_minutes
from ._clock import Clock, as_written, labelled
from ._facts import Facts
from ._minutes import out_of, running
from ._registry import Fault, check

_ADD = "Ask the provider to check the chart; if it was recorded there, the note is completed by a dated addendum."
_CORRECT = "Check the chart; correct the visit, or have the provider correct the note by a dated addendum."


@check("note-times/start-not-found")
def start_not_found(facts: Facts) -> Iterator[Fault]:
    yield from _not_found(facts, "start")


@check("note-times/stop-not-found")
def stop_not_found(facts: Facts) -> Iterator[Fault]:
    yield from _not_found(facts, "stop")


@check("note-times/start-differs")
def start_differs(facts: Facts) -> Iterator[Fault]:
    yield from _differs(facts, "start")


@check("note-times/stop-differs")
def stop_differs(facts: Facts) -> Iterator[Fault]:
    yield from _differs(facts, "stop")


@check("note-times/minutes-differ")
def minutes_differ(facts: Facts) -> Iterator[Fault]:
    together = {len(minutes) for minutes in facts.infusions.values()}
    for where, given, said in facts.noted:
        if given.route != "iv_infusion" or given.stop is None:
            continue
        ran = len(running(given))
        whole = minutes_between(given.start, given.stop)
        stated = [length for text in said.texts for length in running_minutes(text)]
        if stated and not {ran, whole, *together} & set(stated):
            yield Fault(
                f"{where}.stop",
                f"The note says {stated[0]} minutes; start and stop make {ran} minutes of running time.",
                _CORRECT,
            )


@check("note-times/pause-not-found")
def pause_not_found(facts: Facts) -> Iterator[Fault]:
    if facts.note is None:
        return
    for where, given in facts.given:
        for span in out_of(given):
            for moment in (span.start, span.stop):
                if _minute(facts.clock(moment)) not in facts.note.times:
                    yield Fault(
                        f"{where}.pauses",
                        f"{facts.clock(moment)}, the edge of a pause or flush, was not found in the note.",
                        _ADD,
                    )


def _not_found(facts: Facts, edge: str) -> Iterator[Fault]:
    for where, clock, stated, _ in _missing(facts, edge):
        if not stated:
            yield Fault(f"{where}.{edge}", f"The {edge} at {clock} was not found in the note.", _ADD)


def _differs(facts: Facts, edge: str) -> Iterator[Fault]:
    for where, clock, stated, text in _missing(facts, edge):
        if stated:
            yield Fault(
                f"{where}.{edge}", f"The note gives {as_written(stated, text)} as {edge}; billed is {clock}.", _CORRECT
            )


def _missing(facts: Facts, edge: str) -> Iterator[tuple[str, str, list[Clock], str]]:
    """Each billed start or stop that the note does not hold, with the times that it calls so instead."""
    if facts.note is None:
        return
    alone = len(facts.administrations) + len(facts.hydrations) == 1
    said_of = {where: said.texts for where, _, said in facts.noted}
    for where, given in facts.given:
        moment = getattr(given, edge)
        if moment is None or _minute(clock := facts.clock(moment)) in facts.note.times:
            continue
        texts = [facts.note.text] if alone else said_of.get(where, [facts.note.text])
        text = " | ".join(texts)
        starts, stops = labelled(text)
        yield where, clock, starts if edge == "start" else stops, text


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
