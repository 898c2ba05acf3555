"""The practice's own ways of treating: what a visit begins with, and the dose that follows from weight."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field

from makewhole.records import Drug, Quantity, Record, plain_number
from makewhole.records.administration import Dose, Route
from makewhole.records.identifiers import Icd10, PlaceOfService, Text

from .records import practice_record

KIND = "protocols"
Measured = Literal["vital_signs", "pulse_oximetry", "cardiac_rhythm", "capnography", "ecg"]
Milligrams = Annotated[Decimal, Field(gt=0, le=100, decimal_places=3)]


class Adjunct(Record):
    """A drug that is often given beside the main one. It is offered, never entered by itself."""

    drug: Drug
    route: Route
    dose: Dose | None = None


class Protocol(Record):
    """How this practice usually treats. `mg_per_kg` times weight, rounded to `round_to` mg, is the dose proposed.

    `all_inclusive` names the price for the whole visit; None means the price list. `minutes` is what is planned; what
    happened is typed. `diagnoses` are the usual ones and only offered.
    """

    name: Text
    drug: Drug
    route: Route = "iv_infusion"
    mg_per_kg: Milligrams | None = None
    round_to: Milligrams | None = None
    minutes: int | None = Field(default=None, gt=0, le=1440)
    place_of_service: PlaceOfService = "11"
    all_inclusive: Text | None = None
    adjuncts: tuple[Adjunct, ...] = ()
    monitoring: tuple[Measured, ...] = ()
    diagnoses: tuple[Icd10, ...] = ()


def protocols() -> tuple[Protocol, ...]:
    """The acting practice's protocols, its usual one first."""
    return practice_record(KIND, tuple[Protocol, ...]) or ()


def dose(protocol: Protocol, kilograms: Decimal) -> Quantity | None:
    """The dose in mg that the protocol gives for this weight; None when it goes by no weight."""
    if protocol.mg_per_kg is None:
        return None
    exact = protocol.mg_per_kg * kilograms
    step = protocol.round_to or Decimal("0.01")
    return Quantity(amount=(exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step, unit="mg")


def dose_says(protocol: Protocol, kilograms: Decimal) -> str:
    """The sum behind the dose, in figures: `0.5 mg/kg × 78.5 kg = 39.25 mg → 39 mg`."""
    given = dose(protocol, kilograms)
    if given is None or protocol.mg_per_kg is None:
        return ""
    exact = protocol.mg_per_kg * kilograms
    shown = f"{plain_number(protocol.mg_per_kg)} mg/kg × {plain_number(kilograms)} kg = {plain_number(exact)} mg"
    return shown if exact == given.amount else f"{shown} → {given}"


def protocol_for(drug_name: str, ndc: str, known: Sequence[Protocol]) -> Protocol | None:
    """The protocol that gives this drug: by its NDC, else by its name."""
    by_code = (each for each in known if ndc and each.drug.ndc == ndc)
    by_name = (each for each in known if each.drug.name.casefold() == drug_name.strip().casefold())
    return next(by_code, None) or next(by_name, None)
