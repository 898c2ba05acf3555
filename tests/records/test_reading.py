"""Fields become a record, or a list of everything wrong with them that repeats none of the values."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from makewhole.records import InvalidRecord, Practice, VisitFile, read_record, read_visit_file

TODAY = date(2026, 11, 24)
CANARY = "Zz9canaryQx"


def _places(fields: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in `fields`, tables and lists included."""
    entries = fields.items() if isinstance(fields, dict) else enumerate(fields) if isinstance(fields, list) else ()
    for key, one in entries:
        yield (*path, key)
        yield from _places(one, (*path, key))


def _changed(fields: Any, path: tuple[str | int, ...], replacement: object) -> Any:
    changed = copy.deepcopy(fields)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = replacement
    return changed


def _problems(fields: Any) -> list[str]:
    try:
        read_visit_file(fields, TODAY)
    except InvalidRecord as error:
        return [f"{problem.field} | {problem.says} | {problem.remedy}" for problem in error.problems]
    return []


def test_the_example_is_read(visit_fields: dict[str, Any]) -> None:
    file = read_visit_file(visit_fields, TODAY)
    assert file.rendering_provider.signs_as == "Adaeze Okafor, MD"
    assert file.primary_coverage is file.coverages[0]


def test_a_record_survives_json(visit_fields: dict[str, Any]) -> None:
    file = read_visit_file(visit_fields, TODAY)
    written = file.model_dump_json()
    again = VisitFile.model_validate_json(written)
    assert again == file
    assert again.model_dump_json() == written


def test_the_order_of_fields_changes_nothing(visit_fields: dict[str, Any]) -> None:
    turned = dict(reversed(visit_fields.items()))
    turned["visit"] = dict(reversed(visit_fields["visit"].items()))
    assert read_visit_file(turned).model_dump_json() == read_visit_file(visit_fields).model_dump_json()


def test_a_record_cannot_be_changed(visit_fields: dict[str, Any]) -> None:
    file = read_visit_file(visit_fields)
    with pytest.raises(ValidationError, match="frozen"):
        file.patient.account_number = "other"  # type: ignore[misc]


def test_everything_wrong_is_listed_at_once(visit_fields: dict[str, Any]) -> None:
    visit_fields["practice"]["npi"] = "1245319598"
    visit_fields["patient"]["date_of_birth"] = "9 March 1984"
    visit_fields["visit"]["wieght"] = 78
    fields = [line.partition(" | ")[0] for line in _problems(visit_fields)]
    assert fields == ["practice.npi", "patient.date_of_birth", "visit.wieght"]


def test_no_value_is_repeated_wherever_text_stands_in_its_place(visit_fields: dict[str, Any]) -> None:
    for path in _places(visit_fields):
        told = _problems(_changed(visit_fields, path, CANARY))
        assert not any(CANARY.casefold() in line.casefold() for line in told), path


def test_no_key_is_repeated_that_is_not_a_plain_name(visit_fields: dict[str, Any]) -> None:
    visit_fields["patient"]["Marisol Vance-Whitaker, born 1984"] = "x"
    visit_fields["practice"]["price_list"]["Marisol, 47"] = 1
    told = _problems(visit_fields)
    assert len(told) == 2
    assert not any("Marisol" in line for line in told)


@pytest.mark.parametrize(
    "junk", [None, [], {}, "", 0, -1, True, 1.5, float("nan"), float("inf"), "\ud800", b"x", [[[]]]]
)
def test_junk_in_any_place_is_read_or_told_and_never_a_crash(visit_fields: dict[str, Any], junk: object) -> None:
    for path in _places(visit_fields):
        _problems(_changed(visit_fields, path, junk))


def test_a_missing_field_is_read_or_told_and_never_a_crash(visit_fields: dict[str, Any]) -> None:
    for path in _places(visit_fields):
        changed = copy.deepcopy(visit_fields)
        at: Any = changed
        for key in path[:-1]:
            at = at[key]
        del at[path[-1]]
        _problems(changed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.data())
def test_any_json_in_any_place_is_read_or_told(visit_fields: dict[str, Any], data: st.DataObject) -> None:
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    junk = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)
    path = data.draw(st.sampled_from(list(_places(visit_fields))))
    _problems(_changed(visit_fields, path, data.draw(junk)))


@pytest.mark.parametrize("fields", [None, [], "text", 3, [("practice", {})]])
def test_what_is_no_table_is_refused(fields: object) -> None:
    with pytest.raises(InvalidRecord, match=r"^input: "):
        read_visit_file(fields)


def test_what_contains_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["practice"] = loop
    with pytest.raises(InvalidRecord):
        read_visit_file(loop)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("visit", "rendering_provider"), "1245319599", "visit.rendering_provider"),
        (("visit", "date"), "2026-11-25", "visit.date"),
        (("patient", "date_of_birth"), "2026-11-13", "patient.date_of_birth"),
        (("visit", "payments", 0, "date"), "2026-11-25", "visit.payments[0].date"),
        (("scores", 0, "score"), 28, "scores[0]"),
        (("visit", "administrations", 0, "stop"), "09:20", "visit.administrations[0]"),
        (("visit", "administrations", 0, "start"), "9.20", "visit.administrations[0].start"),
        (("visit", "time_zone"), "America/Rochester", "visit.time_zone"),
        (("practice", "ssn"), "123-45-6789", "practice"),
        (("coverages", 0, "relation"), "spouse", "coverages[0]"),
    ],
)
def test_the_field_at_fault_is_named(visit_fields: dict[str, Any], path: Any, value: object, field: str) -> None:
    (told,) = _problems(_changed(visit_fields, path, value))
    assert told.startswith(f"{field} | ")
    assert told.split(" | ")[2], "a remedy is owed"


def test_a_visit_takes_the_time_zone_of_its_practice(visit_fields: dict[str, Any]) -> None:
    visit_fields["practice"]["time_zone"] = "America/Phoenix"
    offset = read_visit_file(visit_fields).visit.administrations[0].start.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == -7 * 3600
    visit_fields["practice"] = read_record(Practice, visit_fields["practice"])
    assert read_visit_file(visit_fields).visit.time_zone == "America/Phoenix"
