"""FHIR R4: the claim with its parties as one Bundle; patients and coverages of others read in."""

from .bundle import claim_bundle
from .reading import Reading, read_patients
from .writing import to_json

__all__ = ["Reading", "claim_bundle", "read_patients", "to_json"]
