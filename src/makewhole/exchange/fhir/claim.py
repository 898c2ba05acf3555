"""The claim and the visit that it is for, as FHIR Claim and Encounter."""

from datetime import date
from decimal import Decimal
from typing import Final

from makewhole.exchange.fhir.codes import (
    HL7,
    ICD10CM,
    NDC,
    PLACE_OF_SERVICE,
    TAXONOMY,
    UCUM,
    Resource,
    concept,
    given,
    identifier,
    money,
    procedure_system,
    reference,
)
from makewhole.records import Claim, InvalidRecord, NationalDrug, Problem, ServiceLine, Visit, VisitFile

_CARE_TEAM_ROLE: Final = f"{HL7}/claimcareteamrole"
_INFORMATION: Final = f"{HL7}/claiminformationcategory"
_REFERRING: Final = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole"
_NDC_UNITS: Final = {"UN": "{unit}", "ML": "mL", "GR": "g", "F2": "[iU]", "ME": "mg"}
_ACT: Final = f"{HL7}/v3-ActCode"
_PLACES: Final = {"02": "VR", "10": "VR", "12": "HH"}
"""Encounter class by place of service: virtual or at home; every other is ambulatory."""


def claim_resource(claim: Claim, file: VisitFile) -> Resource:
    """The Claim: professional, to be paid to the patient or the subscriber. Lines in the order of the claim."""
    information: list[Resource] = []
    items = [_item(claim, file, line, number, information) for number, line in enumerate(claim.lines, start=1)]
    if claim.amount_paid:
        paid = {"value": claim.amount_paid.quantize(Decimal("0.01")), "unit": "USD", "system": "urn:iso:std:iso:4217"}
        information.append(
            _information(information, "other", "Paid by the patient", valueQuantity=paid | {"code": "USD"})
        )
    if claim.note:
        information.append(_information(information, "info", "Note", valueString=claim.note))
    holder = "subscriber/0" if claim.coverage.subscriber else "patient"
    return given(
        resourceType="Claim",
        identifier=identifier(None, claim.number),
        status="active",
        type=concept(f"{HL7}/claim-type", "professional"),
        use="claim",
        patient=reference(claim, "patient"),
        billablePeriod={"start": claim.date_from.isoformat(), "end": claim.date_to.isoformat()},
        created=(claim.signed_on or claim.date_to).isoformat(),
        insurer=reference(claim, "payer/0", claim.coverage.payer_name),
        provider=reference(claim, "practice"),
        priority=concept(f"{HL7}/processpriority", "normal"),
        payee={"type": concept(f"{HL7}/payeetype", "subscriber"), "party": reference(claim, holder)},
        careTeam=_care_team(claim),
        supportingInfo=information,
        diagnosis=[
            {"sequence": rank, "diagnosisCodeableConcept": _diagnosis(diagnosis.code, diagnosis.description)}
            | ({"type": [concept(f"{HL7}/ex-diagnosistype", "principal")]} if rank == 1 else {})
            for rank, diagnosis in enumerate(claim.diagnoses, start=1)
        ],
        insurance=[
            {"sequence": rank + 1, "focal": rank == 0, "coverage": reference(claim, f"coverage/{rank}")}
            for rank in range(1 + len(claim.other_coverages))
        ],
        item=items,
        total=money(claim.total_charge),
    )


def encounter(claim: Claim, file: VisitFile) -> Resource:
    """The visit, from its day to the day on which the last infusion ended."""
    visit = file.visit
    return given(
        resourceType="Encounter",
        identifier=identifier(None, visit.number, "VN"),
        status="finished",
        **{"class": {"system": _ACT, "code": _PLACES.get(visit.place_of_service, "AMB")}},
        subject=reference(claim, "patient"),
        participant=[{"individual": reference(claim, "rendering provider")}],
        period=_period(visit),
        reasonCode=[
            _diagnosis(diagnosis.code, diagnosis.description)
            for diagnosis in claim.diagnoses
            if diagnosis.code in {one.code for one in visit.diagnoses}
        ],
        serviceProvider=reference(claim, "practice"),
    )


def _period(visit: Visit) -> Resource:
    """In days: the record has the times of what was given, not of coming and going."""
    stops = [one.stop for one in visit.administrations if one.stop] + [one.stop for one in visit.hydration if one.stop]
    last = max([visit.date, *(stop.date() for stop in stops)])
    return {"start": visit.date.isoformat(), "end": last.isoformat()}


def _care_team(claim: Claim) -> list[Resource]:
    rendering, referring = claim.rendering_provider, claim.referring_provider
    team = [
        given(
            sequence=1,
            provider=reference(claim, "rendering provider"),
            role=concept(_CARE_TEAM_ROLE, "primary"),
            qualification=concept(TAXONOMY, rendering.taxonomy) if rendering.taxonomy else None,
        )
    ]
    if referring:
        role = concept(_REFERRING, "referring")
        team.append({"sequence": 2, "provider": reference(claim, "referring provider"), "role": role})
    return team


def _item(claim: Claim, file: VisitFile, line: ServiceLine, number: int, information: list[Resource]) -> Resource:
    ranks = {diagnosis.code: rank for rank, diagnosis in enumerate(claim.diagnoses, start=1)}
    if not ranks.keys() >= set(line.diagnoses):
        says = "links to a diagnosis that the claim does not list."
        raise InvalidRecord([Problem(f"lines[{number - 1}].diagnoses", says, "Add it to the visit.")])
    about_drug = []
    if line.drug:
        about_drug = [len(information) + 1]
        information.append(_drug(information, line.drug))
    each = line.charge / line.units
    exact = each == each.quantize(Decimal("0.01"))
    return given(
        sequence=number,
        careTeamSequence=[1],
        diagnosisSequence=[ranks[code] for code in line.diagnoses],
        informationSequence=about_drug,
        productOrService=concept(procedure_system(line.code), line.code, line.says),
        modifier=[concept(procedure_system(modifier), modifier) for modifier in line.modifiers],
        servicedDate=line.date.isoformat(),
        locationCodeableConcept=concept(PLACE_OF_SERVICE, line.place_of_service),
        quantity={"value": line.units},
        unitPrice=money(each) if exact else None,
        net=money(line.charge),
        encounter=_visit_of(claim, file, line.date),
    )


def _visit_of(claim: Claim, file: VisitFile, day: date) -> list[Resource]:
    return [reference(claim, "encounter")] if day == file.visit.date else []


def _drug(information: list[Resource], drug: NationalDrug) -> Resource:
    """NDC and quantity of a drug, as information that its line points to."""
    quantity = (
        {"value": drug.quantity, "unit": _NDC_UNITS[drug.unit], "system": UCUM, "code": _NDC_UNITS[drug.unit]}
        if drug.quantity is not None and drug.unit
        else None
    )
    code = given(coding=[{"system": NDC, "code": drug.ndc.replace("-", "")}] if drug.ndc else [], text=drug.description)
    return _information(information, "info", "Drug", code=code, valueQuantity=quantity)


def _information(so_far: list[Resource], category: str, text: str, **fields: object) -> Resource:
    return given(sequence=len(so_far) + 1, category=concept(_INFORMATION, category, text), **fields)


def _diagnosis(code: str, description: str) -> Resource:
    return concept(ICD10CM, code, display=description)
