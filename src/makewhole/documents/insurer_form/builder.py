"""Binds the filled pages of the insurer's own form into the packet, where a claim form belongs."""

from makewhole.documents.forms import Filled
from makewhole.documents.press import Part, attachment_pages
from makewhole.documents.subject import Subject

ORDER = 35
ALONE = False
"""On its own it is the insurer's file itself, filled."""
TITLE = "The insurer's claim form"


def part(subject: Subject) -> Part | None:
    """The pages of the form with something to fill or sign, and its attachment; None where no form was given."""
    if subject.form is None:
        return None
    wanted = pages(subject.form)
    drawn = [
        page for number, page in enumerate(attachment_pages(subject.form.pdf, "form"), start=1) if number in wanted
    ]
    pictures = {f"insurer-form-{number}": page.picture for number, page in enumerate(drawn, start=1)}
    described = [
        {"picture": name, "alt": f"{TITLE}, page {number} of {len(drawn)}. It reads: {page.words}"}
        for number, (name, page) in enumerate(zip(pictures, drawn, strict=True), start=1)
    ]
    return Part("insurer_form", TITLE, {"pages": described}, "en", pictures)


def pages(form: Filled) -> set[int]:
    """The numbers of the pages that are sent: those filled or to sign, and what was added at the end."""
    filled = {each.box.page for each in form.written} | {place.page for place in form.signatures}
    return filled | set(range(form.form_pages + 1, form.pages + 1))
