"""With the files on disk and no key, nothing that was typed can be found in any spelling."""

import base64
import itertools
import logging
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from pydantic import BaseModel, ValidationError

from makewhole import records
from makewhole.app.accounts.break_glass import break_glass
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient, Visit
from makewhole.app.project.logs import WithoutValues
from makewhole.app.vault import audit, rotation
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import disclose
from makewhole.app.vault.models import DataKey

STEM = "CanárioZebraOkapi"
CANARIES = (f"{STEM}{number}" for number in itertools.count(1))
# Kept in clear on purpose: the date of a visit (and so of what happened on it), and the zone its clock is in.
SPINE = {"date", "time_zone", "signed_on", "start", "stop"}


def planted(value: Any, canaries: list[str]) -> Any:
    """A copy of a record with a canary in place of every text that may be anything, however deep.

    Texts of a fixed form (telephone numbers, zips, ids) stay, and are canaries themselves.
    """
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in SPINE:
                value = with_planted(value, name, canaries)
        return value
    if isinstance(value, tuple):
        return tuple(planted(each, canaries) for each in value)
    return value


def with_planted(record: BaseModel, name: str, canaries: list[str]) -> BaseModel:
    value = getattr(record, name)
    if type(value) is not str:
        if isinstance(value, Decimal | date) and len(str(value)) > 5:
            canaries.append(str(value))
        return record.model_copy(update={name: planted(value, canaries)})
    canary = next(CANARIES)
    try:
        changed = type(record).model_validate(record.model_dump() | {name: canary})
    except ValidationError:
        canaries += [value] if len(value) > 5 and any(map(str.isdigit, value)) else []
        return record
    canaries.append(canary)
    return changed


def spellings(canary: str) -> Iterator[bytes]:
    """A canary as UTF-8, UTF-16, Latin-1, hex, URL and JSON escapes, and base64 at each of its three offsets."""
    raw = canary.encode()
    yield from (raw, canary.encode("utf-16-le"), canary.encode("utf-16-be"), canary.encode("latin-1", "replace"))
    yield from (raw.hex().encode(), raw.hex().upper().encode(), quote(canary).encode())
    yield canary.encode("ascii", "backslashreplace")
    yield from (canary.lower().encode(), canary.upper().encode())
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + raw)
        yield coded[4 if offset else 0 : -4]


def on_disk() -> bytes:
    """Every byte that a thief of the database, its log and the data folder would have."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        files = sorted(path.parent.glob(f"{path.name}*"))
        assert any(each.name.endswith("-wal") for each in files), "the write-ahead log is part of the test"
    else:
        files = []
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in cursor.fetchall()]
            dumped = b""
            for table in tables:
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
                    dumped += b"".join(bytes(piece) for piece in copy)
        return dumped
    files += [each for each in Path(settings.DATA).rglob("*") if each.is_file()]
    return b"".join(each.read_bytes() for each in files)


def test_no_value_of_a_patient_is_readable_on_disk(
    committed: dict[str, Membership], example: records.VisitFile, caplog: pytest.LogCaptureFixture
) -> None:
    canaries: list[str] = []
    file = planted(example, canaries)
    extra = [next(CANARIES) for _ in range(8)]
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(WithoutValues())
    with acting(committed["clinician"], where=extra[0], why=extra[1]):
        patient = clinic.save_patient(Patient(), file.patient)
        clinic.save_coverages(patient, file.coverages)
        for name, record in (("history", file.history), ("plan", file.plan), ("scores", file.scores)):
            clinic.save_patient_record(patient, name, record)
        clinic.save_practice_record("practice", file.practice)
        clinic.save_practice_record("providers", file.providers)
        visit = clinic.save_visit(Visit(patient=patient, date=file.visit.date), file.visit)
        clinic.attach(patient, file.attachments[0], (extra[2] * 40_000).encode(), visit)
        clinic.keep_draft(committed["clinician"].user_id, "visit", visit.pk, {"note": extra[3]}, patient)
        clinic.keep_draft(committed["clinician"].user_id, "patient", visit.pk, {"name": extra[4]}, None)
        disclose(patient.pk, extra[5], extra[5], "other", extra[5])
        break_glass(patient.pk, f"he collapsed at the desk: {extra[6]}")
        audit.refused("clinic_patient", patient.pk, extra[7])
        assert list(clinic.find_patients(file.patient.name.last)) == [patient]
        assert clinic.visit_record(visit) == file.visit
        rotation.rotate_practice_key()
        logger = logging.getLogger("makewhole.test")
        logger.addHandler(handler)
        try:
            raise ValueError(extra[1])
        except ValueError:
            logger.exception("could not open %s", extra[1])
        logger.removeHandler(handler)
    canaries += extra
    texts = {canary for canary in canaries if not canary.startswith(STEM)}
    assert len(canaries) - len(texts) > 50
    assert len(texts) > 20
    found = on_disk() + said.getvalue().encode()
    assert str(committed["clinician"].pk.hex).encode() in found or committed["clinician"].pk.bytes in found
    readable = {text for text in (STEM, *texts) for spelling in spellings(text) if spelling in found}
    assert not readable
    assert "ValueError" in said.getvalue()


@pytest.mark.parametrize("leak", [lambda c: c.encode(), lambda c: base64.b64encode(b"xy" + c.encode() + b"z")])
def test_the_search_itself_would_see_a_leak(leak: Any) -> None:
    canary = next(CANARIES)
    assert any(spelling in b"...." + leak(canary) + b"...." for spelling in spellings(canary))


def test_an_erased_key_is_gone_from_the_files_too(committed: dict[str, Membership], example: records.VisitFile) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL overwrites what is dead at its next vacuum, which is its keeper's to run")
    with acting(committed["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        wrapped = bytes(DataKey.objects.get(owner=row.pk).wrapped)
        assert wrapped in on_disk()
        clinic.erase_patient(row, "asked by the patient")
        assert wrapped not in on_disk()
