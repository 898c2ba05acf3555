"""The day by which the claim must be with the insurer."""

from collections.abc import Iterator

from makewhole.coding.filing_limit import FilingLimit, filing_limit
from makewhole.records import Coverage

from ._facts import Facts
from ._registry import Fault, check


@check("timely-filing/past")
def past(facts: Facts) -> Iterator[Fault]:
    for where, coverage, limit in _limits(facts):
        if limit.last_day and limit.last_day < facts.today:
            yield Fault(
                where,
                f"The last day to send the claim was {limit.last_day} ({_known_from(coverage, limit)}).",
                "Send only with proof of an earlier filing, or a good reason for the delay in writing.",
            )


@check("timely-filing/near")
def near(facts: Facts) -> Iterator[Fault]:
    soon = facts.rule("scrubber/timely-filing/near")["days"]
    for where, coverage, limit in _limits(facts):
        left = (limit.last_day - facts.today).days if limit.last_day else -1
        if 0 <= left <= soon:
            yield Fault(
                where,
                f"{_counted(left)} left: the last day to send the claim is {limit.last_day} "
                f"({_known_from(coverage, limit)}).",
                "Send it now, in a way that proves the day.",
            )


@check("timely-filing/unknown")
def unknown(facts: Facts) -> Iterator[Fault]:
    for where, _, limit in _limits(facts):
        if limit.last_day is None:
            seen = limit.shortest_seen
            also = f" Some of this payer's plans allow {seen} days." if seen else ""
            yield Fault(
                where,
                f"It is not known by when this plan must have the claim.{also}",
                "Ask the plan and enter the days from its booklet; meanwhile send at once.",
            )


def _limits(facts: Facts) -> Iterator[tuple[str, Coverage, FilingLimit]]:
    for path, coverage in facts.coverages:
        yield f"{path}.timely_filing_days", coverage, filing_limit(facts.file, coverage)


def _known_from(coverage: Coverage, limit: FilingLimit) -> str:
    if coverage.timely_filing_days is not None:
        return "the plan's own limit"
    return "published for this payer" if limit.confirmed else "not confirmed by a published source, so ask the plan"


def _counted(days: int) -> str:
    return "1 day is" if days == 1 else f"{days} days are"
