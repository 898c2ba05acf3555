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
from makewhole.app.accounts.break_glass import NotAllowed, to_review
from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.models import Invitation, Membership
from makewhole.app.accounts.reauthentication import recently_authenticated, recently_authenticated_from
from makewhole.app.accounts.views import remember_inviter
from makewhole.app.clinic.access import must, staff
from makewhole.app.clinic.records import practice_record
from makewhole.app.vault.acting import current
from makewhole.records import Provider

from ..people import DOES, STAFF, Inviting

DEED = "manage_people"


@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
@staff
def listed(request: HttpRequest) -> HttpResponse:
    """Everyone who works here, those who are invited, and a form to invite another."""
    must(DEED, "accounts_membership")
    form = Inviting(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if _works_here(form.cleaned_data["email"]):
            form.add_error("email", _("This person works here already. Change their role in the list."))
        elif settings.EMAIL_HOST:
            token = invitations.invite(form.cleaned_data["email"], form.cleaned_data["role"])
            _send(form.cleaned_data["email"], _link(request, token))
            messages.success(request, _("The invitation is on its way."))
            return redirect("setting_people")
        else:
            handed = invitations.invite_by_hand(form.cleaned_data["email"], form.cleaned_data["role"])
            return _handed_over(request, handed)
    return render(request, "setup/people.html", _context(form), status=422 if form.errors else 200)


def _handed_over(request: HttpRequest, handed: invitations.Handed) -> HttpResponse:
    """The page with a link and its code, which are shown once, here: one is kept as a hash, the other sealed."""
    page = _context(Inviting()) | {"link": _link(request, handed.token), "code": handed.code}
    response = render(request, "setup/people.html", page)
    if me := current().user_id:
        remember_inviter(response, me)
    return response


@require_POST
@recently_authenticated_from("setting_people")
@staff
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a colleague another role, say as whom they sign, end their work here, let them work here again, or let them
    set a new password and second factor."""
    must(DEED, "accounts_membership", pk)
    member = Membership.objects.filter(pk=pk, practice_id=current().practice_id).select_related("user").first()
    role, npi = request.POST.get("role", ""), request.POST.get("npi")
    signs = npi is not None and npi in dict(_signers())
    if member is None or not (role in dict(STAFF) or signs or {"end", "back", "renew"} & request.POST.keys()):
        raise Http404
    try:
        if "renew" in request.POST:
            if not settings.EMAIL_HOST:
                return _handed_over(request, invitations.renew_by_hand(member))
            _send(member.user.email, _link(request, invitations.renew(member)))
            messages.success(request, _("A link to sign in anew is on its way to %s.") % member.user)
        elif "end" in request.POST:
            people.end(member)
            messages.success(request, _("%s does not work here any more.") % member.user)
        elif "back" in request.POST:
            people.let_back(member)
            messages.success(request, _("%s works here again.") % member.user)
        elif npi is not None:
            people.let_sign_as(member, npi)
            words = _("%(person)s signs as: %(provider)s.")
            messages.success(request, words % {"person": member.user, "provider": dict(_signers())[npi]})
        else:
            people.change_role(member, role)
            words = _("%(person)s works as: %(role)s.")
            messages.success(request, words % {"person": member.user, "role": member.get_role_display()})
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("setting_people")


@require_POST
@recently_authenticated_from("setting_people")
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


def _context(form: Inviting) -> dict[str, object]:
    members = Membership.objects.filter(practice_id=current().practice_id).select_related("user")
    waiting = Invitation.objects.filter(accepted=None, withdrawn=None, expires__gt=timezone.now()).order_by("expires")
    return {
        "form": form,
        "members": members.order_by("-active", "user__name", "user__email"),
        "waiting": waiting,
        "roles": STAFF,
        "does": [(role.label, words) for role, words in DOES],
        "me": current().user_id,
        "looks": len(to_review()),
        "signers": _signers(),
        "signs": [role for role in (value for value, _label in STAFF) if may(role, "sign_visit")],
    }


def _signers() -> list[tuple[str, str]]:
    """Whom someone may be, by NPI."""
    providers = practice_record("providers", tuple[Provider, ...]) or ()
    return [("", _("nobody")), *((each.npi, each.signs_as) for each in providers)]


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("join", args=(token,)))


def _works_here(email: str) -> bool:
    here = Membership.objects.filter(practice_id=current().practice_id, active=True)
    return here.filter(user__email=email.strip().lower()).exists()


def _send(address: str, link: str) -> None:
    subject = _("Your invitation to makewhole")
    body = _("You are invited to work in a practice on makewhole. This link works once, for seven days:")
    send_mail(subject, f"{body}\n\n{link}\n", None, [address])
