"""What is submitted: coded, priced lines with their reasons, and the claim that carries them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from ._base import Record
from .coverage import Coverage
from .identifiers import Icd10, Modifier, Money, Ndc, Npi, PlaceOfService, ProcedureCode, Prose, Text
from .parties import Patient, Practice, Provider

Severity = Literal["error", "warning", "notice"]
Presentation = Literal["all", "few"]
"""`all`: every service on its own line; `few`: lines without a charge of their own are listed as included."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: a sentence, the fact's place in the visit, and the rule applied (an id for `makewhole explain`).

    No Record: a visit makes twenty of these from texts that are our own, and checking them was a tenth of its time.
    """

    says: str
    fact: str
    rule: str | None = None


class Finding(Record):
    """Something an insurer would reject or delay, with the remedy. `where` is the field's path in the visit file."""

    severity: Severity
    rule: str
    where: str
    says: str
    remedy: str


class NationalDrug(Record):
    """The drug detail of a line: NDC, quantity in NDC units (UN, ML, GR, F2, ME), and its description."""

    ndc: Ndc | None
    unit: Literal["UN", "ML", "GR", "F2", "ME"] | None
    quantity: Decimal | None
    description: str


class ServiceLine(Record):
    """One coded, priced line (CMS-1500 item 24). `diagnoses` point to at most four of the claim's diagnoses."""

    number: int
    date: date
    place_of_service: PlaceOfService
    code: ProcedureCode
    modifiers: tuple[Modifier, ...] = Field(default=(), max_length=4)
    says: str
    units: int = Field(gt=0)
    charge: Money
    diagnoses: tuple[Icd10, ...] = Field(default=(), max_length=4)
    minutes: int | None = None
    drug: NationalDrug | None = None
    because: tuple[Because, ...] = Field(min_length=1)


class NotBilled(Record):
    """A fact of the visit that makes no line, with the reason."""

    what: str
    because: tuple[Because, ...] = Field(min_length=1)


class CodedVisit(Record):
    """The lines of a visit, what was not billed and why, and what stands in the way. Charges sum to `charge`."""

    visit_number: Text
    date: date
    presentation: Presentation
    lines: tuple[ServiceLine, ...]
    included: tuple[str, ...] = ()
    not_billed: tuple[NotBilled, ...] = ()
    problems: tuple[Finding, ...] = ()
    charge: Money


class ClaimDiagnosis(Record):
    """A diagnosis of the claim with its official description, in rank order (pointer A is the first)."""

    code: Icd10
    description: str


class Claim(Record):
    """What is submitted to one payer for one or more visits. The patient sends it and is to be paid."""

    number: Text
    practice: Practice
    rendering_provider: Provider
    referring_provider: Provider | None = None
    patient: Patient
    coverage: Coverage
    other_coverages: tuple[Coverage, ...] = ()
    visit_numbers: tuple[Text, ...] = Field(min_length=1)
    date_from: date
    date_to: date
    diagnoses: tuple[ClaimDiagnosis, ...]
    lines: tuple[ServiceLine, ...]
    total_charge: Money
    amount_paid: Money
    note: Prose | None = None
    signed_by: Npi | None = None
    signed_on: date | None = None

    def pointer(self, code: str) -> str:
        """The letter (A-L) that a line uses to point to a diagnosis of this claim."""
        return "ABCDEFGHIJKL"[[diagnosis.code for diagnosis in self.diagnoses].index(code)]
