"""Patients and visits as a table: the columns that a role may see, and no cell that a spreadsheet would run."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from makewhole import records
from makewhole.app.vault import audit
from makewhole.app.vault.acting import Actor, acting, current
from makewhole.app.vault.sealed import open_records
from makewhole.exchange.csv import csv_lines
from makewhole.records import Coverage

from .access import own_role, sees
from .models import GONE, Patient, PatientRecord, Visit
from .records import COVERAGES

AT_ONCE, IN_AN_ENTRY = 500, 10_000
"""Rows in a piece of a table, and in one entry of the audit trail."""


@dataclass(frozen=True)
class Row:
    """What a line is made of; `visit` and its row only in a table of visits."""

    patient: records.Patient
    coverage: Coverage | None = None
    visit: records.Visit | None = None
    row: Visit | None = None
    packets: str = ""


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field of a record that a role must see for it, and its value."""

    heading: Any
    kind: str
    field: str
    value: Callable[[Any], object]


Made = Callable[[Sequence[UUID]], Iterator[Row]]
log = logging.getLogger("makewhole.exporting")


def _paid(visit: records.Visit) -> Decimal:
    return sum((each.amount for each in visit.payments), Decimal("0.00"))


def _address(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.patient.address, name)


def _card(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.coverage, name) if row.coverage else None


PERSON = (
    Column(_("Account number"), "patient", "account_number", lambda row: row.patient.account_number),
    Column(_("Last name"), "patient", "name", lambda row: row.patient.name.last),
    Column(_("First name"), "patient", "name", lambda row: row.patient.name.first),
    Column(_("Date of birth"), "patient", "date_of_birth", lambda row: row.patient.date_of_birth),
)
PATIENTS = (
    *PERSON,
    Column(_("Sex, as the plan has it"), "patient", "sex", lambda row: row.patient.sex),
    Column(_("Street"), "patient", "address", _address("line1")),
    Column(_("Apartment, suite"), "patient", "address", _address("line2")),
    Column(_("City"), "patient", "address", _address("city")),
    Column(_("State"), "patient", "address", _address("state")),
    Column(_("ZIP code"), "patient", "address", _address("zip")),
    Column(_("Telephone"), "patient", "phone", lambda row: row.patient.phone),
    Column(_("Signature on file since"), "patient", "signature_on_file", lambda row: row.patient.signature_on_file),
    Column(_("Insurer"), "coverage", "payer_name", _card("payer_name")),
    Column(_("Plan"), "coverage", "plan_name", _card("plan_name")),
    Column(_("Member ID"), "coverage", "member_id", _card("member_id")),
    Column(_("Group number"), "coverage", "group_number", _card("group_number")),
)
VISITS = (
    *PERSON,
    Column(_("Insurer"), "coverage", "payer_name", _card("payer_name")),
    Column(_("Visit number"), "visit", "number", lambda row: row.visit.number),
    Column(_("Date of service"), "visit", "date", lambda row: row.visit.date),
    Column(_("As it stands"), "visit", "date", lambda row: row.row.get_state_display()),
    Column(_("Who treated"), "visit", "rendering_provider", lambda row: row.visit.rendering_provider),
    Column(
        _("Diagnoses"), "visit", "diagnoses", lambda row: " ".join(each.code for each in row.visit.diagnoses) or None
    ),
    Column(_("Charged"), "visit", "pricing", lambda row: row.row.charge),
    Column(_("Paid"), "visit", "payments", lambda row: _paid(row.visit)),
    Column(_("Packets"), "visit", "pricing", lambda row: row.packets),
)
TABLES = {"patients": PATIENTS, "visits": VISITS}


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table that the acting person's role may see."""
    return tuple(each for each in TABLES[table] if sees(own_role(), each.kind, each.field))


def exported(table: str, since: date | None = None, until: date | None = None) -> Iterator[bytes]:
    """A table as CSV (UTF-8 with its mark, as spreadsheets expect it), a piece at a time. Visits are those from `since`
    until `until`.

    Before the first piece is made, the audit trail holds that it was exported, with which columns and which rows; a row
    made later is not in it. Where it breaks off, the last line says so: a server ends a broken answer like a whole one.
    """
    shown, kind = columns(table), "clinic_visit" if table == "visits" else "clinic_patient"
    why = ", ".join(f"{each.kind}.{each.field}" for each in shown)
    with transaction.atomic():
        keys = list((_visits(since, until) if table == "visits" else _patients()).values_list("pk", flat=True))
        for some in list(_portions(keys, IN_AN_ENTRY)) or [[]]:
            audit.append("export", kind, rows=some, why=why)
    made = _visit_rows if table == "visits" else _patient_rows
    return _pieces(shown, keys, made, current(), get_language())


def _pieces(
    shown: Sequence[Column], keys: Sequence[UUID], made: Made, who: Actor, language: str | None
) -> Iterator[bytes]:
    """The request is over when these are sent, so each acts for itself, in the language of who asked."""
    written = 0
    with override(language):
        yield b"\xef\xbb\xbf" + csv_lines([[str(each.heading) for each in shown]]).encode()
    for some in _portions(keys, AT_ONCE):
        with override(language), acting(who, who.where, "saving a table"):
            try:
                lines = [[_cell(each.value(row)) for each in shown] for row in made(some)]
            except Exception:
                log.exception("a table broke off")
                audit.append("export", "table", outcome=audit.FAILED, why=f"after {written} of {len(keys)} rows")
                says = _("This table is not whole: it broke off after %(written)s of %(all)s rows. Save it again.")
                piece, written = csv_lines([[says % {"written": written, "all": len(keys)}]]), -1
            else:
                piece, written = csv_lines(lines), written + len(lines)
        yield piece.encode()
        if written < 0:
            return


def _portions(keys: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _cell(value: object) -> str | Decimal:
    if isinstance(value, Decimal):
        return value
    return "" if value is None else str(value)


def _patients() -> QuerySet[Patient]:
    return Patient.objects.exclude(state=Patient.State.ERASED).order_by("created")


def _visits(since: date | None, until: date | None) -> QuerySet[Visit]:
    found = Visit.objects.exclude(state__in=GONE).exclude(patient__state=Patient.State.ERASED)
    found = found.filter(date__gte=since) if since else found
    found = found.filter(date__lte=until) if until else found
    return found.order_by("date", "created")


def _patient_rows(keys: Sequence[UUID]) -> Iterator[Row]:
    """Those of them who were not erased in the meantime."""
    rows = list(_patients().filter(pk__in=keys))
    cards = _cards([each.pk for each in rows])
    for row, patient in zip(rows, open_records(rows, records.Patient), strict=True):
        yield Row(patient, cards.get(row.pk))


def _visit_rows(keys: Sequence[UUID]) -> Iterator[Row]:
    rows = list(_visits(None, None).filter(pk__in=keys).select_related("patient").prefetch_related("packets"))
    people = {each.patient_id: each.patient for each in rows}
    opened = dict(zip(people, open_records(list(people.values()), records.Patient), strict=True))
    cards = _cards(list(people))
    for row, visit in zip(rows, open_records(rows, records.Visit), strict=True):
        packets = " ".join(each.label for each in row.packets.all() if each.state == "issued")
        yield Row(opened[row.patient_id], cards.get(row.patient_id), visit, row, packets)


def _cards(patients: Sequence[UUID]) -> dict[UUID, Coverage]:
    """The coverage that pays first, of each patient who has one."""
    rows = list(PatientRecord.objects.filter(patient__in=patients, kind=COVERAGES))
    opened = open_records(rows, tuple[Coverage, ...])
    return {
        row.patient_id: next((each for each in found if each.rank == "primary"), found[0])
        for row, found in zip(rows, opened, strict=True)
        if found
    }
