"""Today: what waits, what it is worth, and what to do first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from makewhole.app.accounts.matrix import may
from makewhole.app.accounts.newcomers import waiting

from ..access import address_of, own_role, staff, writes
from ..due import desk
from ..models import Patient
from ..opened import open_house


@staff
def today(request: HttpRequest) -> HttpResponse:
    """Visits to finish, packets to issue, and what is due."""
    house = open_house()
    found = desk(house.today())
    return render(
        request,
        "clinic/today.html",
        {
            "desk": found,
            "lists": _lists(found),
            "house": house,
            "may_register": writes(own_role(), "patient", "name"),
            "bring_address": address_of("bring") if may(own_role(), "import_patients") else "",
            "newcomers": waiting(),
            "nobody": found.empty and not Patient.objects.exists(),
        },
    )


def _lists(found: object) -> list[tuple[str, object]]:
    return [(name, getattr(found, name)) for name in ("due", "to_finish", "to_issue")]
