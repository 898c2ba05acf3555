"""The names under which a note may speak of a drug."""

from functools import lru_cache

from makewhole.records import Administration

from ._codebook import known_drugs
from ._facts import Facts
from ._note import NoteText

_TOO_COMMON = ("normal", "sodium")


@lru_cache(maxsize=1024)
def names_of(drug: str) -> tuple[str, ...]:
    """The first word of the name as written, with the other names that the code book knows for the drug."""
    first = drug.casefold().split()[0].strip(",;")
    known = next((names for names in known_drugs() if any(name.split()[0] == first for name in names)), ())
    return tuple(dict.fromkeys((first, *(name.split()[0] for name in known if name.split()[0] not in _TOO_COMMON))))


def passages_of(given: Administration, facts: Facts, note: NoteText) -> tuple[str, ...]:
    """The note's pieces of text about one drug of the visit."""
    ours = names_of(given.drug.name)
    others = {
        name
        for _, other in facts.administrations
        if names_of(other.drug.name) != ours
        for name in names_of(other.drug.name)
    }
    return note.passages(ours, tuple(sorted(others)))
