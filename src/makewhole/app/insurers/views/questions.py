"""The questions that only the patient can answer: asked once on one small page, never answered by default."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makewhole.app.clinic.access import Refused, patient_or_404, sees, staff, towards, writes
from makewhole.app.clinic.drafting import version_in
from makewhole.app.clinic.ids import id_in
from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.opened import open_house
from makewhole.app.clinic.records import coverages
from makewhole.app.vault.sealed import ChangedElsewhere, open_record
from makewhole.documents.shared_items import refuse_contradictions
from makewhole.records import InvalidRecord, Patient

from ..questions import KIND, QUESTIONS, Answers, Question, answers, every_question, keep_answers

# Whoever may see and change what stands on the card may see and change these: forms ask both on the same page.
ACCESS = ("coverage", "member_id")


class Asking(forms.Form):
    """One box a question; the first choice says that nobody has asked yet."""

    use_required_attribute = False

    def __init__(self, sent: Any, kept: Answers, *, writable: bool, other_plan: bool) -> None:
        super().__init__(sent, initial=kept.said())
        self.other_plan = other_plan
        for name, question in every_question().items():
            self.fields[name] = _field(question)
            self.fields[name].disabled = not writable

    def clean(self) -> dict[str, Any]:
        """The answers, where none contradicts another or the plans on record."""
        try:
            refuse_contradictions(self.cleaned_data, other_plan=self.other_plan)
        except InvalidRecord as refused:
            for problem in refused.problems:
                self.add_error(problem.field, f"{_(problem.says)} {_(problem.remedy)}")
        return self.cleaned_data


def _field(question: Question) -> forms.Field:
    told = {"label": question.asks, "help_text": question.hint, "required": False}
    if question.choices:
        return forms.ChoiceField(choices=[("", _("Not asked yet")), *question.choices], **told)
    return forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "off"}), **told)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the patient was asked, by whom and when; `?ask=` names the questions that a form needs answered."""
    patient = patient_or_404(pk)
    role = towards(pk)
    if not sees(role, *ACCESS):
        raise Refused(KIND, pk)
    writable = writes(role, *ACCESS)
    if request.method == "POST" and not writable:
        raise Refused(KIND, pk, "write")
    kept = answers(patient)
    sent = request.POST if request.method == "POST" else None
    form = Asking(sent, kept, writable=writable, other_plan=sent is not None and len(coverages(patient)) > 1)
    visit = _visit(request, patient.pk)
    status, overtaken = 200, False
    if form.is_valid():
        opened_from = Answers(kept.by_name, version_in(request.POST.get("version", "")))
        try:
            by = getattr(request.user, "name", "") or str(request.user)
            keep_answers(patient, form.cleaned_data, opened_from, open_house().today(), by)
        except ChangedElsewhere:
            status, overtaken = 409, True
        else:
            messages.success(request, _("The answers are kept."))
            return redirect("issue", visit.pk) if visit else redirect("patient", pk)
    elif form.is_bound:
        status = 422
    page = {
        "row": patient,
        "person": open_record(patient, Patient),
        "form": form,
        "groups": _groups(form, kept, set(request.GET.getlist("ask"))),
        "asked": [form[name] for name in request.GET.getlist("ask") if name in form.fields],
        "visit": visit,
        "version": kept.version,
        "writable": writable,
        "overtaken": overtaken,
        "count": len(kept.by_name),
    }
    return render(request, "insurers/questions.html", page, status=status)


def _groups(form: Asking, kept: Answers, wanted: set[str]) -> list[tuple[Any, list[tuple[Any, Any]], bool]]:
    """Each group of questions with the answers there are; folded when a form's own questions are what was come for."""
    groups = []
    for title, group in QUESTIONS:
        rows = [(form[each.name], kept.by_name.get(each.name)) for each in group if each.name not in wanted]
        if rows:
            groups.append((title, rows, bool(wanted)))
    return groups


def _visit(request: HttpRequest, patient: UUID) -> Visit | None:
    """The visit whose packet waits for the answers."""
    pk = id_in(request.GET.get("visit", ""))
    return Visit.objects.filter(pk=pk, patient_id=patient).first() if pk else None
