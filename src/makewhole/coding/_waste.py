"""What was thrown away from a single-dose container, where the plan asks to be told."""

from collections.abc import Sequence
from typing import NamedTuple

from makewhole.records import SINGLE_DOSE, Because, Coverage, Finding, Quantity
from makewhole.rules import in_force, value

from ._amounts import Exact, added, in_unit, plain_amount, whole_units
from ._given import Given
from ._rulebook import DrugCode, Rulebook
from ._service import Outcome
from .medicare import is_original_medicare

_DISCARDED = "coding/waste/discarded-modifier"
_NONE_DISCARDED = "coding/waste/none-discarded-modifier"


class Waste(NamedTuple):
    """How waste shows on the bill: modifiers of the drug's own line, and units of a line of its own (or none)."""

    modifiers: tuple[str, ...] = ()
    units: int = 0
    line_modifiers: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()


def reckon_waste(
    drug: DrugCode, parts: Sequence[Given], dose: Exact, coverage: Coverage | None, book: Rulebook, outcome: Outcome
) -> Waste:
    """The waste of one product. `dose`: what was given, in the code's unit, which the drug's own line already bills."""
    first = parts[0]
    name, fact = first.entry.drug.name, f"{first.where}.wasted"
    discarded = wastes(parts)
    if any(part.entry.drug.container is None for part in parts) and _asks_for_waste(coverage):
        outcome.problems.append(_unknown_container(name, f"{first.where}.drug.container"))
    if any(part.entry.drug.container not in SINGLE_DOSE for part in parts):
        if discarded:
            words = _words(discarded)
            says = f"{words} was thrown away. Only the rest of a single-dose container can be billed, and this is none."
            outcome.skip(f"Waste of {name}", says, fact, _DISCARDED)
        return Waste()
    if not _asks_for_waste(coverage):
        if discarded:
            says = (
                f"{_words(discarded)} was thrown away. The modifiers for waste are Medicare's; this plan is not known "
                "to ask for them (coverages[].waste_modifiers)."
            )
            outcome.skip(f"Waste of {name}", says, fact, _DISCARDED)
        return Waste()
    if any(part.entry.wasted is None for part in parts):
        if discarded:
            says = "What was thrown away is not recorded for every dose of this drug, so none of it is billed."
            outcome.skip(f"Waste of {name}", says, fact, _DISCARDED)
        if in_force(_NONE_DISCARDED, book.on):
            outcome.problems.append(_waste_not_recorded(name, fact))
        return Waste()
    if not discarded:
        return _nothing_discarded(book)
    amounts = [in_unit(waste, drug, part.entry.drug) for part, waste in discarded]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) and not drug.unlisted:
        _unconvertible(name, _words(discarded), drug, fact, outcome)
        return Waste()
    wasted = added(known)
    units = 0 if drug.unlisted else whole_units(added((dose, wasted)), drug.per) - whole_units(dose, drug.per)
    if not units:
        says = "The billed unit already covers the dose and what was thrown away, so the rest is not billed again."
        outcome.skip(f"Waste of {name}", says, fact, "coding/waste/no-extra-unit-for-rounding")
        return _nothing_discarded(book)
    says = f"{plain_amount(wasted)} {drug.unit} of a single-dose container was thrown away and recorded."
    because = Because(says=says, fact=fact, rule=_DISCARDED)
    return Waste((), units, (value(_DISCARDED, book.on).value,), (because,))


def _nothing_discarded(book: Rulebook) -> Waste:
    """Nothing that could be billed was thrown away, which since July 2023 has a modifier of its own."""
    return Waste((value(_NONE_DISCARDED, book.on).value,) if in_force(_NONE_DISCARDED, book.on) else ())


def wastes(parts: Sequence[Given]) -> list[tuple[Given, Quantity]]:
    """Each part of which something was thrown away, with the amount."""
    return [(part, part.entry.wasted) for part in parts if part.entry.wasted is not None and part.entry.wasted.amount]


def _words(discarded: Sequence[tuple[Given, Quantity]]) -> str:
    return " + ".join([str(waste) for _, waste in discarded])


def _asks_for_waste(coverage: Coverage | None) -> bool:
    if coverage is None:
        return False
    if coverage.waste_modifiers is not None:
        return coverage.waste_modifiers
    return is_original_medicare(coverage)


def _waste_not_recorded(name: str, fact: str) -> Finding:
    return Finding(
        severity="error",
        rule=_NONE_DISCARDED,
        where=fact,
        says=f"This plan asks what was thrown away of {name}, which is not recorded; without it the line comes back.",
        remedy='Enter the amount discarded, "0 mg" if none.',
    )


def _unknown_container(name: str, fact: str) -> Finding:
    return Finding(
        severity="warning",
        rule=_NONE_DISCARDED,
        where=fact,
        says=f"This plan asks what was thrown away of a single-dose container, and that of {name} is not recorded.",
        remedy="Enter the container as on the label, and the amount discarded.",
    )


def _unconvertible(name: str, words: str, drug: DrugCode, fact: str, outcome: Outcome) -> None:
    says = f"What was thrown away of {name} ({words}) cannot be turned into {drug.unit} from what is recorded."
    outcome.skip(f"Waste of {name}", says, fact, _DISCARDED)
    outcome.problems.append(
        Finding(
            severity="error",
            rule=_DISCARDED,
            where=fact,
            says=says,
            remedy=f"Give the waste in {drug.unit}, or the strength as on the label.",
        )
    )
