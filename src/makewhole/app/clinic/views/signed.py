"""A signed visit as facts, and what an amendment changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from makewhole.app.accounts.matrix import may
from makewhole.app.vault.acting import current

from ..access import address_of
from ..live import ROOT, judged
from ..models import Visit
from ..open_visit import Open, follows
from ..opened import earlier_visits
from ..records import visit_record
from ..sheets import RecordForm
from ..visit_states import amendment_of, replaced_by, thrown_away

WEIGHT = f"{ROOT}.weight"


def show_signed(request: HttpRequest, opened: Open) -> HttpResponse:
    """What was signed, as facts; no box to type in."""
    row = opened.row
    form = opened.form(opened.shown())
    found = judged(opened.stored, opened.house, opened.chart, earlier_visits(row, opened.house, opened.chart))
    before = Visit.objects.filter(pk=row.amends_id).first() if row.amends_id else None
    changes: list[tuple[str, str, str]] = []
    if before is not None:
        changes = differences(Open(before, opened.house, opened.chart, visit_record(before)), opened)
    may_amend = may(current().role, "sign_visit") and row.state == Visit.State.SIGNED
    replacement = replaced_by(row)
    page = follows(opened, form, found) | {
        "facts": _facts(form),
        "amendment": amendment_of(row),
        "before": before,
        "changes": changes,
        "replaced_by": replacement,
        "may_amend": may_amend,
        "thrown_away": thrown_away(row) if may_amend and not replacement else None,
        "issue_address": address_of("issue", row.pk) if _may_issue(row) else "",
    }
    return render(request, "clinic/visit_signed.html", page)


def _may_issue(row: Visit) -> bool:
    return row.state == Visit.State.SIGNED and may(current().role, "issue_packet")


def differences(old: Open, new: Open) -> list[tuple[str, str, str]]:
    """What differs between two versions of a visit, as (label, before, after), as far as the role sees it."""
    before, after = old.shown(), new.shown()
    boxes = {**old.form(before).fields, **new.form(after).fields}
    return [
        (label(path, boxes), before.get(path, ""), after.get(path, ""))
        for path in boxes
        if before.get(path, "") != after.get(path, "")
    ]


def label(path: str, boxes: Any) -> str:
    """The words of a field, with the number of its row."""
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
    if box.name == WEIGHT:
        return f"{value} kg"
    choices = getattr(box.field.widget, "choices", ())
    return str(dict(choices).get(value, value))
