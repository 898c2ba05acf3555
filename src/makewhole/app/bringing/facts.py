"""What is sealed beside a file that was brought: how it is read, and what was found in it."""

from collections.abc import Mapping
from typing import Literal

from makewhole.records import Coverage, Patient, Record


class Told(Record):
    """One thing wrong in a row: where, what, and what to do. `stops`: the row is not brought in because of it."""

    where: str
    field: str
    says: str
    remedy: str
    stops: bool


class Facts(Record):
    """A file's name and form, its columns, and what was found when it was looked through. `mended` holds the cells of
    rows that were typed anew, by row; `told` the first faults, `left_alone` the FHIR resources that are not taken, by
    kind."""

    name: str
    form: Literal["csv", "fhir"]
    header: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ","
    columns: Mapping[int, str] = {}
    mended: Mapping[int, tuple[str, ...]] = {}
    usable: int = 0
    refused: int = 0
    with_coverage: int = 0
    told: tuple[Told, ...] = ()
    more_told: int = 0
    left_alone: Mapping[str, int] = {}


class Someone(Record):
    """A person from a file."""

    where: str
    patient: Patient
    coverages: tuple[Coverage, ...] = ()
