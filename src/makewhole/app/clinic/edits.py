"""What a button does to a form that is being typed: rows come and go, a protocol or the last visit is taken over."""

import json
import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format

from makewhole.records import Visit

from .protocols import Adjunct, Protocol
from .sheets import typed_from_record
from .visit_sheet import VISIT

Typed = dict[str, str]
_ROW = re.compile(r"(.+)\[(\d+)\]")
# What describes the visit before, not this one: when, how much, and what came of it.
_OF_THE_DAY = re.compile(
    r"\.(start|stop|dose|wasted|lot|expires|acquisition_cost|readings|interpretation)$"
    r"|\.(second_site_reason|shot_reason)$"
    r"|\.(pauses|flushes)\["
)


def add_row(typed: Mapping[str, str], path: str) -> tuple[Typed, str]:
    """One more empty row at the end of the list at `path`, and that row's path."""
    row = f"{path}[{_count(typed, path)}]"
    return {**typed, f"{row}.": ""}, row


def remove_row(typed: Mapping[str, str], row: str) -> tuple[Typed, str]:
    """The form without that row, and what `restore_row` needs to bring it back."""
    path, number = _row(row)
    removed = {name[len(row) :]: text for name, text in typed.items() if name.startswith(f"{row}.")}
    kept: Typed = {}
    for name, text in typed.items():
        place = _number_in(name, path)
        if place is None or place < number:
            kept[name] = text
        elif place > number:
            kept[f"{path}[{place - 1}]{name[len(f'{path}[{place}]') :]}"] = text
    return kept, json.dumps([row, removed])


def restore_row(typed: Mapping[str, str], removed: str) -> tuple[Typed, str]:
    """The form with a removed row back in its place, and that row's path. Raises ValueError for anything else."""
    row, boxes = json.loads(removed)
    path, number = _row(row)
    back: Typed = {}
    for name, text in typed.items():
        place = _number_in(name, path)
        moved = place is not None and place >= number
        back[f"{path}[{place + 1}]{name[len(f'{path}[{place}]') :]}" if moved and place is not None else name] = text
    return back | {f"{row}{name}": str(text) for name, text in boxes.items()}, row


def apply_protocol(typed: Mapping[str, str], protocol: Protocol) -> Typed:
    """The form with the protocol's drug, measurements, place and price. What is typed already stays."""
    drug = {"drug": protocol.drug.model_dump(mode="json", exclude_none=True), "route": protocol.route}
    fields = {
        "administrations": [drug | {"main_reason": True}],
        "monitoring": [{"kind": kind} for kind in protocol.monitoring],
        "place_of_service": protocol.place_of_service,
        "pricing": {"kind": "all_inclusive", "name": protocol.all_inclusive}
        if protocol.all_inclusive
        else {"kind": "price_list"},
    }
    taken = typed_from_record(VISIT, "visit", fields)
    priced = {name: taken[name] for name in ("visit.pricing", "visit.place_of_service")}
    return taken | {name: text for name, text in typed.items() if text} | priced


def add_adjunct(typed: Mapping[str, str], adjunct: Adjunct) -> tuple[Typed, str]:
    """The form with one more drug, its time left to type, and the new row's path."""
    _, row = add_row(typed, "visit.administrations")
    fields = {"administrations": [adjunct.model_dump(mode="json", exclude_none=True)]}
    taken = typed_from_record(VISIT, "visit", fields)
    return {**typed, **{name.replace("visit.administrations[0]", row): text for name, text in taken.items()}}, row


def copy_visit(typed: Mapping[str, str], last: Visit) -> Typed:
    """The form with what usually stays the same: diagnoses, drugs, lines, measurements, price.

    Doses, times, waste, lots, scores, the note and payments belong to their own day and are left to type.
    """
    shown = typed_from_record(VISIT, "visit", last, last.time_zone, last.date.isoformat())
    lists = ("visit.administrations", "visit.monitoring", "visit.diagnoses", "visit.pricing", "visit.place_of_service")
    whose = (*lists, "visit.rendering_provider", "visit.referring_provider")
    taken = {name: text for name, text in shown.items() if name.startswith(whose) and not _OF_THE_DAY.search(name)}
    kept = {name: text for name, text in typed.items() if not name.startswith(lists)}
    return kept | taken


def add_dated(typed: Mapping[str, str], path: str, on: date) -> tuple[Typed, str]:
    """One more row of a list whose rows have a date, dated `on`, and its path."""
    changed, row = add_row(typed, path)
    day = date_format(on, "j M Y")
    return changed | {f"{row}.{'result.date' if path.endswith('screenings') else 'date'}": day}, row


def _row(row: str) -> tuple[str, int]:
    found = _ROW.fullmatch(row)
    if not found:
        raise ValueError("not a row")
    return found[1], int(found[2])


def _number_in(name: str, path: str) -> int | None:
    if not name.startswith(f"{path}["):
        return None
    digits = name[len(path) + 1 :].partition("]")[0]
    return int(digits) if digits.isdecimal() else None


def _count(typed: Mapping[str, str], path: str) -> int:
    numbers = [number for name in typed if (number := _number_in(name, path)) is not None]
    return max(numbers) + 1 if numbers else 0
