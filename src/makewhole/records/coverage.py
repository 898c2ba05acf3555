"""A patient's enrolment in one payer's plan."""

from typing import Literal

from pydantic import Field, model_validator

from ._base import Record
from .identifiers import Day, Phone, Text
from .parties import Address, Subscriber

PlanType = Literal[
    "ppo",
    "pos",
    "epo",
    "hmo",
    "indemnity",
    "medicare",
    "medicare_advantage",
    "medicare_supplement",
    "medicaid",
    "tricare",
    "va",
    "champva",
    "federal_employee",
    "marketplace",
    "other",
    "unknown",
]


class Coverage(Record):
    """One enrolment. `payer` is the id of a file in rules/payers, or `other` with `payer_name` as on the card.

    `timely_filing_days` and `waste_modifiers` (the plan asks for JW and JZ) are this plan's own terms where they
    are known; they go before what is generally known of the payer.
    """

    payer: Text
    payer_name: Text
    payer_id: Text | None = None
    claims_address: Address | None = None
    phone: Phone | None = None
    plan_name: Text | None = None
    plan_type: PlanType = "unknown"
    funding: Literal["insured", "self_funded", "unknown"] = "unknown"
    member_id: Text
    group_number: Text | None = None
    rank: Literal["primary", "secondary", "tertiary"] = "primary"
    relation: Literal["self", "spouse", "child", "other"] = "self"
    subscriber: Subscriber | None = None
    effective_from: Day | None = None
    effective_until: Day | None = None
    waste_modifiers: bool | None = None
    timely_filing_days: int | None = Field(default=None, gt=0, le=3660)

    @model_validator(mode="after")
    def _subscriber_given_when_not_self(self) -> "Coverage":
        if self.relation == "self" and self.subscriber is not None:
            raise ValueError("the patient is the subscriber (relation is self), so leave subscriber out")
        if self.relation != "self" and self.subscriber is None:
            raise ValueError("give the subscriber: the plan is held by someone other than the patient")
        if self.effective_from and self.effective_until and self.effective_until < self.effective_from:
            raise ValueError("effective_until lies before effective_from; check both dates on the card")
        return self
