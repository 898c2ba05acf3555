"""What the patient said to questions that only the patient can answer, as a command line gives it."""

from collections.abc import Sequence

import click

from makewhole.documents.forms import find


def answers_given(answers: Sequence[str]) -> dict[str, str]:
    """Each NAME=ANSWER by its name. Raises click.BadParameter for an answer to no known question."""
    given = dict[str, str]()
    for answer in answers:
        name, _, words = answer.partition("=")
        known = find(name)
        if known is None or not known.asked or not words or (known.choices and words not in known.choices):
            raise click.BadParameter(f"{name!r} is no such question or answer; see makewhole form inspect --values")
        given[name] = words
    return given
