"""Why a file cannot be used as a form, named here so that it is translated; the library says it in English."""

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from makewhole.errors import InvalidRecord

SAYS = (
    _("is larger than 25 MB."),
    _("needs a password to open."),
    _("is damaged, or is no PDF."),
    _("has no pages."),
    _("has a page of an impossible size."),
    _("is an XFA form, which only Adobe's own programs can show."),
    _("has no place to fill."),
    _("is not a mapping file."),
    _("has no [boxes]."),
    _("is not a value that makewhole knows."),
    _("is to be written in a way that its value does not have."),
    _("draws more on a page than any form does."),
    _("has pages turned on their side."),
    _("takes too much memory or time to draw."),
)
REMEDIES = (
    _("Take the blank form from the insurer's site, not a scan of it."),
    _("Open it with its password, print it to a new PDF, and use that."),
    _("Download it again from the insurer's site."),
    _("Keep only the pages of the form, sixty at most."),
    _("Open it in Adobe Reader, print it to a new PDF, and use that; or ask the insurer for a plain PDF."),
    _("Choose the blank claim form; a scan needs its fields drawn first."),
    _("Keep only the pages that are to be filled."),
    _("Write a day as in MM/DD/YYYY, or leave it out."),
    _("Print it to a new PDF, and use that."),
    _("Print it upright to a new PDF, and use that."),
)
ACTIVE = {
    "actions on opening": _("actions on opening"),
    "scripts": _("scripts"),
    "actions that start programs": _("actions that start programs"),
    "sending of its values": _("sending of its values"),
    "embedded files": _("embedded files"),
    "a second form in XFA": _("a second form in XFA"),
}
"""What a file would do by itself, as the library names it."""


def in_words(refused: InvalidRecord) -> list[str]:
    """Each problem as a sentence about the file, with the way out."""
    return [
        " ".join(filter(None, (_gettext("This file"), _gettext(each.says), each.remedy and _gettext(each.remedy))))
        for each in refused.problems
    ]
