from datetime import UTC, date, datetime
from uuid import uuid4

from makewhole.app.accounts.models import Membership
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import accounting, disclose, disclosures
from makewhole.app.vault.models import AuditEntry

Members = dict[str, Membership]


def test_an_accounting_holds_what_law_wants_counted_of_the_last_six_years(here: Members) -> None:
    patient = uuid4()
    with acting(here["manager"]):
        disclose(
            patient, "Health department", "visit of 3 May", "required_by_law", at=datetime(2020, 11, 23, 23, tzinfo=UTC)
        )
        disclose(patient, "Court", "notes", "required_by_law", "1 Main St", at=datetime(2020, 11, 24, tzinfo=UTC))
        disclose(patient, "Aetna", "packet", "payment", at=datetime(2026, 1, 2, tzinfo=UTC))
        disclose(patient, "Registry", "outcome", "other", at=datetime(2026, 3, 4, tzinfo=UTC))
        disclose(uuid4(), "Someone", "of another patient", "other", at=datetime(2026, 3, 4, tzinfo=UTC))
        counted = accounting(patient, date(2026, 11, 24))
        assert [(each.to, each.address, each.what) for each in counted] == [
            ("Registry", "", "outcome"),
            ("Court", "1 Main St", "notes"),
        ]
        assert len(disclosures(patient)) == 4
        assert AuditEntry.objects.filter(action="account", row=patient).count() == 1


def test_six_years_before_a_leap_day_is_the_28th(here: Members) -> None:
    patient = uuid4()
    with acting(here["manager"]):
        disclose(patient, "Court", "notes", "required_by_law", at=datetime(2022, 2, 28, 5, tzinfo=UTC))
        assert len(accounting(patient, date(2028, 2, 29))) == 1
        assert accounting(patient, date(2028, 3, 1)) == []


def test_a_disclosure_is_audited_and_stays_in_its_practice(here: Members, there: Members) -> None:
    patient = uuid4()
    with acting(here["front_desk"]):
        row = disclose(patient, "Aetna", "packet", "payment")
        assert AuditEntry.objects.filter(action="disclose", row=row.pk).count() == 1
    with acting(there["manager"]):
        assert disclosures(patient) == []
