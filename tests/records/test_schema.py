"""The JSON Schema of a record accepts what the record accepts."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from makewhole.errors import MakewholeError
from makewhole.records import read_visit_file
from makewhole.records.schema import record_names, record_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float, Decimal),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}


def _faults(node: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "$") -> list[str]:
    """Where `node` breaks `schema`, by those keywords of JSON Schema that the records use."""
    if "$ref" in schema:
        return _faults(node, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, where)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return min((_faults(node, choice, whole, where) for choice in choices), key=len)
    kind = schema.get("type")
    if kind and (not isinstance(node, _TYPES[kind]) or (isinstance(node, bool) and kind != "boolean")):
        return [f"{where} is no {kind}"]
    told: list[str] = []
    if ("enum" in schema and node not in schema["enum"]) or ("const" in schema and node != schema["const"]):
        told.append(f"{where} is not one of the values")
    if isinstance(node, str) and not re.search(schema.get("pattern", ""), node):
        told.append(f"{where} has another form")
    if isinstance(node, list):
        if len(node) < schema.get("minItems", 0) or len(node) > schema.get("maxItems", len(node)):
            told.append(f"{where} has too few or too many")
        for index, one in enumerate(node):
            told += _faults(one, schema.get("items", {}), whole, f"{where}[{index}]")
    if isinstance(node, dict):
        known = schema.get("properties", {})
        told += [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in node]
        for name, one in node.items():
            patterns = [inner for form, inner in schema.get("patternProperties", {}).items() if re.search(form, name)]
            if name in known:
                told += _faults(one, known[name], whole, f"{where}.{name}")
            elif patterns:
                told += _faults(one, patterns[0], whole, f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                told.append(f"{where}.{name} is not known")
    return told


def _told(node: Any, name: str = "VisitFile") -> list[str]:
    schema = record_schema(name)
    return _faults(node, schema, schema)


def _example() -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((EXAMPLES / "visit.json").read_text("utf-8"))
    return fields


def test_the_example_as_it_is_typed_fits() -> None:
    assert _told(_example()) == []


@pytest.mark.parametrize(
    ("file", "name"), [("practice.toml", "Practice"), ("dr-okafor.toml", "Provider"), ("patient.toml", "Patient")]
)
def test_the_files_that_the_example_names_fit(file: str, name: str) -> None:
    fields = tomllib.loads((EXAMPLES / file).read_text("utf-8"), parse_float=Decimal)
    plain = json.loads(json.dumps(fields, default=str))
    assert _told(plain, name) == []


def test_a_record_as_it_is_stored_fits(visit_fields: dict[str, Any]) -> None:
    assert _told(json.loads(read_visit_file(visit_fields).model_dump_json())) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"surplus": 1}, "$.surplus is not known"),
        ({"providers": []}, "$.providers has too few or too many"),
        ({"patient": 3}, "$.patient is no string"),
        ({"scores": [{"instrument": "PHQ-8", "date": "2026-11-12", "score": 1}]}, "is not one of the values"),
    ],
)
def test_what_the_record_refuses_does_not_fit(change: dict[str, Any], fault: str) -> None:
    assert any(fault in told for told in _told(_example() | change))


@pytest.mark.parametrize("name", record_names())
def test_every_record_has_a_schema_that_describes_it(name: str) -> None:
    schema = record_schema(name)
    assert schema["title"] == name
    assert schema["description"]
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert json.loads(json.dumps(schema)) == schema


def test_the_name_may_be_typed_in_any_case() -> None:
    assert record_schema("visitfile") == record_schema() == record_schema("VisitFile")


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(MakewholeError, match=r"The records are: Address, .*, VisitFile\."):
        record_schema("Invoice")
