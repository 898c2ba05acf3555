"""What was left in the vial: recorded, possible, and told alike by record and lines."""

from collections.abc import Iterator
from decimal import Decimal

from makewhole.records import SINGLE_DOSE, Administration, ServiceLine, plain_number

from ._codebook import code_detail, names
from ._facts import Facts
from ._measures import base, in_unit, same_kind
from ._registry import Fault, check


@check("vials/waste-from-multi-dose")
def waste_from_multi_dose(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        if given.drug.container == "multi_dose_vial" and given.wasted and given.wasted.amount:
            yield Fault(
                f"{where}.wasted",
                f"{given.wasted} of {given.drug.name} is recorded as wasted from a multi-dose vial.",
                "Waste is billed only from a single-dose container; check container and waste.",
            )


@check("vials/waste-not-recorded")
def waste_not_recorded(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        if given.drug.container in SINGLE_DOSE and given.wasted is None:
            yield Fault(
                f"{where}.wasted",
                f"The record does not say what was left of the single-dose {given.drug.name}.",
                'Enter the amount discarded, "0 mg" if none.',
            )


@check("vials/not-whole-vials")
def not_whole_vials(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        label, per = given.drug.strength, given.drug.strength_per
        if given.drug.container not in SINGLE_DOSE or given.wasted is None or label is None or per is None:
            continue
        # "50 mg per 1 mL" is a concentration; any other volume is what the container holds.
        if per.amount == 1 or not label.amount or not same_kind(given.dose, label) or not _comparable(given):
            continue
        used = base(given.dose)[0] + base(given.wasted)[0]
        if used % base(label)[0]:
            yield Fault(
                f"{where}.wasted",
                f"Dose and waste of {given.drug.name} make {plain_number(used)} {base(given.dose)[1]}, which is no "
                f"whole number of containers of {label}.",
                "Check dose and waste; together they empty the containers opened.",
            )


@check("vials/discard-billed-without-record")
def discard_billed_without_record(facts: Facts) -> Iterator[Fault]:
    modifier = facts.rule("coding/waste/discarded-modifier")
    for where, line in facts.lines:
        if modifier in line.modifiers and not any(
            given.wasted and given.wasted.amount for given in _of_line(line.code, facts)
        ):
            yield Fault(
                f"{where}.modifiers",
                f"{line.code} bills discarded drug ({modifier}), but the record shows none.",
                "Enter what was discarded, or leave the line out.",
            )


@check("vials/none-discarded-though-recorded")
def none_discarded_though_recorded(facts: Facts) -> Iterator[Fault]:
    modifier = facts.rule("scrubber/vials/none-discarded-though-recorded")["modifier"]
    for where, line in facts.lines:
        if modifier not in line.modifiers or line.drug is None:
            continue
        given = [each for each in _of_line(line.code, facts) if each.drug.ndc == line.drug.ndc]
        wasted = next((each.wasted for each in given if each.wasted and each.wasted.amount), None)
        if wasted is not None and not _covered(line, given, facts):
            yield Fault(
                f"{where}.modifiers",
                f"{line.code} says that nothing was discarded ({modifier}), but the record shows {wasted}.",
                "Bill the discarded amount on its own line, or correct the record.",
            )


def _covered(line: ServiceLine, given: list[Administration], facts: Facts) -> bool:
    """Whether the units billed hold all that was given and discarded, as far as the amounts can be compared.

    The one unit of an unlisted drug always does.
    """
    detail = code_detail(line.code, facts.on)
    if detail is None or detail["unlisted"]:
        return detail is not None
    amounts = [in_unit(amount, detail["unit"]) for each in given for amount in (each.dose, each.wasted) if amount]
    known = [amount for amount in amounts if amount is not None]
    return len(known) < len(amounts) or sum(known) <= line.units * Decimal(detail["per"])


def _of_line(code: str, facts: Facts) -> Iterator[Administration]:
    detail = code_detail(code, facts.on)
    if detail and "drug" in detail:
        yield from (given for _, given in facts.administrations if names(given.drug.name, detail))


def _comparable(given: Administration) -> bool:
    return given.wasted is not None and (not given.wasted.amount or same_kind(given.dose, given.wasted))
