"""Fluid given because the patient needed the fluid: its own thresholds, never while a drug runs."""

from makewhole.records import Because, Hydration, Visit

from ._infusions import Infusion
from ._minutes import stretches, total, without
from ._rulebook import INFUSION, Rulebook
from ._service import Outcome, Service

RANK = 45


def code_hydration(visit: Visit, infusions: list[Infusion], book: Rulebook) -> Outcome:
    """Hydration and its fluid. Beside a drug by vein every hour is a further hour; alone it has a first hour."""
    outcome = Outcome()
    first_taken = bool(infusions)
    ordered = sorted(enumerate(visit.hydration), key=lambda pair: (pair[1].start, pair[1].fluid.name))
    for index, entry in ordered:
        where = f"visit.hydration[{index}]"
        minutes = _counted_minutes(entry, infusions)
        if (refusal := _refusal(entry, minutes, book)) is not None:
            says, field, rule = refusal
            outcome.skip(f"Hydration with {entry.fluid.name}", says, f"{where}.{field}", f"{INFUSION}/{rule}")
            continue
        outcome.services += _hours(entry, minutes, where, first_taken, bool(infusions), book)
        outcome.services += _fluid(entry, where, book)
        first_taken = True
    return outcome


def _counted_minutes(entry: Hydration, infusions: list[Infusion]) -> int:
    if entry.stop is None:
        return 0
    drug_time = [stretch for infusion in infusions for stretch in infusion.ran]
    return total(without(stretches(entry.start, entry.stop, entry.pauses), drug_time))


def _refusal(entry: Hydration, minutes: int, book: Rulebook) -> tuple[str, str, str] | None:
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
            f"Fluid ran {minutes} minutes apart from any drug; hydration counts from {book.hydration_first_minimum}.",
            "stop",
            "hydration-first-minimum",
        )
    return None


def _hours(
    entry: Hydration, minutes: int, where: str, first_taken: bool, beside_drug: bool, book: Rulebook
) -> list[Service]:
    hours, rest = divmod(minutes, book.hour)
    units = max(1, hours + (rest >= book.hydration_further_minimum))
    because = Because(
        says=f"{entry.fluid.name} ran {minutes} minutes apart from any drug "
        f"({entry.start:%H:%M} to {entry.stop:%H:%M}), needed because: {entry.necessity}",
        fact=f"{where}.stop",
        rule=f"{INFUSION}/hydration-first-minimum",
    )
    further = book.code("hydration-further")
    if first_taken:
        modifiers = (book.hydration_modifier,) if beside_drug else ()
        return [Service(further, units, RANK + 1, (because,), entry.diagnoses, modifiers, minutes)]
    services = [Service(book.code("hydration-first"), 1, RANK, (because,), entry.diagnoses, (), minutes)]
    if units > 1:
        more = Because(
            says=f"{minutes - book.hour} minutes ran beyond the first hour.",
            fact=f"{where}.stop",
            rule=f"{INFUSION}/hydration-further-minimum",
        )
        services.append(Service(further, units - 1, RANK + 1, (more,), entry.diagnoses, (), minutes - book.hour))
    return services


def _fluid(entry: Hydration, where: str, book: Rulebook) -> list[Service]:
    bags = book.fluids.get(entry.fluid.name.lower(), ())
    millilitres = entry.volume.amount * (1000 if entry.volume.unit == "L" else 1)
    if not bags or entry.volume.unit not in ("mL", "L"):
        return []
    bag = next((each for each in bags if each.per >= millilitres), bags[-1])
    because = Because(
        says=f"{entry.fluid.name}, {entry.volume}, given as the hydration itself.",
        fact=f"{where}.volume",
        rule=bag.rule,
    )
    units = -(-millilitres // bag.per)
    return [Service(bag.code, int(units), RANK + 10, (because,), entry.diagnoses)]
