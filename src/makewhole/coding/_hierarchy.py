"""Which drug by vein is the visit's first service, and what each other one is beside it.

Source: CMS Claims Processing Manual ch. 12 §30.5, as kept in rules/coding/infusion.toml.
"""

from itertools import groupby

from makewhole.records import Because, Finding, Visit

from ._infusions import Infusion, gather
from ._minutes import shared
from ._rulebook import INFUSION, Rulebook
from ._service import Outcome, Service

RANK = 30


def code_infusions(visit: Visit, book: Rulebook) -> tuple[Outcome, list[Infusion]]:
    """The services of every drug given by vein, and the gathered infusions themselves."""
    outcome, infusions = Outcome(), gather(visit, book)
    own = sorted((infusion for infusion in infusions if infusion.own_site), key=lambda each: each.site)
    shared_line = [infusion for infusion in infusions if not infusion.own_site]
    if not shared_line and own:  # the only site is not a second one
        first_site = own[0].site
        shared_line = [infusion for infusion in own if infusion.site == first_site]
        own = [infusion for infusion in own if infusion.site != first_site]
    if shared_line:
        _code_site(shared_line, outcome, book, ())
    for _, group in groupby(own, key=lambda each: each.site):
        _code_site(list(group), outcome, book, (book.second_site_modifier,))
    return outcome, infusions


def _code_site(infusions: list[Infusion], outcome: Outcome, book: Rulebook, modifiers: tuple[str, ...]) -> None:
    marked = [infusion for infusion in infusions if infusion.main_reason]
    candidates = marked or infusions
    first = min(candidates, key=lambda each: (each.pushed, -each.minutes, each.began, each.drug))
    _code_first(first, len(infusions), bool(marked), outcome, book, modifiers)
    if len(infusions) > 1 and not marked and sum(not each.pushed for each in infusions) != 1:
        outcome.problems.append(
            Finding(
                severity="warning",
                rule=f"{INFUSION}/first-code-in-an-office",
                where=f"{first.fact()}.main_reason",
                says=f"No drug is marked as the main reason of the visit; {first.names} was taken as the first.",
                remedy="Set main_reason on the drug the patient came for.",
            )
        )
    coded, pushed, concurrent = ([] if first.pushed else [first]), {first.drug}, False
    infused = {drug for infusion in infusions if not infusion.pushed for drug in infusion.substances(book)}
    for infusion in infusions:
        if infusion is first:
            continue
        if infusion.pushed:
            _code_push(infusion, pushed, infused, outcome, book)
            continue
        beside = next((other for other in coded if shared(infusion.ran, other.ran) >= book.concurrent_minimum), None)
        if beside is None:
            _code_sequential(infusion, outcome, book)
            coded.append(infusion)
        elif beside.site != infusion.site:
            _skip_unneeded_site(infusion, beside, outcome)
        elif concurrent:
            _skip_second_concurrent(infusion, outcome)
        else:
            _code_concurrent(infusion, beside, outcome, book)
            concurrent = True


def _code_first(
    infusion: Infusion, count: int, marked: bool, outcome: Outcome, book: Rulebook, modifiers: tuple[str, ...]
) -> None:
    why = [] if count == 1 else [_first_because(infusion, marked)]
    if modifiers:
        entry = infusion.entries[0][1]
        why.append(
            Because(
                says=f"A second access site was medically needed: {entry.second_site_reason}",
                fact=infusion.fact("second_site_reason"),
                rule=f"{INFUSION}/initial-per-access-site",
            )
        )
    kind = "push-first" if infusion.pushed else "infusion-first"
    why.insert(0, _push_because(infusion, book) if infusion.pushed else _hour_because(infusion, book))
    outcome.services.append(_service(infusion, book.code(kind), 1, tuple(why), modifiers, RANK))
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
        outcome.services.append(
            _service(infusion, book.code("infusion-further"), units, (because,), (), RANK + 1, beyond)
        )
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
    outcome.services.append(_service(infusion, book.code("infusion-sequential"), 1, (because,), (), RANK + 2))
    _code_further_hours(infusion, outcome, book)


def _code_concurrent(infusion: Infusion, beside: Infusion, outcome: Outcome, book: Rulebook) -> None:
    because = Because(
        says=f"{infusion.names} ran {shared(infusion.ran, beside.ran)} minutes at the same time as {beside.names}, "
        "through the same access site; this counts once a day, whatever the minutes.",
        fact=infusion.fact("start"),
        rule=f"{INFUSION}/concurrent-per-day",
    )
    outcome.services.append(_service(infusion, book.code("infusion-concurrent"), 1, (because,), (), RANK + 3))


def _code_push(infusion: Infusion, pushed: set[str], infused: set[str], outcome: Outcome, book: Rulebook) -> None:
    what = f"Push of {infusion.names} at {infusion.times()}"
    if infusion.drug in infused:
        outcome.skip(
            what,
            f"{infusion.names} was also infused in this visit, so its push is no new drug and belongs to the infusion.",
            infusion.fact(),
            book.rule_of[book.code("push-further")],
        )
    elif infusion.drug in pushed:
        outcome.skip(
            what,
            f"{infusion.names} was already given in this visit; a further push of the same drug counts only in a "
            "facility.",
            infusion.fact(),
            f"{INFUSION}/same-drug-push-again",
        )
    else:
        pushed.add(infusion.drug)
        why = (_push_because(infusion, book),)
        outcome.services.append(_service(infusion, book.code("push-further"), 1, why, (), RANK + 4))


def _skip_unneeded_site(infusion: Infusion, beside: Infusion, outcome: Outcome) -> None:
    outcome.skip(
        f"{infusion.names} at a second access site",
        f"It ran at the same time as {beside.names} but through another access site, and the record does not say why a "
        "second site was needed.",
        infusion.fact("second_site_reason"),
        f"{INFUSION}/initial-per-access-site",
    )


def _skip_second_concurrent(infusion: Infusion, outcome: Outcome) -> None:
    outcome.skip(
        f"{infusion.names} at the same time as others",
        "Drugs run at the same time count once a day, and one is already counted.",
        infusion.fact("start"),
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
    if infusion.entries[0][1].route == "iv_push":
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


def _service(
    infusion: Infusion,
    code: str,
    units: int,
    because: tuple[Because, ...],
    modifiers: tuple[str, ...],
    rank: int,
    minutes: int | None = None,
) -> Service:
    ran = infusion.minutes if minutes is None else minutes
    return Service(code, units, rank, because, infusion.diagnoses, modifiers, ran or None)
