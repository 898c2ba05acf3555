"""Counts what a form asks for several times: the rows of its service lines and its places for diagnoses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from makewhole.documents.forms.reading.runs import same_row
from makewhole.documents.forms.understanding.asked import Asked
from makewhole.documents.forms.understanding.vocabulary import name_tokens

_LINE, _DIAGNOSIS = "service_line.", "claim.diagnosis"
_INDEX: Final = "["
_ROW: Final = 5.0
_SERVICE: Final = re.compile(r"\bserv|\bvisit|\btreat|\bcare\b|\bdos\b")
_LAST_NUMBER: Final = re.compile(r"\b([1-9])\W*$")
_IN_NAME: Final = re.compile(r"[A-Za-z](\d{1,2})$")
_NUMBERED: Final = re.compile(r"(.*[A-Za-z])[ _]?\d+")
_SURE: Final = 0.6
"""What is less sure to be a diagnosis shifts no other one."""
_FEWEST: Final = 3
"""Rows from which on what repeats is a table."""
_ROOM_FOR_CODE, _ROOM_FOR_LETTERS = 115.0, 42.0
"""Points: a narrower box holds a code alone; the letters that point to diagnoses."""
_BESIDE = 20.0
_MOST = 12


def counted(asked: Iterable[Asked]) -> list[Asked]:
    """The same with service lines and diagnoses numbered from the top of the form down."""
    known = _with_codes(_charges(list(asked)))
    rows = _rows([each for each in known if each.value.startswith(_LINE)])
    known = [_as_pointers(each, rows) for each in known]
    several = len(rows) > 1
    alone = sum(each.value in (f"{_LINE}charge", "claim.total") for each in known) == 1
    known = known if several else _by_number(known)
    result = [_in_line(each, rows, several, alone) if _is_line(each) else each for each in known]
    return _once_in_a_table(_diagnoses(result))


def _charges(asked: list[Asked]) -> list[Asked]:
    """A column of totals beside what else is asked of services asks for the charge of each."""
    lines = [each.run.rect for each in asked if _is_line(each)]
    totals = [each for each in asked if each.value == "claim.total"]
    beside = [each for each in totals if any(same_row(each.run.rect, rect) for rect in lines)]
    column = {each.run.boxes[0].id for each in beside if sum(_stacked(each, other) for other in beside) >= _FEWEST}
    return [replace(each, value=f"{_LINE}charge") if each.run.boxes[0].id in column else each for each in asked]


def _with_codes(asked: list[Asked]) -> list[Asked]:
    """Where two boxes side by side seem to ask for a service's code and one of them says so, the other is for words."""
    codes = [each for each in asked if each.value == f"{_LINE}code"]
    result = list(asked)
    for each in codes:
        after = [
            other for other in codes
            if 0 <= other.run.rect.left - each.run.rect.right < _BESIDE and same_row(other.run.rect, each.run.rect)
        ]  # fmt: skip
        if after and _says_code(after[0]) and not _says_code(each) and each.run.rect.width > _ROOM_FOR_CODE:
            result[asked.index(each)] = replace(each, value=f"{_LINE}description", confidence=0.8)
            result[asked.index(after[0])] = replace(after[0], confidence=max(after[0].confidence, 0.85))
    return result


def _says_code(each: Asked) -> bool:
    return "code" in each.run.boxes[0].label.lower()


def _is_line(each: Asked) -> bool:
    return each.value.startswith(_LINE)


def _by_number(asked: list[Asked]) -> list[Asked]:
    """Services asked for apart from a table and numbered in their words, "Code 1", "Code 2": each of its line."""
    found = [(each, _LAST_NUMBER.search(each.run.boxes[0].label)) for each in asked]
    numbered = {id(each): int(number[1]) for each, number in found if number and _is_line(each)}
    result = list[Asked]()
    for each in asked:
        alike = [numbered[id(other)] for other in asked if other.value == each.value and id(other) in numbered]
        told = id(each) in numbered and sorted(alike) == list(range(1, len(alike) + 1)) and len(alike) > 1
        line = f"service_line[{numbered[id(each)]}].{each.value.removeprefix(_LINE)}" if told else each.value
        result.append(replace(each, value=line))
    return result


def _once_in_a_table(asked: list[Asked]) -> list[Asked]:
    """A column that asks for one thing again and again: the patient's stands in its first row, all else in none.

    A table lists several people, jobs or plans; which row is the record's is known of the patient alone.
    """
    result = list(asked)
    for at, each in enumerate(asked):
        if _INDEX in each.value or each.value.startswith("pen.") or not each.value:
            continue
        column = [
            other for other in asked
            if (other.value == each.value and _stacked(each, other)) or (each.by_name and _counted(each, other))
        ]  # fmt: skip
        first = all(other.run.rect.bottom <= each.run.rect.bottom for other in column)
        if len(column) > 1 and not (first and each.value.startswith("patient.")):
            reason = f"{each.reason}, one row of a table"
            result[at] = replace(each, confidence=min(each.confidence, 0.5), reason=reason)
    return result


def _stacked(one: Asked, other: Asked) -> bool:
    """Whether two stand in one column of a table: under one label, as wide, and with no great gap."""
    mine, its = one.run, other.run
    shared = min(mine.rect.right, its.rect.right) - max(mine.rect.left, its.rect.left)
    level = shared > 0.6 * min(mine.rect.width, its.rect.width)
    return level and mine.page == its.page and mine.boxes[0].label == its.boxes[0].label


def _counted(one: Asked, other: Asked) -> bool:
    """Whether two fields of one page are named alike with a number, as "Total 1" and "Total 2" of several rows."""
    mine, its = one.run.boxes[0], other.run.boxes[0]
    stems = [found[1] for box in (mine, its) if (found := _NUMBERED.fullmatch(box.field)) and name_tokens(box.field)]
    near = abs(mine.rect.left - its.rect.left) < _ROW or same_row(mine.rect, its.rect)
    return one is other or (near and mine.page == its.page and len(stems) == 2 and stems[0] == stems[1])


def _rows(lines: Sequence[Asked]) -> list[tuple[int, float]]:
    """The rows of service lines, as page and height, from the top; what lies in a row's upper half is not one."""
    sure = [each for each in lines if each.value != "service_line.ndc"]
    places = sorted({(each.run.page, -round(each.run.rect.middle[1], 1)) for each in sure})
    rows = list[tuple[int, float]]()
    for page, below in places:
        if not rows or rows[-1][0] != page or -below < rows[-1][1] - _ROW:
            rows.append((page, -below))
    crowd = {row: sum(1 for each in sure if _is_in(each, row)) for row in rows}
    most = max(crowd.values(), default=0)
    kinds = {row: {each.value for each in sure if _is_in(each, row)} for row in rows}
    found = [row for row in rows if crowd[row] * 2 >= most and (len(kinds[row]) > 1 or len(rows) == 1)]
    return [row for row in found if len(found) < 2 or _in_columns(row, found, sure)]


def _in_columns(row: tuple[int, float], rows: Sequence[tuple[int, float]], lines: Sequence[Asked]) -> bool:
    """Whether what stands in a row stands in the columns of other rows, as in a table."""
    mine = [each for each in lines if _is_in(each, row)]
    others = [each for each in lines if any(_is_in(each, other) for other in rows if other != row)]
    return any(
        one.value == other.value and abs(one.run.rect.left - other.run.rect.left) < _ROW
        for one in mine for other in others
    )  # fmt: skip


def _is_in(each: Asked, row: tuple[int, float]) -> bool:
    return each.run.page == row[0] and abs(each.run.rect.middle[1] - row[1]) <= _ROW


def _as_pointers(each: Asked, rows: Sequence[tuple[int, float]]) -> Asked:
    """A diagnosis asked for in a row of services is that of the line: its codes, or the letters where it is narrow."""
    if each.value != _DIAGNOSIS or each.beside_words or not any(_is_in(each, row) for row in rows) or len(rows) < 2:
        return each
    words = f"{each.run.boxes[0].label} {each.run.boxes[0].tooltip}".lower()
    narrow = each.run.rect.width < _ROOM_FOR_LETTERS and "code" not in words
    return replace(each, value="service_line.pointers" if narrow else "service_line.diagnoses")


def _in_line(each: Asked, rows: Sequence[tuple[int, float]], several: bool, alone: bool) -> Asked:
    """A place of a line in its row; outside a table that of the claim. `alone`: no other place asks for a charge."""
    what = each.value.removeprefix(_LINE)
    if not several:
        whole = {
            "date": "claim.date",
            "date_to": "claim.date_to",
            "charge": "claim.total",
            "place": "service_line[1].place",
            "rendering_npi": "provider.npi",
        }
        sure = each.confidence if what in ("date", "date_to") and _of_service(each) else min(each.confidence, 0.6)
        sure = each.confidence if (what == "charge" and alone) or what == "rendering_npi" else sure
        return replace(each, value=whole.get(what, f"service_line[1].{what}"), confidence=sure)
    if what == "ndc":
        below = [row for row in rows if row[0] == each.run.page and row[1] < each.run.rect.middle[1]]
        return (
            replace(each, value=f"service_line[{rows.index(below[0]) + 1}].ndc") if below else replace(each, value="")
        )
    row = next((row for row in rows if _is_in(each, row)), None)
    if row is None and what == "rendering_npi":
        return replace(each, value="provider.npi")
    if row is None:  # asked for once beside the table
        return replace(each, value={"date": "claim.date"}.get(what, ""), confidence=min(each.confidence, 0.6))
    return replace(each, value=f"service_line[{rows.index(row) + 1}].{what}")


def _of_service(each: Asked) -> bool:
    """Whether a day outside a table is said to be that of a service: one that starts or ends may be of anything."""
    box = each.run.boxes[0]
    return _SERVICE.search(" ".join((box.label, box.tooltip, *name_tokens(box.field))).lower()) is not None


def _diagnoses(asked: list[Asked]) -> list[Asked]:
    """The first box for a diagnosis holds the first, and so on; a single one holds them all."""
    asked = _modifiers(asked)
    for what in (_DIAGNOSIS, f"{_DIAGNOSIS}.description"):
        places = [each for each in asked if each.value == what]
        for each in [each for each in places if _of_a_history(each, asked)]:
            reason = f"{each.reason} in a table about something else"
            asked[asked.index(each)] = replace(each, value="", confidence=0.0, reason=reason)
            places.remove(each)
        sure = [each for each in places if each.confidence >= _SURE]
        for number, each in enumerate(_as_numbered(_as_read(sure or places)), start=1):
            asked[asked.index(each)] = replace(each, value=_diagnosis(each, number, len(sure or places)))
    return asked


def _of_a_history(each: Asked, asked: Sequence[Asked]) -> bool:
    """Whether a diagnosis stands in a table whose other columns ask what no claim does: a history, not a claim's."""
    column = [other for other in asked if _stacked(each, other) and other.value == each.value]
    beside = [
        other for other in asked
        if other.run.page == each.run.page and same_row(other.run.rect, each.run.rect) and not other.value
        and other.run.boxes[0].label
    ]  # fmt: skip
    return len(column) >= _FEWEST and any(
        sum(1 for row in asked if _stacked(other, row)) >= _FEWEST for other in beside
    )


def _as_numbered(places: Sequence[Asked]) -> Sequence[Asked]:
    """In the order of the numbers in the fields' names, where these count from one; a form may count down columns."""
    numbers = [int(found[1]) if (found := _IN_NAME.search(each.run.boxes[0].field)) else 0 for each in places]
    counts = sorted(numbers) == list(range(1, len(places) + 1))
    return [places[numbers.index(number)] for number in sorted(numbers)] if counts else places


def _as_read(places: Sequence[Asked]) -> list[Asked]:
    """From left to right, row by row; a row is what shares most of its height."""
    left = sorted(places, key=lambda each: (each.run.page, -each.run.rect.middle[1]))
    ordered = list[Asked]()
    while left:
        first = left[0].run
        row = [each for each in left if each.run.page == first.page and same_row(each.run.rect, first.rect)]
        ordered += sorted(row, key=lambda each: each.run.rect.left)
        left = [each for each in left if each not in row]
    return ordered


def _diagnosis(each: Asked, number: int, of: int) -> str:
    words = f"{each.run.boxes[0].label} {each.run.boxes[0].tooltip}".lower()
    in_words = each.value.endswith("description") or "description" in words
    if of == 1 and "primary" not in words:
        return "claim.diagnosis_codes" if "code" in words and not in_words else "claim.diagnoses"
    if number > _MOST:
        return ""
    if in_words:
        return f"{_DIAGNOSIS}[{number}].description"
    narrow = each.run.rect.width < _ROOM_FOR_CODE or each.run.boxes[0].max_length in range(3, 11)
    return f"{_DIAGNOSIS}[{number}].code" if narrow or "code" in words else f"{_DIAGNOSIS}[{number}]"


def _modifiers(asked: list[Asked]) -> list[Asked]:
    """Several boxes for modifiers in one line hold one each."""
    by_line: dict[str, list[Asked]] = {}
    for each in asked:
        if each.value.endswith("].modifiers"):
            by_line.setdefault(each.value, []).append(each)
    for value, places in by_line.items():
        if len(places) < 2:
            continue
        for number, each in enumerate(sorted(places, key=lambda place: place.run.rect.left), start=1):
            single = f"{value.removesuffix('modifiers')}modifier[{number}]" if number <= 4 else ""
            asked[asked.index(each)] = replace(each, value=single)
    return asked
