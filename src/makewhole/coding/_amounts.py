"""Doses in the units of a code and of an NDC, only where the label allows the conversion."""

from decimal import ROUND_CEILING, Decimal
from typing import Literal

from makewhole.records import Drug, Quantity

from ._rulebook import DrugCode

NdcUnit = Literal["ML", "UN"]
_NDC_UNITS: dict[str, NdcUnit] = {"mL": "ML", "units": "UN"}
_MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


def whole_units(amount: Decimal, per: Decimal) -> int:
    """How many units of `per` hold the amount: a started unit counts."""
    return int((amount / per).to_integral_value(ROUND_CEILING))


def in_unit(amount: Quantity, code: DrugCode, drug: Drug) -> Decimal | None:
    """`amount` in the code's unit, or None where the label does not say enough."""
    if amount.unit == code.unit:
        return amount.amount
    if code.unit not in _MILLIGRAMS:
        return None
    milligrams = _milligrams(amount, drug)
    return None if milligrams is None else milligrams / _MILLIGRAMS[code.unit]


def _milligrams(amount: Quantity, drug: Drug) -> Decimal | None:
    if amount.unit in _MILLIGRAMS:
        return amount.amount * _MILLIGRAMS[amount.unit]
    strength, per = drug.strength, drug.strength_per
    if amount.unit == "mL" and strength and per and per.unit == "mL" and per.amount and strength.unit in _MILLIGRAMS:
        return amount.amount * strength.amount * _MILLIGRAMS[strength.unit] / per.amount
    return None


def ndc_quantity(amount: Quantity, drug: Drug) -> tuple[NdcUnit, Decimal] | None:
    """What holds the amount, in the unit of its NDC: mL, or pieces such as a spray device where the label tells the
    strength of one ("28 mg" per "1 units"). None where the label does not say enough.
    """
    if amount.unit == "mL":
        return "ML", amount.amount
    strength, per = drug.strength, drug.strength_per
    if not (strength and per and per.unit in _NDC_UNITS and strength.amount):
        return None
    unit, held = _NDC_UNITS[per.unit], amount.amount * per.amount / strength.amount
    if amount.unit in _MILLIGRAMS and strength.unit in _MILLIGRAMS:
        return unit, held * _MILLIGRAMS[amount.unit] / _MILLIGRAMS[strength.unit]
    return (unit, held) if amount.unit == strength.unit else None
