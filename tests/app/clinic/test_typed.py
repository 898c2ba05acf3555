from datetime import date

import pytest
from django.utils import translation

from makewhole.app.clinic.merging import choose, merge
from makewhole.app.clinic.sheets import typed_from_record
from makewhole.app.clinic.typed import clock, nest, read_born, read_day, read_time
from makewhole.app.clinic.visit_sheet import VISIT
from makewhole.records import VisitFile


@pytest.mark.parametrize(
    "typed",
    [
        "3/9/84",
        "03/09/1984",
        "3-9-84",
        "1984-03-09",
        "1984-3-9",
        "9 Mar 1984",
        "9 mar. 1984",
        "March 9, 1984",
        "9 de marzo de 1984",
        "03091984",
        " 3/9/84 ",
    ],
)
def test_a_date_of_birth_is_read_as_people_write_it(typed: str) -> None:
    assert read_born(typed) == "1984-03-09"


def test_a_birth_year_of_two_digits_is_never_in_the_future() -> None:
    assert read_born("3/9/30") == "1930-03-09"
    assert read_day("3/9/30") == "2030-03-09"


@pytest.mark.parametrize("typed", ["31/31/1984", "13/1/2026", "9 Foo 1984", "tomorrow", "2/30/2026"])
def test_what_is_no_date_stays_as_typed(typed: str) -> None:
    assert read_day(typed) == typed


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("9:05", "09:05"),
        ("905", "09:05"),
        ("0905", "09:05"),
        ("14:05", "14:05"),
        ("2:05 pm", "14:05"),
        ("2:05p.m.", "14:05"),
        ("12:10 am", "00:10"),
        ("12 pm", "12:00"),
        ("2 PM", "14:00"),
        ("half past", "half past"),
        ("13:00 pm", "13:00 pm"),
        ("9", "9"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, means: str) -> None:
    assert read_time(typed) == means


def test_a_moment_past_midnight_or_told_twice_is_shown_in_full() -> None:
    assert clock("2026-11-12T14:20:00Z", "2026-11-12", "America/New_York") == "09:20"
    assert clock("2026-11-13T06:20:00Z", "2026-11-12", "America/New_York") == "2026-11-13T01:20-05:00"
    assert clock("2026-11-01T05:30:00Z", "2026-11-01", "America/New_York") == "2026-11-01T01:30-04:00"


def test_an_empty_row_leaves_no_gap_and_problems_still_find_their_field() -> None:
    nested = nest({"a.rows[1].x": 1, "a.rows[3].x": 2})
    assert nested.fields == {"a": {"rows": [{"x": 1}, {"x": 2}]}}
    assert nested.box("a.rows[1].x") == "a.rows[3].x"
    assert nested.box("a.other") == "a.other"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_visit_shown_in_its_form_and_read_again_is_the_same(example: VisitFile, language: str) -> None:
    from makewhole.app.clinic.live import read_visit, visit_form
    from makewhole.app.clinic.opened import House

    house = House(example.practice, example.providers)
    with translation.override(language):
        visit = example.visit
        typed = typed_from_record(VISIT, "visit", visit, visit.time_zone, visit.date.isoformat())
        again = read_visit(visit_form(typed, "clinician", house), visit, "clinician", date(2026, 11, 24))
    assert again.model_copy(update={"signed_on": visit.signed_on}) == visit


BASE = {"v.weight": "70", "v.rows[0].dose": "35 mg", "v.rows[0].start": "9:00"}


def test_changes_to_different_fields_are_both_kept() -> None:
    merged = merge(BASE, BASE | {"v.weight": "71"}, BASE | {"v.rows[0].dose": "36 mg"})
    assert not merged.clashes
    assert merged.typed == BASE | {"v.weight": "71", "v.rows[0].dose": "36 mg"}
    assert merged.taken == ["v.rows[0].dose"]


def test_a_field_that_one_emptied_and_the_other_left_is_empty() -> None:
    assert "v.weight" not in merge(BASE, {**BASE, "v.weight": " "}, BASE).typed


def test_the_same_change_by_both_is_no_clash() -> None:
    assert not merge(BASE, BASE | {"v.weight": "71"}, BASE | {"v.weight": "71"}).clashes


def test_a_field_that_both_changed_is_asked_about() -> None:
    merged = merge(BASE, BASE | {"v.weight": "71"}, BASE | {"v.weight": "72"})
    assert [(clash.unit, clash.mine, clash.theirs) for clash in merged.clashes] == [
        ("v.weight", (("v.weight", "71"),), (("v.weight", "72"),))
    ]
    assert choose(merged, {})["v.weight"] == "71"
    assert choose(merged, {"v.weight": "theirs"})["v.weight"] == "72"


def test_rows_that_both_added_are_never_mixed() -> None:
    mine = BASE | {"v.rows[1].dose": "4 mg", "v.rows[1].start": "9:10"}
    theirs = BASE | {"v.rows[1].dose": "2 mg"}
    merged = merge(BASE, mine, theirs)
    assert [clash.unit for clash in merged.clashes] == ["v.rows"]
    assert choose(merged, {"v.rows": "theirs"}) == theirs
    both = choose(merged, {"v.rows": "both"})
    assert both == theirs | {"v.rows[2].dose": "4 mg", "v.rows[2].start": "9:10"}


def test_without_the_version_typed_over_every_difference_is_asked_about() -> None:
    merged = merge({}, BASE | {"v.weight": "71"}, BASE)
    assert [clash.unit for clash in merged.clashes] == ["v.weight"]
