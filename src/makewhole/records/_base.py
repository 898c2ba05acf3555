"""The base of every record: frozen, closed to unknown fields, whitespace trimmed."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A fact as stored, sent and shown. A misspelled field is an error, never silently dropped."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,
        hide_input_in_errors=True,
    )
