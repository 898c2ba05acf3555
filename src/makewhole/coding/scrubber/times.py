"""The clock times of what was given: whether they are there, and whether they can be true together."""

from collections.abc import Iterator
from itertools import combinations

from makewhole.records import Administration

from ._codebook import detail_of
from ._facts import Facts
from ._minutes import minutes_of_any, overlaps, running
from ._passages import names_of
from ._registry import Fault, check


@check("times/no-stop")
def no_stop(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.given:
        if given.stop is None and getattr(given, "route", "iv_infusion") == "iv_infusion":
            yield Fault(
                f"{where}.stop",
                "There is no stop time, so its length cannot be shown.",
                "Add the stop time if the note has it; otherwise it counts only as a push.",
            )


@check("times/pauses-overlap")
def pauses_overlap(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.given:
        # A flush within a pause is no contradiction.
        for field in ("pauses", "flushes"):
            for one, other in overlaps(getattr(given, field, ())):
                yield Fault(
                    f"{where}.{field}",
                    f"Two {field} overlap: {facts.clock(one.start)} to {facts.clock(one.stop)} and "
                    f"{facts.clock(other.start)} to {facts.clock(other.stop)}.",
                    "Check their times in the note.",
                )


@check("times/never-ran")
def never_ran(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.given:
        if given.stop is not None and not running(given):
            yield Fault(
                f"{where}.stop",
                "Pauses and flushes leave no minute in which it ran.",
                "Check start, stop and pauses in the note.",
            )


@check("times/longer-than-usual")
def longer_than_usual(facts: Facts) -> Iterator[Fault]:
    most = facts.rule("scrubber/times/longer-than-usual")["most-minutes"]
    for where, given in facts.administrations:
        minutes = len(running(given))
        if given.route == "iv_infusion" and minutes > most:
            yield Fault(
                f"{where}.stop",
                f"The infusion ran {minutes} minutes, more than {most // 60} hours.",
                "Check for a slip, such as morning for evening.",
            )


@check("times/push-too-long")
def push_too_long(facts: Facts) -> Iterator[Fault]:
    most = facts.rule("coding/infusion/push-maximum")
    for where, given in facts.administrations:
        if given.route == "iv_push" and given.stop is not None and len(running(given)) > most:
            yield Fault(
                f"{where}.route",
                f"It is recorded as a push but ran {len(running(given))} minutes.",
                "If it was infused, set route to iv_infusion; otherwise check the times.",
            )


@check("times/on-another-day")
def on_another_day(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.given:
        if facts.local_date(given.start) != facts.on:
            yield Fault(
                f"{where}.start",
                f"It starts on {facts.local_date(given.start)}, but the date of service is {facts.on}.",
                "Check the date; what began on another day is another visit.",
            )


@check("times/overlap-at-one-site")
def overlap_at_one_site(facts: Facts) -> Iterator[Fault]:
    least = facts.rule("coding/infusion/concurrent-minimum")
    concurrent = facts.units_of("infusion-concurrent")
    infused = [
        (where, given, running(given))
        for where, given in facts.administrations
        if given.route == "iv_infusion" and not _is_fluid(given, facts)
    ]
    for (_, one, earlier), (where, other, later) in combinations(infused, 2):
        if one.access_site.casefold() != other.access_site.casefold() or (one.bag and one.bag == other.bag):
            continue
        shared = len(earlier & later)
        same_drug = names_of(one.drug.name) == names_of(other.drug.name)
        if (same_drug and shared) or (shared >= least and not concurrent):
            yield Fault(
                f"{where}.start",
                f"{one.drug.name} and {other.drug.name} run through one access site for {shared} minutes together, "
                "and no line says so.",
                "Check the times; if both were in one bag, give them the same bag.",
            )


@check("times/hydration-during-infusion")
def hydration_during_infusion(facts: Facts) -> Iterator[Fault]:
    drugs = minutes_of_any(facts.infusions.values())
    for where, given in facts.hydrations:
        if shared := len(running(given) & drugs):
            yield Fault(
                f"{where}.start",
                f"The fluid ran {shared} minutes together with a drug; those minutes are not hydration.",
                "Record only the fluid that ran before or after the drug for its own reason.",
            )


@check("times/hydration-without-need")
def hydration_without_need(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.hydrations:
        if not given.necessity:
            yield Fault(
                f"{where}.necessity",
                "The record does not say why the patient needed the fluid.",
                "Add the reason from the note; fluid that only carries a drug is not billed.",
            )


@check("times/two-main-reasons")
def two_main_reasons(facts: Facts) -> Iterator[Fault]:
    marked = [(where, given) for where, given in facts.administrations if given.main_reason]
    if len({given.bag or names_of(given.drug.name)[0] for _, given in marked}) > 1:
        yield Fault(
            f"{marked[1][0]}.main_reason",
            "More than one drug is marked as the main reason of the visit.",
            "Mark only the drug the patient came for.",
        )


def _is_fluid(given: Administration, facts: Facts) -> bool:
    detail = detail_of(given.drug.name, facts.on)
    if detail is not None:
        return bool(detail["kind"] == "fluid")
    return given.drug.name.casefold() in facts.rule("coding/infusion/fluids-without-a-code")
