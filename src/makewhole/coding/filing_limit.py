"""The last day on which a plan takes a claim, from the plan's own terms or from what is known of its payer."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from makewhole.records import Coverage, VisitFile
from makewhole.rules import known


@dataclass(frozen=True, slots=True)
class FilingLimit:
    """`last_day` is None where the limit is not known; `shortest_seen` then counts the days of the shortest one found
    among this payer's plans, if any was. `confirmed` is False for a limit that no published source bears out.
    """

    last_day: date | None
    confirmed: bool
    shortest_seen: int | None = None


def filing_limit(file: VisitFile, coverage: Coverage) -> FilingLimit:
    """The limit for the file's visit under this coverage, the plan's own `timely_filing_days` first."""
    on = file.visit.date
    if coverage.timely_filing_days is not None:
        return FilingLimit(on + timedelta(days=coverage.timely_filing_days), confirmed=True)
    if coverage.plan_type == "marketplace":
        marketplace = known(f"payers/{coverage.payer}/timely-filing-marketplace", on)
        state = file.patient.address.state
        term = next((row for row in marketplace.value if state in row["states"]), None) if marketplace else None
        if marketplace and term:
            return FilingLimit(last_day_under(term, on), marketplace.verified)
    general = known(f"payers/{coverage.payer}/timely-filing", on)
    if general is None:
        return FilingLimit(None, confirmed=False)
    return FilingLimit(last_day_under(general.value, on), general.verified, general.value.get("shortest-seen-days"))


def last_day_under(term: Mapping[str, Any], on: date) -> date | None:
    """The last day under a payer's term, which counts days, months or years' ends; None where it says unknown."""
    if "days" in term:
        return on + timedelta(days=term["days"])
    if "months" in term:
        years, month = divmod(on.month - 1 + term["months"], 12)
        year, month = on.year + years, month + 1
        return date(year, month, min(on.day, monthrange(year, month)[1]))
    if "year-ends-after" in term:
        return date(on.year + term["year-ends-after"], 12, 31)
    return None
