"""What the insurer's own policy asks of one visit, answered from the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from makewhole.app.clinic.access import staff, towards, visit_or_404, writes
from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.open_visit import other_page
from makewhole.app.clinic.opened import open_chart, open_house, visit_file
from makewhole.app.clinic.records import visit_record
from makewhole.coverage import answers_for
from makewhole.coverage.evidence import cited
from makewhole.records import Coverage, VisitFile
from makewhole.rules.payer_registry import payer_ids, payer_with_id

from ..policy import Seen, SeenPolicy, as_seen, may_take
from ..told import Told, told

PLACES: Mapping[str, tuple[str, Any]] = {
    # first step of a place in the visit file: kind of record in the access matrix, what the page calls it
    "patient": ("patient", gettext_lazy("the patient's details")),
    "visit": ("visit", gettext_lazy("the visit")),
    "history": ("history", gettext_lazy("what was tried before")),
    "plan": ("plan", gettext_lazy("the plan")),
    "scores": ("score", gettext_lazy("the scores")),
    "practice": ("practice", gettext_lazy("the practice's settings")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the record, and what it is called in a sentence."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A criterion on the page: as the role sees it, where its facts stand, and where a missing one is entered."""

    seen: Seen
    places: tuple[Place, ...]
    enter: Place | None


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy on the page. `evidence` is what is published: in plain words, cited, and its DOI."""

    seen: SeenPolicy
    stated: Told
    denial: Told | None
    criteria: tuple[Shown, ...]
    evidence: tuple[tuple[Told, str, str], ...]


@dataclass(frozen=True, slots=True)
class OfCoverage:
    """One coverage with its insurer's policies; `stance` is what else is known of the insurer and ketamine."""

    coverage: Coverage
    known: bool
    policies: tuple[Policy, ...]
    stance: Told | None


@require_safe
@staff
def policy_answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each criterion: met (by which fact), not met, or not documented, with what to add and who can."""
    row = visit_or_404(pk)
    house, chart = open_house(), open_chart(row.patient)
    if not house.ready:
        messages.warning(request, _("A visit needs the practice and its providers; enter them under Settings first."))
        return redirect("visit", pk)
    file = visit_file(house, chart, visit_record(row))
    found = [_of(coverage, file, row, towards(row.patient_id)) for coverage in file.coverages]
    page = {
        "row": row,
        "person": chart.patient,
        "coverages": found,
        "may_take": may_take(towards(row.patient_id)),
        "first": next((policy.seen for each in found for policy in each.policies), None),
    }
    return render(request, "insurers/policy.html", page)


def _of(coverage: Coverage, file: VisitFile, row: Visit, role: str) -> OfCoverage:
    on = file.visit.date
    policies = []
    for answers in answers_for(coverage, file, on):
        seen = as_seen(answers, file, role, spanish=get_language() == "es")
        evidence = [(told(each, "study"), cited(each), str(each.held.value["doi"])) for each in answers.evidence]
        shown = tuple(_shown(each, row, role) for each in seen.criteria)
        stated, denial = told(answers.policy, "policy"), told(answers.denial, "denial") if answers.denial else None
        policies.append(Policy(seen, stated, denial, shown, tuple(evidence) if seen.whole else ()))
    known = coverage.payer in payer_ids()
    stance = payer_with_id(coverage.payer, on).fact("ketamine") if known else None
    return OfCoverage(coverage, known, tuple(policies), told(stance) if stance else None)


def _shown(seen: Seen, row: Visit, role: str) -> Shown:
    if seen.answer is None:
        return Shown(seen, (), None)
    tops = {where.partition(".")[0].partition("[")[0]: where for where in reversed(seen.answer.where)}
    places = tuple(_place(where, row) for where in tops.values())
    missing = seen.answer.verdict == "not-documented" and _may_enter(seen.enter, role)
    return Shown(seen, places, _place(seen.enter, row) if missing else None)


def _place(where: str, row: Visit) -> Place:
    top = where.partition(".")[0].partition("[")[0]
    if top == "visit":
        address = reverse("visit", args=(row.pk,))
    elif top == "practice":
        address = reverse("setting", args=("practice",))
    else:
        address = other_page(row, where)
    return Place(str(PLACES[top][1]), address)


def _may_enter(where: str, role: str) -> bool:
    top, _dot, field = where.partition(".")
    if top not in PLACES:
        return False
    return writes(role, PLACES[top][0], field.partition(".")[0] or "score")
