"""The visit page: typed on the left, what it becomes on the right; kept at every pause, saved when it is whole."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from makewhole import records
from makewhole.app.accounts.matrix import may, unwritable
from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.errors import InvalidRecord

from .. import drafting, edits, merging, opening
from ..access import Refused, patient_or_404, sees, staff, visit_or_404, writes
from ..drafting import Typing
from ..live import ROOT, Outcome, judged, outcome, proposals, read_visit, sentence, visit_form
from ..merging import Typed
from ..models import Visit
from ..opened import Chart, House, earlier_visits, last_visit, open_chart, open_house
from ..protocols import Protocol
from ..records import visit_record
from ..sheets import RecordForm, typed_from_record
from ..visit_sheet import VISIT
from ..visit_states import amendment_of, keep_visit, replaced_by, start_visit

FORM = "visit"


@dataclass
class Open:
    """A visit that is open on someone's desk."""

    row: Visit
    house: House
    chart: Chart
    stored: records.Visit

    @property
    def role(self) -> str:
        return self.chart.role

    def shown(self) -> Typed:
        """The stored visit as its form shows it."""
        return typed_from_record(VISIT, ROOT, self.stored, self.stored.time_zone, self.stored.date.isoformat())

    def form(self, typed: Typed) -> RecordForm:
        return visit_form(typed, self.role, self.house)

    def outcome(self, form: RecordForm) -> Outcome:
        earlier = earlier_visits(self.row, self.house, self.chart)
        return outcome(form, self.stored, self.house, self.chart, earlier, lambda where: other_page(self.row, where))


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
        opened = _open(row)
        shown = opened.shown()
        drafting.keep(
            FORM, row.pk, Typing(edits.apply_protocol(shown, house.protocols[0]), shown, row.version), patient
        )
    return redirect("visit", row.pk)


@staff
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One visit: the form while it is a draft, the facts once it is signed."""
    opened = _open(visit_or_404(pk))
    if opened.row.state != Visit.State.DRAFT:
        if request.method == "POST":
            messages.warning(request, _("This visit was signed meanwhile. What you typed is kept; amend it with that."))
            _keep(opened, _posted(request, opened), request)
            return redirect("visit", pk)
        return _signed(request, opened)
    if request.method != "POST":
        kept = drafting.kept(FORM, pk)
        typing = kept or Typing(opened.shown(), version=opened.row.version)
        return _page(request, opened, typing, resumed=kept is not None)
    typing = _keep(opened, _posted(request, opened), request)
    return _done(request, opened, typing)


@staff
@require_POST
def live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what is typed and answer with what it becomes."""
    opened = _open(visit_or_404(pk))
    typing = _keep(opened, _posted(request, opened), request)
    if opened.row.state != Visit.State.DRAFT:
        return HttpResponse(status=409)
    form = opened.form(typing.typed)
    found = opened.outcome(form)
    page = _follows(opened, form, found)
    if opening.is_open(request.POST.get("opened", ""), pk):
        current().seen.reads.clear()  # entered when the page was opened; each pause would enter the same again
    else:
        page["opened"] = opening.token(pk)
    return render(request, "clinic/visit_live.html", page)


@staff
@require_POST
def merge_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over what a colleague saved or typed, after choosing where both changed the same."""
    opened = _open(visit_or_404(pk))
    typing = drafting.kept(FORM, pk) or Typing(opened.shown(), opened.shown(), opened.row.version)
    theirs, version, whose = opened.shown(), opened.row.version, request.POST.get("colleague", "")
    if whose:
        found = drafting.of_colleague(FORM, pk, _uuid(whose))
        if found is None:
            return redirect("visit", pk)
        theirs, version = found.typed, typing.version
        typing = Typing(typing.typed, found.base or typing.base, version)
    merged = merging.merge(typing.base, typing.typed, theirs)
    every = request.POST.get("all", "")
    choices = {clash.unit: every or request.POST.get(f"choice:{clash.unit}", "") for clash in merged.clashes}
    if not all(choice in ("mine", "theirs", "both") for choice in choices.values()):
        return _conflict(request, opened, typing, merged, whose)
    typed = merging.choose(merged, choices)
    base = typing.base if whose else opened.shown()
    drafting.keep(FORM, pk, Typing(typed, base, version, typing.typed), opened.row.patient)
    messages.success(request, _("Both versions are together now. Look over them, then save."))
    return redirect("visit", pk)


def other_page(row: Visit, where: str) -> str:
    """The address of the page on which a fact outside the visit is typed; empty when there is none yet."""
    name = {"patient": "patient", "coverages": "coverage", "history": "history", "plan": "plan", "scores": "scores"}
    sheet = name.get(where.partition(".")[0].partition("[")[0])
    return f"{reverse('patient_sheet', args=(row.patient_id, sheet))}#id_{where}" if sheet else ""


def _open(row: Visit) -> Open:
    house = open_house()
    if not house.ready:
        raise Http404
    chart = open_chart(row.patient)
    return Open(row, house, chart, visit_record(row))


def _posted(request: HttpRequest, opened: Open) -> Typed:
    """What was typed. Raises Refused when a field came along that the person's form does not let them change."""
    typed = {name: str(value) for name, value in request.POST.items() if name.startswith(f"{ROOT}.")}
    tops = {name[len(ROOT) + 1 :].partition(".")[0].partition("[")[0] for name in typed}
    forbidden = [top for top in tops if top in records.Visit.model_fields and not writes(opened.role, "visit", top)]
    if forbidden:
        raise Refused("clinic_visit", opened.row.pk, ", ".join(sorted(forbidden)))
    # Locked boxes are not sent; they are shown as they are stored.
    return {name: text for name, text in opened.shown().items() if not _sent(name, opened.role)} | typed


def _sent(name: str, role: str) -> bool:
    return writes(role, "visit", name[len(ROOT) + 1 :].partition(".")[0].partition("[")[0])


def _keep(opened: Open, typed: Typed, request: HttpRequest) -> Typing:
    row, version = opened.row, int(request.POST.get("version") or 0)

    def stored() -> Typed:
        # Typed over a version that is gone already: then nothing is known of it, and every difference is asked about.
        return opened.shown() if row.version == version else {}

    return drafting.go_on(FORM, row.pk, typed, version, stored, row.patient)


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
            return _conflict(request, opened, typing, merged, "")
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
        return _done(request, _open(visit_or_404(opened.row.pk)), typing)
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
    page = _follows(opened, form, found) | {
        "typing": typing,
        "opened": opening.token(row.pk),
        "resumed": resumed,
        "wrong": wrong,
        "colleagues": drafting.colleagues(FORM, row.pk),
        "may_sign": may(current().role, "sign_visit"),
        "may_copy": last_visit(row) is not None,
        "amendment": amendment_of(row) if sees(opened.role, "visit", "note") else None,
        "adjuncts": _adjuncts(opened.house.protocols),
        "indication": _indication(opened),
    }
    return render(request, "clinic/visit.html", page, status=status)


def _follows(opened: Open, form: RecordForm, found: Outcome) -> dict[str, Any]:
    return {
        "row": opened.row,
        "house": opened.house,
        "person": opened.chart.patient,
        "form": form,
        "outcome": found,
        "answer": sentence(found),
        "proposals": proposals(form, opened.house),
        "on": opened.stored.date,
    }


def _signed(request: HttpRequest, opened: Open) -> HttpResponse:
    """What was signed, as facts; no box to type in."""
    role, row = opened.role, opened.row
    form = visit_form(opened.shown(), role, opened.house)
    found = judged(opened.stored, opened.house, opened.chart, earlier_visits(row, opened.house, opened.chart))
    before = Visit.objects.filter(pk=row.amends_id).first() if row.amends_id else None
    changes: list[tuple[str, str, str]] = []
    if before is not None:
        changes = differences(Open(before, opened.house, opened.chart, visit_record(before)), opened)
    page = _follows(opened, form, found) | {
        "facts": _facts(form),
        "amendment": amendment_of(row),
        "before": before,
        "changes": changes,
        "replaced_by": replaced_by(row),
        "may_amend": may(current().role, "sign_visit") and row.state == Visit.State.SIGNED,
    }
    return render(request, "clinic/visit_signed.html", page)


def differences(old: Open, new: Open) -> list[tuple[str, str, str]]:
    """What differs between two versions of a visit, as (label, before, after), as far as the role sees it."""
    before, after = old.shown(), new.shown()
    boxes = {**old.form(before).fields, **new.form(after).fields}
    return [
        (_label(path, boxes), before.get(path, ""), after.get(path, ""))
        for path in boxes
        if before.get(path, "") != after.get(path, "")
    ]


def _label(path: str, boxes: Any) -> str:
    inside = path[len(ROOT) + 1 :]
    number = f" {int(inside.partition('[')[2].partition(']')[0]) + 1}" if "[" in inside else ""
    return f"{boxes[path].label}{number}"


def _facts(form: RecordForm) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is filled in, part by part, with the words of each choice."""
    found = []
    for section in form.sections:
        for group in section.groups:
            lines = [*group.lines, *(line for part in group.inner for each in part.groups for line in each.lines)]
            rows = [(str(box.label), _said(box)) for line in lines for box in line if box.value()]
            if rows:
                found.append((group.title, rows))
    return found


def _said(box: Any) -> str:
    value = box.value()
    if value is True or value == "on":
        return _("Yes")
    choices = getattr(box.field.widget, "choices", ())
    return str(dict(choices).get(value, value))


def _conflict(request: HttpRequest, opened: Open, typing: Typing, merged: merging.Merged, whose: str) -> HttpResponse:
    boxes = {**opened.form(typing.typed).fields, **opened.form(opened.shown()).fields}
    titles = {f"{ROOT}.{part.rows}": str(part.title) for part in VISIT if part.rows}
    clashes = [
        {
            "unit": clash.unit,
            "label": titles.get(clash.unit) or _label(clash.unit, boxes) if clash.listed or clash.unit in boxes else "",
            "mine": [(_label(path, boxes), text) for path, text in clash.mine if path in boxes],
            "theirs": [(_label(path, boxes), text) for path, text in clash.theirs if path in boxes],
            "listed": clash.listed,
        }
        for clash in merged.clashes
    ]
    page = {"row": opened.row, "person": opened.chart.patient, "clashes": clashes, "colleague": whose}
    page |= {"taken": len(merged.taken)}
    return render(request, "clinic/conflict.html", page, status=409)


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


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
