"""Insurers' own forms: taken in, and put right once on a picture of the page, box by box."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from makewhole.app.accounts.matrix import may
from makewhole.app.clinic.access import Refused, own_role, staff
from makewhole.app.clinic.opened import open_house
from makewhole.app.clinic.uploads import tell_if_too_large
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.documents.forms import Box, Entry, FormRefused, read_mapping
from makewhole.errors import InvalidRecord
from makewhole.rules.payer_registry import payers

from .. import keeping
from ..form_problems import ACTIVE, in_words
from ..keeping import Opened, open_form
from ..models import InsurerForm
from ..picture import Picture, Placed, page_picture
from ..shown_boxes import counts, next_to_decide, offered, shown_boxes
from ..typing_forms import LEAST, Choosing, Dropping

KIND = "insurers_form"
DEED = "keep_forms"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def insurer_forms(request: HttpRequest) -> HttpResponse:
    """Every kept form, and a place to drop another in."""
    may_keep = may(own_role(), DEED)
    if request.method == "POST" and not may_keep:
        raise Refused(KIND, why=DEED)
    form = Dropping(*((request.POST, request.FILES) if request.method == "POST" else ()), today=open_house().today())
    if form.is_valid():
        try:
            row = keeping.take_in(form.cleaned_data["file"].read(), form.cleaned_data["payer"])
        except FormRefused as refused:
            for words in in_words(refused):
                form.add_error("file", words)
        else:
            messages.success(request, _("The form is kept. Look it over once; then packets can hold it, filled."))
            return redirect("insurer_form", row.pk)
    tell_if_too_large(request, form, "file")
    page = {
        "form": form,
        "kept": [(row, kept) for row, kept in keeping.kept_forms()],
        "removed": keeping.kept_forms(removed=True) if may_keep else [],
        "names": {each.payer_id: each.name for each in payers(open_house().today())},
        "may_keep": may_keep,
    }
    return render(request, "insurers/forms.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def insurer_form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page of a form with its boxes over the picture; `?box=` is the one that is being decided."""
    opened = _opened(pk)
    if request.method != "POST":
        return _drawn(request, opened)
    if not may(own_role(), DEED):
        raise Refused(KIND, pk, DEED)
    do = request.POST.get("do", "")
    try:
        if do == "save":
            return _decided(request, opened)
        if do in _DEEDS:
            return _DEEDS[do](request, opened)
    except ChangedElsewhere:
        messages.warning(request, _("Someone else changed this form meanwhile. Nothing of yours is saved; look again."))
        return redirect("insurer_form", pk)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def form_mapping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What goes in the boxes, as the small file that other practices can use; a POST takes such a file over."""
    opened = _opened(pk)
    if request.method != "POST":
        headers = {"Content-Disposition": 'attachment; filename="mapping.toml"'}
        return HttpResponse(opened.kept.mapping, content_type="application/toml; charset=utf-8", headers=headers)
    if not may(own_role(), DEED):
        raise Refused(KIND, pk, DEED)
    sent = request.FILES.get("mapping")
    try:
        if sent is None or sent.size is None or sent.size > 2**20:
            raise InvalidRecord([])
        count = keeping.take_over(opened, read_mapping(sent.read().decode("utf-8")))
    except (InvalidRecord, UnicodeDecodeError) as refused:
        words = in_words(refused) if isinstance(refused, InvalidRecord) else []
        messages.error(request, " ".join(words[:3]) or _("Choose a mapping file: a TOML file of at most 1 MB."))
    except ChangedElsewhere:
        messages.warning(request, _("Someone else changed this form meanwhile. Nothing of yours is saved; look again."))
    else:
        messages.success(request, _taken_over(count))
    return redirect("insurer_form", pk)


def _opened(pk: UUID) -> Opened:
    row = InsurerForm.objects.select_related("blob").filter(pk=pk).first()
    if row is None:
        raise Http404
    return open_form(row)


def _decided(request: HttpRequest, opened: Opened) -> HttpResponse:
    box = opened.box(request.POST.get("box", ""))
    if box is None:
        raise Http404
    picture = page_picture(opened.content, box.page)
    form = Choosing(request.POST, box, opened, picture, writable=True)
    if not form.is_valid():
        return _drawn(request, opened, box, form, picture)
    at = form.place()
    entry = Entry(form.cleaned_data["value"], form.cleaned_data["way"])
    keeping.decide(opened, box.id, entry, picture.on_page(at) if at else None)
    return redirect(_address(opened, next_to_decide(open_form(opened.row), box)))


def _added(request: HttpRequest, opened: Opened) -> HttpResponse:
    page = _page_number(request.POST.get("page", ""), opened)
    if not opened.form.flat:
        raise Http404
    picture = page_picture(opened.content, page)
    try:
        x, y, width, height = (float(request.POST.get(name, "")) for name in ("x", "y", "width", "height"))
        at = Placed(max(x, 0), max(y, 0), max(width, LEAST), max(height, LEAST))
    except ValueError:
        at = Placed(picture.width / 2 - 60, picture.height / 2 - 7, 120, 14)
    name = keeping.add_box(opened, page, picture.on_page(at))
    added = open_form(opened.row).box(name)
    return redirect(_address(opened, added) if added else reverse("insurer_form", args=(opened.row.pk,)))


def _checked(request: HttpRequest, opened: Opened) -> HttpResponse:
    by = getattr(request.user, "name", "") or str(request.user)
    keeping.check(opened, open_house().today(), by)
    messages.success(request, _("Packets can hold this form now. Choose it when you issue one."))
    return redirect("insurer_forms")


def _carried(request: HttpRequest, opened: Opened) -> HttpResponse:
    like = keeping.looks_like(opened)
    if like is None:
        raise Http404
    messages.success(request, _taken_over(keeping.take_over(opened, read_mapping(like[1].mapping))))
    return redirect("insurer_form", opened.row.pk)


def _removed(request: HttpRequest, opened: Opened) -> HttpResponse:
    keeping.remove(opened.row)
    back = reverse("insurer_form", args=(opened.row.pk,))
    undo = '{} <button class="plain" form="undo" formaction="{}" name="do" value="restore">{}</button>'
    messages.info(
        request, format_html(undo, _("The form is removed. Packets that were issued keep it."), back, _("Undo"))
    )
    return redirect("insurer_forms")


def _restored(request: HttpRequest, opened: Opened) -> HttpResponse:
    keeping.bring_back(opened.row)
    messages.success(request, _("The form is back."))
    return redirect("insurer_form", opened.row.pk)


_DEEDS = {"add": _added, "check": _checked, "carry": _carried, "remove": _removed, "restore": _restored}


def _taken_over(count: int) -> str:
    words = ngettext(
        "%(count)d box is taken over. Look it over.", "%(count)d boxes are taken over. Look them over.", count
    )
    return words % {"count": count}


def _drawn(
    request: HttpRequest,
    opened: Opened,
    box: Box | None = None,
    choosing: Choosing | None = None,
    picture: Picture | None = None,
) -> HttpResponse:
    may_keep = may(own_role(), DEED)
    box = box or opened.box(request.GET.get("box", ""))
    page = box.page if box else _page_number(request.GET.get("page", ""), opened)
    picture = picture or page_picture(opened.content, page)
    boxes = shown_boxes(opened, page, picture)
    here = next((each for each in boxes if box and each.box.id == box.id), None)
    if here and choosing is None:
        choosing = Choosing(None, here.box, opened, picture, writable=may_keep)
    context = {
        "opened": opened,
        "kept": opened.kept,
        "picture": picture,
        "boxes": boxes,
        "page": page,
        "pages": range(1, opened.kept.pages + 1),
        "here": here,
        "form": choosing,
        "offered": offered(here.box) if here and may_keep else [],
        "counts": counts(opened),
        "active": [ACTIVE.get(each, each) for each in opened.kept.active],
        "like": keeping.looks_like(opened) if may_keep and not opened.kept.checked else None,
        "may_keep": may_keep,
    }
    return render(request, "insurers/form.html", context, status=422 if choosing and choosing.errors else 200)


def _page_number(text: str, opened: Opened) -> int:
    """A page that is there: the one asked for, else the first with boxes."""
    if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= opened.kept.pages:
        return int(text)
    return next((number for number in range(1, opened.kept.pages + 1) if opened.boxes(number)), 1)


def _address(opened: Opened, box: Box) -> str:
    asked = urlencode({"box": box.id})
    return f"{reverse('insurer_form', args=(opened.row.pk,))}?{asked}#{'id_value' if box.to_fill else 'choose'}"
