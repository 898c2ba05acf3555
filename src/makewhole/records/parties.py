"""Who takes part: the practice, its providers, the patient and the subscriber."""

from typing import Literal

from pydantic import Field, model_validator

from ._base import Record
from .identifiers import (
    Day,
    Ein,
    Money,
    Npi,
    Phone,
    ProcedureCode,
    Ssn,
    State,
    Taxonomy,
    Text,
    TimeZone,
    Zip,
)

Sex = Literal["F", "M", "U"]
"""Sex as the plan has it on file: female, male or unknown (X12 DMG03)."""


class Address(Record):
    """A US postal address."""

    line1: Text
    line2: Text | None = None
    city: Text
    state: State
    zip: Zip


class PersonName(Record):
    """A person's name as printed on the insurance card."""

    first: Text
    middle: Text | None = None
    last: Text
    suffix: Text | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)


class AllInclusivePrice(Record):
    """One price for a whole visit, with the practice's own declared allocation to the services in it.

    `fees` are the practice's declared fees per billing unit of each code; the price is shared over the
    lines in proportion to them, to the cent. A code without a fee cannot be charged under this price.
    """

    name: Text
    price: Money
    fees: dict[ProcedureCode, Money] = Field(min_length=1)


class Registration(Record):
    """That the clinic is registered or licensed with an authority, as some policies ask."""

    authority: Text
    number: Text | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class Practice(Record):
    """The clinic as billing provider."""

    legal_name: Text
    ein: Ein | None = None
    ssn: Ssn | None = None
    npi: Npi
    taxonomy: Taxonomy | None = None
    address: Address
    pay_to_address: Address | None = None
    phone: Phone
    fax: Phone | None = None
    email: Text | None = None
    time_zone: TimeZone = "America/New_York"
    price_list: dict[ProcedureCode, Money] = Field(default_factory=dict)
    all_inclusive: tuple[AllInclusivePrice, ...] = ()
    registrations: tuple[Registration, ...] = ()

    @model_validator(mode="after")
    def _one_tax_id(self) -> "Practice":
        if (self.ein is None) == (self.ssn is None):
            raise ValueError("give the practice's tax id once: either ein or ssn")
        return self


class Provider(Record):
    """A clinician with an individual NPI."""

    npi: Npi
    name: PersonName
    credentials: Text
    taxonomy: Taxonomy | None = None
    licence_number: Text | None = None
    licence_state: State | None = None
    signature_image: Text | None = None
    medicare: Literal["enrolled", "opted_out", "never_enrolled", "unknown"] = "unknown"
    opt_out_from: Day | None = None

    @property
    def signs_as(self) -> str:
        """Name and credentials, as under a signature: Adaeze Okafor, MD."""
        return f"{self.name}, {self.credentials}"


class Patient(Record):
    """Who was treated."""

    name: PersonName
    date_of_birth: Day
    sex: Sex
    address: Address
    phone: Phone | None = None
    account_number: Text
    language: Literal["en", "es"] = "en"
    signature_on_file: Day | None = None
    self_pay_restriction: bool = False


class Subscriber(Record):
    """Who holds the policy, when that is not the patient."""

    name: PersonName
    date_of_birth: Day
    sex: Sex
    address: Address
