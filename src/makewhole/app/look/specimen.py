"""Every component in every state, and the pages it is made for, filled with people who do not exist."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .charts import Score


class Someone:
    """Who the masthead shows."""

    is_authenticated = True

    def __str__(self) -> str:
        return "Maria Lindqvist"


class Specimen(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name as on the insurance card"), max_length=80)
    born = forms.CharField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("For example 9 Dec 1984 or 12/9/1984"),
        widget=forms.TextInput({"class": "as-date", "inputmode": "text", "autocomplete": "off"}),
    )
    member = forms.CharField(
        label=gettext_lazy("Member ID"),
        help_text=gettext_lazy("Letters and digits, as printed on the card. Leave out the spaces."),
        widget=forms.TextInput({"class": "as-code", "autocomplete": "off"}),
    )
    paid = forms.DecimalField(
        label=gettext_lazy("Amount paid"), widget=forms.TextInput({"class": "as-amount", "inputmode": "decimal"})
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Who holds the policy?"),
        choices=[
            ("self", gettext_lazy("The patient")),
            ("spouse", gettext_lazy("Spouse")),
            ("parent", gettext_lazy("Parent")),
        ],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Place of service"),
        choices=[("11", gettext_lazy("11 · Office")), ("12", gettext_lazy("12 · Home"))],
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea({"rows": 3}))
    monthly = forms.BooleanField(
        label=gettext_lazy("Make a superbill at the end of every month"),
        help_text=gettext_lazy("You still look at each before it is issued."),
        required=False,
    )


SCORES = [
    Score(date(2026, *on), value)
    for *on, value in (
        (8, 31, 22),
        (9, 14, 20),
        (9, 28, 15),
        (10, 12, 12),
        (10, 26, 13),
        (11, 9, 9),
    )
]


def _visits() -> list[dict[str, Any]]:
    return [
        {
            "who": "Amara Okonkwo",
            "on": date(2026, 11, 24),
            "kind": "block",
            "says": _("Stop time is missing"),
            "sum": Decimal("475.00"),
        },
        {
            "who": "Rosa Delgado-Fuentes",
            "on": date(2026, 11, 23),
            "kind": "clock",
            "says": _("Signature, due in 2 days"),
            "sum": Decimal("475.00"),
        },
        {
            "who": "James Whitfield",
            "on": date(2026, 11, 23),
            "kind": "open",
            "says": _("Ready to issue"),
            "sum": Decimal("1425.00"),
        },
        {
            "who": "Li Na Chen",
            "on": date(2026, 11, 20),
            "kind": "safe",
            "says": _("Paid to the patient"),
            "sum": Decimal("312.80"),
        },
        {"who": "Theodore Brandt", "on": date(2026, 11, 19), "kind": "open", "says": _("Draft"), "sum": None},
    ]


def _lines() -> list[dict[str, Any]]:
    return [
        {
            "code": "96365",
            "words": _("Infusion, first hour"),
            "units": 1,
            "charge": Decimal("260.00"),
            "because": _("The drug ran from 9:05 am to 10:25 am: 80 minutes. 16 to 90 minutes are one first hour."),
            "source": "CMS Claims Processing Manual, ch. 12 §30.5",
        },
        {
            "code": "J3490",
            "words": _("Ketamine 35 mg, unlisted drug"),
            "units": 1,
            "charge": Decimal("95.00"),
            "because": _("Ketamine has no code of its own, so name, strength, dose and NDC stand with the line."),
            "source": "NUCC 1500 manual, item 24",
        },
        {
            "code": "99213",
            "words": _("Office visit, modifier 25"),
            "units": 1,
            "charge": Decimal("120.00"),
            "because": _("The note records a decision apart from the infusion; 24 minutes were spent on it."),
            "source": "NCCI Policy Manual, ch. XI",
        },
    ]


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """A specimen page under a masthead with a person in it."""
    rooms = [
        {"address": reverse("specimen_desk"), "label": _("Today"), "here": name == "desk"},
        {"address": reverse("specimen_patient"), "label": _("Patients"), "here": name in {"patient", "errors"}},
        {"address": reverse("specimen_visit"), "label": _("Packets"), "here": name == "visit"},
        {"address": reverse("specimen"), "label": _("Settings"), "here": name == "components"},
    ]
    someone = {"rooms": rooms, "practice": "Lakeside Ketamine", "person": Someone()}
    return render(request, f"look/specimen/{name}.html", someone | context)


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return _page(
        request,
        "components",
        form=Specimen(),
        lines=_lines(),
        scores=SCORES,
        today=date(2026, 11, 24),
        owed=Decimal("1425.00"),
        back=Decimal("-25.00"),
        saved=Decimal("312.80"),
        unknown=None,
    )


def errors(request: HttpRequest) -> HttpResponse:
    """A form that was sent with mistakes in it."""
    form = Specimen({"born": "31/31/1984", "member": "W 1234", "paid": "a lot", "place": "11"})
    form.add_error("born", _("“31/31/1984” is not a date. Write it as 9 Dec 1984 or 12/9/1984."))
    return _page(request, "errors", form=form)


def desk(request: HttpRequest) -> HttpResponse:
    """The day's list."""
    visits = _visits()
    return _page(request, "desk", visits=visits, stake=sum((each["sum"] for each in visits if each["sum"]), Decimal()))


def visit(request: HttpRequest) -> HttpResponse:
    """The form on the left, what follows from it on the right."""
    lines = _lines()
    total = sum((line["charge"] for line in lines), Decimal())
    return _page(request, "visit", lines=lines, total=total, on=date(2026, 11, 24))


def patient(request: HttpRequest) -> HttpResponse:
    """One patient as a timeline."""
    return _page(
        request,
        "patient",
        scores=SCORES,
        next=date(2026, 12, 9),
        handed=date(2026, 11, 12),
        last=date(2026, 11, 9),
        first=date(2026, 8, 31),
        born=date(1984, 12, 9),
        nothing=None,
    )
