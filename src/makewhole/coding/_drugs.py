"""Drug lines: the code of each drug, its units from the dose, its NDC quantity, and what was thrown away."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from makewhole.records import Because, Coverage, Finding, NationalDrug, Quantity, plain_number

from ._amounts import Exact, NdcUnit, added, in_unit, ndc_quantity, plain_amount, whole_units
from ._given import Given
from ._rulebook import DrugCode, Rulebook
from ._service import Outcome, Service
from ._waste import reckon_waste, wastes

RANK = 60
_CENTI = Decimal("0.01")


def code_drugs(given: Sequence[Given], coverage: Coverage | None, book: Rulebook) -> Outcome:
    """A line for each drug product given, and one for its billable waste. `coverage` is the plan that is claimed."""
    outcome = Outcome()
    products: dict[tuple[str, str], list[Given]] = {}
    for each in given:
        entry = each.entry
        if entry.route in ("oral", "sublingual"):
            says = "A medicine the patient swallows or dissolves in the mouth is not billed as an injected drug."
            outcome.skip(f"{entry.drug.name} {entry.dose}", says, f"{each.where}.drug")
        elif each.drug in book.fluids:
            says = "Fluid that carries a drug belongs to the infusion; fluid given for itself is entered as hydration."
            outcome.skip(f"{entry.drug.name} {entry.dose}", says, f"{each.where}.drug", "coding/infusion/included")
        elif each.drug not in book.drugs:
            _unknown_drug(each, outcome)
        elif entry.route not in book.drugs[each.drug].routes:
            _given_another_way(each, book.drugs[each.drug], outcome)
        else:
            products.setdefault((each.drug, entry.drug.ndc or ""), []).append(each)
    for (name, _), parts in sorted(products.items()) if len(products) > 1 else products.items():
        _code_product(book.drugs[name], parts, coverage, book, outcome)
    return outcome


def _code_product(
    drug: DrugCode, parts: Sequence[Given], coverage: Coverage | None, book: Rulebook, outcome: Outcome
) -> None:
    known: list[Given] = []
    amounts: list[Exact] = []
    for part in parts:
        amount = in_unit(part.entry.dose, drug, part.entry.drug)
        if amount is None and not drug.unlisted:
            _unconvertible(part, drug, outcome)
            continue
        known.append(part)
        if amount is not None:
            amounts.append(amount)
    if not known:
        return
    dose = added(amounts)
    units = 1 if drug.unlisted else whole_units(dose, drug.per)
    waste = reckon_waste(drug, known, dose, coverage, book, outcome)
    says = _units_say(drug, known, dose, units)
    because = tuple([Because(says=says, fact=f"{part.where}.dose", rule=drug.rule) for part in known])
    diagnoses = tuple([code for part in known for code in part.entry.diagnoses])
    detail = _detail(drug, [(part, part.entry.dose) for part in known])
    outcome.services.append(Service(drug.code, units, RANK, because, diagnoses, waste.modifiers, None, detail))
    if waste.units:
        detail = _detail(drug, wastes(known))
        outcome.services.append(
            Service(drug.code, waste.units, RANK + 1, waste.because, diagnoses, waste.line_modifiers, None, detail)
        )


def _units_say(drug: DrugCode, parts: Sequence[Given], dose: Exact, units: int) -> str:
    name, doses = parts[0].entry.drug.name, " and ".join([str(part.entry.dose) for part in parts])
    if drug.unlisted:
        return f"{name} has no code of its own: one unit of the unlisted drug code stands for the {doses} given."
    per = plain_number(drug.per)
    return f"{name} {doses} given; one unit is {per} {drug.unit}, so {plain_amount(dose)} {drug.unit} is {units}."


def _detail(drug: DrugCode, amounts: Sequence[tuple[Given, Quantity]]) -> NationalDrug:
    """The NDC detail of a line: the quantity of `amounts`, and for an unlisted drug all that it must tell."""
    product = amounts[0][0].entry.drug
    words = product.name
    if product.strength:
        words += f", {product.strength}/{product.strength_per}" if product.strength_per else f", {product.strength}"
    if drug.unlisted:
        words += ", dose " + " + ".join([str(amount) for _, amount in amounts])
        if product.container == "compounded":
            words += ", compounded"
            if product.acquisition_cost is not None:
                words += f", acquisition cost {product.acquisition_cost}"
    unit, quantity = _ndc_quantity(amounts) if product.ndc else (None, None)
    return NationalDrug.of_checked(ndc=product.ndc, unit=unit, quantity=quantity, description=words)


def _ndc_quantity(amounts: Sequence[tuple[Given, Quantity]]) -> tuple[NdcUnit, Decimal] | tuple[None, None]:
    """The sum of `amounts` in the one unit of the NDC; none where a label does not tell it or it rounds to nothing."""
    total, units = Decimal(0), set[NdcUnit]()
    for part, amount in amounts:
        held = ndc_quantity(amount, part.entry.drug)
        if held is None:
            return None, None
        units.add(held[0])
        total += held[1]
    quantity = total.quantize(_CENTI, ROUND_HALF_UP)
    return (units.pop(), quantity) if quantity and len(units) == 1 else (None, None)


def _unknown_drug(given: Given, outcome: Outcome) -> None:
    says = f"No code is known here for {given.entry.drug.name}, and none is guessed."
    outcome.skip(f"{given.entry.drug.name} {given.entry.dose}", says, f"{given.where}.drug.name")
    outcome.problems.append(
        Finding(
            severity="warning",
            rule="coding/unlisted-drug/details",
            where=f"{given.where}.drug.name",
            says=says,
            remedy="Check the spelling of the generic name; if it is right, add its code to the rules with its source.",
        )
    )


def _given_another_way(given: Given, drug: DrugCode, outcome: Outcome) -> None:
    name, where = given.entry.drug.name, f"{given.where}.route"
    says = (
        f"{drug.code} is for {name} given another way; for the way it was given no code is known here, and none is "
        "guessed."
    )
    outcome.skip(f"{name} {given.entry.dose}", says, where, drug.rule)
    outcome.problems.append(
        Finding(
            severity="warning",
            rule=drug.rule,
            where=where,
            says=says,
            remedy="Check how it was given; if that is right, have a biller add its line.",
        )
    )


def _unconvertible(given: Given, drug: DrugCode, outcome: Outcome) -> None:
    name, dose = given.entry.drug.name, given.entry.dose
    says = f"The dose of {name} ({dose}) cannot be turned into {drug.unit} from what is recorded."
    outcome.skip(f"{name} {dose}", says, f"{given.where}.dose", drug.rule)
    outcome.problems.append(
        Finding(
            severity="error",
            rule=drug.rule,
            where=f"{given.where}.dose",
            says=says,
            remedy=f"Give the dose in {drug.unit}, or the strength as on the label.",
        )
    )
