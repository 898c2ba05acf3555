"""What came before and what is planned: failed treatments, the plan, and scores over time."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ._base import Record
from .identifiers import Day, Icd10, Money, PartialDate, Prose, Text

Instrument = Literal[
    "PHQ-9", "GAD-7", "PCL-5", "MADRS", "HAM-D", "QIDS-SR", "BDI-II", "C-SSRS", "Y-BOCS", "pain 0-10", "BPI"
]
SCALES: dict[str, tuple[int, int]] = {
    "PHQ-9": (0, 27),
    "GAD-7": (0, 21),
    "PCL-5": (0, 80),
    "MADRS": (0, 60),
    "HAM-D": (0, 52),
    "QIDS-SR": (0, 27),
    "BDI-II": (0, 63),
    "C-SSRS": (0, 25),
    "Y-BOCS": (0, 40),
    "pain 0-10": (0, 10),
    "BPI": (0, 10),
}
"""Lowest and highest possible total of each instrument; lower is better in all of them."""


class Score(Record):
    """One instrument's total on one day. Lower is better in every instrument listed."""

    instrument: Instrument
    date: Day
    score: Annotated[Decimal, Field(ge=0, decimal_places=1, max_digits=5)]

    @model_validator(mode="after")
    def _within_scale(self) -> "Score":
        low, high = SCALES[self.instrument]
        if not low <= self.score <= high:
            raise ValueError(f"the {self.instrument} runs from {low} to {high}; check the total")
        return self


class Trial(Record):
    """A treatment tried before: a medicine, a therapy or a procedure."""

    name: Text
    kind: Literal["medicine", "psychotherapy", "procedure", "other"] = "medicine"
    drug_class: Text | None = None
    dose: Text | None = None
    started: PartialDate | None = None
    stopped: PartialDate | None = None
    weeks: int | None = Field(default=None, gt=0, le=5000)
    adequate: bool | None = None
    augmentation: bool = False
    response: Literal["none", "partial", "full_then_lost", "not_tolerated", "unknown"] = "unknown"
    reason_stopped: Text | None = None
    cost: Money | None = None


class StructuredInterview(Record):
    """A structured diagnostic interview, such as the SCID-5, and whether it found the diagnosis that is treated."""

    instrument: Text
    date: Day
    confirms: bool
    by: Text | None = None


class TreatmentHistory(Record):
    """Everything tried for the condition treated, and when it began."""

    onset: PartialDate | None = None
    trials: tuple[Trial, ...] = ()
    hospitalisations: int | None = Field(default=None, ge=0)
    structured_interview: StructuredInterview | None = None
    notes: Prose | None = None


class TreatmentPlan(Record):
    """The course as the clinician set it out. Every sentence here is the clinician's own.

    `antidepressant_continued` says whether an antidepressant is taken beside the course, and `antidepressant` which.
    """

    indication: tuple[Icd10, ...] = Field(min_length=1)
    drug: Text
    route: Text
    dose: Text
    minutes: int | None = Field(default=None, gt=0, le=1440)
    sessions: int = Field(gt=0, le=200)
    interval: Text
    maintenance: Text | None = None
    antidepressant_continued: bool | None = None
    antidepressant: Text | None = None
    monitoring: Prose | None = None
    goals: tuple[Text, ...] = ()
    stop_criteria: Prose | None = None
    rationale: Prose | None = None
    risk_of_not_treating: Prose | None = None
    alternatives_considered: Prose | None = None
    informed_consent: Day | None = None
    written: Day
    written_by: Text | None = None
    sessions_done: int | None = Field(default=None, ge=0)
    expected_cost: Money | None = None
