"""The log of releases of patient data outside the practice, and the accounting that a patient may ask for."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
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
    patient: UUID, to: str, what: str, purpose: Purpose, address: str = "", at: datetime | None = None
) -> Disclosure:
    """Log a release of a patient's data. Call it in the transaction that makes the release."""
    key_id, key = keys.data_key(patient)
    row = Disclosure(id=uuid4(), patient=patient, at=at or timezone.now(), countable=purpose not in NOT_COUNTED)
    particulars = json.dumps({"to": to, "address": address, "what": what, "purpose": purpose}).encode()
    row.sealed = seal(key, key_id, particulars, _place(row))
    with transaction.atomic():
        row.save()
        audit.append("disclose", "vault_disclosure", row=row.pk)
    return row


def disclosures(patient: UUID) -> Sequence[Release]:
    """Every logged release of a patient's data, newest first."""
    return _opened(list(Disclosure.objects.filter(patient=patient).order_by("-at")))


def accounting(patient: UUID, today: date) -> Sequence[Release]:
    """What a patient's request for an accounting is answered with: the countable releases of six years before
    `today` (45 CFR 164.528(a)), newest first. The request itself is audited."""
    from_day = _years_before(today, YEARS)
    rows = Disclosure.objects.filter(patient=patient, countable=True, at__date__gte=from_day, at__date__lte=today)
    audit.append("account", "vault_disclosure", row=patient)
    return _opened(list(rows.order_by("-at")))


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
