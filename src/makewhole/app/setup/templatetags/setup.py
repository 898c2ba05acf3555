"""What the settings' templates ask: whether a list is short rows, and what a code is."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField

from makewhole.app.clinic.sheets import Section

register = template.Library()


@register.filter
def as_table(section: Section) -> bool:
    """Whether a list's rows are one line of plain boxes each, and there is at least one."""
    part = section.part
    plain = len(part.lines) == 1 and not part.inner and not any(box.hint for box in part.lines[0])
    return bool(part.rows) and plain and bool(section.groups)


@register.filter
def of_code(words: Mapping[str, str], box: BoundField) -> str:
    """What the code typed in a box stands for, in our own plain words; empty for one that the rules do not have."""
    return words.get(str(box.value() or "").strip().upper(), "")
