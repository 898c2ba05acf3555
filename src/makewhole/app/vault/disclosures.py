"""The log of releases of patient data outside the practice, and the accounting that a patient may ask for."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from . import audit, keys
from .models import Disclosure
from .sealing import Place, key_of, seal, unseal

YEARS = 6
Purpose = Literal["treatment", "payment", "operations", "to_the_patient", "authorised", "required_by_law", "other"]
# 45 CFR 164.528(a)(1): these need not be accounted for. They are logged all the same.
NOT_COUNTED = ("treatment", "payment", "operations", "to_the_patient", "authorised")


class Release(NamedTuple):
    """One release: when, to whom (name and, if known, address), what in short, and for which purpose."""

    at: datetime
    to: str
    address: str
    what: str
    purpose: str


def disclose(
    patient: UUID,
    to: str,
    what: str,
    purpose: Purpose,
    address: str = "",
    at: datetime | None = None,
    key: UUID | None = None,
) -> Disclosure:
    """Log a release of a patient's data. Call it in the transaction that makes the release. The same `key` again logs
    nothing new."""
    row = Disclosure(id=key or uuid4(), patient=patient, at=at or timezone.now(), countable=purpose not in NOT_COUNTED)
    particulars = json.dumps({"to": to, "address": address, "what": what, "purpose": purpose}).encode()
    with transaction.atomic():
        audit.take_turn()
        if key and (found := Disclosure.objects.filter(pk=key).first()):
            return found
        key_id, secret = keys.data_key(patient)
        row.sealed = seal(secret, key_id, particulars, _place(row))
        row.save()
        audit.append("disclose", "vault_disclosure", row=row.pk)
    return row


def disclosures(patient: UUID) -> Sequence[Release]:
    """Every logged release of a patient's data, newest first."""
    return _opened(list(Disclosure.objects.filter(patient=patient).order_by("-at")))


def accounting(patient: UUID, today: date) -> Sequence[Release]:
    """What a patient's request for an accounting is answered with: the countable releases of six years before
    `today` (45 CFR 164.528(a)), newest first. The request itself is audited."""
    rows = _countable(patient, today)
    audit.append("account", "vault_disclosure", row=patient)
    return _opened(list(rows.order_by("-at")))


def accountable(patient: UUID, today: date) -> int:
    """How many releases an accounting would hold; none of them is opened."""
    return _countable(patient, today).count()


def first_day(today: date) -> date:
    """The first day that an accounting of `today` reaches back to."""
    return _years_before(today, YEARS)


def _countable(patient: UUID, today: date) -> QuerySet[Disclosure]:
    found = Disclosure.objects.filter(patient=patient, countable=True)
    return found.filter(at__date__gte=first_day(today), at__date__lte=today)


def _opened(rows: Sequence[Disclosure]) -> Sequence[Release]:
    found = keys.open_keys({key_of(bytes(row.sealed)) for row in rows})
    return [
        Release(row.at, **json.loads(unseal(found[key_of(bytes(row.sealed))], bytes(row.sealed), _place(row))))
        for row in rows
    ]


def _place(row: Disclosure) -> Place:
    return Place("vault_disclosure", row.pk, "disclosure", 1)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
