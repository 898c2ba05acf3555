"""What was given: drugs by vein, muscle, nose or mouth, and hydration, each to the minute."""

import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ._base import Record
from .clock import minutes_between
from .identifiers import Amount, Day, Icd10, Moment, Money, Ndc, Prose, Text

Unit = Literal["mg", "mcg", "g", "mL", "mEq", "units", "L"]
Route = Literal["iv_infusion", "iv_push", "im", "sc", "intranasal", "oral", "sublingual"]
Container = Literal[
    "single_dose_vial",
    "multi_dose_vial",
    "ampule",
    "prefilled_syringe",
    "bag",
    "spray",
    "tablet",
    "compounded",
]
SINGLE_DOSE: tuple[Container, ...] = ("single_dose_vial", "ampule", "prefilled_syringe")
"""Containers that serve one patient once, so that what is left in them is thrown away."""
_QUANTITY = re.compile(r"([0-9.]+)\s*(mg|mcg|g|mL|ml|mEq|units|L)")


class Quantity(Record):
    """An amount with its unit; may be typed as "45 mg"."""

    amount: Amount
    unit: Unit

    def __str__(self) -> str:
        return f"{plain_number(self.amount)} {self.unit}"


@lru_cache(maxsize=4096)
def plain_number(amount: Decimal) -> str:
    """A Decimal without trailing zeros or exponent: 45.00 → "45"."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_quantity(given: object) -> object:
    return _quantity(given) if isinstance(given, str) else given


@lru_cache(maxsize=4096)
def _quantity(text: str) -> Quantity | dict[str, str]:
    """The quantity, kept because the same doses recur; its parts, for pydantic to judge, if the amount is wrong."""
    if not (match := _QUANTITY.fullmatch(text.strip())):
        raise ValueError('write an amount and its unit, for example "45 mg"')
    parts = {"amount": match[1], "unit": "mL" if match[2] == "ml" else match[2]}
    try:
        return Quantity.model_validate(parts)
    except ValidationError:
        return parts


Dose = Annotated[Quantity, BeforeValidator(_read_quantity, json_schema_input_type=Quantity | str)]


class Span(Record):
    """From start to stop, to the minute."""

    start: Moment
    stop: Moment

    @model_validator(mode="after")
    def _stop_after_start(self) -> "Span":
        if minutes_between(self.start, self.stop) <= 0:
            raise ValueError("stop must be after start")
        return self

    @property
    def minutes(self) -> int:
        """Whole minutes that really passed."""
        return minutes_between(self.start, self.stop)


class Drug(Record):
    """A drug product as on its label. `strength` and `strength_per` say, for example, 50 mg in 1 mL."""

    name: Text
    ndc: Ndc | None = None
    strength: Dose | None = None
    strength_per: Dose | None = None
    container: Container | None = None
    lot: Text | None = None
    expires: Day | None = None
    acquisition_cost: Money | None = None


class Administration(Record):
    """One drug given by one route through one access site.

    `pauses` are times when the drug did not run, `flushes` times when only flush ran: neither counts as infusion
    time. Drugs that share a `bag` were mixed and are one infusion. `wasted` None means not recorded; 0 means none.
    `main_reason` marks what the patient came for. `second_site_reason` says why a second access site was medically
    needed; a restart because the first line failed is no such reason, it continues the same infusion. `shot_reason`
    says why a drug was needed as a shot beside what was given by vein.
    """

    drug: Drug
    route: Route
    access_site: Text = "IV 1"
    bag: Text | None = None
    start: Moment
    stop: Moment | None = None
    pauses: tuple[Span, ...] = ()
    flushes: tuple[Span, ...] = ()
    dose: Dose
    wasted: Dose | None = None
    main_reason: bool = False
    second_site_reason: Prose | None = None
    shot_reason: Prose | None = None
    diagnoses: tuple[Icd10, ...] = ()

    @model_validator(mode="after")
    def _times_in_order(self) -> "Administration":
        _check_order(self.start, self.stop, *self.pauses, *self.flushes)
        return self


class Hydration(Record):
    """Fluid given to treat dehydration, not to carry a drug. `necessity`: why it was medically needed."""

    fluid: Drug
    volume: Dose
    access_site: Text = "IV 1"
    start: Moment
    stop: Moment | None = None
    pauses: tuple[Span, ...] = ()
    necessity: Prose | None = None
    diagnoses: tuple[Icd10, ...] = ()

    @model_validator(mode="after")
    def _times_in_order(self) -> "Hydration":
        _check_order(self.start, self.stop, *self.pauses)
        return self


def _check_order(start: datetime, stop: datetime | None, *within: Span) -> None:
    if stop is not None and not 0 < minutes_between(start, stop) <= 24 * 60:
        raise ValueError("stop must be after start, and within 24 hours; write both times as in the note")
    for span in within:
        # Clock times of one zone compare by the wall clock, which runs back in the autumn; minutes do not.
        before = minutes_between(span.start, start) > 0
        after = stop is not None and minutes_between(stop, span.stop) > 0
        if before or after:
            raise ValueError("a pause or flush lies outside start and stop; check its times")


class Monitoring(Record):
    """A measurement during the visit. Billable only if separately ordered and interpreted, and often not then."""

    kind: Literal["vital_signs", "pulse_oximetry", "cardiac_rhythm", "capnography", "ecg"]
    readings: int | None = Field(default=None, ge=1)
    separately_ordered: bool = False
    interpretation: Prose | None = None
