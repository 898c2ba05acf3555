"""Account pages that allauth does not have: accepting an invitation, signing out one device, staying signed in."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from makewhole.app.vault import audit
from makewhole.app.vault.acting import NotActing, acting, current

from . import devices, invitations, newcomers
from .break_glass import NotAllowed
from .middleware import PRACTICE
from .models import Invitation, Membership, Role, User
from .origin import address
from .reauthentication import recently_authenticated_from

INVITER = "inviter"


class Joining(forms.Form):
    """What someone who was invited says about themselves."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As colleagues know you; it stands beside what you do."),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    code = forms.RegexField(
        r"^\s*[0-9]{3}\s?[0-9]{3}\s*$",
        label=gettext_lazy("The six digits you were told by phone"),
        widget=forms.TextInput({"class": "as-code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"invalid": gettext_lazy("Write the six digits, for example 123 456.")},
    )
    field_order = ("code", "name", "password")

    def __init__(self, *args: object, known: bool, coded: bool, renews: bool) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        if not coded:
            del self.fields["code"]
        if known:
            del self.fields["name"]
        if known and not renews:
            self.fields["password"].help_text = _("You have an account here already: type its password.")
        else:
            self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(self.cleaned_data["code"].split())


def closed(request: HttpRequest) -> HttpResponse:
    """A page of allauth that is not for this place."""
    raise Http404


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: make the account, or prove that it is yours, then sign in. Nobody does it for another."""
    where = address(request)
    try:
        invitation = invitations.open_invitation(token, where)
        if _is_anothers(request, invitation):
            invitations.refuse(token, where)
            return render(request, "account/invitation_not_yours.html", {"invitation": invitation}, status=403)
        return _join(request, token, invitation, where)
    except invitations.NoInvitation:
        return render(request, "account/invitation_ended.html", status=410)


def remember_inviter(response: HttpResponse, inviter: UUID) -> None:
    """Mark the browser in which an invitation's link and code were shown: nobody accepts it there."""
    response.set_signed_cookie(
        INVITER,
        str(inviter),
        max_age=int(invitations.LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_anothers(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether this browser is someone else's: signed in as another, or the one in which the invitation was made."""
    if isinstance(request.user, User) and request.user.email != invitation.email:
        return True
    made_here = request.get_signed_cookie(INVITER, default="") == str(invitation.invited_by_id)
    return bool(invitation.code) and made_here


def _join(request: HttpRequest, token: str, invitation: Invitation, where: str) -> HttpResponse:
    known = User.objects.filter(email=invitation.email).exists()
    given = [request.POST] if request.method == "POST" else []
    form = Joining(*given, known=known, coded=bool(invitation.code), renews=invitation.renews)
    if form.is_valid():
        code, password = form.cleaned_data.get("code", ""), form.cleaned_data["password"]
        try:
            invitations.prove_code(token, code, where)
            if known and not invitation.renews:
                _prove(request, invitation.email, password)
            browser = request.headers.get("User-Agent", "")
            member = invitations.accept(token, form.cleaned_data.get("name", ""), password, code, where, browser)
        except invitations.WrongCode as refused:
            form.add_error("code", str(refused))
        except ValidationError as refused:
            form.add_error("password", refused)
        else:
            says = _("Your account is ready. Sign in with your e-mail address and password.")
            if member.waits:
                says += " " + _("Then a colleague confirms that it is yours.")
            messages.success(request, says)
            return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invitation": invitation})


def _prove(request: HttpRequest, email: str, password: str) -> None:
    """Hold guesses at an account's password here to the limits of signing in. Raises ValidationError."""
    if get_adapter(request).authenticate(request, email=email, password=password) is None:
        raise ValidationError(_("This address already has an account here; use its password."))


@login_required
def practices(request: HttpRequest) -> HttpResponse:
    """The practices in which the signed-in person works, and changing to one of them, which its audit trail tells."""
    me = request.user if isinstance(request.user, User) else None
    mine = Membership.objects.filter(user=me, active=True, waits=False).select_related("practice")
    if request.method != "POST":
        listed = {"memberships": mine.order_by("practice__name"), "here": getattr(request, "member", None)}
        return render(request, "account/practices.html", listed)
    member = next((each for each in mine if str(each.practice_id) == request.POST.get("practice")), None)
    if member is None:
        raise Http404
    request.session[PRACTICE] = str(member.practice_id)
    with acting(member, where=address(request)):
        audit.append("enter", "accounts_membership", row=member.pk)
    return redirect("today")


@login_required
def new_colleagues(request: HttpRequest) -> HttpResponse:
    """Who made an account here by an invitation that was handed over, for colleagues who know them to confirm."""
    _must_work_here()
    return render(request, "account/new_colleagues.html", {"newcomers": newcomers.newcomers()})


@login_required
@require_POST
@recently_authenticated_from("new_colleagues")
def answer_colleague(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm one of them, or turn them away."""
    _must_work_here()
    member = Membership.objects.filter(pk=pk, practice_id=current().practice_id).select_related("user").first()
    if member is None:
        raise Http404
    try:
        if "known" in request.POST:
            newcomers.confirm(member)
            messages.success(request, _("%(name)s can begin to work.") % {"name": member.user})
        elif "unknown" in request.POST:
            newcomers.turn_away(member)
            messages.info(request, _("%(name)s has no access here.") % {"name": member.user})
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("new_colleagues")


def _must_work_here() -> None:
    try:
        works = current().role not in (Role.PATIENT, Role.SERVICE)
    except NotActing:
        works = False
    if not works:
        raise PermissionDenied


@require_safe
@login_required
def still_here(request: HttpRequest) -> HttpResponse:
    """Nothing: asking is enough for the session to go on while someone types on a page that sends nothing."""
    return HttpResponse(status=204)


@login_required
@require_POST
def sign_out_device(request: HttpRequest, session: int) -> HttpResponse:
    """End one of the signed-in person's own sessions."""
    if not isinstance(request.user, User) or not devices.sign_out(request.user, session):
        raise Http404
    messages.info(request, _("That device is signed out."))
    return redirect("usersessions_list")
