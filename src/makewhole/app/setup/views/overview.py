"""The first page of the settings: what is filled in, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.access import own_role, staff
from makewhole.app.clinic.models import PracticeRecord
from makewhole.app.clinic.payer_terms import KIND as PAYERS
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import open_records

from ..pages import PAGES
from ..wording import SETTING as WORDING
from .trail import TITLE as TRAIL


@dataclass(frozen=True)
class Entry:
    """One line of the overview: where it leads, its status in a shape and words."""

    title: Any
    address: str
    kind: str
    says: str


@require_safe
@staff
def overview(request: HttpRequest) -> HttpResponse:
    """Every settings page that the acting person may see, with its state."""
    role = own_role()
    rows = list(PracticeRecord.objects.filter(kind__in=("practice", "providers", "protocols", WORDING, PAYERS)))
    found = dict(zip((row.kind for row in rows), open_records(rows, object), strict=True))
    entries = [
        Entry(page.title, reverse("setting", args=(page.name,)), *_state(page.name, found))
        for page in PAGES.values()
        if page.open_to(role)
    ]
    entries += [
        Entry(_("Letter wording"), reverse("setting_wording"), *_counted(found.get(WORDING), _("own sentences"))),
        Entry(_("Insurers"), reverse("insurers"), *_counted(_met(found.get(PAYERS)), _("that you meet"))),
    ]
    if may(role, "manage_people"):
        people = Membership.objects.filter(practice_id=current().practice_id, active=True).count()
        entries.append(Entry(_("People"), reverse("setting_people"), "open", _("%d who work here") % people))
    if may(role, "read_audit"):
        entries.append(Entry(TRAIL, reverse("setting_trail"), "open", _("who did what")))
    missing = [each for each in entries if each.kind == "block"]
    return render(request, "setup/overview.html", {"entries": entries, "missing": missing})


def _state(name: str, found: dict[str, Any]) -> tuple[str, str]:
    practice = found.get("practice") or {}
    if name == "practice":
        return ("open", practice["legal_name"]) if practice else ("block", _("Not filled in yet"))
    if name == "providers":
        listed = found.get("providers") or ()
        return ("open", _("%d listed") % len(listed)) if listed else ("block", _("None yet"))
    if name == "prices":
        codes, shared = practice.get("price_list", {}), practice.get("all_inclusive", ())
        if not codes and not shared:
            return "block", _("No price yet")
        return "open", _("%(codes)d codes, %(shared)d for a whole visit") % {"codes": len(codes), "shared": len(shared)}
    protocols = found.get("protocols") or ()
    return "open", _("%d listed") % len(protocols) if protocols else _("None yet; every visit is typed in full")


def _met(terms: Any) -> list[Any]:
    return [each for each in terms or () if each.get("met")]


def _counted(found: Any, words: str) -> tuple[str, str]:
    return "open", f"{len(found or ())} {words}"
