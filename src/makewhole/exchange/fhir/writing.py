"""Writes FHIR resources as JSON in which an amount keeps its cents."""

import json
from decimal import Decimal
from typing import Any

_in_quotes = json.JSONEncoder(ensure_ascii=False).encode


def to_json(resource: dict[str, Any]) -> str:
    """`resource` as indented JSON with a final line end; a Decimal is written as the number it is, 475.00 as 475.00.

    FHIR counts the decimal places as part of the value (R4, 2.24.0.1 primitive type decimal), so no float comes near.
    """
    return _written(resource, "\n") + "\n"


def _written(node: Any, margin: str) -> str:
    if isinstance(node, dict):
        fields = [f"{_in_quotes(name)}: {_written(inner, margin + '  ')}" for name, inner in node.items()]
        return _enclosed("{", fields, "}", margin)
    if isinstance(node, list):
        return _enclosed("[", [_written(inner, margin + "  ") for inner in node], "]", margin)
    return f"{node:f}" if isinstance(node, Decimal) else _in_quotes(node)


def _enclosed(opening: str, entries: list[str], closing: str, margin: str) -> str:
    return f"{opening}{margin}  " + f",{margin}  ".join(entries) + f"{margin}{closing}"
