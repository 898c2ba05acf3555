"""Reads the form that a command line names, with its mapping and the patient's answers."""

from collections.abc import Sequence
from pathlib import Path

import click

from makewhole.documents.forms import (
    FormToFill,
    carried_over,
    confident_mapping,
    find,
    propose,
    read_form,
    read_mapping,
    with_places,
)


def form_to_fill(form_pdf: str, map_file: str | None, answers: Sequence[str]) -> FormToFill:
    """The form, filled as the mapping file says, or where there is none as makewhole proposes.

    Raises FormRefused, InvalidRecord for a mapping that is broken or of another form, OSError, and
    click.BadParameter for an answer to no known question.
    """
    given = _answers(answers)
    content = Path(form_pdf).read_bytes()
    form = read_form(content)
    if map_file is None:
        mapping = confident_mapping(form, propose(form))
    else:
        mapping = carried_over(form, read_mapping(Path(map_file).read_text(encoding="utf-8", errors="replace")))
        form = with_places(form, mapping)
    return FormToFill(content, form, mapping.entries, given)


def _answers(answers: Sequence[str]) -> dict[str, str]:
    given = dict[str, str]()
    for answer in answers:
        name, _, words = answer.partition("=")
        known = find(name)
        if known is None or not known.asked or not words or (known.choices and words not in known.choices):
            raise click.BadParameter(f"{name!r} is no such question or answer; see makewhole form inspect --values")
        given[name] = words
    return given
