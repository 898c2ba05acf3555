"""Saving patients or visits as a table: for who may, after their password, written down with its columns."""

from django import forms
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from makewhole.app.accounts.reauthentication import recently_authenticated

from ..access import must, staff
from ..day_field import Day
from ..exporting import columns, exported
from ..opened import open_house

DEED = "export_records"


class Exporting(forms.Form):
    """Which table, and of which days."""

    table = forms.ChoiceField(
        label=gettext_lazy("What to save"),
        choices=[
            ("patients", gettext_lazy("Patients and their insurance")),
            ("visits", gettext_lazy("Visits and their money")),
        ],
        initial="patients",
        widget=forms.RadioSelect,
    )
    since = Day(
        label=gettext_lazy("Visits from"), help_text=gettext_lazy("For example 9 Dec 2026 or 12/9/2026"), required=False
    )
    until = Day(label=gettext_lazy("Visits until"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
@staff
def export(request: HttpRequest) -> HttpResponseBase:
    """Say what a table would hold; then save it."""
    must(DEED, "clinic_patient")
    form = Exporting(request.POST if request.method == "POST" else None)
    if form.is_valid():
        table = form.cleaned_data["table"]
        content = exported(table, form.cleaned_data["since"], form.cleaned_data["until"])
        name = f"{table}-{open_house().today().isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
    told = [(label, [each.heading for each in columns(name)]) for name, label in form.fields["table"].choices]  # type: ignore[attr-defined]
    return render(request, "clinic/export.html", {"form": form, "tables": told}, status=422 if form.errors else 200)
