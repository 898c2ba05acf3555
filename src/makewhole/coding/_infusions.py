"""Drugs that ran into a vein, gathered from the visit: one entry per drug or mixture, with its running time."""

from collections.abc import Iterable
from typing import NamedTuple

from ._given import Given
from ._minutes import Stretch, clock, stretches, total, union
from ._rulebook import Rulebook

_BY_VEIN = ("iv_infusion", "iv_push")


class Infusion(NamedTuple):
    """One drug, or the drugs of one mixture, given by vein.

    `drugs` are its substances; without a stop time `ran` is empty: then it is only a push. `own_site` is the access
    site that was medically needed beside the first, else None.
    """

    drugs: tuple[str, ...]
    names: str
    parts: tuple[Given, ...]
    began: float
    diagnoses: tuple[str, ...]
    ran: tuple[Stretch, ...]
    minutes: int
    pushed: bool
    main_reason: bool
    sites: frozenset[str]
    own_site: str | None

    def fact(self, field: str) -> str:
        """The path of a field of its first part in the visit file."""
        return f"{self.parts[0].where}.{field}"

    def times(self) -> str:
        """Its clock times, for example "09:20 to 10:05"."""
        return ", ".join(
            f"{clock(part.entry.start)} to {clock(part.entry.stop)}" if part.entry.stop else clock(part.entry.start)
            for part in self.parts
        )


def gather(given: Iterable[Given], book: Rulebook) -> list[Infusion]:
    """Every drug given by vein, in order of time; the fluid that carries a drug is none.

    Infusions of the same drug or mixture are one service with their minutes added, also from a new bag or when the
    line was restarted at another site. They stay apart where a second site was medically needed.
    """
    by_vein = [each for each in given if each.entry.route in _BY_VEIN and each.drug not in book.fluids]
    bags: dict[str, set[str]] = {}
    for each in by_vein:
        if each.entry.bag:
            bags.setdefault(each.entry.bag.lower(), set()).add(each.drug)
    groups: dict[tuple[tuple[str, ...], str | None, str], list[Given]] = {}
    for each in by_vein:
        entry = each.entry
        drugs = tuple(sorted(bags[entry.bag.lower()])) if entry.bag else (each.drug,)
        own_site = entry.access_site.lower() if entry.second_site_reason else None
        groups.setdefault((drugs, own_site, _apart(each)), []).append(each)
    found = [_infusion(drugs, own_site, parts, book) for (drugs, own_site, _), parts in groups.items()]
    found.sort(key=_in_order)
    return found


def _in_order(infusion: Infusion) -> tuple[float, tuple[str, ...], int]:
    return infusion.began, infusion.drugs, -infusion.minutes


def _apart(given: Given) -> str:
    """Pushes are counted one by one, with what was mixed in the same syringe; an infusion goes on with its mixture."""
    entry = given.entry
    if entry.route == "iv_infusion" and entry.stop is not None:
        return ""
    return f"{entry.bag} {given.began}" if entry.bag else given.where


def _infusion(drugs: tuple[str, ...], own_site: str | None, parts: list[Given], book: Rulebook) -> Infusion:
    names: dict[str, None] = {}
    diagnoses: tuple[str, ...] = ()
    ran: list[Stretch] = []
    main_reason, sites = False, set[str]()
    for part in parts:
        entry = part.entry
        names[entry.drug.name] = None
        diagnoses += entry.diagnoses
        main_reason = main_reason or entry.main_reason
        sites.add(entry.access_site.lower())
        if entry.route == "iv_infusion" and entry.stop is not None:
            ran += stretches(entry.start, entry.stop, entry.pauses, entry.flushes)
    ran = union(ran)
    minutes = total(ran)
    return Infusion(
        drugs=drugs,
        names=" with ".join(names),
        parts=tuple(parts),
        began=parts[0].began,
        diagnoses=diagnoses,
        ran=tuple(ran),
        minutes=minutes,
        pushed=minutes < book.first_hour_minimum,
        main_reason=main_reason,
        sites=frozenset(sites),
        own_site=own_site,
    )
