"""A claim as a FHIR R4 Bundle: the claim, its visit and everyone who takes part, each referring to the others."""

from makewhole.exchange.fhir.claim import claim_resource, encounter
from makewhole.exchange.fhir.codes import Resource, uuid_of
from makewhole.exchange.fhir.parties import coverage, patient, payer, practice, practitioner, subscriber
from makewhole.records import Claim, VisitFile


def claim_bundle(claim: Claim, file: VisitFile) -> Resource:
    """A Bundle of type collection; every reference resolves within it, and the same claim makes the same bundle.

    Amounts are Decimal: write it with `to_json`. `file` is the visit that the claim is for, and gives its days.
    Raises InvalidRecord for a line that links to a diagnosis which the claim does not list.
    """
    resources = {
        "claim": claim_resource(claim, file),
        "encounter": encounter(claim, file),
        "patient": patient(claim),
        "practice": practice(claim),
        "rendering provider": practitioner(claim.rendering_provider),
    }
    if claim.referring_provider:
        resources["referring provider"] = practitioner(claim.referring_provider)
    for rank, enrolment in enumerate((claim.coverage, *claim.other_coverages)):
        resources[f"coverage/{rank}"] = coverage(claim, enrolment, str(rank))
        resources[f"payer/{rank}"] = payer(enrolment)
        if enrolment.subscriber:
            resources[f"subscriber/{rank}"] = subscriber(claim, enrolment, enrolment.subscriber)
    return {
        "resourceType": "Bundle",
        "id": uuid_of(claim, "bundle"),
        "type": "collection",
        "entry": [_entry(resource, uuid_of(claim, role)) for role, resource in resources.items()],
    }


def _entry(resource: Resource, uuid: str) -> Resource:
    return {
        "fullUrl": f"urn:uuid:{uuid}",
        "resource": {"resourceType": resource["resourceType"], "id": uuid} | resource,
    }
