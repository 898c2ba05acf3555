"""The base of every record: frozen, closed to unknown fields, whitespace trimmed."""

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__


class Record(BaseModel):
    """A fact as stored, sent and shown. A misspelled field is an error, never silently dropped."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,
        hide_input_in_errors=True,
    )

    @classmethod
    def of_checked(cls, **fields: Any) -> Self:
        """The record of exactly these fields, not checked again: for what coding makes of a checked visit.

        Every field is given, as it is stored and in the record's own order, which is the order it is written in.
        pydantic's `model_construct`, which also looks for aliases and defaults, takes about as long as checking.
        """
        record = cls.__new__(cls)
        _set(record, "__dict__", fields)
        _set(record, "__pydantic_fields_set__", _every_field(cls))
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record


@cache
def _every_field(record: type[Record]) -> set[str]:
    """The names of its fields, in one set for all: a frozen record never changes which of them were given."""
    return set(record.model_fields)
