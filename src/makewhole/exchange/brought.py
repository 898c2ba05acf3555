"""Someone brought in from another system: what was understood, what was left out, and what still stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from makewhole.records import Coverage, InvalidRecord, Patient, Problem, read_record


@dataclass(frozen=True, slots=True)
class Brought:
    """One person. `where` is the row or resource; `fields` are what was understood of the patient, as typed.

    `patient` is None while `problems` stand; `left_out` are values that could not be used and were not needed, and
    things that this system does not take, each with the reason. No message repeats a value.
    """

    where: str
    fields: Mapping[str, Any]
    patient: Patient | None
    coverages: tuple[Coverage, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()


_OPTIONAL = frozenset({"phone", "signature_on_file", "language", "name.middle", "name.suffix", "address.line2"})
_COVERAGE_OPTIONAL = frozenset(
    {"phone", "payer_id", "group_number", "plan_name", "claims_address", "effective_from", "effective_until"}
)


def brought(
    where: str,
    fields: Mapping[str, Any],
    coverages: Sequence[Mapping[str, Any]] = (),
    left_out: Sequence[Problem] = (),
) -> Brought:
    """The person that these fields describe. A faulty value that a patient can do without is left out and named;
    a faulty coverage is left out whole."""
    dropped = list(left_out)
    patient, problems, kept = _patient(fields, dropped)
    enrolled = [coverage for each in coverages if (coverage := _coverage(each, dropped))]
    return Brought(where, kept, patient, tuple(_ranked(enrolled)), problems, tuple(dict.fromkeys(dropped)))


def _patient(
    fields: Mapping[str, Any], dropped: list[Problem]
) -> tuple[Patient | None, tuple[Problem, ...], Mapping[str, Any]]:
    try:
        return _born(read_record(Patient, fields), fields)
    except InvalidRecord as refused:
        spare = [each for each in refused.problems if each.field in _OPTIONAL]
        needed = tuple(each for each in refused.problems if each.field not in _OPTIONAL)
    dropped += spare
    kept = _without(fields, [each.field for each in spare])
    return (None, needed, kept) if needed else _born(read_record(Patient, kept), kept)


def _born(patient: Patient, fields: Mapping[str, Any]) -> tuple[Patient | None, tuple[Problem, ...], Mapping[str, Any]]:
    if patient.date_of_birth > date.today():
        return None, (Problem("date_of_birth", "lies in the future.", "Check the year."),), fields
    return patient, (), fields


def _coverage(fields: Mapping[str, Any], dropped: list[Problem]) -> Coverage | None:
    try:
        return read_record(Coverage, fields)
    except InvalidRecord as refused:
        spare = [each.field for each in refused.problems if each.field.partition(".")[0] in _COVERAGE_OPTIONAL]
        dropped += [Problem(f"coverage.{field}", says, remedy) for field, says, remedy in refused.problems]
    if not spare:
        return None
    try:
        return read_record(Coverage, _without(fields, [field.partition(".")[0] for field in spare]))
    except InvalidRecord:
        return None


def _without(fields: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in fields.items()
    }
    for path in paths:
        first, _dot, inner = path.partition(".")
        if inner and isinstance(kept.get(first), dict):
            kept[first].pop(inner, None)
        else:
            kept.pop(first, None)
    return kept


def _ranked(coverages: Sequence[Coverage]) -> Sequence[Coverage]:
    """At most three, with a rank each; the order given decides where two claim the same."""
    ranks = ("primary", "secondary", "tertiary")
    ordered = sorted(coverages, key=lambda each: ranks.index(each.rank))[:3]
    return [each.model_copy(update={"rank": rank}) for each, rank in zip(ordered, ranks, strict=False)]
