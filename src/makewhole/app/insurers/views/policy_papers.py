"""The answers to one policy as files: the page for the insurer, and JSON for a program."""

import json
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.clinic.access import Refused, staff, towards, visit_or_404
from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.opened import open_chart, open_house, visit_file
from makewhole.app.clinic.records import visit_record
from makewhole.app.vault import audit
from makewhole.coverage import PolicyAnswers, answers_for
from makewhole.coverage.answers_json import answers_as_json
from makewhole.documents.policy_answers import answers_pdf
from makewhole.errors import InvalidRecord, MakewholeError
from makewhole.records import VisitFile

from ..policy import may_take


@require_safe
@recently_authenticated
@staff
def pdf(request: HttpRequest, pk: UUID, file: str, name: str) -> HttpResponse:
    """The page for the insurer, as the packet holds it."""
    row = visit_or_404(pk)
    record, answers, on = _opened(row, file, name)
    try:
        content = answers_pdf(record, answers, on)
    except InvalidRecord as refused:
        for problem in refused.problems:
            messages.warning(request, f"{problem.field} {problem.says} {problem.remedy}")
        return redirect("policy_answers", pk)
    except MakewholeError as refused:
        messages.warning(request, str(refused))
        return redirect("policy_answers", pk)
    return _given(row, "open", f"{file}-{name}.pdf", content, "application/pdf")


@require_safe
@recently_authenticated
@staff
def plain(_request: HttpRequest, pk: UUID, file: str, name: str) -> HttpResponse:
    """Every answer with its fact, its source and what is missing."""
    row = visit_or_404(pk)
    _record, answers, _on = _opened(row, file, name)
    content = json.dumps(answers_as_json(answers), indent=2, ensure_ascii=False).encode()
    return _given(row, "export", f"{file}-{name}.json", content, "application/json")


def _opened(row: Visit, file: str, name: str) -> tuple[VisitFile, PolicyAnswers, date]:
    """The visit's record, its answers to this policy, and today; Http404 where that policy is none of its insurers'."""
    if not may_take(towards(row.patient_id)):
        raise Refused("clinic_visit", row.pk, f"policy {file}/{name}")
    house, chart = open_house(), open_chart(row.patient)
    if not house.ready:
        raise Http404
    record = visit_file(house, chart, visit_record(row))
    for coverage in record.coverages:
        for answers in answers_for(coverage, record, record.visit.date):
            if answers.policy.rule.rule_id == f"policies/{file}/{name}":
                return record, answers, house.today()
    raise Http404


def _given(row: Visit, action: str, name: str, content: bytes, kind: str) -> HttpResponse:
    """The file, named by the policy and never by the patient, with its release in the audit trail."""
    with transaction.atomic():
        audit.append(action, "clinic_visit", row=row.pk, why=name)
    response = HttpResponse(content, content_type=kind)
    how = "attachment" if action == "export" else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="policy-{name}"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
