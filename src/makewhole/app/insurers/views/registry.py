"""The registry of insurers: found by a card's words, each told with its sources, and what is to be looked up again."""

from datetime import date

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.access import own_role, staff
from makewhole.app.clinic.opened import open_house
from makewhole.rules import value
from makewhole.rules.payer_names import recognise
from makewhole.rules.payer_registry import (
    CHECKED_WITHIN,
    Payer,
    payer_ids,
    payer_with_id,
    payers,
    reversal_laws,
    stale,
)

from ..own import saved, terms
from ..told import in_order, told, why_it_fits


class Card(forms.Form):
    """What is printed on a card. It is sent in the body of the request: a member number never stands in an address."""

    card = forms.CharField(
        label=_("Names on the card"),
        help_text=_("For example: Blue Cross Blue Shield of Massachusetts"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    member_id = forms.CharField(
        label=_("Member ID"), required=False, max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    payer_id = forms.CharField(
        label=_("Payer ID"), required=False, max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def insurers(request: HttpRequest) -> HttpResponse:
    """Every insurer that is known, those the practice meets first; with a card's words, those that it may belong to."""
    today, own = open_house().today(), terms()
    form = Card(request.POST if request.method == "POST" else None)
    asked = form.is_valid() and any(form.cleaned_data.values())
    found = recognise(**form.cleaned_data, on=today) if asked else ()
    rows = [(each, own.get(each.payer_id), _unconfirmed(each)) for each in payers(today)]
    rows.sort(key=lambda row: not (row[1] and row[1].met))
    page = {
        "form": form,
        "asked": asked,
        "candidates": [(each, why_it_fits(each.reasons)) for each in found],
        "rows": rows,
        "met": sum(bool(own and own.met) for _payer, own, _count in rows),
        "stale": len(stale(today)),
    }
    return render(request, "insurers/insurers.html", page)


@require_safe
@staff
def insurer(request: HttpRequest, payer: str) -> HttpResponse:
    """All that is known of one insurer, each fact with its scope, day and source; the practice's own facts first."""
    if payer not in payer_ids():
        raise Http404
    today = open_house().today()
    known = payer_with_id(payer, today)
    window = known.fact("reversal-window")
    page = {
        "payer": known,
        "facts": in_order(known.facts),
        "policies": [(each.held.value, told(each, "policy")) for each in known.policies],
        "kinds": [payer_with_id(kind, today) for kind in known.kinds],
        "by_kind": known.fact("kinds"),
        "laws": [told(each, "law") for each in reversal_laws(today) if window and "by-state" in window.held.value],
        "unconfirmed": _unconfirmed(known),
        "saved": saved(payer),
        "may_change": may(own_role(), "change_settings"),
    }
    return render(request, "insurers/insurer.html", page)


@require_safe
@staff
def to_look_up(request: HttpRequest) -> HttpResponse:
    """Every fact that nobody has confirmed or that was checked too long ago, by insurer."""
    today = open_house().today()
    found = stale(today)
    wanted = request.GET.get("insurer", "")
    names = {each: payer_with_id(each, today).name for each in dict.fromkeys(each.payer_id for each in found)}
    shown = [(each, told(each.fact)) for each in found if not wanted or each.payer_id == wanted]
    page = {
        "shown": [(each, fact, names[each.payer_id]) for each, fact in shown],
        "total": len(found),
        "names": names,
        "wanted": wanted if wanted in names else "",
        "own": _own_to_look_up(today),
    }
    return render(request, "insurers/to_look_up.html", page)


def _own_to_look_up(today: date) -> list[tuple[str, str, date | None]]:
    """The practice's own facts that were checked too long ago: insurer's id, name, and the day of the last look."""
    within = value(CHECKED_WITHIN, today).value
    return [
        (each.payer, payer_with_id(each.payer, today).name, each.checked)
        for each in terms().values()
        if each.own_facts and each.checked and (today - each.checked).days > within and each.payer in payer_ids()
    ]


def _unconfirmed(payer: Payer) -> int:
    return sum(not fact.held.verified for fact in payer.facts)
