"""FHIR R4: the claim with its parties as one Bundle."""

from .bundle import claim_bundle
from .writing import to_json

__all__ = ["claim_bundle", "to_json"]
