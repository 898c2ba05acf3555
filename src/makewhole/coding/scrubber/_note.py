"""The note as text that can be asked what it names, and which passage speaks of which drug.

Only plain English is read, and only literally: what is not found may stand there in other words, so a finding
says "not found in the note", never that it is false.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from ._clock import clock_times

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")
_CLAUSE_END = re.compile(r",\s+|\b(?:and|then|with|plus)\b\s*", re.IGNORECASE)


class NoteText:
    """A note's text with its sentences and times; each worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(part for part in _SENTENCE_END.split(self.text) if part.strip())

    @cached_property
    def times(self) -> frozenset[int]:
        """Every clock time in it, as minutes after midnight."""
        return frozenset().union(*(clock.meant for clock in clock_times(self.text)))

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether one of the words begins a word of the note, in capitals or not."""
        return any_word(tuple(words)).search(self.text) is not None

    def passages(self, owners: Mapping[str, int]) -> dict[int, list[str]]:
        """The pieces of text about each owner of a name, from the clause that names it to the next other name."""
        cuts: list[tuple[int, int]] = []
        before = 0
        for match in any_word(tuple(owners)).finditer(self.text):
            owner = owners[match[0].casefold()]
            if not cuts or cuts[-1][1] != owner:
                cuts.append((self._begin(before, match.start(), first=not cuts), owner))
            before = match.end()
        found: dict[int, list[str]] = {}
        for index, (begin, owner) in enumerate(cuts):
            end = cuts[index + 1][0] if index + 1 < len(cuts) else len(self.text)
            found.setdefault(owner, []).append(self.text[begin:end])
        return found

    def _begin(self, before: int, mention: int, first: bool) -> int:
        """Where the words about a mention begin: at its sentence, or at its clause if another is named before it."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text, before, mention)]
        if not ends and not first:
            ends = [match.end() for match in _CLAUSE_END.finditer(self.text, before, mention)] or [mention]
        return ends[-1] if ends else 0


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


@lru_cache(maxsize=1024)
def any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches where one of the words begins; nothing where there are none."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + ")", re.IGNORECASE)
