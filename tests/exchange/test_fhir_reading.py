"""Patients and coverages in FHIR: taken as they stand, and what is left out is named with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from makewhole.coding import build_claim, code_visit
from makewhole.exchange.fhir import claim_bundle, read_patients, to_json
from makewhole.exchange.visit_files import load
from makewhole.records import InvalidRecord

EXAMPLE = Path(__file__).parents[2] / "examples" / "visit.json"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "fhir"
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {"type": {"coding": [{"code": "MR"}]}, "value": "M-100"},
        {"type": {"coding": [{"code": "SS"}]}, "value": "999-48-8934"},
    ],
    "name": [
        {"use": "old", "family": "Before", "given": ["Ana"]},
        {"use": "official", "family": "Reyes", "given": ["Ana", "Luz"], "suffix": ["MD"]},
    ],
    "gender": "female",
    "birthDate": "1984-07-02",
    "telecom": [
        {"system": "email", "value": "a@example.com"},
        {"system": "phone", "use": "home", "value": "555-010-0131"},
    ],
    "address": [
        {"line": ["931 Doyle Corner", "Apt 89"], "city": "Wilmington", "state": "Massachusetts", "postalCode": "01887"}
    ],
    "communication": [{"language": {"coding": [{"code": "es"}]}}],
}
COVERAGE: dict[str, Any] = {
    "resourceType": "Coverage",
    "id": "c1",
    "status": "active",
    "beneficiary": {"reference": "Patient/p1"},
    "subscriberId": "W123456789",
    "relationship": {"coding": [{"code": "self"}]},
    "payor": [{"reference": "Organization/o1"}],
    "class": [{"type": {"coding": [{"code": "group"}]}, "value": "0804512"}],
    "type": {"coding": [{"code": "PPO"}]},
    "period": {"start": "2026-01-01"},
}
ORGANIZATION = {"resourceType": "Organization", "id": "o1", "name": "Aetna Life"}


def bundle(*resources: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}).encode()


def test_a_patient_and_their_coverage_become_records() -> None:
    (person,) = read_patients(bundle(PATIENT, COVERAGE, ORGANIZATION)).people
    assert person.patient
    assert str(person.patient.name) == "Ana Luz Reyes MD"
    assert (person.patient.account_number, person.patient.language) == ("M-100", "es")
    assert person.patient.address.state == "MA"
    (coverage,) = person.coverages
    assert (coverage.payer, coverage.member_id, coverage.group_number) == ("aetna", "W123456789", "0804512")
    assert coverage.plan_type == "ppo"


@pytest.mark.parametrize("kind", ["MCPOL", "SUBSIDIZ", "PUBLICPOL"])
def test_a_kind_of_program_that_several_plans_share_tells_no_plan_type(kind: str) -> None:
    (person,) = read_patients(bundle(PATIENT, COVERAGE | {"type": {"coding": [{"code": kind}]}}, ORGANIZATION)).people
    assert person.coverages[0].plan_type == "unknown"


def test_the_plan_type_that_an_insurer_s_name_tells_goes_behind_the_one_that_stands_there() -> None:
    medicaid = {"payor": [{"display": "Medicaid of Alabama"}]}
    hmo, told = COVERAGE | medicaid | {"type": {"coding": [{"code": "HMO"}]}}, COVERAGE | medicaid | {"type": None}
    plan_types = [read_patients(bundle(PATIENT, each)).people[0].coverages[0].plan_type for each in (hmo, told)]
    assert plan_types == ["hmo", "medicaid"]


def test_two_files_that_belong_together_are_read_together() -> None:
    files = [json.dumps(each).encode() for each in (PATIENT, COVERAGE, ORGANIZATION)]
    (person,) = read_patients(*files).people
    assert len(person.coverages) == 1


def test_a_social_security_number_is_never_kept_and_this_is_said() -> None:
    (person,) = read_patients(bundle(PATIENT)).people
    assert "999-48-8934" not in repr(person)
    assert any("Social Security" in each.says for each in person.left_out)


def test_what_this_system_does_not_take_is_counted_by_kind() -> None:
    other = {"resourceType": "Observation", "id": "x"}
    assert read_patients(bundle(PATIENT, other, other)).left_alone == {"Observation": 2}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "cancelled"}, "coverage.status"),
        ({"payor": [{"display": "private"}]}, "coverage.payor"),
        ({"payor": []}, "coverage.payor"),
        ({"subscriberId": None}, "coverage.subscriberId"),
        ({"relationship": {"coding": [{"code": "spouse"}]}}, "coverage.subscriber"),
    ],
)
def test_a_coverage_that_cannot_be_used_is_left_out_with_its_reason(change: dict[str, Any], field: str) -> None:
    (person,) = read_patients(bundle(PATIENT, COVERAGE | change, ORGANIZATION)).people
    assert person.patient
    assert not person.coverages
    assert field in [each.field for each in person.left_out]


def test_the_holder_of_a_policy_is_read_from_their_own_resource() -> None:
    holder = PATIENT | {"resourceType": "RelatedPerson", "id": "r1", "birthDate": "1980-01-01"}
    spouse = {"relationship": {"coding": [{"code": "spouse"}]}, "subscriber": {"reference": "RelatedPerson/r1"}}
    (person,) = read_patients(bundle(PATIENT, COVERAGE | spouse, ORGANIZATION, holder)).people
    holder_read = person.coverages[0].subscriber
    assert holder_read
    assert holder_read.date_of_birth.isoformat() == "1980-01-01"


def test_a_coverage_of_someone_else_is_not_given_to_the_patient() -> None:
    (person,) = read_patients(bundle(PATIENT, COVERAGE | {"beneficiary": {"reference": "Patient/p2"}})).people
    assert not person.coverages


def test_what_is_missing_is_told_field_by_field() -> None:
    (person,) = read_patients(bundle({"resourceType": "Patient", "id": "p", "gender": "female"})).people
    assert person.patient is None
    assert {each.field for each in person.problems} == {"name", "date_of_birth", "address"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b"<Patient/>",
        b"\xff\xfe",
        b'{"resourceType": "Coverage"}',
        b'{"resourceType": "Bundle"}',
        b"[" * 9000,
        b'{"resourceType": "Patient", "multipleBirthInteger": 1e99999999999999999999}',
    ],
)
def test_what_is_no_patient_is_refused_with_a_remedy(raw: bytes) -> None:
    with pytest.raises(InvalidRecord) as refused:
        read_patients(raw)
    assert all(problem.remedy for problem in refused.value.problems)


@pytest.mark.parametrize("key", [key for key in PATIENT if key != "resourceType"])
@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], {}, [{}], {"coding": 7}, [[{}]]])
def test_no_shape_of_a_field_breaks_the_reading(key: str, odd: object) -> None:
    assert len(read_patients(bundle(PATIENT | {key: odd}, COVERAGE)).people) == 1


@pytest.mark.parametrize("key", [key for key in COVERAGE if key != "resourceType"])
@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], {}, [{}], {"coding": 7}, [[{}]]])
def test_no_shape_of_a_coverage_breaks_the_reading(key: str, odd: object) -> None:
    assert read_patients(bundle(PATIENT, COVERAGE | {key: odd}, ORGANIZATION)).people[0].patient


def test_our_own_bundle_reads_back_as_the_patient_and_coverage_it_was_made_of() -> None:
    example = load(EXAMPLE)
    made = claim_bundle(build_claim(example, code_visit(example)), example)
    (person,) = read_patients(to_json(made).encode()).people
    assert person.patient == example.patient.model_copy(update={"signature_on_file": None})
    theirs, ours = person.coverages[0], example.coverages[0]
    assert (theirs.payer, theirs.member_id, theirs.group_number) == (ours.payer, ours.member_id, ours.group_number)


def test_a_patient_of_synthea_is_taken_and_all_the_rest_is_named() -> None:
    path = SHARED / "synthea-patient-bundle.json"
    if not path.is_file():
        pytest.skip("the sample bundle is not here")
    reading = read_patients(path.read_bytes())
    assert [each.patient is not None for each in reading.people] == [True]
    assert reading.left_alone["ExplanationOfBenefit"] == 3
