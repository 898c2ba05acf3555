"""The small arrows that say where to sign on a filled form: beside each place, and only where the paper is blank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from makewhole.documents.forms.filling import face
from makewhole.documents.forms.filling.blank import Paper, paper
from makewhole.documents.forms.filling.signing import Signature
from makewhole.documents.forms.form import Form, Rect

_SIZE, _BARE_SIZE, _LEADING = 6.5, 8.5, 1.05
"""Points of the words, and of a bare number or "No", which has to be found by itself."""
_TIP, _PAD, _CLEAR, _STROKE = 4.0, 2.0, 0.8, 0.8
_GAPS: Final = (1.0, 5.0, 9.0, 13.0)
"""Points between a place and the arrow beside it: further off it might stand on another place to write."""
_EDGE, _DEEPEST_MARGIN = 5.0, 60.0
_TALL = 24.0
_MOST_PAGES = 6
"""Pages of one form that get arrows: the longest enrolment form has four to sign."""
_WIDE = 0.6
"""The share of the page's width from which a place has both margins near."""
_WORDS: Final = {
    "en": {"sign": ("Sign", "here {number}"), "not": ("Do not", "sign"), "clinic": ("Clinic", "signs")},
    "es": {"sign": ("Firme", "aquí {number}"), "not": ("No", "firme"), "clinic": ("Firma la", "clínica")},
}
"""In two lines where one finds no room."""
_SHORT: Final = {"sign": "{number}", "not": "No"}
"""For where there is little room: a number as on the submission sheet, and a word that both languages have."""
_LONGEST_SHORT = 2
Toward = Literal["right", "left", "down"]
Lines = tuple[str, ...]


class Spot(NamedTuple):
    """Where an arrow could stand, and to which side it would point."""

    rect: Rect
    toward: Toward


@dataclass(frozen=True, slots=True)
class Tab:
    """One arrow: which place it marks, on which page, where it stands, and what it says in one line or two."""

    box: str
    page: int
    spot: Spot
    lines: Lines


def tabs(content: bytes, form: Form, places: Sequence[Signature], lang: str, *, paid: bool) -> list[Tab]:
    """An arrow for each place of a form that a pen is meant for, or is to keep off.

    `content` is the file as it came. Nothing printed and no box is ever covered: a place beside which there is no room
    gets no arrow. `paid`: the practice has its money, so a place that would pay it is marked not to be signed.
    """
    found = list[Tab]()
    looked_at = sorted({place.page for place in places})[:_MOST_PAGES]
    for place in places:
        kind = _kind(place, paid=paid)
        page = paper(content, place.page) if kind and place.page in looked_at else None
        if page is None:
            continue
        taken = [box.rect for box in form.boxes if box.page == place.page and not box.hidden]
        taken += [each.spot.rect for each in found if each.page == place.page]
        spots = _spots(place.rect, page, taken, _said(kind, place.number, lang))
        free = next(((spot, lines) for lines, spot in spots if _is_free(spot.rect, page, taken)), None)
        if free is not None:
            found.append(Tab(place.box, place.page, *free))
    return found


def drawn(tabs: Iterable[Tab]) -> bytes:
    """The arrows as part of a page's content, told apart from what the form says."""
    return b"\n".join(_drawn(tab) for tab in tabs)


def _kind(place: Signature, *, paid: bool) -> str:
    if place.pays_practice:
        return "not" if paid else ""
    return "sign" if place.number else "clinic"


def _said(kind: str, number: int, lang: str) -> list[Lines]:
    """What an arrow can say, the plainest first."""
    words = tuple(part.format(number=number) for part in _WORDS[lang][kind])
    short = [(_SHORT[kind].format(number=number),)] if kind in _SHORT else []
    return [(" ".join(words),), words, *short]


def _spots(place: Rect, page: Paper, taken: Sequence[Rect], said: Sequence[Lines]) -> Iterator[tuple[Lines, Spot]]:
    """Where to try, the best first: in words before a bare number, beside the place before in the margin before over
    it."""
    for lines in said:
        wide, high = _size(lines)
        yield from ((lines, spot) for spot in _beside(place, wide + _TIP, high))
        yield from ((lines, spot) for spot in _in_margin(place, page, taken, wide + _TIP, high))
    for lines in said:
        wide, high = _size(lines)
        low, room = place.top + _GAPS[0], place.width - wide
        for share in (0, 0.25, 0.5, 0.75, 1):
            left = place.left + room * share
            yield lines, Spot(Rect(left, low, left + wide, low + high + _TIP), "down")


def _type_size(lines: Lines) -> float:
    return _BARE_SIZE if len("".join(lines)) <= _LONGEST_SHORT else _SIZE


def _size(lines: Lines) -> tuple[float, float]:
    """How wide and how high an arrow is, without its tip."""
    size = _type_size(lines)
    wide = max(face.width(line, size) for line in lines)
    return wide + 2 * _PAD, (len(lines) - 1) * size * _LEADING + face.CAPITAL * size + 2 * _PAD


def _beside(place: Rect, wide: float, high: float) -> Iterator[Spot]:
    low = _level(place, high)
    for gap in _GAPS:
        yield Spot(Rect(place.left - gap - wide, low, place.left - gap, low + high), "right")
    for gap in _GAPS:
        yield Spot(Rect(place.right + gap, low, place.right + gap + wide, low + high), "left")


def _in_margin(place: Rect, page: Paper, taken: Sequence[Rect], wide: float, high: float) -> Iterator[Spot]:
    """As far in from the edge of the paper as nothing is printed, unless another box lies between."""
    shown, low = page.shown, _level(place, high)
    bottom, top = low, low + high
    if place.height <= _TALL:
        bottom, top = min(bottom, place.bottom - 2), max(top, place.top)
    beyond = [rect for rect in taken if rect != place and rect.bottom < low + high and rect.top > low]
    broad = place.width > _WIDE * shown.width
    reach = wide + _CLEAR + 1  # a point is a pixel, and a place begins within one
    if (broad or place.middle[0] <= shown.middle[0]) and not any(rect.right <= place.left for rect in beyond):
        clear = page.clear_margin("left", bottom, top, _DEEPEST_MARGIN + reach)
        left = shown.left + min(clear - reach, _DEEPEST_MARGIN, place.left - shown.left - reach)
        if left >= shown.left + _EDGE:
            yield Spot(Rect(left, low, left + wide, low + high), "right")
    if (broad or place.middle[0] > shown.middle[0]) and not any(rect.left >= place.right for rect in beyond):
        clear = page.clear_margin("right", bottom, top, _DEEPEST_MARGIN + reach)
        right = shown.right - min(clear - reach, _DEEPEST_MARGIN, shown.right - place.right - reach)
        if right <= shown.right - _EDGE:
            yield Spot(Rect(right - wide, low, right, low + high), "left")


def _level(place: Rect, high: float) -> float:
    """The lower edge of an arrow that points at a place: at its middle, of a tall one where one writes."""
    return place.bottom + (min(place.height, _TALL) - high) / 2


def _is_free(rect: Rect, page: Paper, taken: Sequence[Rect]) -> bool:
    around = Rect(rect.left - _CLEAR, rect.bottom - _CLEAR, rect.right + _CLEAR, rect.top + _CLEAR)
    return not any(_meet(rect, other) for other in taken) and page.is_blank(around)


def _meet(one: Rect, other: Rect) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.bottom < other.top and other.bottom < one.top


def _drawn(tab: Tab) -> bytes:
    rect, toward = tab.spot
    across, up = rect.middle
    left, bottom, right, top = rect
    if toward == "right":
        right -= _TIP
        corners = [(left, bottom), (left, top), (right, top), (rect.right, up), (right, bottom)]
    elif toward == "left":
        left += _TIP
        corners = [(right, bottom), (right, top), (left, top), (rect.left, up), (left, bottom)]
    else:
        bottom += _TIP
        corners = [(left, top), (right, top), (right, bottom), (across, rect.bottom), (left, bottom)]
    path = b" ".join(b"%.2f %.2f %s" % (*corner, b"l" if at else b"m") for at, corner in enumerate(corners))
    size = _type_size(tab.lines)
    y = top - _PAD - face.CAPITAL * size
    words = b" ".join(
        b"1 0 0 1 %.2f %.2f Tm %s Tj" % (left + _PAD, y - at * size * _LEADING, face.shown(line))
        for at, line in enumerate(tab.lines)
    )
    look = b"q 1 g 0 G %.1f w %s b 0 g BT %s %.1f Tf %s ET Q" % (_STROKE, path, face.NAME.encode(), size, words)
    return b"/Artifact BMC " + look + b" EMC"
