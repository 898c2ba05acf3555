"""Code systems and the small FHIR datatypes that every resource here is made of."""

from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from makewhole.records import Address, Claim, PersonName

Resource = dict[str, Any]

HL7: Final = "http://terminology.hl7.org/CodeSystem"
CPT: Final = "http://www.ama-assn.org/go/cpt"
HCPCS: Final = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
ICD10CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
NDC: Final = "http://hl7.org/fhir/sid/ndc"
NPI: Final = "http://hl7.org/fhir/sid/us-npi"
EIN: Final = "urn:oid:2.16.840.1.113883.4.4"
SSN: Final = "http://hl7.org/fhir/sid/us-ssn"
TAXONOMY: Final = "http://nucc.org/provider-taxonomy"
PLACE_OF_SERVICE: Final = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
UCUM: Final = "http://unitsofmeasure.org"


def uuid_of(claim: Claim, role: str) -> str:
    """The id of the resource that plays `role` in this claim: always the same, and telling nothing about anyone."""
    return str(uuid5(NAMESPACE_URL, f"makewhole:{claim.practice.npi}:{claim.number}:{role}"))


def reference(claim: Claim, role: str, display: str | None = None) -> Resource:
    """A reference that resolves within the bundle."""
    return given(reference=f"urn:uuid:{uuid_of(claim, role)}", display=display)


def given(**fields: Any) -> Resource:
    """The fields that have a value: FHIR knows no null and no empty list."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def concept(system: str, code: str, text: str | None = None, display: str | None = None) -> Resource:
    """A CodeableConcept of one coding."""
    return given(coding=[given(system=system, code=code, display=display)], text=text)


def procedure_system(code: str) -> str:
    """HCPCS for codes and modifiers that open with a letter, CPT for the others."""
    return HCPCS if code[0].isalpha() else CPT


def money(dollars: Decimal) -> Resource:
    """US dollars with their cents."""
    return {"value": dollars.quantize(Decimal("0.01")), "currency": "USD"}


def identifier(system: str | None, value: str | None, kind: str | None = None) -> list[Resource]:
    """One identifier in a list, or an empty list; `kind` is its code in HL7 table 0203."""
    if not value:
        return []
    return [given(type=concept(f"{HL7}/v2-0203", kind) if kind else None, system=system, value=value)]


def person_name(name: PersonName) -> Resource:
    """A HumanName as on the insurance card."""
    return given(
        use="official",
        text=str(name),
        family=name.last,
        given=[part for part in (name.first, name.middle) if part],
        suffix=[name.suffix] if name.suffix else [],
    )


def postal_address(address: Address | None) -> list[Resource]:
    """One US address in a list, or an empty list."""
    if address is None:
        return []
    lines = [line for line in (address.line1, address.line2) if line]
    return [given(line=lines, city=address.city, state=address.state, postalCode=address.zip, country="US")]


def telephone(number: str | None, system: str = "phone") -> list[Resource]:
    """One contact point in a list, or an empty list."""
    return [{"system": system, "value": number}] if number else []
