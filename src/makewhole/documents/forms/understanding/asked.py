"""What a box, or boxes filled with one value, was understood to ask for."""

from dataclasses import dataclass

from makewhole.documents.forms.reading.runs import Run


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run of boxes was understood to ask: a thing of a party, how sure, and by which words.

    `beside_words`: it is the code of a diagnosis whose words stand in the box to its left. `by_name`: only the
    field's name says so.
    """

    run: Run
    thing: str
    party: str
    confidence: float
    reason: str
    value: str = ""
    beside_words: bool = False
    by_name: bool = False


def short(words: str) -> str:
    """The words, or their beginning."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"
