"""The note as text that can be asked what it names, and which passage speaks of which drug.

Only plain English is read, and only literally: what is not found may stand there in other words, so a finding
says "not found in the note", never that it is false.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from ._clock import clock_times

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")


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

    def passages(self, names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
        """The pieces of text about one drug: from each mention of `names` to the next mention of one of `others`."""
        found, speaking = [], False
        for sentence in self.sentences:
            cuts = sorted(
                [(match.start(), True) for match in any_word(names).finditer(sentence)]
                + [(match.start(), False) for match in any_word(others).finditer(sentence)]
            )
            ends = [start for start, _ in cuts] + [len(sentence)]
            if speaking and ends[0]:
                found.append(sentence[: ends[0]])
            for (start, ours), end in zip(cuts, ends[1:], strict=True):
                speaking = ours
                if ours:
                    found.append(sentence[start:end])
        return tuple(found)


@lru_cache(maxsize=1024)
def any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches where one of the words begins; nothing where there are none."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(re.escape(word) for word in words) + ")", re.IGNORECASE)
