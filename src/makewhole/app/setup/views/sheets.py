"""The settings that are one form: shown, typed into, previewed, saved, and taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.access import Refused, own_role, staff
from makewhole.app.clinic.drafting import version_in
from makewhole.app.clinic.edits import add_row, remove_row, restore_row
from makewhole.app.clinic.protocols import protocols
from makewhole.app.clinic.records import practice_record
from makewhole.app.clinic.sheets import RecordForm, typed_from_record
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.errors import InvalidRecord, MakewholeError
from makewhole.records import Practice, Provider
from makewhole.rules import all_rules

from .. import kept
from ..models import SettingVersion
from ..pages import DEED, PAGES, PRICES, PROVIDERS, Page, choices
from ..signatures import signature_links
from ..worked import Worked, worked

OWN = ("csrfmiddlewaretoken", "version", "save", "add", "remove", "restore", "removed", "preview")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """Show a settings form; add and remove rows, preview and save what was typed."""
    page = _page(name)
    stored = kept.kept(page.setting, page.kind)
    if request.method != "POST":
        typed = typed_from_record(page.parts, "", page.shown(stored.record))
        return _drawn(request, page, _form(page, typed), stored.number, stored.record)
    must_change(page.setting)
    typed = typed_in(request)
    version = version_in(request.POST.get("version", ""))
    for button, change in (("add", add_row), ("remove", remove_row), ("restore", restore_row)):
        if at := request.POST.get(button):
            return _changed(request, page, typed, button, change, at, version, stored.record)
    form = _form(page, typed)
    try:
        record = page.typed_as(form.fields_typed().fields, stored.record)
    except InvalidRecord as refused:
        form.tell(refused)
        return _drawn(request, page, form, version, stored.record, status=422)
    if "preview" in request.POST:
        return _drawn(request, page, form, version, record)
    try:
        kept.save(page.setting, record, version)
    except ChangedElsewhere:
        return _drawn(request, page, form, stored.number, record, status=409, overtaken=True)
    messages.success(request, _("Saved. Earlier versions are kept below."))
    return redirect("setting", page.name)


@require_safe
@staff
def history(request: HttpRequest, name: str) -> HttpResponse:
    """Every version of a settings form: who saved it and when."""
    page = _page(name)
    found = kept.versions(page.setting)
    context = {"page": page, "versions": found, "may_change": may(own_role(), DEED)}
    return render(request, "setup/history.html", context)


@require_POST
@staff
def bring_back(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Make an earlier version hold again, as a new one."""
    page = _page(name)
    must_change(page.setting)
    stored = kept.kept(page.setting, page.kind)
    try:
        kept.bring_back(page.setting, number, stored.number)
    except (ChangedElsewhere, SettingVersion.DoesNotExist):
        raise Http404 from None
    messages.success(request, _("Version %d holds again.") % number)
    return redirect("setting", page.name)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What was typed into the boxes of a settings form."""
    return {path: str(text) for path, text in request.POST.items() if path not in OWN}


def must_change(setting: str) -> None:
    """Raise Refused unless the acting person may change settings."""
    if not may(own_role(), DEED):
        raise Refused(f"setting:{setting}", why=DEED)


def _page(name: str) -> Page:
    page = PAGES.get(name)
    if page is None:
        raise Http404
    if not page.open_to(own_role()):
        raise Refused(f"setting:{page.setting}")
    return page


def _form(page: Page, typed: Mapping[str, str]) -> RecordForm:
    return RecordForm(page.parts, "", typed, page.may(own_role()), choices() if page.name == "protocols" else None)


def _changed(
    request: HttpRequest,
    page: Page,
    typed: dict[str, str],
    button: str,
    change: Any,
    at: str,
    version: int,
    stored: Any,
) -> HttpResponse:
    try:
        changed, more = change(typed, at)
    except (ValueError, TypeError):
        raise Http404 from None
    form = _form(page, changed)
    row = "" if button == "remove" else more
    if first := next((path for path in form.fields if row and path.startswith(f"{row}.")), None):
        form.fields[first].widget.attrs["autofocus"] = True
    return _drawn(request, page, form, version, stored, removed=more if button == "remove" else "")


def _drawn(
    request: HttpRequest, page: Page, form: RecordForm, version: int, record: Any, status: int = 200, **context: Any
) -> HttpResponse:
    return render(
        request,
        "setup/sheet.html",
        context
        | {
            "page": page,
            "form": form,
            "version": version,
            "worked": _worked(record) if page is PRICES and isinstance(record, Practice) else None,
            "words": _code_words() if page is PRICES else None,
            "signatures": signature_links() if page is PROVIDERS else None,
        },
        status=status,
    )


def _worked(practice: Practice) -> list[Worked]:
    providers = practice_record("providers", tuple[Provider, ...]) or ()
    try:
        return worked(practice, providers, protocols(), date.today())
    except MakewholeError:
        return []


def _code_words() -> dict[str, str]:
    return {rule.rule_id.rpartition("/")[2]: rule.says for rule in all_rules("coding/codes")}
