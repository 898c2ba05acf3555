"""Who works in the practice: inviting, changing what someone does, and ending it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from makewhole.app.accounts import invitations, people
from makewhole.app.accounts.break_glass import NotAllowed
from makewhole.app.accounts.models import Invitation, Membership
from makewhole.app.clinic.access import must, staff
from makewhole.app.vault import audit
from makewhole.app.vault.acting import current

from ..people import DOES, STAFF, Inviting

DEED = "manage_people"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Everyone who works here, those who are invited, and a form to invite another."""
    must(DEED, "accounts_membership")
    form = Inviting(request.POST if request.method == "POST" else None)
    link = ""
    if form.is_valid():
        if _works_here(form.cleaned_data["email"]):
            form.add_error("email", _("This person works here already. Change their role in the list."))
        else:
            token = invitations.invite(form.cleaned_data["email"], form.cleaned_data["role"])
            link = request.build_absolute_uri(reverse("join", args=(token,)))
            if settings.EMAIL_HOST:
                _send(form.cleaned_data["email"], link)
                messages.success(request, _("The invitation is on its way."))
                return redirect("setting_people")
            form = Inviting()
    # The link is shown once, in this answer: only its hash is kept.
    return render(request, "setup/people.html", _context(form, link), status=422 if form.errors else 200)


@require_POST
@staff
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a colleague another role, end their work here, or let them work here again."""
    must(DEED, "accounts_membership", pk)
    member = Membership.objects.filter(pk=pk, practice_id=current().practice_id).select_related("user").first()
    role = request.POST.get("role", "")
    if member is None or not (role in dict(STAFF) or "end" in request.POST or "back" in request.POST):
        raise Http404
    try:
        if "end" in request.POST:
            people.end(member)
            messages.success(request, _("%s does not work here any more.") % member.user)
        elif "back" in request.POST:
            member.active = True
            member.save(update_fields=["active"])
            audit.append("return", "accounts_membership", row=member.pk)
            messages.success(request, _("%s works here again.") % member.user)
        else:
            people.change_role(member, role)
            words = _("%(person)s works as: %(role)s.")
            messages.success(request, words % {"person": member.user, "role": member.get_role_display()})
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("setting_people")


@require_POST
@staff
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make an invitation's link useless."""
    must(DEED, "accounts_invitation", pk)
    invitation = Invitation.objects.filter(pk=pk, accepted=None, withdrawn=None).first()
    if invitation is None:
        raise Http404
    invitations.withdraw(invitation)
    messages.success(request, _("The invitation is withdrawn; its link does nothing now."))
    return redirect("setting_people")


def _context(form: Inviting, link: str) -> dict[str, object]:
    members = Membership.objects.filter(practice_id=current().practice_id).select_related("user")
    waiting = Invitation.objects.filter(accepted=None, withdrawn=None, expires__gt=timezone.now()).order_by("expires")
    return {
        "form": form,
        "link": link,
        "members": members.order_by("-active", "user__name", "user__email"),
        "waiting": waiting,
        "roles": STAFF,
        "does": [(role.label, words) for role, words in DOES],
        "me": current().user_id,
    }


def _works_here(email: str) -> bool:
    here = Membership.objects.filter(practice_id=current().practice_id, active=True)
    return here.filter(user__email=email.strip().lower()).exists()


def _send(address: str, link: str) -> None:
    subject = _("Your invitation to makewhole")
    body = _("You are invited to work in a practice on makewhole. This link works once, for seven days:")
    send_mail(subject, f"{body}\n\n{link}\n", None, [address])
