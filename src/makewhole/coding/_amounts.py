"""Doses in the units of a code and of an NDC, only where the label allows the conversion."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import ceil
from typing import Literal

from makewhole.records import Drug, Quantity, plain_number

from ._rulebook import DrugCode

NdcUnit = Literal["ML", "UN"]
_NDC_UNITS: dict[str, NdcUnit] = {"mL": "ML", "units": "UN"}
_MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


Exact = Decimal | Fraction
"""An amount as it is: a fraction where its division does not come out even, so that no sum is a hair too large."""


def whole_units(amount: Exact, per: Decimal) -> int:
    """How many units of `per` hold the amount: a started unit counts."""
    if isinstance(amount, Fraction):
        return ceil(amount / Fraction(per))
    return int((amount / per).to_integral_value(ROUND_CEILING))


def added(amounts: Sequence[Exact]) -> Exact:
    """The sum, as exact as its parts."""
    even = [amount for amount in amounts if isinstance(amount, Decimal)]
    if len(even) == len(amounts):
        return sum(even, Decimal(0))
    return sum([Fraction(amount) for amount in amounts], Fraction(0))


def plain_amount(amount: Exact) -> str:
    """The amount as written in a reason; one that never comes out even to four decimal places."""
    if isinstance(amount, Fraction):
        amount = round(Decimal(amount.numerator) / amount.denominator, 4)
    return plain_number(amount)


def in_unit(amount: Quantity, code: DrugCode, drug: Drug) -> Exact | None:
    """`amount` in the code's unit, or None where the label does not say enough."""
    if amount.unit == code.unit:
        return amount.amount
    if code.unit not in _MILLIGRAMS:
        return None
    unit = _MILLIGRAMS[code.unit]
    if amount.unit in _MILLIGRAMS:
        return amount.amount * _MILLIGRAMS[amount.unit] / unit
    strength, per = drug.strength, drug.strength_per
    if amount.unit == "mL" and strength and per and per.unit == "mL" and per.amount and strength.unit in _MILLIGRAMS:
        return _divided(amount.amount * strength.amount * _MILLIGRAMS[strength.unit], per.amount * unit)
    return None


def _divided(amount: Decimal, by: Decimal) -> Exact:
    quotient = amount / by
    # Multiplied back and compared in one step, without a rounding between.
    return Fraction(amount) / Fraction(by) if quotient.fma(by, -amount) else quotient


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
