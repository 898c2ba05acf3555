"""Drugs that ran into a vein, gathered from the visit: one entry per drug or mixed bag, with its running time."""

from dataclasses import dataclass

from makewhole.records import Administration, Visit

from ._minutes import Stretch, stretches, total, union
from ._rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Infusion:
    """One drug, or the drugs of one bag, given by vein. Without a stop time `ran` is empty: then only a push."""

    drug: str
    entries: tuple[tuple[int, Administration], ...]
    ran: tuple[Stretch, ...]
    minutes: int
    pushed: bool
    main_reason: bool
    site: str
    own_site: bool

    @property
    def names(self) -> str:
        return " with ".join(dict.fromkeys(entry.drug.name for _, entry in self.entries))

    @property
    def began(self) -> float:
        return min(entry.start.timestamp() for _, entry in self.entries)

    @property
    def diagnoses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for _, entry in self.entries for code in entry.diagnoses))

    def substances(self, book: Rulebook) -> set[str]:
        """Every drug in it: one, or those of a mixed bag."""
        return {drug_key(entry.drug.name, book) for _, entry in self.entries}

    def fact(self, field: str = "") -> str:
        where = f"visit.administrations[{self.entries[0][0]}]"
        return f"{where}.{field}" if field else where

    def times(self) -> str:
        """Its clock times, for example "09:20 to 10:05"."""
        return ", ".join(
            f"{entry.start:%H:%M} to {entry.stop:%H:%M}" if entry.stop else f"{entry.start:%H:%M}"
            for _, entry in sorted(self.entries, key=lambda pair: pair[1].start)
        )


def drug_key(name: str, book: Rulebook) -> str:
    """One name for all names of a drug, so that Ketalar and ketamine are the same substance."""
    plain = " ".join(name.lower().replace("®", "").split())
    entry = book.drugs.get(plain) or book.drugs.get(plain.split(" injection")[0])
    return entry.drug if entry else plain


def gather(visit: Visit, book: Rulebook) -> list[Infusion]:
    """Every drug given by vein, in order of time.

    Infusions of the same drug are one service with their minutes added, also when the line was restarted at another
    site. They stay apart when they ran at the same time, or when a second site was medically needed.
    """
    groups: dict[tuple[str, str, str], list[tuple[int, Administration]]] = {}
    for index, entry in enumerate(visit.administrations):
        if entry.route not in ("iv_infusion", "iv_push"):
            continue
        key = f"bag {entry.bag.lower()}" if entry.bag else drug_key(entry.drug.name, book)
        site = entry.access_site.lower() if entry.second_site_reason else ""
        # Pushes are counted one by one; an infusion goes on where the same drug goes on.
        each = str(index) if entry.route == "iv_push" or entry.stop is None else ""
        groups.setdefault((key, site, each), []).append((index, entry))
    found = [_infusion(key, entries, book) for (key, _, _), entries in groups.items()]
    return sorted(found, key=lambda infusion: (infusion.began, infusion.drug, -infusion.minutes))


def _infusion(key: str, entries: list[tuple[int, Administration]], book: Rulebook) -> Infusion:
    ran = union(
        stretch
        for _, entry in entries
        if entry.route == "iv_infusion" and entry.stop is not None
        for stretch in stretches(entry.start, entry.stop, entry.pauses, entry.flushes)
    )
    minutes = total(ran)
    first = min(entries, key=lambda pair: pair[1].start)[1]
    return Infusion(
        drug=key,
        entries=tuple(entries),
        ran=tuple(ran),
        minutes=minutes,
        pushed=minutes < book.first_hour_minimum,
        main_reason=any(entry.main_reason for _, entry in entries),
        site=first.access_site.lower(),
        own_site=first.second_site_reason is not None,
    )
