"""Amounts of one kind brought to one unit, so that 0.039 g and 39 mg are the same dose."""

from decimal import Decimal

from makewhole.records import Quantity

_IN_BASE = {
    "mcg": ("mg", Decimal("0.001")),
    "mg": ("mg", Decimal(1)),
    "g": ("mg", Decimal(1000)),
    "mL": ("mL", Decimal(1)),
    "L": ("mL", Decimal(1000)),
    "mEq": ("mEq", Decimal(1)),
    "units": ("units", Decimal(1)),
}


def base(quantity: Quantity) -> tuple[Decimal, str]:
    """The amount in mg, mL, mEq or units, whichever its unit belongs to."""
    unit, factor = _IN_BASE[quantity.unit]
    return quantity.amount * factor, unit


def same_kind(one: Quantity, other: Quantity) -> bool:
    """Whether both measure the same: weight, volume, …"""
    return _IN_BASE[one.unit][0] == _IN_BASE[other.unit][0]


def in_unit(quantity: Quantity, unit: str) -> Decimal | None:
    """The amount in another unit; None if that measures something else."""
    target = _IN_BASE.get({"ml": "mL"}.get(unit, unit))
    amount, kind = base(quantity)
    return amount / target[1] if target and target[0] == kind else None


def volume(dose: Quantity, strength: Quantity | None, strength_per: Quantity | None) -> Decimal | None:
    """Milliliters that hold a dose at a strength; None where the label as recorded does not tell."""
    if (amount := in_unit(dose, "mL")) is not None:
        return amount
    if strength is None or strength_per is None or not same_kind(dose, strength) or not strength.amount:
        return None
    millilitres = in_unit(strength_per, "mL")
    return None if millilitres is None else base(dose)[0] / base(strength)[0] * millilitres
