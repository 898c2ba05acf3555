"""The audit trail to read: what was done here, by whom, from where and why; and all of it as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from makewhole.app.accounts.models import Membership
from makewhole.app.accounts.reauthentication import recently_authenticated_from
from makewhole.app.clinic.access import must, staff
from makewhole.app.clinic.ids import id_in
from makewhole.app.clinic.opened import open_house
from makewhole.app.vault.acting import current
from makewhole.app.vault.models import AuditHead

from .. import trail

DEED, KIND = "read_audit", "vault_auditentry"
TITLE = gettext_lazy("Audit trail")


@require_safe
@staff
def read(request: HttpRequest) -> HttpResponse:
    """Entries, newest first, narrowed to a kind of deed, a person or one record."""
    must(DEED, KIND)
    kind = request.GET.get("kind", "")
    row, who = id_in(request.GET.get("row", "")), id_in(request.GET.get("who", ""))
    before = request.GET.get("before", "")
    found = trail.look(kind, open_house().zone, row, who, int(before) if before.isdecimal() and len(before) < 12 else 0)
    head = AuditHead.objects.filter(chain=current().practice_id).first()
    people = Membership.objects.filter(practice_id=current().practice_id).select_related("user").order_by("user__name")
    page = {"found": found, "kinds": trail.KINDS, "kind": kind, "row": row, "who": who, "people": people}
    page |= {"head": bytes(head.hash).hex() if head else "", "further": before}
    return render(request, "setup/trail.html", page)


@require_POST
@recently_authenticated_from("setting_trail")
@staff
def save(request: HttpRequest) -> HttpResponseBase:
    """All of the trail as JSON lines, with its hashes."""
    must(DEED, KIND)
    headers = {"Content-Disposition": 'attachment; filename="audit-trail.jsonl"'}
    return StreamingHttpResponse(trail.saved(current()), content_type="application/x-ndjson", headers=headers)
