"""Doses in the units of a code and in milliliters, only where the label allows the conversion."""

from decimal import ROUND_CEILING, Decimal

from makewhole.records import Drug, Quantity

from ._rulebook import DrugCode

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


def millilitres(amount: Quantity, drug: Drug) -> Decimal | None:
    """The volume that holds the amount, or None where the label does not say enough."""
    if amount.unit == "mL":
        return amount.amount
    strength, per = drug.strength, drug.strength_per
    if not (strength and per and per.unit == "mL" and strength.amount):
        return None
    if amount.unit in _MILLIGRAMS and strength.unit in _MILLIGRAMS:
        return amount.amount * _MILLIGRAMS[amount.unit] * per.amount / (strength.amount * _MILLIGRAMS[strength.unit])
    return amount.amount * per.amount / strength.amount if amount.unit == strength.unit else None
