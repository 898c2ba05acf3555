"""The JSON Schema of each record, as it may be typed into a visit file."""

from typing import Any, Final

import makewhole.records as records
from makewhole.errors import MakewholeError

from ._base import Record

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_OWN_FILE: Final = {
    "type": "string",
    "description": "The name of a JSON or TOML file with this record, in the visit file's folder or below it.",
}
_MAY_BE_A_FILE: Final = ("practice", "patient", "history", "plan")
_EACH_MAY_BE_A_FILE: Final = ("providers", "coverages")


def record_names() -> tuple[str, ...]:
    """The names of all records that have a schema, in alphabetical order."""
    return tuple(name for name in sorted(records.__all__) if _is_record(getattr(records, name)))


def record_schema(name: str = "VisitFile") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record called `name`; upper and lower case are the same.

    Raises MakewholeError, which lists the names, for any other name.
    """
    known = {one.casefold(): one for one in record_names()}
    if name.casefold() not in known:
        raise MakewholeError(f"No record has that name. The records are: {', '.join(record_names())}.")
    kind: type[Record] = getattr(records, known[name.casefold()])
    schema = {"$schema": _DIALECT} | kind.model_json_schema()
    if kind is records.VisitFile:
        _let_files_stand_for_records(schema["properties"], schema["$defs"]["Visit"])
    return schema


def _is_record(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Record) and thing is not Record


def _let_files_stand_for_records(fields: dict[str, Any], visit: dict[str, Any]) -> None:
    """A visit file may name files for its parts, and its visit takes the practice's time zone."""
    for field in _MAY_BE_A_FILE:
        given = fields[field]
        fields[field] = (
            given | {"anyOf": [_OWN_FILE, *given["anyOf"]]} if "anyOf" in given else {"anyOf": [_OWN_FILE, given]}
        )
    for field in _EACH_MAY_BE_A_FILE:
        fields[field]["items"] = {"anyOf": [_OWN_FILE, fields[field]["items"]]}
    visit["required"].remove("time_zone")
