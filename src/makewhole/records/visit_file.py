"""All that a packet needs, in one document: the visit with its parties, history, plan and attached records."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from ._base import Record
from .coverage import Coverage
from .history import Score, TreatmentHistory, TreatmentPlan
from .identifiers import Day, Text
from .parties import Patient, Practice, Provider
from .visit import Visit


class Attachment(Record):
    """A record to bind into the packet: a PDF or a photo beside the visit file."""

    title: Text
    path: Text
    dated: Day | None = None


class VisitFile(Record):
    """The input of every verb: one visit and everything needed to make its packet."""

    practice: Practice
    providers: tuple[Provider, ...] = Field(min_length=1)
    patient: Patient
    coverages: tuple[Coverage, ...] = Field(default=(), max_length=3)
    visit: Visit
    history: TreatmentHistory | None = None
    plan: TreatmentPlan | None = None
    scores: tuple[Score, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _visit_takes_the_practice_time_zone(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping):
            return fields
        visit, practice = fields.get("visit"), fields.get("practice")
        if isinstance(visit, Mapping) and "time_zone" not in visit:
            zone = practice.get("time_zone", "America/New_York") if isinstance(practice, Mapping) else None
            zone = zone or getattr(practice, "time_zone", "America/New_York")
            return {**fields, "visit": {**visit, "time_zone": zone}}
        return fields

    @model_validator(mode="after")
    def _parties_fit(self, info: ValidationInfo) -> "VisitFile":
        npis = [provider.npi for provider in self.providers]
        if self.visit.rendering_provider not in npis:
            raise ValueError(
                "visit.rendering_provider: no provider with this NPI is listed; add that provider or correct it"
            )
        if self.visit.referring_provider is not None and self.visit.referring_provider not in npis:
            raise ValueError(
                "visit.referring_provider: no provider with this NPI is listed; add that provider or correct it"
            )
        if self.patient.date_of_birth > self.visit.date:
            raise ValueError("patient.date_of_birth: lies after the visit; check the year")
        ranks = [coverage.rank for coverage in self.coverages]
        if len(ranks) != len(set(ranks)):
            raise ValueError("coverages: two have the same rank; mark one primary, the other secondary")
        _no_date_after(self, (info.context or {}).get("today"))
        return self

    def provider(self, npi: str) -> Provider:
        """The listed provider with this NPI."""
        return next(provider for provider in self.providers if provider.npi == npi)

    @property
    def rendering_provider(self) -> Provider:
        """Who treated the patient."""
        return self.provider(self.visit.rendering_provider)

    @property
    def primary_coverage(self) -> Coverage | None:
        """The plan that pays first, and is claimed from; None if the file has none."""
        return next((coverage for coverage in self.coverages if coverage.rank == "primary"), None)


def _no_date_after(file: VisitFile, today: date | None) -> None:
    if today is None:
        return
    future = ["plan.written"] if file.plan and file.plan.written > today else []
    interview = file.history.structured_interview if file.history else None
    future += ["history.structured_interview.date"] if interview and interview.date > today else []
    future += [f"scores[{index}].date" for index, score in enumerate(file.scores) if score.date > today]
    future += [f"visit.payments[{index}].date" for index, paid in enumerate(file.visit.payments) if paid.date > today]
    if future:
        raise ValueError(f"{future[0]}: lies in the future; check the year")
