"""Drugs and fluids given, each with its times and the minutes in which it really ran."""

from makewhole.coding.running_time import running_minutes
from makewhole.coverage.record_words import counted
from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Block
from makewhole.documents.clinical.wording import NOT_RECORDED
from makewhole.records import Administration, Drug, Hydration, Span, Visit

_TIMES = [{"head": "Start", "share": 0}, {"head": "Stop", "share": 0}, {"head": "Minutes", "share": 0, "right": True}]


def given_table(visit: Visit) -> Block | None:
    """The drugs in order of their start, or None where none was given."""
    if not visit.administrations:
        return None
    rows: list[object] = []
    for given in sorted(visit.administrations, key=lambda each: each.start):
        rows.append(
            [
                _product(given.drug),
                [phrasing.ROUTES[given.route], phrasing.access_site(given) or ""],
                str(given.dose),
                NOT_RECORDED if given.wasted is None else str(given.wasted),
                *_times(given, visit),
            ]
        )
        if interrupted := _interruptions(given, visit):
            rows.append({"span": interrupted})
    columns = [
        {"head": "Drug", "share": 5},
        {"head": "Route", "share": 3},
        {"head": "Dose", "share": 0},
        {"head": "Wasted", "share": 0},
        *_TIMES,
    ]
    return {"table": {"columns": columns, "rows": rows}}


def fluids_table(visit: Visit) -> Block | None:
    """Fluids given for their own sake, or None where none was."""
    if not visit.hydration:
        return None
    rows: list[object] = []
    for given in sorted(visit.hydration, key=lambda each: each.start):
        rows.append([_product(given.fluid), given.access_site, str(given.volume), *_times(given, visit)])
        if given.necessity:
            rows.append({"span": f"Why it was needed, as recorded: {given.necessity}"})
    columns = [
        {"head": "Fluid", "share": 5},
        {"head": "Access site", "share": 3},
        {"head": "Volume", "share": 0},
        *_TIMES,
    ]
    return {"table": {"columns": columns, "rows": rows}}


def _product(drug: Drug) -> list[str]:
    strength = str(drug.strength) if drug.strength else None
    if strength and drug.strength_per:
        strength = f"{strength} in {drug.strength_per}"
    label = [
        strength,
        drug.container.replace("_dose", "-dose").replace("_", " ") if drug.container else None,
        f"NDC {drug.ndc}" if drug.ndc else None,
        f"lot {drug.lot}" if drug.lot else None,
        f"expires {phrasing.figures(drug.expires)}" if drug.expires else None,
    ]
    return [drug.name, ", ".join(part for part in label if part)]


def _times(given: Administration | Hydration, visit: Visit) -> list[str]:
    start = phrasing.clock(given.start, visit.time_zone, visit.date)
    if given.stop is None:
        return [start, NOT_RECORDED if _needs_stop(given) else "–", "–"]
    return [
        start,
        phrasing.clock(given.stop, visit.time_zone, visit.date),
        str(running_minutes(given)),
    ]


def _needs_stop(given: Administration | Hydration) -> bool:
    return isinstance(given, Hydration) or given.route == "iv_infusion"


def _interruptions(given: Administration, visit: Visit) -> str:
    said = [
        f"{what} {_span(span, visit)}"
        for what, spans in (("Paused", given.pauses), ("Flush only", given.flushes))
        for span in spans
    ]
    if given.bag:
        said.append(f"Bag {given.bag}")
    if given.second_site_reason:
        said.append(f"Second site, as recorded: {given.second_site_reason}")
    if given.shot_reason:
        said.append(f"Shot, as recorded: {given.shot_reason}")
    return "; ".join(said)


def _span(span: Span, visit: Visit) -> str:
    length = counted(span.minutes, "minute", "minutes")
    start, stop = (phrasing.clock(when, visit.time_zone, visit.date) for when in (span.start, span.stop))
    return f"{start} to {stop} ({length})"
