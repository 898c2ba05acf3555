"""Records from elsewhere: attached to a patient or a visit, opened, removed, and brought back."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole import records
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.vault.sealed import ChangedElsewhere, open_record

from .. import attached
from ..access import Refused, patient_or_404, sees, staff, towards, writes
from ..day_field import Day
from ..drafting import version_in
from ..models import Attachment, Patient, Visit
from ..opened import open_house
from ..records import attach
from ..uploads import PaperField, kind_of, tell_if_too_large

KIND = "clinic_attachment"
FIELDS = ("title", "path", "dated")


class Describing(forms.Form):
    """What a record is, its day, and the visit that it is for."""

    title = forms.CharField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy("Printed above the exhibit. For example: Psychiatric evaluation"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    dated = Day(
        label=gettext_lazy("Its date"), help_text=gettext_lazy("For example 9 Dec 2026 or 12/9/2026"), required=False
    )
    visit = forms.ChoiceField(label=gettext_lazy("Which packets it goes into"), required=False)

    def __init__(self, *given: Any, visits: list[Visit], today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        listed = [(str(each.pk), _("Visit of %(day)s") % {"day": date_format(each.date, "j M Y")}) for each in visits]
        self.fields["visit"].choices = [("", _("Those of every visit")), *listed]  # type: ignore[attr-defined]

    def clean_dated(self) -> date | None:
        """Not after today."""
        found: date | None = self.cleaned_data["dated"]
        if found and found > self.today:
            raise ValidationError(_("This day lies in the future. Check the year."))
        return found


class Attaching(Describing):
    """A new record: its file as well."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = PaperField(
        label=gettext_lazy("File"), help_text=gettext_lazy("A PDF, or a photo or scan as JPEG or PNG, up to 20 MB.")
    )
    field_order = ("key", "file", "title", "dated", "visit")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def attachments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A patient's records from elsewhere, and a form to attach another."""
    patient = _patient(pk)
    may_attach = writes(towards(pk), "attachment", "title")
    if request.method == "POST" and not may_attach:
        raise Refused(KIND, pk, "create")
    visits = _visits(patient)
    for_visit = request.GET.get("visit", "")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"key": uuid4(), "visit": for_visit}
    form = Attaching(*given, visits=visits, today=open_house().today(), initial=initial)
    if form.is_valid():
        _attach(patient, form.cleaned_data)
        messages.success(request, _("The record is attached."))
        return redirect("attachments", pk)
    tell_if_too_large(request, form, "file")
    page = {
        "row": patient,
        "person": open_record(patient, records.Patient),
        "form": form,
        "attached": attached.attached(patient),
        "removed": attached.attached(patient, removed=True) if may_attach else [],
        "may_attach": may_attach,
        "visit": next((each for each in visits if str(each.pk) == for_visit), None),
    }
    return render(request, "clinic/attachments.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: HttpRequest, pk: UUID, record: UUID) -> HttpResponse:
    """Say anew what a record is, of which day, and for which visit; packets that were issued keep what they said."""
    row = _changing(pk, record)
    facts, overtaken = open_record(row, records.Attachment), False
    shown = {"title": facts.title, "dated": date_format(facts.dated, "j M Y") if facts.dated else ""}
    given = (request.POST,) if request.method == "POST" else ()
    initial = shown | {"visit": str(row.visit_id or "")}
    form = Describing(*given, visits=_visits(row.patient), today=open_house().today(), initial=initial)
    if form.is_valid():
        visit, over = _visit(row.patient, form.cleaned_data["visit"]), version_in(request.POST.get("version", ""))
        told = facts.model_copy(update={name: form.cleaned_data[name] for name in ("title", "dated")})
        try:
            if (told, visit) != (facts, row.visit):  # a double click, or both said the same
                attached.describe(row, told, visit, over)
        except ChangedElsewhere:
            row, overtaken = _changing(pk, record), True
            facts = open_record(row, records.Attachment)
        else:
            messages.success(request, _("Saved."))
            return redirect("attachments", pk)
    page = {"row": row.patient, "record": row, "facts": facts, "form": form, "overtaken": overtaken}
    return render(request, "clinic/attachment.html", page, status=409 if overtaken else 422 if form.errors else 200)


@require_safe
@recently_authenticated
@staff
def attachment(request: HttpRequest, pk: UUID, record: UUID) -> HttpResponse:
    """The record's file, as it came; `?download` saves it. It is named by its kind and never by the patient."""
    row = _record(_patient(pk), record)
    content = attached.content_of(row)
    media, ending = kind_of(content)
    how = "attachment" if "download" in request.GET else "inline"
    headers = {"Content-Disposition": f'{how}; filename="record.{ending}"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type=media, headers=headers)


@require_POST
@staff
def remove(request: HttpRequest, pk: UUID, record: UUID) -> HttpResponse:
    """Take a record out of the packets to come."""
    row = _changing(pk, record)
    attached.remove(row.pk)
    back = reverse("restore_attachment", args=(pk, record))
    button = format_html(' <button class="plain" form="undo" formaction="{}">{}</button>', back, _("Undo"))
    messages.info(request, format_html("{}{}", _("The record is removed. Packets that were issued keep it."), button))
    return redirect("attachments", pk)


@require_POST
@staff
def restore(request: HttpRequest, pk: UUID, record: UUID) -> HttpResponse:
    """Bring a removed record back."""
    row = _changing(pk, record)
    attached.bring_back(row.pk)
    messages.success(request, _("The record is back."))
    return redirect("attachments", pk)


def _patient(pk: UUID) -> Patient:
    patient = patient_or_404(pk)
    if not sees(towards(pk), "attachment", *FIELDS):
        raise Refused(KIND, pk)
    return patient


def _record(patient: Patient, pk: UUID) -> Attachment:
    row = Attachment.objects.select_related("blob", "patient").filter(patient=patient, pk=pk).first()
    if row is None:
        raise Http404
    return row


def _changing(pk: UUID, record: UUID) -> Attachment:
    patient = _patient(pk)
    if not writes(towards(pk), "attachment", "title"):
        raise Refused(KIND, record)
    return _record(patient, record)


def _attach(patient: Patient, chosen: dict[str, Any]) -> None:
    _media, ending = kind_of(chosen["file"])
    facts = records.Attachment(title=chosen["title"], path=f"record.{ending}", dated=chosen["dated"])
    attach(patient, facts, chosen["file"], _visit(patient, chosen["visit"]), key=chosen["key"])


def _visits(patient: Patient) -> list[Visit]:
    found = Visit.objects.filter(patient=patient).exclude(state__in=("amended", "void"))
    return list(found.order_by("-date")[:50])


def _visit(patient: Patient, chosen: str) -> Visit | None:
    return Visit.objects.filter(patient=patient, pk=chosen).first() if chosen else None
