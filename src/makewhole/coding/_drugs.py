"""Drug lines: the code of each drug, its units from the dose, its NDC quantity, and what was thrown away."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from makewhole.records import Administration, Because, Finding, NationalDrug, Quantity, VisitFile, plain_number
from makewhole.rules import in_force, value

from ._infusions import drug_key
from ._rulebook import DrugCode, Rulebook
from ._service import Outcome, Service

RANK = 60
Entries = Sequence[tuple[int, Administration]]
_MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}
_SINGLE_DOSE = ("single_dose_vial", "ampule", "prefilled_syringe")
_CENTI = Decimal("0.01")


def code_drugs(file: VisitFile, book: Rulebook) -> Outcome:
    """A line for each drug product given, and one for its billable waste."""
    outcome = Outcome()
    products: dict[tuple[str, str | None], list[tuple[int, Administration]]] = {}
    for index, entry in enumerate(file.visit.administrations):
        name = drug_key(entry.drug.name, book)
        where = f"visit.administrations[{index}].drug"
        if entry.route in ("oral", "sublingual"):
            says = "A medicine the patient swallows or dissolves in the mouth is not billed as an injected drug."
            outcome.skip(f"{entry.drug.name} {entry.dose}", says, where)
        elif name in book.fluids:
            says = "Fluid that carries a drug belongs to the infusion; fluid given for itself is entered as hydration."
            outcome.skip(f"{entry.drug.name} {entry.dose}", says, where, "coding/infusion/included")
        elif name not in book.drugs:
            _unknown_drug(entry, where, outcome)
        else:
            products.setdefault((name, entry.drug.ndc), []).append((index, entry))
    for (name, _), entries in sorted(products.items(), key=lambda product: (product[0][0], product[0][1] or "")):
        _code_product(book.drugs[name], entries, file, outcome)
    return outcome


def _code_product(drug: DrugCode, entries: Entries, file: VisitFile, outcome: Outcome) -> None:
    index, first = entries[0]
    where = f"visit.administrations[{index}]"
    amounts = [_in_unit(entry.dose, drug, entry) for _, entry in entries]
    known = [amount for amount in amounts if amount is not None]
    if not drug.unlisted and len(known) < len(amounts):
        _unconvertible(first, drug, where, outcome)
        return
    given = sum(known, Decimal(0))
    units = 1 if drug.unlisted else int(-(-given // drug.per))
    diagnoses = tuple(dict.fromkeys(code for _, entry in entries for code in entry.diagnoses))
    modifiers, wasted_services = _waste(drug, entries, given, units, diagnoses, file, outcome)
    because = Because(says=_units_say(drug, entries, given, units), fact=f"{where}.dose", rule=drug.rule)
    detail = _detail(drug, entries, [entry.dose for _, entry in entries])
    outcome.services.append(Service(drug.code, units, RANK, (because,), diagnoses, modifiers, None, detail))
    outcome.services += wasted_services


def _units_say(drug: DrugCode, entries: Entries, given: Decimal, units: int) -> str:
    name, doses = entries[0][1].drug.name, " and ".join(str(entry.dose) for _, entry in entries)
    if drug.unlisted:
        return f"{name} has no code of its own: one unit of the unlisted drug code stands for the {doses} given."
    per = plain_number(drug.per)
    return f"{name} {doses} given; one unit is {per} {drug.unit}, so {plain_number(given)} {drug.unit} is {units}."


def _detail(drug: DrugCode, entries: Entries, amounts: Sequence[Quantity]) -> NationalDrug:
    """The NDC detail of a line: the quantity in mL of what was given, and for an unlisted drug all it must tell."""
    product = entries[0][1].drug
    words = [product.name]
    if product.strength:
        per = f"/{product.strength_per}" if product.strength_per else ""
        words.append(f"{product.strength}{per}")
    if drug.unlisted:
        words.append("dose " + " + ".join(str(amount) for amount in amounts))
        if product.container == "compounded":
            words.append("compounded")
            if product.acquisition_cost is not None:
                words.append(f"acquisition cost {product.acquisition_cost}")
    volumes = [_millilitres(amount, entries[0][1]) for amount in amounts]
    known = [volume for volume in volumes if volume is not None]
    quantity = sum(known, Decimal(0)).quantize(_CENTI, ROUND_HALF_UP) if len(known) == len(volumes) else None
    if not quantity or product.ndc is None:
        return NationalDrug(ndc=product.ndc, unit=None, quantity=None, description=", ".join(words))
    return NationalDrug(ndc=product.ndc, unit="ML", quantity=quantity, description=", ".join(words))


def _waste(
    drug: DrugCode,
    entries: Entries,
    given: Decimal,
    units: int,
    diagnoses: tuple[str, ...],
    file: VisitFile,
    outcome: Outcome,
) -> tuple[tuple[str, ...], list[Service]]:
    index, first = entries[0]
    where, on = f"visit.administrations[{index}].wasted", file.visit.date
    if first.drug.container not in _SINGLE_DOSE or any(entry.wasted is None for _, entry in entries):
        return (), []
    wastes = [entry.wasted for _, entry in entries if entry.wasted is not None]
    wasted = sum((_in_unit(waste, drug, first) or Decimal(0) for waste in wastes), Decimal(0))
    discarded, none_discarded = "coding/waste/discarded-modifier", "coding/waste/none-discarded-modifier"
    if not _asks_for_waste(file):
        if wasted:
            says = (
                f"{' + '.join(str(waste) for waste in wastes)} was thrown away. The modifiers for waste are "
                "Medicare's; this plan is not known to ask for them (coverages[].waste_modifiers)."
            )
            outcome.skip(f"Waste of {first.drug.name}", says, where, discarded)
        return (), []
    if not wasted:
        return ((value(none_discarded, on).value,) if in_force(none_discarded, on) else ()), []
    more = 0 if drug.unlisted else int(-(-(given + wasted) // drug.per)) - units
    if more <= 0:
        says = "The billed unit already covers the dose and what was thrown away, so the rest is not billed again."
        outcome.skip(f"Waste of {first.drug.name}", says, where, "coding/waste/no-extra-unit-for-rounding")
        return (), []
    because = Because(
        says=f"{plain_number(wasted)} {drug.unit} of a single-dose container was thrown away and recorded.",
        fact=where,
        rule=discarded,
    )
    modifier = (value(discarded, on).value,)
    detail = _detail(drug, entries, wastes)
    return (), [Service(drug.code, more, RANK + 1, (because,), diagnoses, modifier, None, detail)]


def _asks_for_waste(file: VisitFile) -> bool:
    coverage = file.primary_coverage
    if coverage is None:
        return False
    if coverage.waste_modifiers is not None:
        return coverage.waste_modifiers
    return coverage.payer == "medicare" or coverage.plan_type == "medicare"


def _in_unit(amount: Quantity, drug: DrugCode, entry: Administration) -> Decimal | None:
    """`amount` in the drug's billing unit, or None where the label does not allow the conversion."""
    if amount.unit == drug.unit:
        return amount.amount
    if amount.unit in _MILLIGRAMS and drug.unit in _MILLIGRAMS:
        return amount.amount * _MILLIGRAMS[amount.unit] / _MILLIGRAMS[drug.unit]
    strength, per = entry.drug.strength, entry.drug.strength_per
    if amount.unit == "mL" and strength and per and per.unit == "mL" and per.amount and strength.unit in _MILLIGRAMS:
        milligrams = amount.amount / per.amount * strength.amount * _MILLIGRAMS[strength.unit]
        return milligrams / _MILLIGRAMS[drug.unit] if drug.unit in _MILLIGRAMS else None
    return None


def _millilitres(amount: Quantity, entry: Administration) -> Decimal | None:
    if amount.unit == "mL":
        return amount.amount
    strength, per = entry.drug.strength, entry.drug.strength_per
    if not (strength and per and per.unit == "mL" and strength.amount):
        return None
    if amount.unit in _MILLIGRAMS and strength.unit in _MILLIGRAMS:
        return amount.amount * _MILLIGRAMS[amount.unit] / (strength.amount * _MILLIGRAMS[strength.unit]) * per.amount
    return amount.amount / strength.amount * per.amount if amount.unit == strength.unit else None


def _unknown_drug(entry: Administration, where: str, outcome: Outcome) -> None:
    says = f"No code is known here for {entry.drug.name}, and none is guessed."
    outcome.skip(f"{entry.drug.name} {entry.dose}", says, f"{where}.name")
    outcome.problems.append(
        Finding(
            severity="warning",
            rule="coding/unlisted-drug/details",
            where=f"{where}.name",
            says=says,
            remedy="Check the spelling of the generic name; if it is right, add its code to the rules with its source.",
        )
    )


def _unconvertible(entry: Administration, drug: DrugCode, where: str, outcome: Outcome) -> None:
    says = f"The dose of {entry.drug.name} ({entry.dose}) cannot be turned into {drug.unit} from what is recorded."
    outcome.skip(f"{entry.drug.name} {entry.dose}", says, f"{where}.dose", drug.rule)
    outcome.problems.append(
        Finding(
            severity="error",
            rule=drug.rule,
            where=f"{where}.dose",
            says=says,
            remedy=f"Give the dose in {drug.unit}, or the strength as on the label.",
        )
    )
