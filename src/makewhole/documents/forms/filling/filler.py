"""Fills a form: the file itself kept fillable, or flattened so that every viewer and printer shows the same."""

import io
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from makewhole.documents.forms.filling.attachment import add_attachment
from makewhole.documents.forms.filling.drawing import appearance, drawn_page
from makewhole.documents.forms.filling.face import NAME, font
from makewhole.documents.forms.filling.signing import Signature, signatures
from makewhole.documents.forms.filling.tabs import Tab, tabs
from makewhole.documents.forms.filling.writing import Continued, Decided, Empty, Written, decide
from makewhole.documents.forms.form import Box, Form
from makewhole.documents.forms.mapping import Entry
from makewhole.documents.forms.reading.active import active_content
from makewhole.documents.forms.reading.fields import inherited, widgets
from makewhole.documents.forms.reading.opening import opened
from makewhole.documents.forms.values.facts import Facts

_MOST_BOOKMARKS = 500


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form and what is to be known about it.

    `empty` are boxes that a value belongs in but the record lacks; `signatures` the places for the pen; `continued`
    what stands in the attachment page; `removed` what the file would have done by itself; `emptied` how many boxes
    came with something in them that was taken out. `pages` counts those of the form and of the attachment.
    """

    pdf: bytes
    written: tuple[Written, ...]
    empty: tuple[Empty, ...]
    signatures: tuple[Signature, ...]
    continued: tuple[Continued, ...]
    removed: tuple[str, ...]
    emptied: int
    form_pages: int
    pages: int

    @property
    def for_the_patient(self) -> tuple[Empty, ...]:
        """Boxes that stay empty because only the patient can say what belongs in them."""
        return tuple(each for each in self.empty if each.why == "for the patient to answer")


@dataclass(frozen=True, slots=True)
class FormToFill:
    """A form with what goes in it: all that a packet needs to hold it filled.

    Written out it tells two apart: `form` has the hash of the file, and its boxes where a person placed them.
    """

    content: bytes = field(repr=False)
    form: Form
    entries: Table[str, Entry]

    def filled(self, facts: Facts, flatten: bool = False, lang: str = "en") -> Filled:
        """The form filled for one claim; `lang` is that of the person who signs it."""
        return fill(self.content, self.form, self.entries, facts, flatten, lang)


def fill(
    content: bytes,
    form: Form,
    entries: Table[str, Entry],
    facts: Facts,
    flatten: bool = False,
    lang: str = "en",
) -> Filled:
    """The form in `content`, as `read_form` read it, with its boxes filled from the records of `facts`.

    The original stays as it is; the new file has no password, no scripts and no embedded files. Places for the pen
    stay empty; where the paper beside one is blank, an arrow says in `lang` to sign there. The same input gives the
    same bytes. Raises FormRefused where the file cannot be worked on.
    """
    decided = decide(form, entries, facts)
    places = signatures(decided.signatures, form.pages)
    arrows = tabs(content, form, places, lang, paid=facts.claim.amount_paid >= facts.claim.total_charge)
    marked = {each.box for each in arrows}
    with opened(content) as pdf:
        removed = active_content(pdf, remove=True)
        face = font(pdf)
        emptied = (_draw if form.flat or flatten else _set)(pdf, form, decided, arrows, face)
        if decided.continued:
            add_attachment(pdf, form, decided.continued, facts.claim, face)
        pages, out = len(pdf.pages), io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return Filled(
        out.getvalue(),
        tuple(decided.written),
        tuple(decided.empty),
        tuple(replace(place, marked=place.box in marked) for place in places),
        tuple(decided.continued),
        removed,
        emptied,
        len(form.pages),
        pages,
    )


def _draw(pdf: pikepdf.Pdf, form: Form, decided: Decided, arrows: Sequence[Tab], face: pikepdf.Object) -> int:
    """Everything as part of the pages; the fields go."""
    emptied, kept = 0, False
    wanted = {each.box.id for each in decided.written}
    for number, page in enumerate(pdf.pages, start=1):
        boxes = [box for box in form.boxes if box.page == number]
        emptied += sum(1 for box in boxes if box.prefilled and not box.read_only and box.id not in wanted)
        gone = {box.at for box in boxes if not box.read_only}
        annotations = page.obj.get("/Annots")
        if gone and isinstance(annotations, pikepdf.Array):
            left = [each for at, each in enumerate(annotations) if at not in gone]
            kept = kept or any(_is_widget(each) for each in left)
            if left:
                page.obj["/Annots"] = pikepdf.Array(left)
            else:
                del page.obj["/Annots"]
        written = [each for each in decided.written if each.box.page == number]
        drawn_page(pdf, page, written, [each for each in arrows if each.page == number], face)
    if kept:
        pdf.flatten_annotations("all")
    # Tags that know nothing of the values would have a screen reader leave them out; without tags it reads the page.
    for key in ("/AcroForm", "/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    _untag_bookmarks(pdf.Root.get("/Outlines"))
    return emptied


def _untag_bookmarks(first: Any) -> None:
    """Bookmarks name the tags of what they point to, and would keep all of them in the file."""
    left, seen = [first], 0
    while left and seen < _MOST_BOOKMARKS:
        item, seen = left.pop(), seen + 1
        if isinstance(item, pikepdf.Dictionary):
            if "/SE" in item:
                del item["/SE"]
            left += [item.get(key) for key in ("/First", "/Next")]


def _is_widget(annotation: Any) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Widget"


def _set(pdf: pikepdf.Pdf, form: Form, decided: Decided, arrows: Sequence[Tab], face: pikepdf.Object) -> int:
    """The fields keep their places, with values and appearances; what they came with goes."""
    emptied = 0
    writes = {(each.box.page, each.box.at): each for each in decided.written}
    boxes = {(box.page, box.at): box for box in form.boxes}
    marked = {each.box.field for each in decided.written if each.marked}
    for number, page in enumerate(pdf.pages, start=1):
        buttons = list[int]()
        for at, widget in widgets(page):
            box = boxes.get((number, at))
            if box is None or box.read_only:
                continue
            if box.kind == "button":
                buttons.append(at)
            elif (each := writes.get((number, at))) is not None:
                _write(pdf, widget, each, face)
            elif box.kind in ("text", "choice", "check"):
                emptied += _empty(widget, box, box.field in marked)
        if buttons:
            annotations = page.obj["/Annots"]
            left = [each for at, each in enumerate(annotations) if at not in buttons]
            page.obj["/Annots"] = pikepdf.Array(left)
        drawn_page(pdf, page, [], [each for each in arrows if each.page == number], face)
    acroform = pdf.Root.get("/AcroForm")
    if isinstance(acroform, pikepdf.Dictionary):
        acroform["/NeedAppearances"] = False
        _add_face(acroform, face)
    return emptied


def _add_face(acroform: pikepdf.Dictionary, face: pikepdf.Object) -> None:
    for key in ("/DR", "/Font"):
        holder = acroform if key == "/DR" else acroform["/DR"]
        if not isinstance(holder.get(key), pikepdf.Dictionary):
            holder[key] = pikepdf.Dictionary()
    acroform["/DR"]["/Font"][NAME] = face


def _holder(widget: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """Where a field's value stands: on the widget, or on the parent that is the field."""
    parent = widget.get("/Parent")
    if "/T" in widget or not isinstance(parent, pikepdf.Dictionary) or "/T" not in parent:
        return widget
    return parent


def _write(pdf: pikepdf.Pdf, widget: pikepdf.Dictionary, each: Written, face: pikepdf.Object) -> None:
    field = _holder(widget)
    if each.marked and not each.box.typed:
        state = pikepdf.Name(f"/{each.box.on or 'Yes'}")
        field["/V"] = state
        widget["/AS"] = state
        if inherited(widget, "/AP") is None or not each.box.on:
            looks = {str(state): appearance(pdf, each, face), "/Off": appearance(pdf, None, face, each.box)}
            widget["/AP"] = pikepdf.Dictionary(N=pikepdf.Dictionary(looks))
        return
    field["/V"] = pikepdf.String(each.text)
    if 0 < each.box.max_length < len(each.text):
        field["/MaxLen"] = len(each.text)
    if "/RV" in field:
        del field["/RV"]
    widget["/AP"] = pikepdf.Dictionary(N=appearance(pdf, each, face))


def _empty(widget: pikepdf.Dictionary, box: Box, answered: bool) -> int:
    """Take out what a box came with; a check box beside the marked one of its field keeps the field's value."""
    field = _holder(widget)
    if box.kind == "check" and not box.typed:
        widget["/AS"] = pikepdf.Name("/Off")
        if not answered and "/V" in field:
            del field["/V"]
        return int(box.prefilled)
    if not box.prefilled:
        return 0
    for key in ("/V", "/RV", "/I"):
        if key in field:
            del field[key]
    if "/AP" in widget:
        del widget["/AP"]
    return 1
