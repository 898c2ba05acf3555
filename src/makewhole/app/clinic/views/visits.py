"""The visit page: typed on the left, what it becomes on the right; kept at every pause, saved when it is whole."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from makewhole.app.accounts.matrix import may, unwritable
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.errors import InvalidRecord

from .. import drafting, edits, merging, opening
from ..access import Refused, patient_or_404, sees, staff, writes
from ..drafting import Typing
from ..live import read_visit
from ..models import Visit
from ..open_visit import FORM, Open, follows, keep, open_visit
from ..opened import last_visit, open_house
from ..protocols import Protocol
from ..records import visit_record
from ..sheets import RecordForm
from ..visit_states import amendment_of, keep_visit, start_visit
from .conflicts import show_conflict
from .signed import show_signed
from .thrown_away import may_throw_away, show_thrown_away


@staff
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin today's visit with what the practice's usual protocol says, or go on with the one begun today."""
    patient, house = patient_or_404(pk), open_house()
    if not writes(current().role, "visit", "date"):
        raise Refused("clinic_visit", pk, "create")
    if not house.ready:
        messages.warning(request, _("A visit needs the practice and its providers; enter them under Settings first."))
        return redirect("patient", pk)
    row, new = start_visit(patient, house)
    if new and house.protocols:
        opened = open_visit(row.pk)
        shown = opened.shown()
        drafting.keep(
            FORM, row.pk, Typing(edits.apply_protocol(shown, house.protocols[0]), shown, row.version), patient
        )
    return redirect("visit", row.pk)


@staff
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One visit: the form while it is a draft, the facts once it is signed."""
    opened = open_visit(pk)
    if opened.row.state == Visit.State.VOID:
        messages.info(request, _("This amendment was thrown away."))
        return redirect("patient", opened.row.patient_id)
    if opened.row.state == Visit.State.DISCARDED:
        if request.method == "POST":
            keep(request, opened)
        return show_thrown_away(request, opened)
    if opened.row.state != Visit.State.DRAFT:
        if request.method == "POST":
            messages.warning(request, _("This visit was signed meanwhile. What you typed is kept; amend it with that."))
            keep(request, opened)
            return redirect("visit", pk)
        return show_signed(request, opened)
    if request.method != "POST":
        kept = drafting.kept(FORM, pk)
        typing = kept or Typing(opened.shown(), version=opened.row.version)
        return _page(request, opened, typing, resumed=kept is not None)
    typing = keep(request, opened)
    return _done(request, opened, typing)


@staff
@require_POST
def live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what is typed and answer with what it becomes."""
    opened = open_visit(pk)
    typing = keep(request, opened)
    if opened.row.state != Visit.State.DRAFT:
        return HttpResponse(status=409)
    form = opened.form(typing.typed)
    found = opened.outcome(form)
    page = follows(opened, form, found)
    if opening.is_open(request.POST.get("opened", ""), pk):
        current().seen.reads.clear()  # entered when the page was opened; each pause would enter the same again
    else:
        page["opened"] = opening.token(pk)
    return render(request, "clinic/visit_live.html", page)


def _done(request: HttpRequest, opened: Open, typing: Typing) -> HttpResponse:
    do, _colon, about = request.POST.get("do", "save").partition(":")
    if do in ("add", "remove", "restore", "protocol", "adjunct", "copy", "undo"):
        return _edited(request, opened, typing, do, about)
    if do == "discard":
        drafting.drop(FORM, opened.row.pk)
        messages.info(request, _("What you typed is thrown away; this is the visit as it was saved."))
        return redirect("visit", opened.row.pk)
    if typing.version != opened.row.version:
        merged = merging.merge(typing.base, typing.typed, opened.shown())
        if merged.clashes:
            return show_conflict(request, opened, typing, merged, "")
        typing = Typing(merged.typed, opened.shown(), opened.row.version)
        drafting.keep(FORM, opened.row.pk, typing, opened.row.patient)
        if merged.taken:
            words = ngettext(
                "A colleague saved meanwhile; one of their fields was taken over.",
                "A colleague saved meanwhile; %(count)d of their fields were taken over.",
                len(merged.taken),
            )
            messages.info(request, words % {"count": len(merged.taken)})
    return _save(request, opened, typing, then=do)


def _save(request: HttpRequest, opened: Open, typing: Typing, then: str) -> HttpResponse:
    form = opened.form(typing.typed)
    try:
        record = read_visit(form, opened.stored, opened.role, opened.house.today())
    except InvalidRecord as refused:
        form.tell(refused)
        return _page(request, opened, typing, form=form, status=422)
    if forbidden := unwritable(opened.stored, record, opened.role):
        raise Refused("clinic_visit", opened.row.pk, ", ".join(forbidden))
    try:
        if record != opened.stored or opened.row.charge is None:
            keep_visit(opened.row, record, opened.house)
    except ChangedElsewhere:
        return _done(request, open_visit(opened.row.pk), typing)
    except InvalidRecord as refused:
        form.tell(refused)
        return _page(request, opened, typing, form=form, status=422)
    drafting.drop(FORM, opened.row.pk)
    if then == "sign":
        return redirect("sign_visit", opened.row.pk)
    messages.success(request, _("The visit is saved."))
    return redirect("visit", opened.row.pk)


def _edited(request: HttpRequest, opened: Open, typing: Typing, do: str, about: str) -> HttpResponse:
    typed, focus, undo = typing.typed, "", None
    try:
        if do == "add" and about.endswith(("screenings", "payments")):
            typed, focus = edits.add_dated(typed, about, opened.row.date)
        elif do == "add":
            typed, focus = edits.add_row(typed, about)
        elif do == "remove":
            undo, (typed, _removed) = typed, edits.remove_row(typed, about)
        elif do == "protocol":
            undo, typed = typed, edits.apply_protocol(typed, opened.house.protocols[int(request.POST["protocol"])])
        elif do == "adjunct":
            protocol, number = about.split(".")
            typed, focus = edits.add_adjunct(typed, opened.house.protocols[int(protocol)].adjuncts[int(number)])
        elif do == "undo" and typing.undo is not None:
            typed = typing.undo
        elif do == "copy":
            before = last_visit(opened.row)
            if before is None:
                raise Http404
            undo, typed = typed, edits.copy_visit(typed, visit_record(before))
    except (ValueError, IndexError, KeyError):
        raise Http404 from None
    drafting.keep(FORM, opened.row.pk, Typing(typed, typing.base, typing.version, undo), opened.row.patient)
    said = {
        "remove": _("The row is removed."),
        "protocol": _("The protocol is filled in. What was typed stays."),
        "copy": _("The last visit is copied. Doses, times, the note and payments are left for you to type."),
    }
    if undo is not None:
        button = '{} <button class="plain" form="visit" name="do" value="undo">{}</button>'
        messages.info(request, format_html(button, said[do], _("Undo")))
    here = reverse("visit", args=(opened.row.pk,))
    return redirect(f"{here}#at-{focus}" if focus else here)


def _page(
    request: HttpRequest,
    opened: Open,
    typing: Typing,
    *,
    form: RecordForm | None = None,
    resumed: bool = False,
    status: int = 200,
) -> HttpResponse:
    wrong = form
    form = form or opened.form(typing.typed)
    found = opened.outcome(opened.form(typing.typed))
    row = opened.row
    page = follows(opened, form, found) | {
        "typing": typing,
        "opened": opening.token(row.pk),
        "resumed": resumed,
        "wrong": wrong,
        "colleagues": drafting.colleagues(FORM, row.pk),
        "may_sign": may(current().role, "sign_visit"),
        "may_copy": last_visit(row) is not None,
        "may_throw_away": may_throw_away(opened.role) and not opened.row.amends_id,
        "may_begin": writes(opened.role, "visit", "administrations"),
        "amendment": amendment_of(row) if sees(opened.role, "visit", "note") else None,
        "adjuncts": _adjuncts(opened.house.protocols),
        "indication": _indication(opened),
    }
    return render(request, "clinic/visit.html", page, status=status)


def _adjuncts(known: tuple[Protocol, ...]) -> list[tuple[str, str]]:
    return [
        (f"adjunct:{number}.{index}", f"{each.drug.name} {each.dose or ''}".strip())
        for number, protocol in enumerate(known)
        for index, each in enumerate(protocol.adjuncts)
    ]


def _indication(opened: Open) -> str:
    """The diagnoses to offer: those of the patient's plan, else the practice's usual ones."""
    if opened.chart.plan:
        return " ".join(opened.chart.plan.indication)
    return " ".join(opened.house.protocols[0].diagnoses) if opened.house.protocols else ""
