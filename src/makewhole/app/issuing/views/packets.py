"""Issued packets: the list, one packet with its history, its files, and marking it void."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.models import User
from makewhole.app.accounts.reauthentication import recently_authenticated
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.access import Refused, must, own_role, sees, staff, towards
from makewhole.app.clinic.ids import id_in
from makewhole.app.clinic.models import Visit
from makewhole.app.vault import audit, chain
from makewhole.app.vault.blind import MOST
from makewhole.app.vault.models import AuditEntry

from ..issue import SHORTEST_REASON, NeedsReason, file_bytes, hand_over, issued_facts, void
from ..links import state_of
from ..making import NotIssuable, shown_to
from ..models import Link, Packet, PacketFile

PAGE = 50
BOUND, WHOLE = "packet.pdf", "packet"
COUNTED = 1000
"""Counting stops here, so that a list of years opens as fast as one of days."""
FILES = {
    "packet.pdf": gettext_lazy("The whole packet"),
    "submission-sheet.pdf": gettext_lazy("How to send it"),
    "superbill.pdf": gettext_lazy("Superbill"),
    "receipt.pdf": gettext_lazy("Receipt"),
    "cover-letter.pdf": gettext_lazy("Cover letter"),
    "insurer-form.pdf": gettext_lazy("The insurer's own form, filled"),
    "cms1500.pdf": gettext_lazy("CMS-1500, to look at"),
    "cms1500-red-form.pdf": gettext_lazy("CMS-1500, values for the red form"),
    "necessity-letter.pdf": gettext_lazy("Letter of medical necessity"),
    "policy-answers.pdf": gettext_lazy("Answers to the insurer's policy"),
    "treatment-plan.pdf": gettext_lazy("Treatment plan"),
    "clinical-summary.pdf": gettext_lazy("Clinical summary"),
    "claim.837": gettext_lazy("Claim as X12 837P"),
    "claim.fhir.json": gettext_lazy("Claim as FHIR"),
    "packet.json": gettext_lazy("The packet as data"),
}
MACHINES = ("claim.fhir.json", "packet.json")
"""Files that hold reasons and findings, which tell of the record."""
TYPES = {"pdf": "application/pdf", "json": "application/json", "837": "text/plain"}
HAPPENED = {
    "issue": gettext_lazy("Issued"),
    "correct": gettext_lazy("Replaced by a correction"),
    "void": gettext_lazy("Made void"),
    "open": gettext_lazy("Opened"),
    "export": gettext_lazy("Downloaded"),
    "hand_over": gettext_lazy("Handed over"),
    "share": gettext_lazy("Link made"),
    "withdraw": gettext_lazy("Link withdrawn"),
    "open_link": gettext_lazy("Link tried"),
    "release": gettext_lazy("Opened through the link"),
}
BY_LINK = ("open_link", "release")
KINDS = {Packet.State.ISSUED: "open", Packet.State.CORRECTED: "open", Packet.State.VOID: "block"}


class Row(NamedTuple):
    """One line of the list."""

    packet: Packet
    who: str
    kind: str


class Event(NamedTuple):
    """One thing that happened to a packet: when, what, by whom, and whether it was refused."""

    at: datetime
    says: str
    by: str
    refused: bool


class Voiding(forms.Form):
    """Why a packet is made void."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this packet void?"),
        help_text=gettext_lazy(
            "A sentence for the audit trail. The packet stays, marked as void; its number is not used again."
        ),
        min_length=SHORTEST_REASON,
        error_messages={
            "required": gettext_lazy("Say why in a sentence."),
            "min_length": gettext_lazy("Say why in a sentence."),
        },
        widget=forms.Textarea({"rows": 2}),
    )


class Filters(forms.Form):
    """What the list shows. It is sent by POST: what is looked for may be a name, and an address is written down."""

    q = forms.CharField(required=False, max_length=80)
    state = forms.ChoiceField(required=False, choices=[("", pgettext_lazy("packets", "All")), *Packet.State.choices])
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%m/%d/%Y", "%d %b %Y"])
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%m/%d/%Y", "%d %b %Y"])
    below = forms.IntegerField(required=False)


@staff
def packets(request: HttpRequest) -> HttpResponse:
    """The packets that fit the filters, the newest first, with what is at stake in the newest COUNTED of them."""
    given = request.POST
    filters = Filters(given)
    filters.is_valid()
    wanted = filters.cleaned_data
    found = _filtered(Packet.objects.all(), wanted, filters)
    newest = found.order_by("-number")[: COUNTED + 1]
    counts = Q(state=Packet.State.ISSUED)
    sums = newest.aggregate(count=Count("pk"), counting=Count("pk", filter=counts), stake=Sum("charge", filter=counts))
    if wanted.get("below"):
        found = found.filter(number__lt=wanted["below"])
    rows = list(found.select_related("patient").order_by("-number")[: PAGE + 1])
    shown, more = rows[:PAGE], len(rows) > PAGE
    return render(
        request,
        "issuing/packets.html",
        {
            "filters": filters,
            "states": Packet.State.choices,
            "rows": _named(shown),
            "count": min(sums["count"], COUNTED),
            "uncounted": sums["count"] > COUNTED,
            "counting": min(sums["counting"], COUNTED),
            "stake": sums["stake"] or 0,
            "applied": any(given.get(name) for name in ("q", "state", "since", "until")),
            "older": shown[-1].number if more else None,
            "may_batch": may(own_role(), "issue_packet"),
            "any": sums["count"] or Packet.objects.exists(),
        },
    )


@staff
def packet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One packet: what is in it, what may be done with it, and what happened to it."""
    row = packet_or_404(pk)
    return render(request, "issuing/packet.html", _shown(row))


@recently_authenticated
@staff
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One file of a packet, as it was issued; `?download` saves it instead of opening it."""
    must("issue_packet", "issuing_packet", pk)
    row = packet_or_404(pk)
    if not PacketFile.objects.filter(packet=row, name=name).exists():
        raise Http404
    if not may_open(name, towards(row.patient_id)):
        raise Refused("issuing_packet", pk, name)
    download = "download" in request.GET
    with transaction.atomic():
        content = file_bytes(row, name)
        if content is None:
            raise Http404
        audit.append("export" if download else "open", "issuing_packet", row=row.pk, why=name)
    return as_response(row, name, content, download=download)


def may_open(name: str, role: str) -> bool:
    """Whether a role may open one file of a packet: the whole packet like a closed envelope that it hands over, what
    is for machines only with all of the record, and a single paper by what its preview shows."""
    if name == BOUND:
        return True
    return shown_to(role, WHOLE if name in MACHINES else name.removesuffix(".pdf").replace("-", "_"))


def as_response(row: Packet, name: str, content: bytes, *, download: bool) -> HttpResponse:
    """A file for the browser, named by the packet's number and never by the patient."""
    response = HttpResponse(content, content_type=TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
    how = "attachment" if download else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{row.label}-{name}"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@staff
def make_void(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask why, then mark a packet void."""
    must("void_packet", "issuing_packet", pk)
    row = packet_or_404(pk)
    form = Voiding(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void(row, form.cleaned_data["reason"])
        except (NeedsReason, NotIssuable) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Packet %(number)s is void.") % {"number": row.label})
            return redirect("packet", pk)
    return render(request, "issuing/void.html", {"packet": row, "form": form}, status=422 if form.errors else 200)


@staff
@require_POST
def handed_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down that the patient was given the packet; the form's key makes a second click harmless."""
    must("issue_packet", "issuing_packet", pk)
    row, key = packet_or_404(pk), id_in(request.POST.get("key", ""))
    if key is None:
        raise Http404
    hand_over(row, key)
    messages.success(request, _("Written down: packet %(number)s was handed over.") % {"number": row.label})
    return redirect("packet", pk)


def _shown(row: Packet) -> dict[str, Any]:
    role = own_role()
    (person,) = clinic.patients([row.patient])
    facts = issued_facts(row)
    names = set(PacketFile.objects.filter(packet=row).values_list("name", flat=True))
    known = [*(name for name in FILES if name in names), *sorted(names - FILES.keys())]
    whole = towards(row.patient_id)
    ordered = [name for name in known if may_open(name, whole)]
    links = list(Link.objects.filter(packet=row).select_related("made_by").order_by("-created"))
    return {
        "packet": row,
        "person": person,
        "facts": facts if sees(role, "visit", "note") else facts.model_copy(update={"findings": ()}),
        "kind": KINDS[Packet.State(row.state)],
        "live": row.state == Packet.State.ISSUED,
        "hidden": len(known) - len(ordered),
        "files": [(name, FILES.get(name, name)) for name in ordered],
        "may_open": may(role, "issue_packet"),
        "may_void": may(role, "void_packet"),
        "may_share": may(role, "share_packet"),
        "links": [(each, state_of(each)) for each in links],
        "replaced_by": Packet.objects.filter(corrects=row).first(),
        "history": _history(row),
        "newest": _newest_version(row),
        "key": uuid4(),
    }


def _history(row: Packet) -> Sequence[Event]:
    about = [each for each in chain.about_alone(row.pk) if each.kind == "issuing_packet"]
    entries = [each for each in about if each.action in HAPPENED]
    people = {each.pk: str(each) for each in User.objects.filter(pk__in={each.user for each in entries if each.user})}
    refused, zone = audit.REFUSED, ZoneInfo(row.practice.time_zone)
    return [
        Event(
            each.at.astimezone(zone).replace(tzinfo=None),
            str(HAPPENED[each.action]),
            _who(each, people),
            each.outcome == refused,
        )
        for each in entries
    ]


def _who(entry: AuditEntry, people: dict[UUID, str]) -> str:
    if entry.user is not None:
        return people.get(entry.user, "")
    return "" if entry.action in BY_LINK else str(_("the workspace"))


def _newest_version(row: Packet) -> UUID:
    """The visit's newest signed version: an amendment where there is one."""
    newest, key = row.visit_id, row.visit_id
    while following := Visit.objects.filter(amends=key).first():
        key = following.pk
        if following.state == Visit.State.SIGNED:
            newest = key
    return newest


def _filtered(found: QuerySet[Packet], wanted: dict[str, Any], filters: Filters) -> QuerySet[Packet]:
    if typed := wanted.get("q"):
        number = typed.upper().removeprefix("MW-").lstrip("0")
        if typed.upper().startswith("MW-") and number.isdecimal() and len(number) < 10:
            found = found.filter(number=int(number))
        else:
            patients = clinic.search(typed)
            if len(patients) >= MOST:
                filters.add_error("q", _("Too many patients fit: type another word."))
            found = found.filter(patient__in=patients)
    if state := wanted.get("state"):
        found = found.filter(state=state)
    if isinstance(since := wanted.get("since"), date):
        found = found.filter(issued__gte=since)
    if isinstance(until := wanted.get("until"), date):
        found = found.filter(issued__lte=until)
    return found


def _named(shown: Sequence[Packet]) -> list[Row]:
    people = clinic.names([each.patient for each in shown])
    return [Row(each, who, KINDS[Packet.State(each.state)]) for each, who in zip(shown, people, strict=True)]


def packet_or_404(pk: UUID) -> Packet:
    """The acting practice's packet with this id. Raises Http404, also for a patient who was erased."""
    row = Packet.objects.select_related("patient", "visit", "practice", "corrects").filter(pk=pk).first()
    if row is None or row.patient.state == "erased":
        raise Http404
    return row
