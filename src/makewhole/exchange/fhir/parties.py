"""Who takes part in a claim, as FHIR resources: patient, subscriber, practice, clinicians, payers, coverages."""

from typing import Final

from makewhole.exchange.fhir.codes import (
    EIN,
    HL7,
    NPI,
    SSN,
    TAXONOMY,
    Resource,
    concept,
    given,
    identifier,
    person_name,
    postal_address,
    reference,
    telephone,
)
from makewhole.records import Claim, Coverage, Provider, Subscriber

_GENDER: Final = {"F": "female", "M": "male", "U": "unknown"}
_ORDER: Final = {"primary": 1, "secondary": 2, "tertiary": 3}
_ACT: Final = f"{HL7}/v3-ActCode"
_PLAN_TYPE: Final = {
    "ppo": (_ACT, "PPO"),
    "pos": (_ACT, "POS"),
    "hmo": (_ACT, "HMO"),
    "medicare": (_ACT, "PUBLICPOL"),
    "medicaid": (_ACT, "SUBSIDIZ"),
    "tricare": (_ACT, "PUBLICPOL"),
    "va": (_ACT, "PUBLICPOL"),
}
"""Codes that HL7 has for a plan type; the others are said in words."""
_RELATED: Final = {"spouse": "SPS", "child": "PRN"}
"""What the subscriber is to the patient (v3-RoleCode): of a child, a parent."""


def patient(claim: Claim) -> Resource:
    """The patient, with the practice's account number."""
    person = claim.patient
    return given(
        resourceType="Patient",
        identifier=identifier(None, person.account_number, "AN"),
        name=[person_name(person.name)],
        telecom=telephone(person.phone),
        gender=_GENDER[person.sex],
        birthDate=person.date_of_birth.isoformat(),
        address=postal_address(person.address),
        communication=[{"language": concept("urn:ietf:bcp:47", person.language)}],
    )


def subscriber(claim: Claim, coverage: Coverage, holder: Subscriber) -> Resource:
    """Who holds the policy, where that is not the patient."""
    role = _RELATED.get(coverage.relation)
    return given(
        resourceType="RelatedPerson",
        patient=reference(claim, "patient"),
        relationship=[concept(f"{HL7}/v3-RoleCode", role)] if role else [{"text": "holder of the policy"}],
        name=[person_name(holder.name)],
        gender=_GENDER[holder.sex],
        birthDate=holder.date_of_birth.isoformat(),
        address=postal_address(holder.address),
    )


def practice(claim: Claim) -> Resource:
    """The billing provider, with its NPI and tax id."""
    clinic = claim.practice
    return given(
        resourceType="Organization",
        identifier=[
            *identifier(NPI, clinic.npi, "NPI"),
            *identifier(EIN, clinic.ein, "TAX"),
            *identifier(SSN, clinic.ssn, "TAX"),
        ],
        active=True,
        type=[concept(f"{HL7}/organization-type", "prov")],
        name=clinic.legal_name,
        telecom=[*telephone(clinic.phone), *telephone(clinic.fax, "fax"), *telephone(clinic.email, "email")],
        address=postal_address(clinic.address),
    )


def payer(coverage: Coverage) -> Resource:
    """The insurer, with its electronic payer id where that is known."""
    return given(
        resourceType="Organization",
        identifier=identifier(None, coverage.payer_id),
        active=True,
        type=[concept(f"{HL7}/organization-type", "pay")],
        name=coverage.payer_name,
        telecom=telephone(coverage.phone),
        address=postal_address(coverage.claims_address),
    )


def practitioner(provider: Provider) -> Resource:
    """A clinician, with NPI, credentials, specialty and license."""
    licence = given(
        identifier=identifier(None, provider.licence_number, "LN"),
        code={"text": provider.credentials},
        issuer={"display": f"State of {provider.licence_state}"} if provider.licence_state else None,
    )
    specialty = {"code": concept(TAXONOMY, provider.taxonomy)} if provider.taxonomy else None
    return given(
        resourceType="Practitioner",
        identifier=identifier(NPI, provider.npi, "NPI"),
        active=True,
        name=[person_name(provider.name)],
        qualification=[licence, *([specialty] if specialty else [])],
    )


def coverage(claim: Claim, enrolment: Coverage, rank: str) -> Resource:
    """The patient's enrolment; `rank` tells its payer and subscriber from the others of the claim."""
    known_type = _PLAN_TYPE.get(enrolment.plan_type)
    named = enrolment.plan_type.replace("_", " ")
    holder = f"subscriber/{rank}" if enrolment.subscriber else "patient"
    classes = [("group", enrolment.group_number), ("plan", enrolment.plan_name)]
    return given(
        resourceType="Coverage",
        identifier=identifier(None, enrolment.member_id, "MB"),
        status="active",
        type=concept(*known_type) if known_type else {"text": named},
        subscriber=reference(claim, holder),
        subscriberId=enrolment.member_id,
        beneficiary=reference(claim, "patient"),
        relationship=concept(f"{HL7}/subscriber-relationship", enrolment.relation),
        period=given(
            start=enrolment.effective_from and enrolment.effective_from.isoformat(),
            end=enrolment.effective_until and enrolment.effective_until.isoformat(),
        ),
        payor=[reference(claim, f"payer/{rank}", enrolment.payer_name)],
        **{"class": [{"type": concept(f"{HL7}/coverage-class", kind), "value": of} for kind, of in classes if of]},
        order=_ORDER[enrolment.rank],
    )
