"""The practice's own sentences in its letters, with what they come to for a made-up patient."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.access import own_role, staff
from makewhole.app.clinic.drafting import version_in
from makewhole.app.clinic.opened import open_house
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.documents import cover_letter
from makewhole.documents.necessity_letter import builder as necessity_letter
from makewhole.documents.own_words import PASSAGES, filled
from makewhole.documents.subject import Subject
from makewhole.errors import MakewholeError

from .. import kept
from ..pages import DEED
from ..wording import SETTING, TITLES, WordingForm, names
from ..worked import someone
from .sheets import must_change

BUILDERS = {"necessity_letter": necessity_letter.build, "cover_letter": cover_letter.build}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def wording(request: HttpRequest) -> HttpResponse:
    """Show, preview and save the practice's sentences."""
    stored = kept.kept(SETTING, dict[str, str])
    form = WordingForm(request.POST if request.method == "POST" else None, initial=stored.record or {})
    version, status, overtaken = stored.number, 200, False
    words = stored.record or {}
    if request.method == "POST":
        must_change(SETTING)
        version, status = version_in(request.POST.get("version", "")), 422
        if form.is_valid():
            words, status = form.words(), 200
            if "preview" not in request.POST:
                try:
                    kept.save(SETTING, words, version)
                except ChangedElsewhere:
                    version, status, overtaken = stored.number, 409, True
                else:
                    messages.success(request, _("Saved. New letters begin with it."))
                    return redirect("setting_wording")
    if not may(own_role(), DEED):
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "version": version, "names": names(), "shown": _shown(words), "overtaken": overtaken}
    return render(request, "setup/wording.html", context | {"may_change": may(own_role(), DEED)}, status=status)


def _shown(words: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Each passage with its words for a made-up patient, and whether they are the practice's own."""
    house = open_house()
    if house.practice is None:
        return []
    try:
        subject = someone(house.practice, house.providers, house.protocols, date.today())
    except MakewholeError:
        return []
    return [(TITLES[each], _passage(each, words, subject), each in words) for each in PASSAGES]


def _passage(passage: str, words: dict[str, str], subject: Subject) -> str:
    if passage in words:
        return filled(words[passage], subject)
    document, _slash, name = passage.partition("/")
    return str(BUILDERS[document](subject)[name])
