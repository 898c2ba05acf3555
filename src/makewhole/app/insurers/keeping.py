"""Insurers' forms kept by a practice: taken in, opened with what goes in their boxes, and put right box by box."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from makewhole.app.vault import audit
from makewhole.app.vault.acting import current
from makewhole.app.vault.blobs import open_blob, seal_blob
from makewhole.app.vault.sealed import open_record, open_records, seal_record
from makewhole.documents.apart import judge_form_apart
from makewhole.documents.forms import (
    ALIKE,
    Box,
    Entry,
    Form,
    Mapping,
    Proposal,
    Rect,
    carried_over,
    confident_mapping,
    likeness,
    mapping_of,
    propose,
    read_form,
    read_mapping,
    with_places,
    write_mapping,
)
from makewhole.records import Record
from makewhole.records.identifiers import Day

from .models import InsurerForm


class Kept(Record):
    """What is known of a kept form. `payer` is the insurer's id, or empty for any. `active` is what the file would do
    by itself. `mapping` is the mapping file; `looked` the boxes that a person decided; `checked` when and by whom the
    whole was looked over, before which it is offered for no packet."""

    title: str
    edition: str = ""
    payer: str = ""
    pages: int
    active: tuple[str, ...] = ()
    mapping: str
    looked: tuple[str, ...] = ()
    checked: Day | None = None
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept form, opened. `form` has its boxes where a person placed them; `proposals` are by box."""

    row: InsurerForm
    kept: Kept
    content: bytes
    form: Form
    proposals: Table[str, Proposal]
    mapping: Mapping

    def box(self, name: str) -> Box | None:
        """The box of this id."""
        return next((box for box in self.form.boxes if box.id == name), None)

    def boxes(self, page: int) -> list[Box]:
        """The boxes of a page that can be filled or signed, in the form's order."""
        return [box for box in self.form.boxes if box.page == page and (box.to_fill or box.kind == "signature")]


def take_in(content: bytes, payer: str) -> InsurerForm:
    """Keep a form as it was uploaded; one that is kept already is brought back and stays as it was put right.

    Raises FormRefused for a file that cannot be used.
    """
    judge_form_apart(content)
    form, proposals = _read(content)
    with transaction.atomic():
        audit.take_turn()  # the same file dropped in twice at once is one form
        found = InsurerForm.objects.filter(hash=form.hash).first()
        if found is not None:
            if found.removed:
                bring_back(found)
            return found
        row = InsurerForm(hash=form.hash, blob=seal_blob(current().practice_id, content))
        kept = Kept(
            title=form.title or "PDF",
            edition=form.edition,
            payer=payer,
            pages=len(form.pages),
            active=form.removed,
            mapping=write_mapping(confident_mapping(form, proposals)),
        )
        seal_record(row, kept)
        row.save()
    return row


def open_form(row: InsurerForm) -> Opened:
    """A kept form with its boxes and what goes in them. Raises FormRefused."""
    content = b"".join(open_blob(row.blob))
    kept = open_record(row, Kept)
    form, proposals = _read(content)
    mapping = read_mapping(kept.mapping)
    return Opened(row, kept, content, with_places(form, mapping), {each.box: each for each in proposals}, mapping)


def kept_forms(*, removed: bool = False) -> list[tuple[InsurerForm, Kept]]:
    """Every form of the acting practice, the newest first."""
    rows = list(InsurerForm.objects.filter(removed__isnull=not removed).order_by("-created"))
    return list(zip(rows, open_records(rows, Kept), strict=True))


def decide(opened: Opened, box: str, entry: Entry, place: Rect | None = None) -> None:
    """What goes in a box, decided by a person; `place` moves a box of a flat form. Raises ChangedElsewhere."""
    form = opened.form
    if place is not None:
        moved = tuple(replace(each, rect=place) if each.id == box else each for each in form.boxes)
        form = replace(form, boxes=moved)
    entries = dict(opened.mapping.entries) | {box: entry}
    looked = dict.fromkeys((*opened.kept.looked, box))
    _save(opened, mapping=write_mapping(mapping_of(form, entries)), looked=tuple(looked))


def add_box(opened: Opened, page: int, place: Rect) -> str:
    """A new box on a page of a flat form; returns its id. Raises ChangedElsewhere."""
    name = f"p{page}.{place.left:.0f}.{place.bottom:.0f}"
    while opened.box(name):
        name += "+"
    added = Box(name, name, "text", page, place, drawn=True)
    form = replace(opened.form, boxes=(*opened.form.boxes, added))
    entries = dict(opened.mapping.entries) | {name: Entry("")}
    _save(opened, mapping=write_mapping(mapping_of(form, entries)))
    return name


def take_over(opened: Opened, mapping: Mapping) -> int:
    """Put every box as an earlier edition's or a colleague's mapping has it; returns how many boxes that were.

    Raises InvalidRecord where the mapping is of another form, ChangedElsewhere.
    """
    carried = carried_over(opened.form, mapping)
    form = with_places(opened.form, carried)
    entries = dict(opened.mapping.entries) | dict(carried.entries)
    looked = dict.fromkeys((*opened.kept.looked, *carried.entries))
    _save(opened, mapping=write_mapping(mapping_of(form, entries)), looked=tuple(looked))
    return len(carried.entries)


def check(opened: Opened, on: date, by: str) -> None:
    """Say that a person looked the form over, so that packets may hold it. Raises ChangedElsewhere."""
    _save(opened, checked=on, checked_by=by)


def remove(row: InsurerForm) -> None:
    """Offer a form for no packet to come; packets that were issued keep theirs."""
    InsurerForm.objects.filter(pk=row.pk, removed=None).update(removed=timezone.now())


def bring_back(row: InsurerForm) -> None:
    """Undo `remove`."""
    InsurerForm.objects.filter(pk=row.pk).exclude(removed=None).update(removed=None)


def looks_like(opened: Opened) -> tuple[InsurerForm, Kept] | None:
    """The form, looked over before, that this one most looks like: most often an earlier edition of it."""
    others = [(row, kept) for row, kept in kept_forms() if kept.checked and row.pk != opened.row.pk]
    scored = [(likeness(opened.form, read_mapping(kept.mapping)), row, kept) for row, kept in others]
    best = max(scored, key=lambda each: each[0], default=None)
    return (best[1], best[2]) if best and best[0] >= ALIKE else None


def _save(opened: Opened, **changes: object) -> None:
    seal_record(opened.row, opened.kept.model_copy(update=changes))
    opened.row.save()


@lru_cache(maxsize=4)
def _read(content: bytes) -> tuple[Form, Sequence[Proposal]]:
    # A blank form holds nothing of a patient, and a person who puts it right asks for it again at every box.
    form = read_form(content)
    return form, propose(form)
