"""What the library says, in the language on the screen: found whole, or by its form, with its figures in place."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from makewhole.documents.forms.values.finding_spanish import form_finding_in_spanish

from .check_rules import CHECK_RULES
from .checks import CHECKS
from .codes import CODES
from .notes import NOTES
from .parts import PARTS
from .reasons import REASONS
from .rules import RULES

SENTENCES = (*CODES, *RULES, *CHECK_RULES, *REASONS, *CHECKS, *NOTES)
LONGEST = 2000
"""Letters; a longer one holds someone's own words, and is left as it is."""
AS_TYPED = frozenset({"reason"})
"""Figures that are someone's own words, left as they are."""
_FIGURE = re.compile(r"%\((\w+)\)s")
_JOINS = (" and ", " or ", " to ")


class Form(NamedTuple):
    """A sentence with figures: its English text, the words that it begins and ends with, and what reads its figures."""

    text: str
    begins: str
    ends: str
    pattern: re.Pattern[str]

    def figures(self, sentence: str) -> dict[str, str] | None:
        """The figures in a sentence of this form; None for any other sentence."""
        if not (sentence.startswith(self.begins) and sentence.endswith(self.ends)):
            return None
        found = self.pattern.fullmatch(sentence)
        return found.groupdict() if found else None


def said(sentence: str) -> str | None:
    """A sentence of the library in the language on the screen; None where it is not known there."""
    if (whole := _(sentence)) != sentence:
        return whole
    if len(sentence) > LONGEST:
        return None
    known = _by_form(sentence, _forms()) or _by_form(sentence, _forms_of_parts())
    return known or (form_finding_in_spanish(sentence) if get_language() == "es" else None)


def _by_form(sentence: str, forms: tuple[Form, ...]) -> str | None:
    for form in forms:
        if figures := form.figures(sentence):
            return _(form.text) % {name: _figure(name, figure) for name, figure in figures.items()}
    return None


def _figure(name: str, figure: str) -> str:
    """What stands in the place of a figure: a word or phrase of the library, names joined by its words, or itself."""
    if name in AS_TYPED:
        return figure
    if known := (_parts().get(figure) and _(figure)) or _by_form(figure, _forms_of_parts()):
        return known
    for join in _JOINS:
        figure = figure.replace(join, _(join))
    return figure


@cache
def _forms() -> tuple[Form, ...]:
    return _read(SENTENCES)


@cache
def _forms_of_parts() -> tuple[Form, ...]:
    return _read(PARTS)


@cache
def _parts() -> dict[str, str]:
    return {text: text for text in _english(PARTS)}


def _read(texts: Iterable[object]) -> tuple[Form, ...]:
    """Those with figures, the one with most words of its own first: it says most exactly what it reads."""
    forms = [form_of(text) for text in _english(texts) if _FIGURE.search(text)]
    return tuple(sorted(forms, key=lambda form: -len(_FIGURE.sub("", form.text))))


def form_of(text: str) -> Form:
    """What reads a sentence from its English text, with `%(name)s` where a figure stands."""
    words, seen = _FIGURE.split(text), set[str]()
    pattern = re.escape(words[0])
    for name, after in zip(words[1::2], words[2::2], strict=True):
        pattern += (f"(?P={name})" if name in seen else f"(?P<{name}>.+?)") + re.escape(after)
        seen.add(name)
    return Form(text, words[0], words[-1], re.compile(pattern, re.DOTALL))


def _english(texts: Iterable[object]) -> list[str]:
    with override("en"):
        return [str(each) for each in texts]
