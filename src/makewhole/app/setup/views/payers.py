"""The insurers: what is known of each with its source, and what the practice found out itself."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic_core import to_jsonable_python

from makewhole.app.accounts.matrix import Access, may
from makewhole.app.clinic.access import own_role, staff
from makewhole.app.clinic.drafting import version_in
from makewhole.app.clinic.payer_terms import PayerTerms
from makewhole.app.clinic.sheets import RecordForm, typed_from_record
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.errors import InvalidRecord
from makewhole.records import read_record

from .. import boxes, kept
from ..pages import DEED
from ..payers import SETTING, SHOWN, payers, terms
from .sheets import must_change, typed_in


@require_safe
@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Every insurer that makewhole knows, those the practice meets first."""
    own = terms()
    rows = [(each, own.get(each.id)) for each in payers(date.today())]
    rows.sort(key=lambda row: not (row[1] and row[1].met))
    return render(request, "setup/payers.html", {"rows": rows, "met": sum(bool(own and own.met) for _p, own in rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def payer(request: HttpRequest, payer: str) -> HttpResponse:
    """One insurer: its facts, and the practice's own over them."""
    known = next((each for each in payers(date.today()) if each.id == payer), None)
    if known is None:
        raise Http404
    stored = kept.kept(SETTING, tuple[PayerTerms, ...])
    own = {each.payer: each for each in stored.record or ()}
    if request.method != "POST":
        shown: dict[str, Any] = to_jsonable_python(own[payer], exclude_none=True) if payer in own else {}
        typed = typed_from_record(boxes.PAYER, "", shown)
        return _drawn(request, known, _form(typed), stored.number)
    must_change(SETTING)
    version = version_in(request.POST.get("version", ""))
    form = _form(typed_in(request))
    try:
        own[payer] = read_record(PayerTerms, form.fields_typed().fields | {"payer": payer}, date.today())
    except InvalidRecord as refused:
        form.tell(refused)
        return _drawn(request, known, form, version, status=422)
    try:
        kept.save(SETTING, tuple(own.values()), version)
    except ChangedElsewhere:
        return _drawn(request, known, form, stored.number, status=409, overtaken=True)
    messages.success(request, _("Saved."))
    return redirect("setting_payers")


def _form(typed: dict[str, str]) -> RecordForm:
    granted: Access = "write" if may(own_role(), DEED) else "read"
    return RecordForm(boxes.PAYER, "", typed, lambda _field: granted)


def _drawn(
    request: HttpRequest, known: Any, form: RecordForm, version: int, status: int = 200, **context: Any
) -> HttpResponse:
    facts = [(SHOWN[fact.about], fact) for fact in known.facts]
    context |= {"payer": known, "facts": facts, "form": form, "version": version}
    return render(request, "setup/payer.html", context, status=status)
