"""What the practice itself found out about an insurer: one form, over what is generally known."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic_core import to_jsonable_python

from makewhole.app.accounts.matrix import Access, may
from makewhole.app.clinic.access import own_role, staff
from makewhole.app.clinic.drafting import version_in
from makewhole.app.clinic.edits import add_row, remove_row
from makewhole.app.clinic.opened import open_house
from makewhole.app.clinic.payer_terms import KIND as SETTING
from makewhole.app.clinic.payer_terms import PayerTerms
from makewhole.app.clinic.sheets import RecordForm, typed_from_record
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.errors import InvalidRecord
from makewhole.records import read_record
from makewhole.rules.payer_registry import payer_ids, payer_with_id

from .. import boxes, kept
from ..pages import DEED
from .sheets import must_change, typed_in


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def payer(request: HttpRequest, payer: str) -> HttpResponse:
    """The practice's own facts of one insurer: shown, typed into, saved."""
    if payer not in payer_ids():
        raise Http404
    today = open_house().today()
    known = payer_with_id(payer, today)
    stored = kept.kept(SETTING, tuple[PayerTerms, ...])
    own = {each.payer: each for each in stored.record or ()}
    if request.method != "POST":
        shown: dict[str, Any] = to_jsonable_python(own[payer], exclude_none=True) if payer in own else {}
        typed = typed_from_record(boxes.PAYER, "", shown)
        return _drawn(request, known, _form(typed), stored.number)
    must_change(SETTING)
    version = version_in(request.POST.get("version", ""))
    typed = typed_in(request)
    if at := request.POST.get("add"):
        return _drawn(request, known, _form(add_row(typed, at)[0]), version)
    if at := request.POST.get("remove"):
        return _drawn(request, known, _form(_without(typed, at)), version)
    form = _form(typed)
    try:
        own[payer] = read_record(PayerTerms, form.fields_typed().fields | {"payer": payer}, today)
    except InvalidRecord as refused:
        form.tell(refused)
        return _drawn(request, known, form, version, status=422)
    try:
        kept.save(SETTING, tuple(own.values()), version)
    except ChangedElsewhere:
        return _drawn(request, known, form, stored.number, status=409, overtaken=True)
    messages.success(request, _("Saved."))
    return redirect("insurer", payer)


def _without(typed: dict[str, str], row: str) -> dict[str, str]:
    try:
        return remove_row(typed, row)[0]
    except (ValueError, TypeError):
        raise Http404 from None


def _form(typed: dict[str, str]) -> RecordForm:
    granted: Access = "write" if may(own_role(), DEED) else "read"
    return RecordForm(boxes.PAYER, "", typed, lambda _field: granted)


def _drawn(
    request: HttpRequest, known: Any, form: RecordForm, version: int, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"payer": known, "form": form, "version": version}
    return render(request, "setup/payer.html", context, status=status)
