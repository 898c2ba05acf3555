"""Binds the documents of a visit into one packet, and makes each of them on its own as well."""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pikepdf

from makewhole.documents.exhibit.builder import exhibit_letter, exhibit_part
from makewhole.documents.press import Attached, Part, compile_pdf
from makewhole.documents.subject import Subject
from makewhole.records import PacketDocument

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Bound:
    """The packet as one PDF, where each document stands in it, and by name the PDFs of single documents."""

    pdf: bytes
    documents: tuple[PacketDocument, ...]
    singles: Mapping[str, bytes]


@cache
def builders() -> dict[str, ModuleType]:
    """The builder of every document, by the name of its folder: a folder with a builder that can make a part."""
    found = {}
    for path in sorted(HERE.glob("*/builder.py")):
        module = import_module(f"makewhole.documents.{path.parent.name}.builder")
        if hasattr(module, "ORDER"):
            found[path.parent.name] = module
    return found


def bind(
    subject: Subject, records: Mapping[str, Attached], leave_out: Collection[str] = (), singles: bool = True
) -> Bound:
    """All documents that the records of `subject` can fill. `records` are the attached files, or their
    pages, by their path.

    Documents for the insurer are bound in order, with contents and exhibits; those for the patient stay single.
    `leave_out` names documents that are not wanted; `singles` makes all but the contents on their own as well.
    Raises AttachmentError for a record that cannot be bound, by its place in the visit file and never by its name,
    which may be the patient's, and PressError for text that cannot be printed.
    """
    wanted = {name: module for name, module in builders().items() if name not in leave_out}
    bound = sorted((name for name, module in wanted.items() if module.ORDER is not None), key=lambda n: wanted[n].ORDER)
    parts = {name: part for name in bound if (part := wanted[name].part(subject)) is not None}
    exhibits = [
        exhibit_part(exhibit_letter(index), record.title, records[record.path], f"attachments[{index}]")
        for index, record in enumerate(subject.file.attachments)
    ]
    inside = [*parts.values(), *exhibits]
    pdf = _set(inside, subject, f"Claim packet {subject.number}", "en")
    names = [*parts, *(f"exhibit-{index}" for index in range(1, len(exhibits) + 1))]
    places = _places(pdf, list(zip(names, inside, strict=True)))
    if not singles:
        return Bound(pdf, places, {})
    told = replace(subject, packet=tuple(part.title for part in inside))
    parts |= {name: part for name in wanted if name not in bound and (part := wanted[name].part(told)) is not None}
    # Each file less also keeps a packet to the ten after which typst forgets what it has set.
    alone = {name: part for name, part in parts.items() if getattr(wanted[name], "ALONE", True)}
    return Bound(pdf, places, {name: _set([part], subject, part.title, part.lang) for name, part in alone.items()})


def _set(parts: list[Part], subject: Subject, title: str, lang: str) -> bytes:
    author = subject.file.practice.legal_name
    return compile_pdf(parts, title=title, number=subject.number, issued=subject.issued, author=author, lang=lang)


def _places(pdf: bytes, parts: list[tuple[str, Part]]) -> tuple[PacketDocument, ...]:
    """First page and number of pages of each part, from the bookmarks: every part opens with one top heading."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page_of = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        with opened.open_outline() as outline:
            firsts = [page_of[_page(item)] for item in outline.root]
        ends = [*firsts[1:], len(opened.pages) + 1]
    return tuple(
        PacketDocument(name=name, title=part.title, first_page=first, pages=max(1, end - first))
        for (name, part), first, end in zip(parts, firsts, ends, strict=True)
    )


def _page(item: pikepdf.OutlineItem) -> tuple[int, int]:
    target = item.destination if item.destination is not None else item.action.D  # type: ignore[union-attr]
    page = target[0]  # type: ignore[index]
    return page.objgen
