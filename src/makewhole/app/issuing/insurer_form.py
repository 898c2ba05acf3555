"""The insurer's own form in a packet: which can be chosen, with what it is filled, and what the record lacks for it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from makewhole.app.clinic.models import Visit
from makewhole.app.clinic.open_visit import other_page
from makewhole.app.insurers.keeping import Kept, kept_forms, open_form
from makewhole.app.insurers.models import InsurerForm
from makewhole.app.insurers.questions import every_question
from makewhole.app.insurers.shown_boxes import plain_words
from makewhole.documents.forms import Filled, FormToFill, find

NONE = "none"
ENTERED = {
    # By the first step of a named value, the place in the visit file at which it is entered.
    "patient": "patient",
    "subscriber": "coverages",
    "coverage": "coverages",
    "payer": "coverages",
    "other": "coverages",
    "employer": "coverages",
    "practice": "practice",
    "facility": "practice",
    "provider": "providers",
    "referring": "providers",
}


class Lack(NamedTuple):
    """A value that the form asks for and that is nowhere: what it is, why, and where to enter it; an empty address
    where it can only be written on the form by hand. `asks`: it is said as the question to the patient."""

    says: str
    why: str
    address: str
    asks: bool = False


def choosable(payer: str) -> list[tuple[InsurerForm, Kept]]:
    """The forms that someone looked over: those of this insurer first, then those of any, then those of others; the
    newest of each before."""
    checked = [(row, kept) for row, kept in kept_forms() if kept.checked]
    return sorted(checked, key=lambda each: (each[1].payer != payer, each[1].payer != ""))


def chosen(given: Mapping[str, Any], listed: Sequence[tuple[InsurerForm, Kept]], payer: str) -> InsurerForm | None:
    """The form that was chosen; before anyone chose, the newest of this insurer's own."""
    wanted = given.get("form", "")
    if not wanted:
        return next((row for row, kept in listed if kept.payer == payer), None)
    return next((row for row, _kept in listed if str(row.pk) == wanted), None)


def usual(payer: str) -> UUID | None:
    """The form of an insurer's packets where nobody chooses: the newest of its own, as the issue page offers it."""
    row = chosen({}, choosable(payer), payer)
    return row.pk if row else None


def to_fill(pk: UUID) -> FormToFill | None:
    """A kept form with all that a packet needs to hold it filled; None where it is not there to be chosen.

    Raises FormRefused.
    """
    row = InsurerForm.objects.select_related("blob").filter(pk=pk, removed=None).first()
    if row is None:
        return None
    opened = open_form(row)
    if opened.kept.checked is None:
        return None
    return FormToFill(opened.content, opened.form, opened.mapping.entries)


def questions_page(visit: Visit, names: Sequence[str]) -> str:
    """Where the patient's answers to these questions are written down, on the way to this visit's packet."""
    query = urlencode({"visit": visit.pk, "ask": names}, doseq=True)
    return f"{reverse('questions', args=(visit.patient_id,))}?{query}"


def lacking(filled: Filled, visit: Visit) -> list[Lack]:
    """What the form asks for and the record does not hold, each with the page on which it is entered."""
    for_the_patient = filled.for_the_patient
    asked = [each.value.partition("=")[0] for each in for_the_patient]
    found = []
    for each in filled.empty:
        if each in for_the_patient:
            address = questions_page(visit, asked)
            question = every_question().get(each.value.partition("=")[0])
            says = str(question.asks) if question else plain_words(each.value.partition("=")[0])
            found.append(Lack(says, _("only the patient can say it"), address, asks=question is not None))
        elif each.why == "not in the record":
            found.append(Lack(plain_words(each.value), _("the record does not hold it"), _entered(each.value, visit)))
        elif each.why == "cannot be printed":
            found.append(Lack(plain_words(each.value), _("it has letters that the form's typeface lacks"), ""))
        else:
            found.append(Lack(plain_words(each.value), _("it is none of the form's choices"), ""))
    return found


def _entered(value: str, visit: Visit) -> str:
    known = find(value)
    if known is None or known.lacking:  # no record has a place for it
        return ""
    first = value.partition(".")[0].partition("[")[0]
    where = ENTERED.get(first)
    if where is None:
        return reverse("visit", args=(visit.pk,))
    return other_page(visit, where)
