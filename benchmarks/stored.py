"""A practice with any number of stored visits: each row sealed under its patient's own key, as the workspace seals it.

The texts of the records come from a pool of a few hundred visit files; names, dates of birth, member ids, days and
keys are each patient's own. Packets have their row and their sealed facts but not their files, which no page opens.
"""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from benchmarks.visits import EXAMPLES, FIRST, SYLLABLES, visits

FOR_EACH_PATIENT = 10
AT_ONCE = 4000
"""Patients written in one transaction."""
FAMILY, ITS_SHARE = "Moreau", 0.3
"""A last name so common that even among 100 patients a list of those who bear it is full."""
OPEN = 40
"""Drafts, and signed visits without a packet: what a desk has to do does not grow with what it has done."""


class Made(NamedTuple):
    """What was made: the practice, and a member of it who may do all that is measured."""

    practice: UUID
    clinician: UUID


def fill(count: int) -> Made:
    """Store `count` visits in a practice of their own, in the database of this process; go on where it was stopped."""
    from makewhole.app.clinic import records as clinic
    from makewhole.app.clinic.models import Visit
    from makewhole.app.vault.acting import acting

    pool = _pool(min(300, count))
    member = _member(f"Bench {count}")
    _hurry()
    with acting(member, "benchmark"):
        clinic.save_practice_record("practice", pool[0].practice)
        clinic.save_practice_record("providers", pool[0].providers)
        made = Visit.objects.count()
        for patients in _portions((count - made) // FOR_EACH_PATIENT):
            _store(pool, patients, made, count, member.user_id)
            made += patients * FOR_EACH_PATIENT
    return Made(member.practice_id, member.user_id)


def _member(name: str) -> Any:
    from makewhole.app.accounts.models import Membership, Practice, User

    if found := Membership.objects.filter(practice__name=name).first():
        return found
    practice = Practice.objects.create(name=name)
    user = User.objects.create_user(f"clinician.{practice.pk.hex}@example.com", name="Bench")
    return Membership.objects.create(user=user, practice=practice, role="clinician")


def _hurry() -> None:
    """What is made up may be lost in a power cut."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-2000000")
            cursor.execute("PRAGMA secure_delete=OFF")


def _pool(count: int) -> list[Any]:
    from makewhole.exchange.visit_files import load_many

    with tempfile.TemporaryDirectory() as folder:
        for name in ("practice.toml", "dr-okafor.toml"):
            (Path(folder) / name).write_bytes((EXAMPLES / name).read_bytes())
        lines = Path(folder) / "visits.jsonl"
        lines.write_text("".join(json.dumps(fields) + "\n" for fields in visits(count)))
        return [file for _number, file in load_many(lines)]


def _portions(patients: int) -> Iterator[int]:
    for start in range(0, patients, AT_ONCE):
        yield min(AT_ONCE, patients - start)


def _store(pool: Sequence[Any], patients: int, made: int, count: int, user: UUID) -> None:
    """Write some patients with their visits and packets in one transaction, the audit trail with them."""
    from django.db import transaction

    from makewhole.app.clinic.models import Patient, PatientRecord, Visit
    from makewhole.app.issuing.models import Counter, Packet
    from makewhole.app.vault import keys
    from makewhole.app.vault.models import DataKey, PracticeKey, SearchToken

    chance = random.Random(made)
    with transaction.atomic():
        under = PracticeKey.objects.order_by("-number").first() or keys.new_practice_key()
        made_rows: dict[type[Any], list[Any]] = {
            model: [] for model in (DataKey, Patient, PatientRecord, SearchToken, Visit, Packet)
        }
        for _ in range(patients):
            _one(pool, chance, under, made_rows, made, count, user)
            made += FOR_EACH_PATIENT
        _insert(SearchToken, ("practice", "row", "token"), made_rows.pop(SearchToken))
        for model, rows in made_rows.items():
            model.objects.bulk_create(rows, batch_size=500)
        counter = Counter.objects.first() or Counter()
        counter.last = max((each.number for each in made_rows[Packet]), default=counter.last)
        counter.save()
        _enter(made_rows[Visit], made_rows[Packet], user)


def _one(
    pool: Sequence[Any],
    chance: random.Random,
    under: Any,
    rows: dict[type[Any], list[Any]],
    made: int,
    count: int,
    user: UUID,
) -> None:
    from makewhole.app.clinic.models import Patient, PatientRecord, Visit
    from makewhole.app.issuing.facts import Issued
    from makewhole.app.issuing.models import Packet
    from makewhole.app.vault import blind, keys, sealing
    from makewhole.app.vault.models import DataKey, SearchToken

    here = under.practice_id
    patient = Patient(id=uuid4(), practice_id=here)
    material, key = sealing.new_key(), DataKey(id=uuid4(), owner=patient.pk, purpose=keys.RECORDS, practice_id=here)
    keys.wrap(key, material, under)
    rows[DataKey].append(key)

    def sealed(row: Any, record: object) -> Any:
        from pydantic_core import to_json

        row.version, row.practice_id = 1, here
        row.sealed = sealing.seal(material, key.pk, to_json(record, exclude_none=True), row.place)
        rows[type(row)].append(row)
        return row

    file = chance.choice(pool)
    who = _someone(file.patient, chance)
    card = file.coverages[0].model_copy(update={"member_id": f"W{chance.randrange(10**8, 10**9)}"})
    sealed(patient, who)
    for kind, record in (
        ("coverages", (card,)),
        ("history", file.history),
        ("plan", file.plan),
        ("scores", file.scores),
    ):
        sealed(PatientRecord(id=uuid4(), patient=patient, kind=kind), record)
    terms = blind.name_terms(who.name.first, who.name.last) | {blind.birth_term(who.date_of_birth)}
    terms |= blind.member_terms(card.member_id)
    rows[SearchToken] += [(here, patient.pk, each) for each in blind.tokens(terms)]
    last = date.today() - timedelta(days=chance.randrange(1, 900))
    for number in range(FOR_EACH_PATIENT):
        place = count - made - number  # the last visits made are the open ones
        day = last - timedelta(days=7 * (FOR_EACH_PATIENT - number))
        if place <= 2 * OPEN:
            day = date.today() - timedelta(days=place // 4)
        record = chance.choice(pool).visit
        record = record.model_copy(update={"date": day, "number": f"V-{made + number:07}"})
        draft = place <= OPEN
        visit = Visit(id=uuid4(), patient=patient, date=day, charge=Decimal(475), has_packet=place > 2 * OPEN)
        if not draft:
            visit.state, visit.signed_by_id = Visit.State.SIGNED, user
            visit.signed_at = datetime.combine(day, time(17), UTC)
        sealed(visit, record)
        if visit.has_packet:
            packet = Packet(id=uuid4(), patient=patient, visit=visit, number=made + number + 1, key=uuid4())
            packet.issued, packet.charge, packet.issued_by_id = day, Decimal(475), user
            sealed(packet, Issued(documents=(), payer=card.payer_name))


def _insert(model: Any, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert values as Django would, without making a statement anew for each hundred rows."""
    from django.db import connection

    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    prepared = (
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', list(prepared))


def _someone(example: Any, chance: random.Random) -> Any:
    """Another name and date of birth: one last name is very common, some are common, most are not."""
    parts = [chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3, 3, 3, 4)))]
    last = FAMILY if chance.random() < ITS_SHARE else "".join(parts).capitalize()
    name = example.name.model_copy(update={"first": chance.choice(FIRST), "last": last})
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(365 * 65))
    return example.model_copy(update={"name": name, "date_of_birth": born})


def _enter(visits: Sequence[Any], packets: Sequence[Any], user: UUID) -> None:
    """Two entries of the audit trail for each visit, linked and marked as the workspace links and marks them."""
    from django.utils import timezone

    from makewhole.app.vault import audit, keys
    from makewhole.app.vault.acting import current
    from makewhole.app.vault.models import AuditEntry, AuditHead
    from makewhole.app.vault.sealing import Place, seal

    here = current().practice_id
    key_id, key = keys.data_key(here, keys.AUDIT)
    head = AuditHead.objects.get(chain=here)
    previous, number, at, entries = bytes(head.hash), head.number, timezone.now(), []
    told = [("sign", "clinic_visit", each.pk) for each in visits if each.signed_at]
    told += [("issue", "issuing_packet", each.pk) for each in packets]
    names = [field.attname for field in AuditEntry._meta.concrete_fields if not field.primary_key]
    for action, kind, row in told:
        number += 1
        entry: Any = SimpleNamespace(chain=here, number=number, at=at, user=user, role="clinician", action=action)
        entry.kind, entry.row, entry.rows, entry.outcome = kind, row, "", audit.DONE
        place = Place("vault_auditentry", here, "detail", number)
        entry.sealed = seal(key, key_id, b'{"where": "benchmark", "why": ""}', place)
        entry.hash = previous = audit.digest(entry, previous)
        entry.mac = audit.mac(key, entry.hash)
        entries.append([getattr(entry, name) for name in names])
    _insert(AuditEntry, names, entries)
    head.number, head.hash = number, previous
    head.save()
