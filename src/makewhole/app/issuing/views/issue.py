"""The issue page of a signed visit: findings first, then documents with their pages, then the button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.access import must, sees, staff, towards, visit_or_404
from makewhole.app.clinic.ids import id_in
from makewhole.app.insurers.models import InsurerForm
from makewhole.app.vault import audit
from makewhole.documents.cms1500 import unanswered
from makewhole.documents.forms import Facts, FormToFill
from makewhole.documents.press import page_pictures
from makewhole.errors import InvalidRecord, MakewholeError

from ..insurer_form import NONE, choosable, chosen, lacking, questions_page, to_fill
from ..issue import SHORTEST_REASON, Blocked, NeedsReason, Wanted, issue, live_packet
from ..making import Choice, NotDrawn, NotIssuable, Opened, as_service, open_visit, shown_to
from ..models import Packet
from ..pictures import as_addresses

TOLD = {"required": gettext_lazy("Say why in a sentence."), "min_length": gettext_lazy("Say why in a sentence.")}
PREVIEW = "PREVIEW"
WHOLE = "packet"


class Issuing(forms.Form):
    """What is chosen: documents, records from elsewhere, and the reasons that are asked for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    correction = forms.CharField(
        label=gettext_lazy("Why is the earlier packet corrected?"),
        help_text=gettext_lazy("A sentence for the audit trail. It is not printed."),
        min_length=SHORTEST_REASON,
        error_messages=TOLD,
        widget=forms.Textarea({"rows": 2}),
    )
    override = forms.CharField(
        label=gettext_lazy("Why is it issued although errors stand?"),
        help_text=gettext_lazy("A sentence for the audit trail. It is not printed."),
        min_length=SHORTEST_REASON,
        error_messages=TOLD,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *given: Any, correcting: bool, blocked: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if not correcting:
            del self.fields["correction"]
        if not blocked:
            del self.fields["override"]


@dataclass(frozen=True)
class Shown:
    """A document on the page: whether it is ticked, and whether this role may look at its pages."""

    choice: Choice
    ticked: bool
    visible: bool


@staff
def issue_packet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look at what stands in the way and what goes into the packet, then issue it."""
    must("issue_packet", "clinic_visit", pk)
    row = visit_or_404(pk)
    standing = live_packet(row)
    correcting = "correct" in request.GET or (standing is not None and standing.visit_id != row.pk)
    if standing is not None and not correcting and request.method != "POST":
        return redirect("packet", standing.pk)
    try:
        opened = open_visit(row)
    except NotIssuable as refused:
        messages.warning(request, str(refused))
        return redirect("visit", pk)
    old = standing if correcting else None
    blocked = opened.blocked
    form = Issuing(
        request.POST or None,
        correcting=old is not None,
        blocked=blocked and may(towards(row.patient_id), "override_findings"),
        initial={"key": uuid4(), "version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            packet = issue(row, _wanted(request, form, opened, old), form.cleaned_data["key"])
        except (NotIssuable, Blocked, NeedsReason) as refused:
            form.add_error(None, str(refused))
        except InvalidRecord as refused:
            for problem in refused.problems:
                form.add_error(None, f"{_(problem.says)} {_(problem.remedy)}")
        except MakewholeError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Packet %(number)s is issued.") % {"number": packet.label})
            return redirect("packet", packet.pk)
    return _page(request, opened, form, old, blocked=blocked)


@staff
def preview(request: HttpRequest, pk: UUID, document: str) -> HttpResponse:
    """The pages of one document, or of the whole packet, as they would be printed. Nothing is kept."""
    must("issue_packet", "clinic_visit", pk)
    row = visit_or_404(pk)
    role = towards(row.patient_id)
    try:
        opened = open_visit(row)
        form = _form_to_fill(_form_chosen(request.GET, opened))
        choice = next((each for each in opened.choices(form) if each.name == document and not each.missing), None)
        if choice is None and document != WHOLE:
            raise Http404
        if not shown_to(role, document):
            audit.refused("clinic_visit", pk, f"preview {document}")
            return render(request, "clinic/refused.html", status=403)
        with as_service("previewing a packet"):
            made = opened.make(PREVIEW, frozenset(), frozenset(each.pk for each in opened.attached), form=form)
    except NotDrawn as refused:
        return redirect(f"{reverse('issue', args=(pk,))}?undrawn={refused.record}")
    except MakewholeError as refused:
        messages.warning(request, str(refused))
        return redirect("issue", pk)
    title, pdf, first, most = _pages_of(made.files, made.packet.documents, choice)
    start = first + max(_number(request.GET.get("from")) - 1, 0)
    drawn = page_pictures(pdf, start, min(10, first + most - start))
    return render(
        request,
        "issuing/preview.html",
        {
            "row": row,
            "person": opened.chart.patient,
            "title": title,
            "document": document,
            "form": request.GET.get("form", ""),
            "pages": [
                (number, address) for number, address in enumerate(as_addresses(drawn.pictures), start - first + 1)
            ],
            "total": most,
            "next": start - first + 1 + len(drawn.pictures) if start - first + len(drawn.pictures) < most else None,
        },
    )


def _wanted(request: HttpRequest, form: Issuing, opened: Opened, old: Packet | None) -> Wanted:
    ticked = set(request.POST.getlist("documents"))
    attached = set(request.POST.getlist("attachments"))
    return Wanted(
        leave_out=frozenset(each.name for each in opened.choices() if each.name not in ticked),
        attachments=frozenset(each.pk for each in opened.attached if str(each.pk) in attached),
        override=form.cleaned_data.get("override", ""),
        correction=form.cleaned_data.get("correction", ""),
        corrects=old,
        version=form.cleaned_data["version"],
        form=id_in(request.POST.get("form", NONE)),  # one that is gone meanwhile is told of when it is issued
    )


def _form_chosen(given: Mapping[str, Any], opened: Opened) -> InsurerForm | None:
    payer = opened.chart.coverages[0].payer
    return chosen(given, choosable(payer), payer)


def _form_to_fill(row: InsurerForm | None) -> FormToFill | None:
    with as_service("filling the insurer's form"):
        return to_fill(row.pk) if row else None


def _form_section(given: Mapping[str, Any], opened: Opened) -> dict[str, Any]:
    """What the page says of the insurer's own form: which can be chosen, and what the record lacks for the chosen."""
    payer = opened.chart.coverages[0].payer
    listed = choosable(payer)
    row = chosen(given, listed, payer)
    section: dict[str, Any] = {"forms": listed, "form_chosen": row, "form_none": NONE}
    to_be_filled = _form_to_fill(row)
    if to_be_filled:
        filled = to_be_filled.filled(Facts(opened.claim(), opened.answers), flatten=True)
        section |= {
            "lacking": lacking(filled, opened.row),
            "signatures": filled.signatures,
            "continued": filled.continued,
            "written": len(filled.written),
        }
    return section


def _page(request: HttpRequest, opened: Opened, form: Issuing, old: Packet | None, *, blocked: bool) -> HttpResponse:
    role = towards(opened.row.patient_id)
    outcome = opened.outcome(role)
    chosen = set(request.POST.getlist("documents")) if form.is_bound else None
    attached = set(request.POST.getlist("attachments")) if form.is_bound else None
    documents = [
        Shown(
            each, not each.missing and (chosen is None or each.name in chosen or each.always), shown_to(role, each.name)
        )
        for each in opened.choices()
    ]
    seen = sees(role, "attachment", "title")
    undrawn = request.GET.get("undrawn", "")
    open_questions = unanswered(opened.claim(), opened.answers)
    page = {
        "row": opened.row,
        "person": opened.chart.patient,
        "payer": opened.chart.coverages[0].payer_name,
        "form": form,
        **_form_section(request.POST if form.is_bound else request.GET, opened),
        "old": old,
        "outcome": outcome,
        "blocked": blocked,
        "may_issue": not blocked or may(role, "override_findings"),
        "errors": sum(1 for each in opened.findings() if each.severity == "error"),
        "documents": documents,
        "cms1500_asks": questions_page(opened.row, [each.name for each in open_questions]) if open_questions else "",
        "whole_visible": shown_to(role, WHOLE),
        "attached": [
            (row.pk, fact, attached is None or str(row.pk) in attached)
            for row, fact in zip(opened.attached, opened.facts, strict=True)
        ]
        if seen
        else [],
        "undrawn": [
            fact.title
            for row, fact in zip(opened.attached, opened.facts, strict=True)
            if seen and str(row.pk) == undrawn
        ],
    }
    return render(request, "issuing/issue.html", page, status=422 if form.is_bound else 200)


def _pages_of(files: Any, documents: Any, choice: Choice | None) -> tuple[str, bytes, int, int]:
    """Title, file, first page and number of pages of what is to be shown."""
    bound = files["packet.pdf"]
    if choice is None:
        return _("The whole packet"), bound, 1, sum(each.pages for each in documents)
    for each in documents:
        if each.name == choice.name:
            return choice.title, bound, each.first_page, each.pages
    single = files[f"{choice.name.replace('_', '-')}.pdf"]
    return choice.title, single, 1, page_pictures(single, 1, 0).pages


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 1
