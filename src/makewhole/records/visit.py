"""One date of service: the facts of what happened."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from ._base import Record
from .administration import Administration, Hydration, Monitoring
from .clock import instant, resolve_times, zone
from .history import Score
from .identifiers import Day, Icd10, Moment, Money, Npi, PlaceOfService, Prose, Text, TimeZone


class Diagnosis(Record):
    """A diagnosis of the visit; the order in the visit is the rank."""

    code: Icd10
    description: Text | None = None


class OfficeVisit(Record):
    """Evaluation and management on the day, by medical decision making or by total minutes.

    `separate` says that the record shows it as significant and separate from the infusion's own work;
    `reason` is what was addressed.
    """

    patient: Literal["new", "established"]
    decision_making: Literal["straightforward", "low", "moderate", "high"] | None = None
    minutes: int | None = Field(default=None, gt=0, le=600)
    separate: bool = False
    reason: Prose | None = None
    diagnoses: tuple[Icd10, ...] = ()

    @model_validator(mode="after")
    def _has_a_basis(self) -> "OfficeVisit":
        if self.decision_making is None and self.minutes is None:
            raise ValueError("give decision_making or minutes: one of them must carry the level")
        return self


class Psychotherapy(Record):
    """Psychotherapy with its own minutes, apart from any other service."""

    minutes: int = Field(gt=0, le=480)
    diagnoses: tuple[Icd10, ...] = ()


class PsychiatricEvaluation(Record):
    """A diagnostic evaluation; `medical` when a prescriber's medical work was part of it."""

    medical: bool
    diagnoses: tuple[Icd10, ...] = ()


class Screening(Record):
    """A scored instrument given, scored and recorded in this visit."""

    result: Score
    diagnoses: tuple[Icd10, ...] = ()


class Note(Record):
    """The clinical note of the visit, as signed. The scrubber compares it with the bill."""

    text: Prose
    signed_by: Npi | None = None
    signed_on: Day | None = None


class Payment(Record):
    """Money received from the patient for this visit."""

    date: Day
    amount: Money
    method: Literal["card", "cash", "check", "hsa_card", "fsa_card", "bank_transfer", "financing", "other"]
    paid_by: Text | None = None
    reference: Text | None = None


class PriceListPricing(Record):
    """Each line at the practice's price for its code."""

    kind: Literal["price_list"] = "price_list"


class AllInclusivePricing(Record):
    """The named all-inclusive price of the practice, as charged at this visit."""

    kind: Literal["all_inclusive"] = "all_inclusive"
    name: Text


Pricing = Annotated[PriceListPricing | AllInclusivePricing, Field(discriminator="kind")]
Kilograms = Annotated[
    Decimal,
    Field(gt=0, le=500, max_digits=5, decimal_places=2),
]


class Visit(Record):
    """One date of service. Times may be typed as HH:MM; they are stored as exact moments in `time_zone`."""

    number: Text
    date: Day
    time_zone: TimeZone
    place_of_service: PlaceOfService
    telehealth: Literal["video", "audio"] | None = None
    rendering_provider: Npi
    referring_provider: Npi | None = None
    weight: Kilograms | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    administrations: tuple[Administration, ...] = ()
    hydration: tuple[Hydration, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    office_visit: OfficeVisit | None = None
    psychotherapy: Psychotherapy | None = None
    psychiatric_evaluation: PsychiatricEvaluation | None = None
    screenings: tuple[Screening, ...] = ()
    note: Note | None = None
    signed_on: Moment | None = None
    pricing: Pricing = PriceListPricing()
    payments: tuple[Payment, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _clock_times_become_moments(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping):
            return fields
        day, zone_name = fields.get("date"), fields.get("time_zone")
        try:
            day = date.fromisoformat(day.strip()) if isinstance(day, str) else day
        except ValueError:
            return fields
        if not isinstance(day, date) or isinstance(day, datetime) or not isinstance(zone_name, str):
            return fields
        try:
            tz = zone(zone_name.strip())
        except ValueError:
            return fields
        resolved = dict(fields)
        for group in ("administrations", "hydration"):
            if (entries := resolved.get(group)) and isinstance(entries, list | tuple):
                resolved[group] = [_resolve(entry, f"{group}[{index}]", day, tz) for index, entry in enumerate(entries)]
        if resolved.get("signed_on") is not None:
            resolved["signed_on"] = _signed(resolved["signed_on"], day, tz)
        return resolved

    @model_validator(mode="after")
    def _dates_hold(self, info: ValidationInfo) -> "Visit":
        today = (info.context or {}).get("today")
        if today is not None and self.date > today:
            raise ValueError("date: the visit lies in the future; check the year")
        ranked = [diagnosis.code for diagnosis in self.diagnoses]
        if len(ranked) != len(set(ranked)):
            raise ValueError("diagnoses: the same code is listed twice; list each once, in order of rank")
        if len(ranked) > 12:
            raise ValueError("diagnoses: a claim holds at most twelve; keep those treated at this visit")
        return self


def _signed(when: Any, day: date, tz: Any) -> datetime:
    try:
        return instant(when, day, tz)
    except ValueError as error:
        raise ValueError(f"signed_on: {error}") from None
    except OverflowError:
        raise ValueError("signed_on: lies outside the calendar; check the year") from None


def _resolve(entry: Any, where: str, day: date, tz: Any) -> Any:
    if not isinstance(entry, Mapping):
        return entry
    try:
        return resolve_times(entry, day, tz)
    except ValueError as error:
        raise ValueError(f"{where}.{error}") from None
    except OverflowError:
        raise ValueError("date: lies outside the years 1900 to 2199; check the year") from None
