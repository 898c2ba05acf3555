"""The last day to send a claim, from the plan's own terms or from what is known of its payer."""

from datetime import date
from typing import Any

import pytest
from tests.documents.subjects import subject

from makewhole.coding.filing_limit import FilingLimit, filing_limit, last_day_under


def limit(**coverage: Any) -> FilingLimit:
    one = subject(lambda fields: fields["coverages"][0].update(coverage))
    return filing_limit(one.file, one.claim.coverage)


def test_the_plans_own_days_go_before_what_is_known_of_the_payer() -> None:
    assert limit(payer="medicare", timely_filing_days=90) == FilingLimit(date(2027, 2, 10), confirmed=True)


def test_an_unknown_limit_is_unknown_with_the_shortest_one_seen() -> None:
    assert limit(payer="bcbs") == FilingLimit(None, confirmed=True, shortest_seen=90)
    assert limit(payer="aetna") == FilingLimit(None, confirmed=True), "that plans differ is confirmed"
    assert limit(payer="prairie-mutual") == FilingLimit(None, confirmed=False)


def test_a_marketplace_plan_has_the_limit_of_its_state() -> None:
    def in_state(state: str) -> FilingLimit:
        def change(fields: dict[str, Any]) -> None:
            fields["coverages"][0] |= {"payer": "unitedhealthcare", "plan_type": "marketplace"}
            fields["patient"]["address"]["state"] = state

        one = subject(change)
        return filing_limit(one.file, one.claim.coverage)

    assert in_state("CO").last_day == date(2028, 2, 12)
    assert in_state("MD").last_day == date(2028, 11, 12)
    assert in_state("PA").last_day is None


@pytest.mark.parametrize(
    ("term", "on", "last"),
    [
        ({"days": 90}, date(2026, 11, 12), date(2027, 2, 10)),
        ({"months": 12}, date(2028, 2, 29), date(2029, 2, 28)),
        ({"months": 15}, date(2026, 11, 12), date(2028, 2, 12)),
        ({"year-ends-after": 1}, date(2026, 1, 1), date(2027, 12, 31)),
        ({"unknown": True}, date(2026, 1, 1), None),
    ],
)
def test_a_term_counts_days_months_or_years_ends(term: dict[str, Any], on: date, last: date | None) -> None:
    assert last_day_under(term, on) == last
