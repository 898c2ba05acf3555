"""The day by which the claim must be with the insurer."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from makewhole.records import Coverage

from ._facts import Facts
from ._registry import Fault, check


class _Limit(NamedTuple):
    last_day: date
    where: str
    known: str


@check("timely-filing/past")
def past(facts: Facts) -> Iterator[Fault]:
    for last_day, where, known in _limits(facts):
        if last_day < facts.today:
            yield Fault(
                where,
                f"The last day to send the claim was {last_day} ({known}).",
                "Send only with proof of an earlier filing, or a good reason for the delay in writing.",
            )


@check("timely-filing/near")
def near(facts: Facts) -> Iterator[Fault]:
    soon = facts.rule("scrubber/timely-filing/near")["days"]
    for last_day, where, known in _limits(facts):
        left = (last_day - facts.today).days
        if 0 <= left <= soon:
            yield Fault(
                where,
                f"{left} days are left: the last day to send the claim is {last_day} ({known}).",
                "Send it now, in a way that proves the day.",
            )


@check("timely-filing/unknown")
def unknown(facts: Facts) -> Iterator[Fault]:
    known = {limit.where for limit in _limits(facts)}
    for path, coverage in facts.coverages:
        if (where := f"{path}.timely_filing_days") in known:
            continue
        rule = facts.payer_rule(coverage.payer, "timely-filing")
        seen = rule.value.get("shortest-seen-days") if rule else None
        also = f" Some of this payer's plans allow {seen} days." if seen else ""
        yield Fault(
            where,
            f"It is not known by when this plan must have the claim.{also}",
            "Ask the plan and enter the days from its booklet; meanwhile send at once.",
        )


def _limits(facts: Facts) -> Iterator[_Limit]:
    for path, coverage in facts.coverages:
        where = f"{path}.timely_filing_days"
        if coverage.timely_filing_days is not None:
            yield _Limit(facts.on + timedelta(days=coverage.timely_filing_days), where, "the plan's own limit")
            continue
        rule = facts.payer_rule(coverage.payer, "timely-filing")
        term = _marketplace_term(facts, coverage) or (rule.value if rule else {})
        last_day = _last_day(facts.on, term)
        if last_day is not None:
            confirmed = rule.verified if rule and term is rule.value else True
            known = "published for this payer" if confirmed else "not confirmed by a published source, so ask the plan"
            yield _Limit(last_day, where, known)


def _marketplace_term(facts: Facts, coverage: Coverage) -> Mapping[str, Any] | None:
    rule = facts.payer_rule(coverage.payer, "timely-filing-marketplace")
    if rule is None or coverage.plan_type != "marketplace":
        return None
    state = facts.file.patient.address.state
    return next((row for row in rule.value if state in row["states"]), None)


def _last_day(on: date, term: Mapping[str, Any]) -> date | None:
    """The last day under a payer's term, which counts in days, months, or years' ends; None where it says unknown."""
    if "days" in term:
        return on + timedelta(days=term["days"])
    if "months" in term:
        years, month = divmod(on.month - 1 + term["months"], 12)
        year, month = on.year + years, month + 1
        return date(year, month, min(on.day, monthrange(year, month)[1]))
    if "year-ends-after" in term:
        return date(on.year + term["year-ends-after"], 12, 31)
    return None
