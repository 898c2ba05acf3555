"""FHIR R4 Patients with their Coverages, alone or in a Bundle, into records; with what was left out and why."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from makewhole.exchange import as_written
from makewhole.exchange.brought import Brought, brought
from makewhole.records import InvalidRecord, Problem

from .codes import EIN, NPI
from .reading_coverage import coverage_fields
from .reading_parts import Resource, address, addresses, code, listed, name, node, sex, text

LARGEST: Final = 40 * 1024 * 1024
"""Bytes; a Synthea patient with a long life is about ten million."""
_MOST_RESOURCES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Everyone found in a FHIR file, and each kind of resource that was left alone, with how many of it."""

    people: tuple[Brought, ...]
    left_alone: Mapping[str, int]


def read_patients(*files: bytes) -> Reading:
    """Patients and Coverages in resources or Bundles that belong together.

    Raises InvalidRecord for what is no FHIR, or holds no Patient.
    """
    found = [each for raw in files for each in _resources(_parsed(raw))]
    if len(found) > _MOST_RESOURCES:
        raise _fault("holds too many resources.", "Split it into smaller bundles.")
    by_reference = {key: each for each, full_url in found for key in _references(each, full_url)}
    patients = [each for each, _url in found if each.get("resourceType") == "Patient"]
    coverages = [each for each, _url in found if each.get("resourceType") == "Coverage"]
    if not patients:
        raise _fault("holds no Patient.", "Export the Patient too; a Coverage alone names nobody.")
    people = tuple(_person(each, number, coverages, by_reference) for number, each in enumerate(patients, 1))
    others = Counter(str(each.get("resourceType")) for each, _url in found)
    used = {"Patient", "Coverage", "Organization"}
    return Reading(people, {kind: count for kind, count in sorted(others.items()) if kind not in used})


def _parsed(raw: bytes) -> Resource:
    if len(raw) > LARGEST:
        raise _fault("is larger than 40 MB.", "Split it into smaller bundles.")
    try:
        tree = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        raise _fault("is not valid JSON in UTF-8.", "Export it again as FHIR JSON, not XML.") from None
    if not isinstance(tree, dict) or not isinstance(tree.get("resourceType"), str):
        raise _fault("is not a FHIR resource.", "Choose a Patient, a Coverage or a Bundle in FHIR R4 JSON.")
    return tree


def _resources(tree: Resource) -> Iterator[tuple[Resource, str]]:
    if tree.get("resourceType") != "Bundle":
        yield tree, ""
        return
    for entry in listed(tree.get("entry")):
        resource = entry.get("resource")
        if isinstance(resource, dict):
            yield resource, text(entry.get("fullUrl"))
            # A claim of Synthea carries the coverage inside itself; its patient is told by the outer reference.
            yield from (
                (each, "") for each in listed(resource.get("contained")) if each.get("resourceType") == "Coverage"
            )


def _references(resource: Resource, full_url: str) -> list[str]:
    kind, key = text(resource.get("resourceType")), text(resource.get("id"))
    return [each for each in (full_url, key and f"{kind}/{key}", key and f"urn:uuid:{key}") if each]


def _person(resource: Resource, number: int, coverages: list[Resource], known: Mapping[str, Resource]) -> Brought:
    left: list[Problem] = []
    fields: dict[str, Any] = {
        "name": name(resource),
        "date_of_birth": text(resource.get("birthDate")),
        "sex": sex(resource),
        "address": address(resource),
        "phone": _phone(resource),
        "account_number": _account(resource),
    }
    if len(addresses(resource)) > 1:
        left.append(Problem("address", "is one of several; the home address was taken.", "Compare it with the card."))
    if spoken := _language(resource):
        if as_written.language(spoken):
            fields["language"] = as_written.language(spoken)
        else:
            says = "is neither English nor Spanish, so letters will be in English."
            left.append(Problem("language", says, "Tell the patient."))
    if text(resource.get("deceasedDateTime")) or resource.get("deceasedBoolean") is True:
        left.append(Problem("deceased", "says that this person has died.", "Check that this is the right record."))
    if any(code(each.get("type")) == "SS" for each in listed(resource.get("identifier"))):
        left.append(Problem("identifier", "holds a Social Security number, which is not kept.", ""))
    mine = [each for each in coverages if known.get(text(node(each.get("beneficiary")).get("reference"))) is resource]
    enrolments = []
    for each in mine:
        described = coverage_fields(each, known, left)
        if described and described not in enrolments:
            enrolments.append(described)
    told = {field: value for field, value in fields.items() if value}
    return brought(f"Patient {number}", told, enrolments, left)


def _phone(resource: Resource) -> str:
    phones = [each for each in listed(resource.get("telecom")) if each.get("system") == "phone"]
    order = {"mobile": 0, "home": 1}
    first = min(phones, key=lambda each: order.get(text(each.get("use")), 2), default={})
    return text(first.get("value"))


def _account(resource: Resource) -> str:
    """The practice's own number: an account number, else a medical record number, else the resource's id."""
    identifiers = listed(resource.get("identifier"))
    for wanted in ("AN", "MR", "PI"):
        for each in identifiers:
            if code(each.get("type")) == wanted and each.get("system") not in (NPI, EIN) and text(each.get("value")):
                return text(each["value"])
    return text(resource.get("id"))


def _language(resource: Resource) -> str:
    spoken = listed(resource.get("communication"))
    preferred = next((each for each in spoken if each.get("preferred") is True), spoken[0] if spoken else {})
    return code(preferred.get("language")) or text(node(preferred.get("language")).get("text"))


def _fault(says: str, remedy: str) -> InvalidRecord:
    return InvalidRecord([Problem("file", says, remedy)])
