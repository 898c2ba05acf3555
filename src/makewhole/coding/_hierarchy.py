"""Which drug by vein is the visit's first service, and what each other one is beside it.

Source: CMS Claims Processing Manual ch. 12 §30.5, as kept in rules/coding/infusion.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from makewhole.records import Because, Finding

from ._given import Given
from ._infusions import Infusion, gather
from ._minutes import clock, shared
from ._rulebook import INFUSION, Rulebook
from ._service import Outcome, Service

RANK = 30


@dataclass(slots=True)
class _Counted:
    """What has been counted in the visit so far, at every access site: each of these counts once in a visit."""

    infused: set[str]
    pushed: set[str] = field(default_factory=set)
    concurrent: bool = False


def code_infusions(given: Sequence[Given], book: Rulebook) -> tuple[Outcome, list[Infusion]]:
    """The services of every drug given by vein, and the gathered infusions themselves."""
    outcome, infusions = Outcome(), gather(given, book)
    sites: dict[str | None, list[Infusion]] = {}
    for infusion in infusions:
        sites.setdefault(infusion.own_site, []).append(infusion)
    counted = _Counted({drug for infusion in infusions if not infusion.pushed for drug in infusion.drugs})
    # The site that needed no reason comes first; where every site has one, the earliest is no second site.
    for site in sorted(sites, key=lambda site: site is not None):
        _code_site(sites[site], bool(outcome.services), counted, outcome, book)
    return outcome, infusions


def _code_site(
    infusions: list[Infusion], second_site: bool, counted: _Counted, outcome: Outcome, book: Rulebook
) -> None:
    fresh = [infusion for infusion in infusions if not _skip_repeated_push(infusion, counted, outcome, book)]
    if not fresh:
        return
    wanted = {drug for infusion in infusions if infusion.main_reason for drug in infusion.drugs}
    candidates = [infusion for infusion in fresh if not wanted.isdisjoint(infusion.drugs)] or fresh
    first = min(candidates, key=lambda each: (not each.main_reason, each.pushed, -each.minutes, each.began, each.drugs))
    _code_first(first, len(fresh) > 1, bool(wanted), second_site, outcome, book)
    rivals = {each.drugs for each in fresh if each.pushed == first.pushed}
    if len(rivals) > 1 and not wanted and not second_site:
        outcome.problems.append(_no_main_reason(first))
    coded = [] if first.pushed else [first]
    for infusion in fresh:
        if infusion is first:
            continue
        if infusion.pushed:
            why = (_push_because(infusion, book),)
            outcome.services.append(_service(infusion, book.code("push-further"), 1, why, RANK + 4))
            continue
        beside = next((other for other in coded if shared(infusion.ran, other.ran) >= book.concurrent_minimum), None)
        if any(set(infusion.drugs) <= set(other.drugs) for other in coded):
            _skip_no_new_drug(infusion, outcome)
        elif beside is None:
            _code_sequential(infusion, outcome, book)
            coded.append(infusion)
        elif beside.sites.isdisjoint(infusion.sites):
            _skip_unneeded_site(infusion, beside, outcome)
        elif counted.concurrent:
            _skip_second_concurrent(infusion, outcome)
        elif first.pushed:
            _skip_concurrent_without_first_hour(infusion, outcome, book)
        else:
            _code_concurrent(infusion, beside, outcome, book)
            counted.concurrent = True


def _code_first(
    infusion: Infusion, has_others: bool, marked: bool, second_site: bool, outcome: Outcome, book: Rulebook
) -> None:
    why = [_push_because(infusion, book) if infusion.pushed else _hour_because(infusion, book)]
    if has_others:
        why.append(_first_because(infusion, marked))
    if second_site:
        why.append(
            Because(
                says=f"A second access site was medically needed: {infusion.parts[0].entry.second_site_reason}",
                fact=infusion.fact("second_site_reason"),
                rule=f"{INFUSION}/initial-per-access-site",
            )
        )
    code = book.code("push-first" if infusion.pushed else "infusion-first")
    modifiers = (book.second_site_modifier,) if second_site else ()
    outcome.services.append(_service(infusion, code, 1, tuple(why), RANK, modifiers))
    if not infusion.pushed:
        _code_further_hours(infusion, outcome, book)


def _code_further_hours(infusion: Infusion, outcome: Outcome, book: Rulebook) -> None:
    beyond = infusion.minutes - book.hour
    if beyond <= 0:
        return
    hours, rest = divmod(beyond, book.hour)
    units = hours + (rest >= book.further_remainder)
    if units:
        because = Because(
            says=f"{infusion.names} ran {infusion.minutes} minutes in all: {beyond} beyond the first {book.hour}. "
            f"A further hour counts from {book.further_remainder} minutes, which makes {units}.",
            fact=infusion.fact("stop"),
            rule=f"{INFUSION}/further-hour-remainder",
        )
        code = book.code("infusion-further")
        outcome.services.append(Service(code, units, RANK + 1, (because,), infusion.diagnoses, minutes=beyond))
    if rest == book.doubtful_remainder:
        outcome.skip(
            f"Last {rest} minutes of {infusion.names}",
            f"Exactly {rest} minutes ran beyond the last counted hour. Most sources ask for more than {rest}, so no "
            "further hour is billed.",
            infusion.fact("stop"),
            f"{INFUSION}/further-hour-doubtful-remainder",
        )


def _code_sequential(infusion: Infusion, outcome: Outcome, book: Rulebook) -> None:
    because = Because(
        says=f"{infusion.names} ran {infusion.minutes} minutes ({infusion.times()}) as another drug after the first.",
        fact=infusion.fact("stop"),
        rule=f"{INFUSION}/sequential-minimum",
    )
    outcome.services.append(_service(infusion, book.code("infusion-sequential"), 1, (because,), RANK + 2))
    _code_further_hours(infusion, outcome, book)


def _code_concurrent(infusion: Infusion, beside: Infusion, outcome: Outcome, book: Rulebook) -> None:
    because = Because(
        says=f"{infusion.names} ran {shared(infusion.ran, beside.ran)} minutes at the same time as {beside.names}, "
        "through the same access site; this counts once a day, whatever the minutes.",
        fact=infusion.fact("start"),
        rule=f"{INFUSION}/concurrent-per-day",
    )
    outcome.services.append(_service(infusion, book.code("infusion-concurrent"), 1, (because,), RANK + 3))


def _skip_repeated_push(infusion: Infusion, counted: _Counted, outcome: Outcome, book: Rulebook) -> bool:
    """Whether it is a push of nothing new, which is then recorded as not billed."""
    if not infusion.pushed:
        return False
    drugs = set(infusion.drugs)
    if drugs <= counted.infused:
        says = f"{infusion.names} was also infused in this visit, so its push is no new drug but part of the infusion."
        rule = book.rule_of[book.code("push-further")]
    elif drugs <= counted.pushed:
        says = (
            f"{infusion.names} was already given in this visit; a further push of the same drug counts only in a "
            "facility."
        )
        rule = f"{INFUSION}/same-drug-push-again"
    else:
        counted.pushed |= drugs
        return False
    for part in infusion.parts:
        outcome.skip(f"Push of {infusion.names} at {infusion.times()}", says, part.where, rule)
    return True


def _skip_no_new_drug(infusion: Infusion, outcome: Outcome) -> None:
    for part in infusion.parts:
        outcome.skip(
            f"{infusion.names} infused again",
            "All that is in it also ran in another infusion of this visit, so it is no new drug.",
            part.where,
            f"{INFUSION}/sequential-minimum",
        )


def _skip_unneeded_site(infusion: Infusion, beside: Infusion, outcome: Outcome) -> None:
    for part in infusion.parts:
        outcome.skip(
            f"{infusion.names} at a second access site",
            f"It ran at the same time as {beside.names} but through another access site, and the record does not say "
            "why a second site was needed.",
            f"{part.where}.second_site_reason",
            f"{INFUSION}/initial-per-access-site",
        )


def _skip_concurrent_without_first_hour(infusion: Infusion, outcome: Outcome, book: Rulebook) -> None:
    for part in infusion.parts:
        outcome.skip(
            f"{infusion.names} at the same time as others",
            "Its code stands only beside a first hour of infusion, and the first service here is a push.",
            part.where,
            book.rule_of[book.code("infusion-concurrent")],
        )


def _skip_second_concurrent(infusion: Infusion, outcome: Outcome) -> None:
    for part in infusion.parts:
        outcome.skip(
            f"{infusion.names} at the same time as others",
            "Drugs run at the same time count once a day, and one is already counted.",
            f"{part.where}.start",
            f"{INFUSION}/concurrent-per-day",
        )


def _hour_because(infusion: Infusion, book: Rulebook) -> Because:
    return Because(
        says=f"{infusion.names} ran {infusion.minutes} minutes ({infusion.times()}); from {book.first_hour_minimum} "
        "minutes it is a first hour of infusion.",
        fact=infusion.fact("stop"),
        rule=f"{INFUSION}/first-hour-minimum",
    )


def _push_because(infusion: Infusion, book: Rulebook) -> Because:
    if infusion.parts[0].entry.route == "iv_push":
        return Because(
            says=f"{infusion.names} was pushed into the vein at {infusion.times()}.",
            fact=infusion.fact("route"),
            rule=book.rule_of[book.code("push-further")],
        )
    if not infusion.ran:
        return Because(
            says=f"{infusion.names} has no stop time, so it can be counted only as a push.",
            fact=infusion.fact("stop"),
            rule=f"{INFUSION}/missing-stop-time",
        )
    return Because(
        says=f"{infusion.names} ran {infusion.minutes} minutes ({infusion.times()}); under {book.first_hour_minimum} "
        "minutes it counts as a push.",
        fact=infusion.fact("stop"),
        rule=f"{INFUSION}/push-maximum",
    )


def _first_because(infusion: Infusion, marked: bool) -> Because:
    chosen = "it is marked as the main reason" if marked else "infusions go before pushes, longer before shorter"
    return Because(
        says=f"{infusion.names} is the first service of the visit: {chosen}.",
        fact=infusion.fact("main_reason"),
        rule=f"{INFUSION}/first-code-in-an-office",
    )


def _no_main_reason(first: Infusion) -> Finding:
    return Finding(
        severity="warning",
        rule=f"{INFUSION}/first-code-in-an-office",
        where=first.fact("main_reason"),
        says=f"No drug is marked as the main reason of the visit; {first.names} was taken as the first.",
        remedy="Set main_reason on the drug the patient came for.",
    )


def _service(
    infusion: Infusion,
    code: str,
    units: int,
    because: tuple[Because, ...],
    rank: int,
    modifiers: tuple[str, ...] = (),
) -> Service:
    """A service that stands for the whole infusion: each of its parts is among the reasons."""
    others = [
        Because(
            says=f"{part.entry.drug.name} at {clock(part.entry.start)} belongs to the same infusion.",
            fact=f"{part.where}.start",
            rule=f"{INFUSION}/sequential-per-drug",
        )
        for part in infusion.parts[1:]
    ]
    return Service(code, units, rank, (*because, *others), infusion.diagnoses, modifiers, infusion.minutes or None)
