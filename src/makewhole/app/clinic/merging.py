"""Two people changed one record: what both can keep, and what someone has to choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Typed = dict[str, str]


@dataclass(frozen=True)
class Clash:
    """One thing that both changed: a field, or a whole list whose rows came or went. `mine` and `theirs` are what
    each has there, as (path, text)."""

    unit: str
    mine: tuple[tuple[str, str], ...]
    theirs: tuple[tuple[str, str], ...]
    listed: bool


@dataclass
class Merged:
    """What both can keep; `taken` are the fields that came from the other side without a clash."""

    typed: Typed
    clashes: list[Clash] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Three versions of one form made one. Empty text is the same as no text. Where both changed the same field to
    different values it is a clash, and `typed` has mine until someone chooses."""
    base, mine, theirs = _filled(base), _filled(mine), _filled(theirs)
    merged = Merged({})
    lists = {unit for unit in _lists((*base, *mine, *theirs)) if _clash_as_a_whole(unit, base, mine, theirs)}
    for path in sorted({*base, *mine, *theirs}):
        unit = _list_of(path)
        if unit in lists:
            continue
        before, own, other = base.get(path), mine.get(path), theirs.get(path)
        kept = other if own == before else own
        if kept is not None:
            merged.typed[path] = kept
        if own == before and other != before:
            merged.taken.append(path)
        if own != before and other != before and own != other:
            merged.clashes.append(Clash(path, _one(path, own), _one(path, other), listed=False))
    for unit in sorted(lists):
        own_rows, other_rows = _within(unit, mine), _within(unit, theirs)
        merged.typed |= own_rows
        merged.clashes.append(Clash(unit, tuple(own_rows.items()), tuple(other_rows.items()), listed=True))
    return merged


def choose(merged: Merged, choices: Mapping[str, str]) -> Typed:
    """The form after each clash was decided: `mine`, `theirs`, or for a list `both`. Undecided is mine."""
    typed = dict(merged.typed)
    for clash in merged.clashes:
        choice = choices.get(clash.unit, "mine")
        if choice == "mine":
            continue
        for path, _text in clash.mine:
            typed.pop(path, None)
        typed |= dict(clash.theirs)
        if choice == "both" and clash.listed:
            typed |= _appended(clash)
    return typed


def _filled(typed: Mapping[str, str]) -> Typed:
    return {path: text.strip() for path, text in typed.items() if text.strip()}


def _list_of(path: str) -> str | None:
    """The outermost list that a path lies in."""
    return path.partition("[")[0] if "[" in path else None


def _lists(paths: Iterable[str]) -> set[str]:
    return {unit for path in paths if (unit := _list_of(path))}


def _within(unit: str, typed: Mapping[str, str]) -> Typed:
    return {path: text for path, text in typed.items() if path.startswith(f"{unit}[")}


def _clash_as_a_whole(unit: str, *sides: Mapping[str, str]) -> bool:
    """Whether both changed a list whose rows came or went: then row 2 of one may be row 3 of the other."""
    base, mine, theirs = (_within(unit, side) for side in sides)
    if mine in (base, theirs) or theirs == base:
        return False
    return len({_shape(base), _shape(mine), _shape(theirs)}) > 1


def _shape(rows: Mapping[str, str]) -> frozenset[str]:
    return frozenset(path.rpartition("]")[0] for path in rows)


def _one(path: str, text: str | None) -> tuple[tuple[str, str], ...]:
    return ((path, text),) if text is not None else ()


def _appended(clash: Clash) -> Typed:
    """My rows that the other side does not have, numbered after theirs."""
    own, other = _by_row(clash.unit, clash.mine), _by_row(clash.unit, clash.theirs)
    added: Typed = {}
    number = max(other, default=-1) + 1
    for row in (each for _number, each in sorted(own.items()) if each not in other.values()):
        added |= {f"{clash.unit}[{number}]{rest}": text for rest, text in row.items()}
        number += 1
    return added


def _by_row(unit: str, fields: Iterable[tuple[str, str]]) -> dict[int, Typed]:
    rows: dict[int, Typed] = {}
    for path, text in fields:
        number, _bracket, rest = path[len(unit) + 1 :].partition("]")
        rows.setdefault(int(number), {})[rest] = text
    return rows
