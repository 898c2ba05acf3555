"""Reads the fillable fields of a form: each widget on a page becomes a box."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal

import pikepdf

from makewhole.documents.forms.form import Box, Kind, Rect
from makewhole.documents.forms.reading.marks import typed_marks
from makewhole.documents.forms.reading.opening import MOST_BOXES, MOST_ON_A_PAGE, refused

_DEEPEST: Final = 12
"""Levels of parents: insurers' forms have one to four; a loop has no end."""
_READ_ONLY, _MULTILINE, _PASSWORD, _COMB, _PUSH = 1, 1 << 12, 1 << 13, 1 << 24, 1 << 16
_ALIGN: Final[Mapping[int, Literal[0, 1, 2]]] = {1: 1, 2: 2}
_HIDDEN = 1 << 1 | 1 << 5
_LEAST = 4.0
"""Points: what is lower or narrower is a carrier of calculations, not a place to write."""


def read_fields(pdf: pikepdf.Pdf) -> list[Box]:
    """Every widget of every page in the order of the file. Raises FormRefused where there are too many."""
    boxes = list[Box]()
    for number, page in enumerate(pdf.pages, start=1):
        for at, widget in widgets(page):
            box = _box(widget, number)
            if box is not None:
                boxes.append(replace(box, at=at))
            if len(boxes) > MOST_BOXES:
                raise refused(f"has more than {MOST_BOXES} fields.", "Keep only the pages that are to be filled.")
        if sum(1 for box in boxes if box.page == number) > MOST_ON_A_PAGE:
            raise refused(f"has more than {MOST_ON_A_PAGE} fields on a page.", "Take a form that a person could fill.")
    return typed_marks(_told_apart(boxes))


def widgets(page: pikepdf.Page) -> Iterator[tuple[int, pikepdf.Dictionary]]:
    """The form fields' places on a page, each with its place among the page's annotations."""
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    for at, annotation in enumerate(annotations):
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Widget":
            yield at, annotation


def inherited(widget: pikepdf.Dictionary, key: str) -> Any:
    """A property of the widget, its field, or a parent of that; None where none of them has it."""
    node: Any = widget
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (found := node.get(key)) is not None:
            return found
        node = node.get("/Parent")
    return None


def full_name(widget: pikepdf.Dictionary) -> str:
    """The names of the field and its parents, joined by dots."""
    names = list[str]()
    node: Any = widget
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            break
        if isinstance(name := node.get("/T"), pikepdf.String):
            names.append(str(name))
        node = node.get("/Parent")
    return ".".join(reversed(names))


def on_value(widget: pikepdf.Dictionary) -> str:
    """The state of a check box that marks it; "" where its appearances name none."""
    looks = widget.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary):
        return next((str(state)[1:] for state in normal if state != "/Off"), "")
    return ""


def rectangle(widget: pikepdf.Dictionary) -> Rect | None:
    """The widget's place with its corners in order; None where it has none."""
    found = widget.get("/Rect")
    if not isinstance(found, pikepdf.Array) or len(found) != 4:
        return None
    try:
        x, y, other_x, other_y = (float(side) for side in found)
    except (TypeError, ValueError):
        return None
    return Rect(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def _box(widget: pikepdf.Dictionary, page: int) -> Box | None:
    rect, name = rectangle(widget), full_name(widget)
    kind, flags = _kind(widget)
    if rect is None or kind is None or not name:
        return None
    tooltip = inherited(widget, "/TU")
    box = Box(
        id=name,
        field=name,
        kind=kind,
        page=page,
        rect=rect,
        tooltip=str(tooltip)[:500] if isinstance(tooltip, pikepdf.String) else "",
        read_only=bool(flags & _READ_ONLY),
        hidden=bool(_whole(widget.get("/F")) & _HIDDEN) or rect.width < _LEAST or rect.height < _LEAST,
        prefilled=_prefilled(widget),
    )
    if kind == "check":
        return replace(box, on=on_value(widget))
    if kind == "choice":
        return replace(box, options=_options(widget), font_size=_font_size(widget))
    if kind == "text":
        return replace(
            box,
            max_length=max(0, _whole(inherited(widget, "/MaxLen"))),
            comb=bool(flags & _COMB) and not flags & (_MULTILINE | _PASSWORD),
            multiline=bool(flags & _MULTILINE),
            align=_ALIGN.get(_whole(inherited(widget, "/Q")), 0),
            font_size=_font_size(widget),
        )
    return box


def _kind(widget: pikepdf.Dictionary) -> tuple[Kind | None, int]:
    flags = _whole(inherited(widget, "/Ff"))
    kinds: dict[str, Kind] = {
        "/Tx": "text",
        "/Ch": "choice",
        "/Sig": "signature",
        "/Btn": "button" if flags & _PUSH else "check",
    }
    return kinds.get(str(inherited(widget, "/FT"))), flags


def _whole(found: Any) -> int:
    try:
        return int(found or 0)
    except (TypeError, ValueError, ArithmeticError):
        return 0


def _font_size(widget: pikepdf.Dictionary) -> float:
    look = inherited(widget, "/DA")
    words = str(look).split() if isinstance(look, pikepdf.String) else []
    try:
        return abs(float(words[words.index("Tf") - 1]))
    except ValueError:
        return 0.0


def _options(widget: pikepdf.Dictionary) -> tuple[tuple[str, str], ...]:
    found = inherited(widget, "/Opt")
    if not isinstance(found, pikepdf.Array):
        return ()
    options = list[tuple[str, str]]()
    for option in list(found)[:500]:
        if isinstance(option, pikepdf.Array) and len(option) == 2:
            options.append((str(option[0]), str(option[1])))
        elif isinstance(option, pikepdf.String):
            options.append((str(option), str(option)))
    return tuple(options)


def _prefilled(widget: pikepdf.Dictionary) -> bool:
    found = inherited(widget, "/V")
    if isinstance(found, pikepdf.Name):
        return str(found) not in ("/Off", "/")
    return isinstance(found, pikepdf.String | pikepdf.Stream) and bool(str(found).strip())


def _told_apart(boxes: list[Box]) -> list[Box]:
    """Boxes of one field get ids of their own: by what they mark, else by their count."""
    shared = Counter(box.field for box in boxes)
    named, seen = list[Box](), Counter[str]()
    for box in boxes:
        if shared[box.field] == 1:
            named.append(box)
            continue
        plain = f"{box.field}={box.on}" if box.on else box.field
        seen[plain] += 1
        own = plain if seen[plain] == 1 else f"{plain}#{seen[plain]}"
        named.append(replace(box, id=own))
    return named
