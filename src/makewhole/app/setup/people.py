"""The forms about people: whom to invite, and what a colleague may do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from makewhole.app.accounts.models import Role

STAFF = [
    (role.value, role.label) for role in (Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER, Role.MANAGER, Role.AUDITOR)
]
DOES = (
    (Role.FRONT_DESK, _("registers patients, enters visits, issues packets; does not see the note")),
    (Role.CLINICIAN, _("treats, writes the note and the plan, signs visits")),
    (Role.BILLER, _("mends claims, corrects and voids packets; sees what insurers ask for")),
    (Role.MANAGER, _("changes settings, prices and people; does not see the note")),
    (Role.AUDITOR, _("reads what happened and who did it; changes nothing")),
)


class Inviting(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link works once, for seven days, for this address only."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Works as"), choices=STAFF)
