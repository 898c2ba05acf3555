"""Draws what is written: as the appearance of a field, or as part of the page."""

from collections.abc import Sequence

import pikepdf

from makewhole.documents.forms.filling.face import NAME, shown
from makewhole.documents.forms.filling.tabs import Tab
from makewhole.documents.forms.filling.tabs import drawn as arrows
from makewhole.documents.forms.filling.writing import Written
from makewhole.documents.forms.form import Box, Rect

_MARK = 0.72
"""How much of a check box its cross takes up."""


def appearance(pdf: pikepdf.Pdf, each: Written | None, face: pikepdf.Object, box: Box | None = None) -> pikepdf.Object:
    """How a field looks with its value; empty for None."""
    place = each.box.rect if each is not None else box.rect if box is not None else Rect(0, 0, 1, 1)
    content = b"/Tx BMC q " + (_content(each, place) if each else b"") + b" Q EMC"
    stream = pdf.make_stream(content)
    stream["/Type"] = pikepdf.Name.XObject
    stream["/Subtype"] = pikepdf.Name.Form
    stream["/BBox"] = pikepdf.Array([0, 0, round(place.width, 3), round(place.height, 3)])
    stream["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary({NAME: face}))
    return stream


def drawn_page(
    pdf: pikepdf.Pdf, page: pikepdf.Page, written: Sequence[Written], tabs: Sequence[Tab], face: pikepdf.Object
) -> None:
    """Everything that is written on one page, and the arrows to where one signs, drawn over it."""
    if not (written or tabs):
        return
    resources = page.obj.get("/Resources") or page.resources
    if not isinstance(resources, pikepdf.Dictionary):
        resources = pikepdf.Dictionary()
    page.obj["/Resources"] = resources = pikepdf.Dictionary(dict(resources.items()))
    fonts = resources.get("/Font")
    own = dict(fonts.items()) if isinstance(fonts, pikepdf.Dictionary) else {}
    resources["/Font"] = fonts = pikepdf.Dictionary(own)
    fonts[NAME] = face
    origin = Rect(0, 0, 0, 0)
    content = b"\n".join([*(_content(each, origin) for each in written), arrows(tabs)])
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ q\n" + content + b"\nQ\n"))


def _content(each: Written, origin: Rect) -> bytes:
    if each.marked:
        return _cross(each.box.rect, origin)
    drawn = [b"0 g BT"]
    for line in each.lines:
        x, y = line.x - origin.left, line.y - origin.bottom
        drawn.append(b"%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s Tj" % (NAME.encode(), line.size, x, y, shown(line.text)))
    return b" ".join([*drawn, b"ET"])


def _cross(rect: Rect, origin: Rect) -> bytes:
    half = min(rect.width, rect.height) * _MARK / 2
    x, y = rect.middle[0] - origin.left, rect.middle[1] - origin.bottom
    ends = (x - half, y - half, x + half, y + half, x - half, y + half, x + half, y - half)
    return b"0 G 1.1 w 1 J %.2f %.2f m %.2f %.2f l S %.2f %.2f m %.2f %.2f l S" % ends
