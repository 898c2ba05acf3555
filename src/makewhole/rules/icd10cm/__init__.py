"""Which ICD-10-CM codes exist, are billable and what they mean on a day, from an index compiled by effective date."""

from makewhole.rules.icd10cm._index import INDEX_SETTING, Icd10IndexError, Release
from makewhole.rules.icd10cm._lookup import (
    Icd10Code,
    Status,
    children,
    find,
    normalise,
    release_known,
    releases,
    status,
)

__all__ = [
    "INDEX_SETTING",
    "Icd10Code",
    "Icd10IndexError",
    "Release",
    "Status",
    "children",
    "find",
    "normalise",
    "release_known",
    "releases",
    "status",
]
