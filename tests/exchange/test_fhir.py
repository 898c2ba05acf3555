"""The FHIR bundle says what the claim says, refers only to itself, and keeps every cent."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.claims import CLAIMS, EXAMPLES, changed, claim, line

from makewhole.exchange.fhir import claim_bundle, to_json
from makewhole.exchange.visit_files import load
from makewhole.records import Claim, InvalidRecord, VisitFile


@pytest.fixture(scope="module")
def file() -> VisitFile:
    return load(EXAMPLES / "visit.json")


def _of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def _claim(bundle: dict[str, Any]) -> dict[str, Any]:
    (resource,) = _of_kind(bundle, "Claim")
    return resource


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == "reference":
                yield inner
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


@pytest.mark.parametrize("name", CLAIMS)
def test_every_reference_resolves_and_every_resource_is_reached(name: str, file: VisitFile) -> None:
    bundle = claim_bundle(CLAIMS[name], file)
    there = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(there) == len(set(there))
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"])
    wanted = set(_references(bundle))
    assert wanted <= set(there)
    assert set(there) - wanted == {there[0]}, "only the claim itself is referred to by none"


@pytest.mark.parametrize("name", CLAIMS)
def test_items_sum_to_the_total_to_the_cent(name: str, file: VisitFile) -> None:
    written = json.loads(to_json(claim_bundle(CLAIMS[name], file)), parse_float=Decimal)
    resource = _claim(written)
    assert sum(item["net"]["value"] for item in resource["item"]) == resource["total"]["value"]
    assert resource["total"]["value"] == CLAIMS[name].total_charge
    for item in resource["item"]:
        each = item.get("unitPrice", {}).get("value")
        assert each is None or each * item["quantity"]["value"] == item["net"]["value"]


def test_the_same_claim_makes_the_same_bundle(file: VisitFile) -> None:
    again = Claim.model_validate_json(CLAIMS["self"].model_dump_json())
    assert to_json(claim_bundle(again, file)) == to_json(claim_bundle(CLAIMS["self"], file))


def test_ids_differ_between_claims(file: VisitFile) -> None:
    one, other = (claim_bundle(claim(number=number), file) for number in ("A", "B"))
    assert not {entry["fullUrl"] for entry in one["entry"]} & {entry["fullUrl"] for entry in other["entry"]}


def test_the_patient_is_the_payee_or_else_the_subscriber(file: VisitFile) -> None:
    for name, kind in (("self", "Patient"), ("dependent", "RelatedPerson")):
        bundle = claim_bundle(CLAIMS[name], file)
        (holder,) = _of_kind(bundle, kind)
        assert _claim(bundle)["payee"]["party"]["reference"] == f"urn:uuid:{holder['id']}"
        (coverage,) = _of_kind(bundle, "Coverage")
        assert coverage["subscriber"]["reference"] == f"urn:uuid:{holder['id']}"
        assert coverage["relationship"]["coding"][0]["code"] == ("self" if name == "self" else "spouse")


def test_all_coverages_are_there_and_one_is_claimed(file: VisitFile) -> None:
    bundle = claim_bundle(CLAIMS["dependent with secondary coverage"], file)
    assert [one["order"] for one in _of_kind(bundle, "Coverage")] == [1, 2, 3]
    assert [one["focal"] for one in _claim(bundle)["insurance"]] == [True, False, False]
    assert len(_of_kind(bundle, "RelatedPerson")) == 2


def test_codes_name_their_systems(file: VisitFile) -> None:
    infusion, drug, visit = _claim(claim_bundle(CLAIMS["self"], file))["item"]
    assert infusion["productOrService"]["coding"] == [{"system": "http://www.ama-assn.org/go/cpt", "code": "96365"}]
    assert drug["productOrService"]["coding"][0]["system"].endswith("HCPCSReleaseCodeSets")
    assert visit["modifier"][0]["coding"][0] == {"system": "http://www.ama-assn.org/go/cpt", "code": "25"}
    assert visit["diagnosisSequence"] == [1, 2]
    assert visit["locationCodeableConcept"]["coding"][0]["code"] == "11"


def test_a_drug_is_told_with_ndc_and_quantity(file: VisitFile) -> None:
    resource = _claim(claim_bundle(CLAIMS["self"], file))
    (sequence,) = resource["item"][1]["informationSequence"]
    told = resource["supportingInfo"][sequence - 1]
    assert told["sequence"] == sequence
    assert told["code"]["coding"] == [{"system": "http://hl7.org/fhir/sid/ndc", "code": "00143950810"}]
    assert (told["valueQuantity"]["value"], told["valueQuantity"]["code"]) == (Decimal("0.78"), "mL")


def test_what_the_patient_paid_is_told(file: VisitFile) -> None:
    paid = _claim(claim_bundle(CLAIMS["self"], file))["supportingInfo"][-1]
    assert paid["category"]["text"] == "Paid by the patient"
    assert (paid["valueQuantity"]["value"], paid["valueQuantity"]["code"]) == (Decimal("475.00"), "USD")
    nothing = _claim(claim_bundle(CLAIMS["nothing paid, nothing signed"], file))["supportingInfo"]
    assert [one["category"]["text"] for one in nothing] == ["Drug"]


def test_a_price_that_does_not_divide_is_not_rounded(file: VisitFile) -> None:
    bundle = claim_bundle(claim(lines=(line(1, "J2250", "10.00", units=3),)), file)
    (item,) = _claim(bundle)["item"]
    assert "unitPrice" not in item
    assert item["net"] == {"value": Decimal("10.00"), "currency": "USD"}


def test_a_visit_over_midnight_ends_on_the_next_day(file: VisitFile) -> None:
    late = file.visit.administrations[0].start.replace(hour=23, minute=30)
    infusion = changed(file.visit.administrations[0], start=late, stop=late.replace(day=late.day + 1, hour=1))
    overnight = changed(file, visit=changed(file.visit, administrations=(infusion,)))
    (encounter,) = _of_kind(claim_bundle(CLAIMS["self"], overnight), "Encounter")
    assert encounter["period"] == {"start": "2026-11-12", "end": "2026-11-13"}


def test_a_line_that_points_to_no_diagnosis_of_the_claim_is_refused(file: VisitFile) -> None:
    stray = claim(lines=(line(1, "96365", "9.00"), line(2, "96366", "9.00", diagnoses=("F31.81",))))
    with pytest.raises(InvalidRecord, match=r"lines\[1\]\.diagnoses: links to a diagnosis"):
        claim_bundle(stray, file)


def test_nothing_is_empty(file: VisitFile) -> None:
    def empty(node: Any) -> bool:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return node in (None, "", [], {}) or any(empty(one) for one in inner)

    assert not any(empty(claim_bundle(one, file)) for one in CLAIMS.values())


@given(st.decimals(0, 999_999_999, places=2))
def test_json_keeps_the_cents(amount: Decimal) -> None:
    text = to_json({"value": amount})
    assert text == f'{{\n  "value": {amount:.2f}\n}}\n'
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == {"value": amount}


@given(st.recursive(st.booleans() | st.integers() | st.text(), lambda one: st.lists(one, min_size=1), max_leaves=8))
def test_json_is_json(node: Any) -> None:
    assert json.loads(to_json({"node": node})) == {"node": node}
