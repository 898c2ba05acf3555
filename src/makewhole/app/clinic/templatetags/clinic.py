"""What the visit page asks of its form (which groups are drugs, which dose is proposed) and of the library's words."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from makewhole.app.clinic.library import said
from makewhole.app.clinic.sheets import RecordForm

register = template.Library()
DRUGS = "visit.administrations"


@register.filter
def is_drug(path: str) -> bool:
    """Whether a group is one administration of a drug."""
    return path.startswith(f"{DRUGS}[") and path.endswith("]") and path.count("[") == 1


@register.filter
def drugs(form: RecordForm) -> list[str]:
    """The paths of the drugs on the form."""
    return [f"{DRUGS}[{number}]" for number in range(form.rows(DRUGS))]


@register.filter
def proposal(proposals: Mapping[int, tuple[str, str]] | str | None, path: str) -> tuple[str, str] | None:
    """The dose proposed for the drug at `path`, and the sum behind it."""
    if not isinstance(proposals, Mapping):
        return None
    return proposals.get(int(path.rpartition("[")[2].rstrip("]")))


@register.filter
def worded(sentence: str) -> str:
    """A sentence of the library in the language on the screen; one that stays English says so to a screen reader."""
    if not sentence or (get_language() or "en").startswith("en"):
        return sentence
    return said(sentence) or format_html('<span lang="en">{}</span>', sentence)


@register.filter
def severity(kind: str) -> str:
    """What a finding's shape says, in a word."""
    return {"block": _("Stops the claim:"), "clock": _("Look at this:")}.get(kind, _("To know:"))
