"""The diagnoses as billed, sought in the note by code or by words."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from makewhole.rules import icd10cm

from ._facts import Facts
from ._note import any_word
from ._registry import Fault, check

_INSTRUMENT = re.compile(r"\bGAD[ -]?7\b")
_VAGUE = frozenset(
    "disorder disorders other unspecified specified without with severe episode features chronic".split()
)
_LEAST_LETTERS = 5


@check("note-diagnoses/diagnosis-not-found")
def diagnosis_not_found(facts: Facts) -> Iterator[Fault]:
    if facts.note is None:
        return
    words = facts.rule("scrubber/note-diagnoses/diagnosis-not-found")["words"]
    text = _INSTRUMENT.sub("", facts.note.text)
    for index, diagnosis in enumerate(facts.visit.diagnoses):
        code = diagnosis.code
        if code in text or code.replace(".", "") in text:
            continue
        prefix = max((known for known in words if code.startswith(known)), key=len, default=None)
        sought = words[prefix] if prefix else _own_words(code, facts.on)
        if sought and not any_word(tuple(sought)).search(text):
            yield Fault(
                f"visit.diagnoses[{index}].code",
                f"The diagnosis {code} was not found in the note, neither by code nor by name.",
                "Ask the provider to check the chart; if it was addressed, the note is completed by a dated addendum.",
            )


@lru_cache(maxsize=4096)
def _own_words(code: str, on: date) -> tuple[str, ...]:
    found = icd10cm.find(code, on)
    words = re.findall(r"[a-z]+", found.description.lower()) if found else []
    return tuple(word for word in words if len(word) >= _LEAST_LETTERS and word not in _VAGUE)
