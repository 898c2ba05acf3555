"""The pages of bringing a file: choose it, say what its columns hold, look it through, bring it in, decide, undo."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole import records
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.access import must, staff
from makewhole.app.clinic.models import Patient
from makewhole.app.vault.sealed import open_record, open_records
from makewhole.errors import InvalidRecord
from makewhole.exchange.csv import guess

from . import files, going
from .facts import Facts, Someone
from .forms import Choosing, Columns, Mending, typed_anew
from .models import Bringing, Doubt
from .sides import changes, sides

DEED = "import_patients"
KIND = "bringing_bringing"
STEPS = (Bringing.State.RUNNING, Bringing.State.UNDOING)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; below, those that were brought before."""
    must(DEED, KIND)
    form = Choosing(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            row = files.take_in(" + ".join(each.name for each in given)[:200], [each.read() for each in given])
        except InvalidRecord as refused:
            for problem in refused.problems:
                form.add_error("file", f"{_('The file')} {_(problem.says)} {_(problem.remedy)}")
        else:
            return redirect("bring_columns" if row.state == Bringing.State.COLUMNS else "bringing", row.pk)
    before = list(Bringing.objects.order_by("-created").select_related("user")[:20])
    named = zip(before, open_records(before, Facts), strict=True)
    status = 422 if form.errors else 200
    return render(request, "bringing/choose.html", {"form": form, "before": list(named)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what each column holds; guessed by name and by values, or as it was chosen the last time."""
    row = _row(pk)
    if row.state not in (Bringing.State.COLUMNS, Bringing.State.READY) or row.blob is None:
        return redirect("bringing", pk)
    facts, shown = files.facts_of(row), files.sample(row)
    if facts.form != "csv":
        return redirect("bringing", pk)
    guesses = guess(facts.header, shown)
    kept = dict(facts.columns) or files.known_columns(facts.header)
    form = Columns(facts.header, guesses, kept, *([request.POST] if request.method == "POST" else []))
    if form.is_valid():
        files.keep_columns(facts.header, form.chosen())
        files.look_through(row, form.chosen())
        return redirect("bringing", pk)
    samples = [[cells[each.number] for cells in shown[:3]] for each in guesses]
    drawn = list(zip(form.visible_fields(), guesses, samples, strict=True))
    context = {"row": row, "facts": facts, "form": form, "columns": drawn, "kept": bool(kept), "days": files.KEPT.days}
    return render(request, "bringing/columns.html", context, status=422 if form.errors else 200)


@require_safe
@staff
def bringing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file: what was found in it, how far it is, and what came of it."""
    row = _row(pk)
    if row.state == Bringing.State.COLUMNS:
        return redirect("bring_columns", pk)
    facts = files.facts_of(row)
    people = _usable(row, facts) if row.state == Bringing.State.READY else []
    built = going.built_upon(row) if "stopped" in request.GET and row.state == Bringing.State.DONE else ()
    return _page(request, row, facts, people=people, built=built)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type the rows that were refused anew, each fault beside its cell, and look the file through again."""
    row = _row(pk)
    facts = files.facts_of(row)
    if row.state != Bringing.State.READY or row.blob is None or facts.form != "csv":
        return redirect("bringing", pk)
    refused = files.refused(row, facts)
    status = 200
    if request.method == "POST" and refused:
        before = facts.refused
        facts = files.mend(row, {each.number: typed_anew(each, request.POST) for each in refused})
        refused, status = files.refused(row, facts), 422
        if mended := before - facts.refused:
            words = ngettext("%(count)d row is mended.", "%(count)d rows are mended.", mended)
            messages.success(request, words % {"count": mended})
    if not refused:
        return redirect("bringing", pk)
    drawn = [Mending(each, facts.columns) for each in refused]
    context = {"row": row, "facts": facts, "rows": drawn, "left": facts.refused - len(refused)}
    return render(request, "bringing/mend.html", context, status=status)


@require_POST
@staff
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do the next part of bringing in or undoing, and say how far it is. A page that is closed goes on where it was."""
    row = _row(pk)
    if "undo" in request.POST or row.state == Bringing.State.UNDOING:
        try:
            row = going.undo(row)
        except going.BuiltUpon as refused:
            if "HX-Request" in request.headers:
                return HttpResponse(headers={"HX-Redirect": f"{reverse('bringing', args=(pk,))}?stopped"})
            row = _row(pk)
            return _page(request, row, files.facts_of(row), status=409, built=refused.patients)
    elif row.state in (Bringing.State.READY, Bringing.State.RUNNING):
        row = going.go_on(row)
    if "HX-Request" in request.headers and row.state in STEPS:
        return render(request, "bringing/progress.html", {"row": row})
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": reverse("bringing", args=(pk,))})
    return redirect("bringing", pk)


@require_POST
@staff
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a file of which nobody was brought in yet."""
    if not files.throw_away(_row(pk)):
        return redirect("bringing", pk)
    messages.success(request, _("The file is thrown away. Nobody came from it."))
    return redirect("bring")


@require_safe
@staff
def doubts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """People who may be here already, side by side with who is; each is decided by someone."""
    row = _row(pk)
    waiting = Doubt.objects.filter(bringing=row, decision=Doubt.Decision.OPEN).select_related("here")
    first = list(waiting.order_by("created")[:10])
    pairs = []
    for doubt, someone in zip(first, open_records(first, Someone), strict=True):
        here = open_record(doubt.here, records.Patient)
        both = here, clinic.coverages(doubt.here), someone.patient, someone.coverages
        pairs.append((doubt, someone, sides(*both), changes(*both)))
    return render(request, "bringing/doubts.html", {"row": row, "pairs": pairs, "count": waiting.count()})


@require_POST
@staff
def decide(request: HttpRequest, pk: UUID, doubt: UUID) -> HttpResponse:
    """Settle who one of them is."""
    row = _row(pk)
    found = Doubt.objects.filter(bringing=row, pk=doubt).first()
    decision = request.POST.get("decision", "")
    if found is None or decision not in Doubt.Decision.values or decision == Doubt.Decision.OPEN:
        raise Http404
    going.decide(found, decision)
    messages.success(request, str(Doubt.Decision(decision).label))
    waiting = Doubt.objects.filter(bringing=row, decision=Doubt.Decision.OPEN).exists()
    return redirect("bring_doubts" if waiting else "bringing", pk)


def _row(pk: UUID) -> Bringing:
    must(DEED, KIND, pk)
    row = Bringing.objects.select_related("blob").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest,
    row: Bringing,
    facts: Facts,
    status: int = 200,
    people: Sequence[Someone] = (),
    built: Sequence[Patient] = (),
) -> HttpResponse:
    context = {
        "row": row,
        "facts": facts,
        "people": people,
        "days": files.KEPT.days,
        "built": list(zip(built, clinic.patients(built), strict=True)),
        "doubts": Doubt.objects.filter(bringing=row, decision=Doubt.Decision.OPEN).count(),
        "working": row.state in STEPS,
    }
    return render(request, "bringing/bringing.html", context, status=status)


def _usable(row: Bringing, facts: Facts) -> list[Someone]:
    """The first five people who can be brought in."""
    found = []
    for each in files.everyone(row, facts):
        if each.patient is not None:
            found.append(Someone(where=each.where, patient=each.patient, coverages=each.coverages))
        if len(found) == 5:
            break
    return found
