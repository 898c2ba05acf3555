"""A FHIR library that nobody here wrote reads every bundle, and refuses it once it is broken."""

import copy
import json
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.claims import CLAIMS
from tests.golden.visits import golden_files, read, visit_file

from makewhole.coding import build_claim, code_visit
from makewhole.exchange.fhir import claim_bundle, to_json
from makewhole.exchange.visit_files import load
from makewhole.records import VisitFile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fhir.resources.R4B.bundle import Bundle

EXAMPLE = Path(__file__).parents[2] / "examples" / "visit.json"


@pytest.fixture(scope="module")
def file() -> VisitFile:
    return load(EXAMPLE)


def _judged(text: str) -> Any:
    """The bundle as read by fhir.resources; it lists the codes that a field may hold but leaves them to be checked."""
    read = Bundle.model_validate_json(text)
    _check_codes(read)
    return read


def _check_codes(node: Any) -> None:
    if isinstance(node, list):
        for inner in node:
            _check_codes(inner)
    for name, field in getattr(type(node), "model_fields", {}).items():
        value = getattr(node, name)
        allowed = (field.json_schema_extra or {}).get("enum_values")
        if allowed and value is not None and value not in allowed:
            raise ValueError(f"{name} is none of {allowed}")
        _check_codes(value)


@pytest.mark.parametrize("name", CLAIMS)
def test_fhir_resources_reads_the_bundle_and_keeps_it(name: str, file: VisitFile) -> None:
    text = to_json(claim_bundle(CLAIMS[name], file))
    read = _judged(text)
    assert json.loads(read.model_dump_json(), parse_float=Decimal) == json.loads(text, parse_float=Decimal)


def _damaged(bundle: dict[str, Any], kind: str, field: str, value: object) -> dict[str, Any]:
    damaged = copy.deepcopy(bundle)
    resource = next(entry["resource"] for entry in damaged["entry"] if entry["resource"]["resourceType"] == kind)
    if value is None:
        del resource[field]
    else:
        resource[field] = value
    return damaged


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("Claim", "created", None),
        ("Claim", "insurance", None),
        ("Claim", "priority", None),
        ("Claim", "use", "bill"),
        ("Claim", "total", [{"value": Decimal("1.00")}]),
        ("Claim", "surplus", "x"),
        ("Encounter", "class", None),
        ("Coverage", "payor", None),
        ("Patient", "birthDate", "9 March 1984"),
        ("Patient", "gender", "F"),
    ],
)
def test_the_judge_sees_damage(kind: str, field: str, value: object, file: VisitFile) -> None:
    damaged = _damaged(claim_bundle(CLAIMS["self"], file), kind, field, value)
    with pytest.raises(ValueError, match=r"validation error|none of"):
        _judged(to_json(damaged))


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_every_golden_visit_is_read(path: Path) -> None:
    golden = read(path)
    visit = visit_file(golden["visit"], tuple(golden.get("coverages", ["aetna"])))
    if visit.primary_coverage is None:
        pytest.skip("no coverage to claim from")
    claim = build_claim(visit, code_visit(visit, golden.get("presentation", "all")))
    if not claim.lines:
        pytest.skip("nothing to claim")
    judged = _judged(to_json(claim_bundle(claim, visit)))
    (resource,) = [entry.resource for entry in judged.entry if entry.resource.get_resource_type() == "Claim"]
    assert resource.total.value == claim.total_charge == sum(item.net.value for item in resource.item)
