"""Fluid given because the patient needed the fluid: its own thresholds, never while a drug runs."""

from collections.abc import Sequence
from decimal import Decimal

from makewhole.records import Because, Hydration, Visit, plain_number

from ._given import drug_key
from ._infusions import Infusion
from ._minutes import Stretch, clock, stretches, total, union, without
from ._rulebook import INFUSION, DrugCode, Rulebook
from ._service import Outcome, Service

RANK = 45
_NEVER = 10**12
"""A minute that no visit reaches."""


def code_hydration(visit: Visit, infusions: Sequence[Infusion], book: Rulebook) -> Outcome:
    """Hydration and its fluid. Beside a drug by vein every hour is a further hour; alone it has a first hour.

    Each fluid, before a drug and after it, must reach the least minutes by itself; the hours are then counted from
    the minutes of all that did.
    """
    outcome = Outcome()
    drug_time = [stretch for infusion in infusions for stretch in (*infusion.ran, *_without_stop(infusion))]
    ran: list[Stretch] = []
    because: list[Because] = []
    diagnoses: tuple[str, ...] = ()
    for index, entry in sorted(enumerate(visit.hydration), key=_order):
        where = f"visit.hydration[{index}]"
        pieces = _pieces(entry, drug_time)
        if (refusal := _refusal(entry, max(map(total, pieces), default=0), book)) is not None:
            says, field, rule = refusal
            outcome.skip(f"Hydration with {entry.fluid.name}", says, f"{where}.{field}", f"{INFUSION}/{rule}")
            continue
        alone = [each for piece in pieces if total(piece) >= book.hydration_first_minimum for each in piece]
        ran += alone
        because.append(_because(entry, total(alone), where))
        diagnoses += entry.diagnoses
        _code_fluid(entry, where, outcome, book)
    if because:
        outcome.services += _hours(total(union(ran)), tuple(because), diagnoses, bool(infusions), book)
    return outcome


def _order(numbered: tuple[int, Hydration]) -> tuple[object, ...]:
    _, entry = numbered
    return entry.start.timestamp(), entry.fluid.name, str(entry.volume), entry.necessity or "", entry.diagnoses


def _without_stop(infusion: Infusion) -> list[Stretch]:
    """When a drug may have run whose stop is not recorded: from its start on."""
    return [
        (int(part.began) // 60, _NEVER)
        for part in infusion.parts
        if part.entry.route == "iv_infusion" and part.entry.stop is None
    ]


def _pieces(entry: Hydration, drug_time: Sequence[Stretch]) -> list[list[Stretch]]:
    """When the fluid ran apart from any drug, parted where a drug ran between; a pause of its own parts nothing."""
    if entry.stop is None:
        return []
    pieces: list[list[Stretch]] = []
    for stretch in without(stretches(entry.start, entry.stop, entry.pauses), drug_time):
        if pieces and not any(pieces[-1][-1][1] <= began < stretch[0] for began, _ in drug_time):
            pieces[-1].append(stretch)
        else:
            pieces.append([stretch])
    return pieces


def _refusal(entry: Hydration, minutes: int, book: Rulebook) -> tuple[str, str, str] | None:
    if drug_key(entry.fluid.name, book) in book.drugs:
        return (
            f"{entry.fluid.name} is a drug, and only fluid hydrates; a drug is entered with what was given.",
            "fluid.name",
            "hydration-while-drug-runs",
        )
    if not entry.necessity:
        return (
            "The record does not say why the patient needed fluid, so it counts as the carrier of the drug.",
            "necessity",
            "hydration-while-drug-runs",
        )
    if entry.stop is None:
        return "There is no stop time, and hydration is counted by its minutes.", "stop", "hydration-first-minimum"
    if minutes < book.hydration_first_minimum:
        return (
            f"Fluid ran at most {minutes} minutes in one stretch apart from any drug; hydration counts from "
            f"{book.hydration_first_minimum}.",
            "stop",
            "hydration-first-minimum",
        )
    return None


def _because(entry: Hydration, minutes: int, where: str) -> Because:
    assert entry.stop is not None
    return Because(
        says=f"{entry.fluid.name} ran {minutes} minutes apart from any drug "
        f"({clock(entry.start)} to {clock(entry.stop)}), needed because: {entry.necessity}",
        fact=f"{where}.stop",
        rule=f"{INFUSION}/hydration-first-minimum",
    )


def _hours(
    minutes: int, because: tuple[Because, ...], diagnoses: tuple[str, ...], beside_drug: bool, book: Rulebook
) -> list[Service]:
    hours, rest = divmod(minutes, book.hour)
    units = max(1, hours + (rest >= book.hydration_further_minimum))
    if beside_drug:
        code, modifiers = book.code("hydration-further"), (book.hydration_modifier,)
        return [Service(code, units, RANK + 1, because, diagnoses, modifiers, minutes)]
    services = [Service(book.code("hydration-first"), 1, RANK, because, diagnoses, (), minutes)]
    if units > 1:
        beyond = minutes - book.hour
        more = Because(
            says=f"{beyond} minutes ran beyond the first hour.",
            fact=because[-1].fact,
            rule=f"{INFUSION}/hydration-further-minimum",
        )
        code = book.code("hydration-further")
        services.append(Service(code, units - 1, RANK + 1, (more,), diagnoses, (), beyond))
    return services


def _code_fluid(entry: Hydration, where: str, outcome: Outcome, book: Rulebook) -> None:
    bags = book.fluids.get(drug_key(entry.fluid.name, book), ())
    if not bags or entry.volume.unit not in ("mL", "L") or not entry.volume.amount:
        says = f"No code is known here for {entry.fluid.name}, {entry.volume}, and none is guessed."
        outcome.skip(f"{entry.fluid.name} {entry.volume}", says, f"{where}.fluid.name")
        return
    millilitres = entry.volume.amount * (1000 if entry.volume.unit == "L" else 1)
    for bag, units in _hung(millilitres, bags).items():
        because = Because(
            says=f"{entry.fluid.name}, {entry.volume}, given for itself: {units} × {plain_number(bag.per)} mL.",
            fact=f"{where}.volume",
            rule=bag.rule,
        )
        outcome.services.append(Service(bag.code, units, RANK + 10, (because,), entry.diagnoses))


def _hung(millilitres: Decimal, bags: Sequence[DrugCode]) -> dict[DrugCode, int]:
    """How many bags of each size: whole ones of the largest, and the smallest that holds the rest.

    `bags` are the sizes, smallest first.
    """
    largest = bags[-1]
    full, rest = divmod(millilitres, largest.per)
    hung = {largest: int(full)} if full else {}
    if rest:
        closing = next(bag for bag in bags if bag.per >= rest)
        hung[closing] = hung.get(closing, 0) + 1
    return hung
