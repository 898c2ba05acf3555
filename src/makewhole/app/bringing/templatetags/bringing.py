"""What is wrong in a row, in words of the language on the screen."""

from django import template

from makewhole.app.bringing.facts import Told
from makewhole.app.bringing.forms import LABELS
from makewhole.app.bringing.said import in_words

register = template.Library()


@register.filter
def field_label(path: str) -> str:
    """A field as it is called on the screen; its path where it has no name there."""
    bare = path.removeprefix("coverage.")
    return str(LABELS.get(path) or LABELS.get(bare) or bare.replace("_", " ").replace(".", ", "))


@register.filter
def said(told: Told) -> str:
    """Fault and remedy as one sentence or two."""
    return in_words(told.says, told.remedy)
