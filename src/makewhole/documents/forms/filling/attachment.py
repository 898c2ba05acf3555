"""The page after a form that holds what found no room in its boxes."""

from collections.abc import Sequence

import pikepdf

from makewhole.documents.forms.filling.face import NAME, shown, written
from makewhole.documents.forms.filling.fitting import wrapped
from makewhole.documents.forms.filling.writing import Continued
from makewhole.documents.forms.form import Form
from makewhole.records import Claim

_WIDTH, _HEIGHT, _MARGIN = 612.0, 792.0, 54.0
_SIZE, _HEAD, _LEADING = 10.0, 14.0, 1.35


def add_attachment(
    pdf: pikepdf.Pdf, form: Form, continued: Sequence[Continued], claim: Claim, face: pikepdf.Object
) -> None:
    """Add one page or more: whose form it belongs to, then each item under its number."""
    whose = f"{claim.patient.name}   Member ID {claim.coverage.member_id}   Claim {claim.number}"
    lines = [(f"Attachment to {form.title or 'the claim form'}", _HEAD), (whose, _SIZE), ("", _SIZE)]
    for item in continued:
        lines += [(f"Item {item.number}: {item.label}", _SIZE)]
        lines += [(text, _SIZE) for text in item.text.split("\n")] + [("", _SIZE)]
    set_lines = [
        (part, size)
        for text, size in lines
        for part in (wrapped(written(text) or "", size, _WIDTH - 2 * _MARGIN) or _broken(written(text) or ""))
    ]
    y, content = _HEIGHT - _MARGIN, list[bytes]()
    for text, size in set_lines:
        if y < _MARGIN:
            _add_page(pdf, content, face)
            y, content = _HEIGHT - _MARGIN, []
        y -= size * _LEADING
        content.append(b"%s %.1f Tf 1 0 0 1 %.1f %.1f Tm %s Tj" % (NAME.encode(), size, _MARGIN, y, shown(text)))
    _add_page(pdf, content, face)


def _broken(text: str) -> list[str]:
    """A text with a word that is wider than the page, broken anywhere."""
    return [text[start : start + 80] for start in range(0, len(text), 80)]


def _add_page(pdf: pikepdf.Pdf, content: Sequence[bytes], face: pikepdf.Object) -> None:
    page = pdf.add_blank_page(page_size=(_WIDTH, _HEIGHT))
    page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary({NAME: face}))
    page.obj["/Contents"] = pdf.make_stream(b"BT " + b" ".join(content) + b" ET")
