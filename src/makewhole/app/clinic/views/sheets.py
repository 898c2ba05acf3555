"""The forms about a patient: typed, judged by the library's records, saved sealed; nothing typed is lost."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole import records
from makewhole.app.accounts.matrix import unwritable
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere, Sealed, open_record, open_records
from makewhole.errors import InvalidRecord, Problem
from makewhole.records import Coverage, Record, read_record
from makewhole.rules import all_rules

from .. import drafting, edits
from ..access import Refused, granted, own_role, patient_or_404, sees, staff, towards, writes
from ..drafting import Typing
from ..ids import id_in
from ..merging import Typed, merge
from ..models import Patient, PatientRecord
from ..opened import open_house
from ..patient_sheets import PATIENT, SHEETS, Sheet
from ..records import find_patients, save_coverages, save_patient, save_patient_record
from ..sheets import Choices, RecordForm, typed_from_record

NEW = "new_patient"
HAPPENED = ("date_of_birth", "signature_on_file", "date", "written")
"""Fields of a patient, a score and a plan whose day is past."""


@staff
def new_patient(request: HttpRequest) -> HttpResponse:
    """Register a patient. One registration at a time for each person: an unfinished one is gone on with."""
    if not writes(own_role(), "patient", "name"):
        raise Refused("clinic_patient", why="create")
    me = _me()
    kept = drafting.kept(NEW, me)
    typed = _posted(request, PATIENT) or (kept.typed if kept else _fresh())
    form = _form(PATIENT, typed, own_role())
    if request.method != "POST":
        return _page(request, PATIENT, form, None, resumed=kept is not None)
    pk = id_in(request.POST.get("subject", "")) or uuid4()
    saved = Patient.objects.filter(pk=pk).exists()  # a double click, back and again, or a pause still on its way
    if not saved:
        drafting.keep(NEW, me, Typing(typed))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    if request.POST.get("do") == "discard":
        drafting.drop(NEW, me)
        return redirect("new_patient")
    if saved:
        return redirect("patient", pk)
    try:
        record = _read(PATIENT, form, None)
    except InvalidRecord as refused:
        form.tell(refused)
        return _page(request, PATIENT, form, None, status=422, subject=pk)
    twins = [each for each in _twins(record) if each.pk != pk]
    if twins and "another" not in request.POST:
        return _page(request, PATIENT, form, None, status=422, subject=pk, twins=twins)
    try:
        save_patient(Patient(id=pk), record)
    except IntegrityError:  # the same form, sent twice at once
        return redirect("patient", patient_or_404(pk).pk)
    drafting.drop(NEW, me)
    messages.success(request, _("The patient is registered. Next: the insurance card."))
    return redirect("patient_sheet", pk, "coverage")


@staff
def edit(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One form about a patient, by its name in SHEETS."""
    sheet, row = SHEETS.get(name), patient_or_404(pk)
    if sheet is None:
        raise Http404
    role = towards(pk)
    if not any(sees(role, sheet.access, field) for field in sheet.kind.model_fields):
        raise Refused("clinic_patientrecord", pk, sheet.name)
    sealed = _sealed(sheet, row)
    before = _open(sheet, sealed)
    stored = typed_from_record(sheet.parts, sheet.root, before) if before else {}
    kept = drafting.kept(sheet.name, pk)
    if request.method != "POST":
        typing = kept or Typing(stored, stored, sealed.version if sealed else 0)
        form = _form(sheet, typing.typed, role)
        return _page(request, sheet, form, row, resumed=kept is not None, version=typing.version)
    typed = _posted(request, sheet)
    form = _form(sheet, typed, role)
    if not form.writable:
        raise Refused("clinic_patientrecord", pk, sheet.name)
    version = drafting.version_in(request.POST.get("version", ""))
    typing = Typing(typed, kept.base if kept else (stored if sealed and sealed.version == version else {}), version)
    drafting.keep(sheet.name, pk, typing, row)
    return _done(request, sheet, row, sealed, stored, typing, form, before)


def _done(
    request: HttpRequest,
    sheet: Sheet,
    row: Patient,
    sealed: Sealed | None,
    stored: Typed,
    typing: Typing,
    form: RecordForm,
    before: Any,
) -> HttpResponse:
    do, _colon, about = request.POST.get("do", "save").partition(":")
    here = reverse("patient_sheet", args=(row.pk, sheet.name))
    if do in ("add", "remove", "restore"):
        return _row_changed(request, sheet, row, typing, do, about)
    if do == "discard":
        drafting.drop(sheet.name, row.pk)
        return redirect("patient", row.pk)
    if (sealed.version if sealed else 0) != typing.version:
        if before is not None and _same(sheet, form, before):  # a double click, or both typed the same
            return _saved(sheet, row)
        merged = merge(typing.base, typing.typed, stored)
        version = sealed.version if sealed else 0
        # Mine stay on the form; what the other changed elsewhere comes in; saving again is the choice.
        drafting.keep(sheet.name, row.pk, Typing(merged.typed, stored, version), row)
        form = _form(sheet, merged.typed, form_role(row))
        theirs = [
            (form.fields[each.unit].label if each.unit in form.fields else each.unit, each.theirs)
            for each in merged.clashes
        ]
        return _page(request, sheet, form, row, status=409, version=version, clashes=theirs, taken=len(merged.taken))
    try:
        record = _read(sheet, form, before)
    except InvalidRecord as refused:
        form.tell(refused)
        return _page(request, sheet, form, row, status=422, version=typing.version)
    try:
        _save(sheet, row, record, typing.version)
    except (ChangedElsewhere, IntegrityError):
        return redirect(here)
    messages.success(request, _("Saved."))
    return _saved(sheet, row)


def _saved(sheet: Sheet, row: Patient) -> HttpResponse:
    drafting.drop(sheet.name, row.pk)
    return redirect("patient", row.pk)


@staff
@require_POST
def keep_typing(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Keep what is being typed, sealed, at a pause."""
    sheet, row = SHEETS.get(name), patient_or_404(pk)
    if sheet is None:
        raise Http404
    if not any(writes(towards(pk), sheet.access, field) for field in sheet.kind.model_fields):
        raise Refused("clinic_patientrecord", pk, sheet.name)
    kept = drafting.kept(sheet.name, pk)
    version = drafting.version_in(request.POST.get("version", ""))
    typed = _posted(request, sheet)
    if kept is None:
        sealed = _sealed(sheet, row)
        before = _open(sheet, sealed)
        if sealed and sealed.version != version and _same(sheet, _form(sheet, typed, towards(pk)), before):
            return HttpResponse(status=204)  # a pause that was still on its way when it was saved
        here = before is not None and sealed is not None and sealed.version == version
        kept = Typing({}, typed_from_record(sheet.parts, sheet.root, before) if here else {}, version)
    drafting.keep(sheet.name, pk, Typing(typed, kept.base, version), row)
    return HttpResponse(status=204)


def form_role(row: Patient) -> str:
    return towards(row.pk)


def _row_changed(request: HttpRequest, sheet: Sheet, row: Patient, typing: Typing, do: str, about: str) -> HttpResponse:
    here = reverse("patient_sheet", args=(row.pk, sheet.name))
    try:
        if do == "add":
            typed, focus = edits.add_row(typing.typed, about)
        elif do == "remove":
            typed, removed = edits.remove_row(typing.typed, about)
            focus = ""
        else:
            typed, focus = edits.restore_row(typing.typed, request.POST.get("removed", ""))
    except ValueError:
        raise Http404 from None
    drafting.keep(sheet.name, row.pk, Typing(typed, typing.base, typing.version), row)
    if do == "remove":
        form = _form(sheet, typed, form_role(row))
        return _page(request, sheet, form, row, version=typing.version, removed=removed)
    return redirect(f"{here}#at-{focus}")


def _page(
    request: HttpRequest, sheet: Sheet, form: RecordForm, row: Patient | None, status: int = 200, **more: Any
) -> HttpResponse:
    page = {"sheet": sheet, "form": form, "row": row, "version": 0} | more
    page.setdefault("subject", uuid4())
    if row:
        page["person"] = open_record(row, PATIENT.kind)
        page["draft_address"] = reverse("sheet_draft", args=(row.pk, sheet.name))
    else:
        page["draft_address"] = reverse("new_patient")
    return render(request, "clinic/sheet.html", page, status=status)


def _twins(record: records.Patient) -> list[Patient]:
    """Patients with the same last name and date of birth; the index alone compares only a name's first letters."""
    near = list(find_patients(f"{record.name.last} {record.date_of_birth.isoformat()}")[:20])
    return [
        row
        for row, each in zip(near, open_records(near, records.Patient), strict=True)
        if each.name.last.casefold() == record.name.last.casefold()
    ][:3]


def _form(sheet: Sheet, typed: Mapping[str, str], role: str) -> RecordForm:
    return RecordForm(sheet.parts, sheet.root, typed, granted(role, sheet.access), {"payers": _payers()})


def _payers() -> Choices:
    """The payers that rule files know, by name, then any other."""
    names = {
        each.rule_id.split("/")[1]: str(each.values[-1].value) for each in all_rules() if _names_a_payer(each.rule_id)
    }
    known = sorted(((payer, name) for payer, name in names.items() if payer != "other"), key=lambda each: each[1])
    return [("", "—"), *known, ("other", _("Another insurer"))]


def _names_a_payer(rule_id: str) -> bool:
    return rule_id.startswith("payers/") and rule_id.endswith("/name")


def _read(sheet: Sheet, form: RecordForm, before: Any) -> Any:
    fields = form.fields_typed().fields.get(sheet.root, [] if sheet.many else {})
    today = open_house().today()
    if sheet.many:
        problems, found = [], []
        for number, each in enumerate(fields):
            try:
                found.append(_not_to_come(read_record(sheet.kind, _tidied(sheet, each), today), today))
            except InvalidRecord as refused:
                problems += [
                    problem._replace(field=_under(f"{sheet.root}[{number}]", problem.field))
                    for problem in refused.problems
                ]
        if problems:
            raise InvalidRecord(problems)
        return tuple(found)
    role, allowed = own_role(), granted(own_role(), sheet.access)
    kept = {name: getattr(before, name) for name in sheet.kind.model_fields if before and allowed(name) != "write"}
    try:
        record = _not_to_come(read_record(sheet.kind, fields | kept, today), today)
    except InvalidRecord as refused:
        raise InvalidRecord(
            [problem._replace(field=_under(sheet.root, problem.field)) for problem in refused.problems]
        ) from None
    if forbidden := unwritable(before, record, role):
        raise Refused(f"clinic_{sheet.name}", why=", ".join(forbidden))
    return record


def _not_to_come(record: Any, today: date) -> Any:
    """The record, if what it says has happened did not happen in the future. Raises InvalidRecord."""
    days = [(name, getattr(record, name, None)) for name in HAPPENED]
    if interview := getattr(record, "structured_interview", None):
        days.append(("structured_interview.date", interview.date))
    problems = [Problem(name, "lies in the future.", "Check the year.") for name, day in days if day and day > today]
    if problems:
        raise InvalidRecord(problems)
    return record


def _same(sheet: Sheet, form: RecordForm, before: Any) -> bool:
    try:
        return bool(_read(sheet, form, before) == before)
    except InvalidRecord:
        return False


def _tidied(sheet: Sheet, fields: dict[str, Any]) -> dict[str, Any]:
    """A coverage whose holder is the patient has no other holder, and a known payer's name need not be typed."""
    if sheet.kind is not Coverage:
        return fields
    if fields.get("relation") == "self":
        fields = {name: value for name, value in fields.items() if name != "subscriber"}
    names = dict(_payers())
    if "payer_name" not in fields and fields.get("payer") not in (None, "other"):
        fields = fields | {"payer_name": str(names.get(fields["payer"], ""))}
    return fields


def _save(sheet: Sheet, row: Patient, record: Record | tuple[Any, ...], over: int) -> None:
    if sheet.name == "patient":
        save_patient(row, record)  # type: ignore[arg-type]
    elif sheet.name == "coverage":
        save_coverages(row, record, over)  # type: ignore[arg-type]
    else:
        save_patient_record(row, sheet.root, record, over)


def _sealed(sheet: Sheet, row: Patient) -> Sealed | None:
    return row if sheet is PATIENT else PatientRecord.objects.filter(patient=row, kind=sheet.root).first()


def _open(sheet: Sheet, sealed: Sealed | None) -> Any:
    if sealed is None:
        return None
    return open_record(sealed, tuple[sheet.kind, ...] if sheet.many else sheet.kind)  # type: ignore[name-defined]


def _posted(request: HttpRequest, sheet: Sheet) -> Typed:
    opening = (f"{sheet.root}.", f"{sheet.root}[")
    return {name: str(value) for name, value in request.POST.items() if name.startswith(opening)}


def _fresh() -> Typed:
    return {"patient.account_number": f"P-{secrets.token_hex(3).upper()}", "patient.language": "en"}


def _under(root: str, path: str) -> str:
    return root if path == "input" else f"{root}.{path}"


def _me() -> UUID:
    user_id = current().user_id
    assert user_id is not None
    return user_id
