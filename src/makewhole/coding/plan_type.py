"""What kind of plan a coverage is, where its record or its payer's name tells."""

from datetime import date

from makewhole.records import Coverage
from makewhole.rules import known


def plan_type(coverage: Coverage, on: date) -> str:
    """The plan type of the record; where that is unknown, the one that the payer's name alone tells."""
    if coverage.plan_type != "unknown":
        return coverage.plan_type
    card = known(f"payers/{coverage.payer}/card", on)
    return str(card.value.get("plan-type", "unknown")) if card else "unknown"
