"""What was given: each administration with its place in the visit and the one name of its drug."""

import re
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from makewhole.records import Administration, Visit

from ._rulebook import Rulebook

_BEGAN = attrgetter("began")
_SIZE = re.compile(r"[ ,(]+(?:[0-9][0-9.,]* ?(?:mg|mcg|g|meq|units|ml|l|cc)\b.*|bag|solution|iv|flush|vial)$")
_MIXED = re.compile(r" with | and |\+")


class Given(NamedTuple):
    """An administration; `drug` is the same for every name of a substance, `where` its path in the visit file.

    `began` is its start in seconds since 1970.
    """

    where: str
    entry: Administration
    drug: str
    began: float


def given_at(visit: Visit, book: Rulebook) -> list[Given]:
    """Everything given, in order of time, so that the order in which it was typed does not matter."""
    given = [
        Given(f"visit.administrations[{index}]", entry, drug_key(entry.drug.name, book), entry.start.timestamp())
        for index, entry in enumerate(visit.administrations)
    ]
    if len({each.began for each in given}) == len(given):
        given.sort(key=_BEGAN)
    else:
        given.sort(key=_order)
    return given


def drug_key(name: str, book: Rulebook) -> str:
    """One name for all names of a drug, so that Ketalar and ketamine HCl are the same substance.

    So are ketamine and ketamine 50 mg/mL. A fluid keeps its name as the rulebook has it.
    """
    plain = _plain(name)
    for known in (plain, _bare(plain)):
        if (entry := book.drugs.get(known)) is not None:
            return entry.drug
        if known in book.fluids:
            return known
    return plain


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    plain = " ".join(name.lower().replace("®", "").split()).removesuffix(" injection")
    return f"{plain[:-4]} hydrochloride" if plain.endswith(" hcl") else plain


@lru_cache(maxsize=1024)
def _bare(plain: str) -> str:
    """The name without its strength or the size of its bag; whole where it names more than one thing."""
    return plain if _MIXED.search(plain) else _plain(_SIZE.sub("", plain))


def _order(given: Given) -> tuple[object, ...]:
    entry = given.entry
    return (
        given.began,
        given.drug,
        entry.route,
        entry.stop.timestamp() if entry.stop else 0.0,
        entry.access_site,
        entry.dose.amount,
        entry.dose.unit,
        entry.drug.name,
        entry.drug.ndc or "",
        entry.bag or "",
        entry.second_site_reason or "",
        entry.shot_reason or "",
        entry.main_reason,
        entry.diagnoses,
    )
