"""Two versions of one visit: shown side by side, chosen field by field, nothing lost."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import drafting, merging
from ..access import staff
from ..drafting import Typing
from ..ids import id_in
from ..live import ROOT
from ..open_visit import FORM, Open, must_write, open_visit
from ..visit_sheet import VISIT
from .signed import label


@staff
@require_POST
def merge_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over what a colleague saved or typed, after choosing where both changed the same."""
    opened = open_visit(pk)
    must_write(opened)
    typing = drafting.kept(FORM, pk) or Typing(opened.shown(), opened.shown(), opened.row.version)
    theirs, version, whose = opened.shown(), opened.row.version, request.POST.get("colleague", "")
    if whose:
        colleague = id_in(whose)
        found = drafting.of_colleague(FORM, pk, colleague) if colleague else None
        if found is None:
            return redirect("visit", pk)
        theirs, version = found.typed, typing.version
        typing = Typing(typing.typed, found.base or typing.base, version)
    merged = merging.merge(typing.base, typing.typed, theirs)
    every = request.POST.get("all", "")
    choices = {clash.unit: every or request.POST.get(f"choice:{clash.unit}", "") for clash in merged.clashes}
    if not all(choice in ("mine", "theirs", "both") for choice in choices.values()):
        return show_conflict(request, opened, typing, merged, whose)
    typed = merging.choose(merged, choices)
    base = typing.base if whose else opened.shown()
    drafting.keep(FORM, pk, Typing(typed, base, version, typing.typed), opened.row.patient)
    messages.success(request, _("Both versions are together now. Look over them, then save."))
    return redirect("visit", pk)


def show_conflict(
    request: HttpRequest, opened: Open, typing: Typing, merged: merging.Merged, whose: str
) -> HttpResponse:
    """Ask which of two versions is right, wherever both changed the same."""
    boxes = {**opened.form(typing.typed).fields, **opened.form(opened.shown()).fields}
    titles = {f"{ROOT}.{part.rows}": str(part.title) for part in VISIT if part.rows}
    clashes = [
        {
            "unit": clash.unit,
            "label": titles.get(clash.unit) or label(clash.unit, boxes) if clash.listed or clash.unit in boxes else "",
            "mine": [(label(path, boxes), text) for path, text in clash.mine if path in boxes],
            "theirs": [(label(path, boxes), text) for path, text in clash.theirs if path in boxes],
            "listed": clash.listed,
        }
        for clash in merged.clashes
    ]
    page = {"row": opened.row, "person": opened.chart.patient, "clashes": clashes, "colleague": whose}
    page |= {"taken": len(merged.taken)}
    return render(request, "clinic/conflict.html", page, status=409)
