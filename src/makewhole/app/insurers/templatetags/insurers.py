"""What the templates of the insurers need beyond the look."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(names: Mapping[str, str], key: str) -> str:
    """The name under a key; empty where there is none."""
    return names.get(key, "")


@register.filter
def points(number: float) -> str:
    """A length in points as SVG takes it, in any language."""
    return f"{number:.1f}"
