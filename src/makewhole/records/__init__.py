"""What is true: the field's nouns as frozen, validated documents."""

from makewhole.errors import InvalidRecord, MakewholeError, Problem

from ._base import Record
from .administration import SINGLE_DOSE, Administration, Drug, Hydration, Monitoring, Quantity, Span, plain_number
from .claim import (
    Because,
    Claim,
    ClaimDiagnosis,
    CodedVisit,
    Finding,
    NationalDrug,
    NotBilled,
    Presentation,
    ServiceLine,
    Severity,
)
from .clock import minutes_between
from .coverage import Coverage
from .history import SCALES, Score, StructuredInterview, TreatmentHistory, TreatmentPlan, Trial
from .packet import Packet, PacketDocument
from .parties import Address, AllInclusivePrice, Patient, PersonName, Practice, Provider, Registration, Subscriber
from .reading import read_record, read_visit_file
from .visit import (
    AllInclusivePricing,
    Diagnosis,
    Note,
    OfficeVisit,
    Payment,
    PriceListPricing,
    PsychiatricEvaluation,
    Psychotherapy,
    Screening,
    Visit,
)
from .visit_file import Attachment, VisitFile

__all__ = [
    "SCALES",
    "SINGLE_DOSE",
    "Address",
    "Administration",
    "AllInclusivePrice",
    "AllInclusivePricing",
    "Attachment",
    "Because",
    "Claim",
    "ClaimDiagnosis",
    "CodedVisit",
    "Coverage",
    "Diagnosis",
    "Drug",
    "Finding",
    "Hydration",
    "InvalidRecord",
    "MakewholeError",
    "Monitoring",
    "NationalDrug",
    "NotBilled",
    "Note",
    "OfficeVisit",
    "Packet",
    "PacketDocument",
    "Patient",
    "Payment",
    "PersonName",
    "Practice",
    "Presentation",
    "PriceListPricing",
    "Problem",
    "Provider",
    "PsychiatricEvaluation",
    "Psychotherapy",
    "Quantity",
    "Record",
    "Registration",
    "Score",
    "Screening",
    "ServiceLine",
    "Severity",
    "Span",
    "StructuredInterview",
    "Subscriber",
    "TreatmentHistory",
    "TreatmentPlan",
    "Trial",
    "Visit",
    "VisitFile",
    "minutes_between",
    "plain_number",
    "read_record",
    "read_visit_file",
]
