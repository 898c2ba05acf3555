"""What the note says of each drug of the visit: its pieces of text, with the doses and waste in them."""

from functools import cached_property, lru_cache

from makewhole.records import Administration

from ._amounts import Measure, doses, wastes
from ._codebook import known_drugs
from ._note import NoteText, first_sentence

_SHARED_WORDS = ("normal", "sodium")


class Said:
    """The pieces of a note that speak of one drug; read once."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    @cached_property
    def doses(self) -> list[Measure]:
        return [dose for text in self.texts for dose in doses(text)]

    @cached_property
    def doses_beside_name(self) -> list[Measure]:
        """Those in the sentences that name the drug."""
        return [dose for text in self.texts for dose in doses(first_sentence(text))]

    @cached_property
    def wastes(self) -> list[Measure]:
        return [waste for text in self.texts for waste in wastes(text)]


def said_of_each(given: tuple[Administration, ...], note: NoteText) -> tuple[Said, ...]:
    """What the note says of each administration's drug; one drug given twice has the same."""
    named = [names_of(each.drug.name) for each in given]
    owner = {names: index for index, names in enumerate(named)}
    texts = note.passages({name: owner[names] for names in named for name in names})
    said = {index: Said(texts.get(index, [])) for index in owner.values()}
    return tuple(said[owner[names]] for names in named)


@lru_cache(maxsize=1024)
def names_of(drug: str) -> tuple[str, ...]:
    """The first words of all names that the code book knows for a drug, the same whichever of them was written.

    For a drug that it does not know, the first word as written.
    """
    first = drug.casefold().split()[0].strip(",;")
    known = next((names for names in known_drugs() if any(name.split()[0] == first for name in names)), ())
    words = (name.split()[0] for name in known)
    return tuple(dict.fromkeys(word for word in words if word not in _SHARED_WORDS)) or (first,)
