"""The words of the look for templates: money, dates, status, why, notice, progress, chart, and who is here."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.app.look.charts import Score, score_chart
from makewhole.app.look.preferences import preference as chosen

register = template.Library()

PLACES = (
    ("today", gettext_lazy("Today")),
    ("patients", gettext_lazy("Patients")),
    ("packets", gettext_lazy("Packets")),
    ("settings", gettext_lazy("Settings")),
)
SIGNS = {  # kind of status → what a screen reader cannot see in its shape is in the words beside it
    "safe": "M3 9.5 6.5 13 13 4",
    "clock": "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 2",
    "block": "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5ZM3.8 6.8v2.4h8.4V6.8Z",
    "open": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
    "undo": "M6 3 2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H7",
}
# The first mark that occurs decides: most browsers also name those they descend from.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def money(amount: Decimal | int | None) -> str:
    """Dollars and cents, as `$1,234.50` or `−$25.00`; an amount that nobody knows says so."""
    if amount is None:
        return format_html('<span class="unknown">{}</span>', _("not known"))
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise TypeError("money is Decimal or whole dollars")
    return format_html('<span class="money">{}${}</span>', "−" if amount < 0 else "", f"{abs(amount):,.2f}")


@register.filter
def day(on: date | None) -> str:
    """A date as `9 Dec 2026`; one that nobody knows says so."""
    if on is None:
        return format_html('<span class="unknown">{}</span>', _("not known"))
    shown = on.date() if isinstance(on, datetime) else on
    return format_html('<time datetime="{}">{}</time>', shown.isoformat(), date_format(shown, _("j M Y")))


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def browser(agent: str) -> str:
    """The browser and system in a user-agent line, as words a person knows: `Chrome on Windows`."""
    name = next((words for mark, words in BROWSERS if mark in agent), _("Browser"))
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return _("%(browser)s on %(system)s") % {"browser": name, "system": system} if system else name


@register.simple_tag
def shape(kind: str) -> str:
    """The sign of a status, told apart by its outline."""
    return format_html(
        '<svg class="shape {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        kind,
        SIGNS[kind],
    )


@register.simple_tag
def status(kind: str, words: str) -> str:
    """A status in a word and a shape: safe (money), clock (runs), block (stops), open (neither)."""
    return format_html('<span class="status {}">{}{}</span>', kind, shape(kind), words)


@register.simple_block_tag
def why(content: str, about: str = "") -> str:
    """The reason of a figure, folded under it. `about` names the figure to those who cannot see it."""
    return format_html(
        '<details class="why"><summary>{}<span class="visually-hidden"> {}</span></summary>'
        '<div class="because">{}</div></details>',
        _("Why"),
        about,
        content,
    )


@register.simple_block_tag
def notice(content: str, kind: str = "open") -> str:
    """Something to know before going on; its kind as in `status`, or `undo`."""
    return format_html('<div class="notice {}">{}<div class="says">{}</div></div>', kind, shape(kind), content)


@register.simple_tag
def progress(done: int, total: int, words: str) -> str:
    """How far a long job is: `words` says it with its number, the bar shows it."""
    return format_html(
        '<div class="progress"><div class="tells"><span>{}</span><span>{} %</span></div>'
        '<progress value="{}" max="{}" aria-label="{}"></progress></div>',
        words,
        done * 100 // total if total else 100,
        done,
        max(total, 1),
        words,
    )


@register.simple_tag
def chart(title: str, scores: Sequence[Score], highest: int, says: str = "") -> SafeString:
    """Scores of one instrument over time, from 0 to `highest`, with their table."""
    return render_to_string("look/chart.html", score_chart(title, scores, highest) | {"says": says})


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> str:
    """What is wrong in these forms, at the top of the page, each with a link to its field."""
    wrong = [form for form in forms if form is not None and form.is_bound and form.errors]
    return render_to_string("look/error_summary.html", {"forms": wrong}) if wrong else ""


@register.simple_tag(takes_context=True)
def preference(context: template.Context, name: str) -> str:
    """What this browser chose for `theme` or `keys`."""
    return chosen(context.get("request"), name)


@register.simple_tag(takes_context=True)
def places(context: template.Context) -> list[dict[str, Any]]:
    """The rooms of the workspace that are built: address, name, and whether this page is in it."""
    here = getattr(context.get("request"), "path", "")
    found = []
    for name, label in PLACES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        inside = here == address or (address != "/" and here.startswith(address))
        found.append({"address": address, "label": label, "here": inside})
    return found
