"""What is wrong in a row, in words of the language on the screen."""

from django import template
from django.utils.translation import gettext as _

from makewhole.app.bringing.facts import Told
from makewhole.app.bringing.forms import LABELS

register = template.Library()


@register.filter
def field_label(path: str) -> str:
    """A field as it is called on the screen; its path where it has no name there."""
    bare = path.removeprefix("coverage.")
    return str(LABELS.get(path) or LABELS.get(bare) or bare.replace("_", " ").replace(".", ", "))


@register.filter
def said(told: Told) -> str:
    """Fault and remedy as one sentence or two."""
    remedy = _("Write it with the month first, as 12/31/1984.") if "YYYY-MM-DD" in told.remedy else told.remedy
    words = f"{_(told.says)} {_(remedy) if remedy else ''}".strip()
    return f"{words[:1].upper()}{words[1:]}"
