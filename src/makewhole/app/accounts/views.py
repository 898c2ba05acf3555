"""The account pages that allauth does not have: accepting an invitation, and signing out one device."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from . import devices, invitations
from .models import User


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

    def __init__(self, *args: object, known: bool) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        if known:
            del self.fields["name"]
            self.fields["password"].help_text = _("You have an account here already: type its password.")
        else:
            self.fields["password"].help_text = " ".join(password_validators_help_texts())


def closed(request: HttpRequest) -> HttpResponse:
    """A page of allauth that is not for this place."""
    raise Http404


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: make the account, or prove that it is yours, then sign in."""
    try:
        invitation = invitations.open_invitation(token)
    except invitations.NoInvitation:
        return render(request, "account/invitation_ended.html", status=410)
    known = User.objects.filter(email=invitation.email).exists()
    form = Joining(*([request.POST] if request.method == "POST" else []), known=known)
    if form.is_valid():
        try:
            if known:
                _prove(request, invitation.email, form.cleaned_data["password"])
            invitations.accept(token, form.cleaned_data.get("name", ""), form.cleaned_data["password"])
        except ValidationError as refused:
            form.add_error("password", refused)
        except invitations.NoInvitation as refused:
            form.add_error("password", str(refused))
        else:
            messages.success(request, _("Your account is ready. Sign in with your e-mail address and password."))
            return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invitation": invitation})


def _prove(request: HttpRequest, email: str, password: str) -> None:
    """Hold guesses at an account's password here to the limits of signing in. Raises ValidationError."""
    if get_adapter(request).authenticate(request, email=email, password=password) is None:
        raise ValidationError(_("This address already has an account here; use its password."))


@login_required
@require_POST
def sign_out_device(request: HttpRequest, session: int) -> HttpResponse:
    """End one of the signed-in person's own sessions."""
    if not isinstance(request.user, User) or not devices.sign_out(request.user, session):
        raise Http404
    messages.info(request, _("That device is signed out."))
    return redirect("usersessions_list")
