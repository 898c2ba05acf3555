"""Drug lines: a drug without its number, strength, dose or description comes back unprocessed."""

from collections.abc import Iterator
from decimal import Decimal

from makewhole.records import Administration, ServiceLine, plain_number

from ._codebook import code_detail, detail_of
from ._facts import Facts
from ._measures import base, in_unit, same_kind, volume
from ._registry import Fault, check


@check("drugs/unlisted-without-ndc")
def unlisted_without_ndc(facts: Facts) -> Iterator[Fault]:
    for where, line in _drug_lines(facts, unlisted=True):
        if line.drug is None or line.drug.ndc is None:
            yield Fault(
                f"{where}.drug.ndc",
                f"{line.code} has no NDC; a drug without a code of its own is sent back without it.",
                "Copy the NDC from the vial or its carton into the drug.",
            )


@check("drugs/unlisted-without-strength")
def unlisted_without_strength(facts: Facts) -> Iterator[Fault]:
    if not any(_drug_lines(facts, unlisted=True)):
        return
    for where, given in facts.administrations:
        if _is_unlisted(given, facts) and given.drug.strength is None:
            yield Fault(
                f"{where}.drug.strength",
                f"The strength of {given.drug.name} is missing; a drug without a code of its own needs it.",
                "Copy it from the label: strength and the volume that holds it.",
            )


@check("drugs/unlisted-description-incomplete")
def unlisted_description_incomplete(facts: Facts) -> Iterator[Fault]:
    doses = [
        (given.drug.name, plain_number(given.dose.amount))
        for _, given in facts.administrations
        if _is_unlisted(given, facts)
    ]
    for where, line in _drug_lines(facts, unlisted=True):
        says = line.drug.description.casefold().replace(",", "") if line.drug else ""
        if not any(name.split()[0].casefold() in says and dose in says for name, dose in doses):
            yield Fault(
                f"{where}.drug.description",
                f"The description of {line.code} does not name the drug and the dose given.",
                "State name, strength and dose in the line's description.",
            )


@check("drugs/ndc-missing")
def ndc_missing(facts: Facts) -> Iterator[Fault]:
    for where, line in _drug_lines(facts, unlisted=False):
        if line.drug is None or line.drug.ndc is None:
            yield Fault(
                f"{where}.drug.ndc",
                f"{line.code} has no NDC; many insurers want one on every drug line.",
                "Copy the NDC from the vial or its carton into the drug.",
            )


@check("drugs/ndc-quantity-missing")
def ndc_quantity_missing(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        if line.drug and line.drug.ndc and (not line.drug.quantity or line.drug.unit is None):
            yield Fault(
                f"{where}.drug.quantity",
                f"{line.code} has an NDC without quantity and unit.",
                "Give the strength as on the label and what holds it: a volume, or one device or vial of powder "
                '("28 mg" per "1 units").',
            )


@check("drugs/ndc-quantity-disagrees")
def ndc_quantity_disagrees(facts: Facts) -> Iterator[Fault]:
    allowed = facts.rule("scrubber/drugs/ndc-quantity-disagrees")["tolerance-ml"]
    for where, line in facts.lines:
        if not line.drug or not line.drug.ndc or line.drug.unit != "ML" or line.drug.quantity is None:
            continue
        given = [each for _, each in facts.administrations if each.drug.ndc == line.drug.ndc]
        volumes = [
            volume(dose, each.drug.strength, each.drug.strength_per)
            for each in given
            for dose in (each.dose, each.wasted)
            if dose
        ]
        if not volumes or None in volumes:
            continue
        # The dose, the discarded rest, or both may stand on a line.
        most = sum((each for each in volumes if each is not None), Decimal(0))
        if line.drug.quantity > most + allowed:
            yield Fault(
                f"{where}.drug.quantity",
                f"{line.code} states {plain_number(line.drug.quantity)} mL; dose and strength in the record make "
                f"{plain_number(round(most, 2))} mL.",
                "Check dose, waste and strength.",
            )


@check("drugs/units-do-not-match")
def units_do_not_match(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        drug = given.drug
        labels = [label for label in (drug.strength, drug.strength_per) if label is not None]
        if labels and not any(same_kind(given.dose, label) for label in labels):
            yield Fault(
                f"{where}.dose",
                f"The dose is in {given.dose.unit} but the label speaks of {' and '.join(x.unit for x in labels)}.",
                "Write the dose in the unit of the label.",
            )
        if given.wasted and given.wasted.amount and not same_kind(given.dose, given.wasted):
            yield Fault(
                f"{where}.wasted",
                f"The dose is in {given.dose.unit} but the waste in {given.wasted.unit}.",
                "Write both in one unit.",
            )


@check("drugs/dose-is-nothing")
def dose_is_nothing(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        if given.dose.amount == 0:
            yield Fault(f"{where}.dose", "The dose given is zero.", "Enter what was given, or remove the drug.")


@check("drugs/expired")
def expired(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        if given.drug.expires and given.drug.expires < facts.on:
            yield Fault(
                f"{where}.drug.expires",
                f"The lot of {given.drug.name} expired on {given.drug.expires}, before the visit.",
                "Check lot and date on the vial.",
            )


@check("drugs/compounded-without-cost")
def compounded_without_cost(facts: Facts) -> Iterator[Fault]:
    for where, given in facts.administrations:
        if given.drug.container == "compounded" and given.drug.acquisition_cost is None:
            yield Fault(
                f"{where}.drug.acquisition_cost",
                f"{given.drug.name} was compounded, and what the practice paid for it is missing.",
                "Add the purchase cost of the amount given.",
            )


@check("drugs/dose-outside-usual")
def dose_outside_usual(facts: Facts) -> Iterator[Fault]:
    weight = facts.visit.weight
    if weight is None:
        return
    usual = facts.rule("scrubber/drugs/dose-outside-usual")
    for where, given in facts.administrations:
        if given.route != "iv_infusion" or not given.drug.name.casefold().startswith(usual["drugs"]):
            continue
        if (amount := in_unit(given.dose, "mg")) is None:
            continue
        per_kilogram = round(amount / weight, 2)
        if not usual["least-mg-per-kg"] <= per_kilogram <= usual["most-mg-per-kg"]:
            yield Fault(
                f"{where}.dose",
                f"Dose and weight as entered make {plain_number(per_kilogram)} mg per kg, which is rarely written.",
                "Check dose and weight for a slip of the pen; if both are right, leave them.",
            )


@check("drugs/one-ndc-two-strengths")
def one_ndc_two_strengths(facts: Facts) -> Iterator[Fault]:
    strengths: dict[str, object] = {}
    for where, given in facts.administrations:
        drug = given.drug
        if drug.ndc is None or drug.strength is None:
            continue
        label = (base(drug.strength), base(drug.strength_per) if drug.strength_per else None)
        if strengths.setdefault(drug.ndc, label) != label:
            yield Fault(
                f"{where}.drug.strength",
                "The same NDC is recorded with two strengths.",
                "Check NDC and strength on the vial; each strength has its own NDC.",
            )


def _drug_lines(facts: Facts, unlisted: bool) -> Iterator[tuple[str, ServiceLine]]:
    for where, line in facts.lines:
        detail = code_detail(line.code, facts.on)
        if detail and detail["kind"] == "drug" and detail["unlisted"] == unlisted:
            yield where, line


def _is_unlisted(given: Administration, facts: Facts) -> bool:
    detail = detail_of(given.drug.name, facts.on)
    return bool(detail and detail["unlisted"])
