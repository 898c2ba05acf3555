"""A complete visit file as plain fields, for tests to change one thing at a time."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / name).read_text("utf-8"), parse_float=Decimal)


@pytest.fixture
def visit_fields() -> dict[str, Any]:
    """The example visit with its parties written out."""
    fields: dict[str, Any] = json.loads((EXAMPLES / "visit.json").read_text("utf-8"), parse_float=Decimal)
    return fields | {
        "practice": _toml("practice.toml"),
        "providers": [_toml("dr-okafor.toml")],
        "patient": _toml("patient.toml"),
    }
