"""The mapping file: read as it was written, carried over to a new edition, refused for another form."""

from datetime import date

import pytest
from tests.documents.forms.lookalikes import labels_in_cells, labels_left
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.subjects import subject

from makewhole.documents.forms import (
    Entry,
    Facts,
    Form,
    Mapping,
    Place,
    Rect,
    can_be_written,
    carried_over,
    confident_mapping,
    fill,
    likeness,
    mapping_of,
    named_values,
    propose,
    read_form,
    read_mapping,
    value_of,
    with_places,
    write_mapping,
)
from makewhole.errors import InvalidRecord
from makewhole.records import PersonName


def _mapping(form: Form) -> Mapping:
    return confident_mapping(form, propose(form))


def test_a_mapping_is_read_as_it_was_written() -> None:
    form = read_form(pdf_of(labels_left()))
    again = read_mapping(write_mapping(_mapping(form)))
    assert again.entries == _mapping(form).entries
    assert likeness(form, again) == 1


def test_a_persons_correction_goes_before_the_proposal() -> None:
    content = pdf_of(labels_left())
    form = read_form(content)
    text = write_mapping(_mapping(form)).replace('"untitled1" = "subscriber.name_last"', '"untitled1" = "claim.number"')
    filled = fill(content, form, read_mapping(text).entries, Facts(subject().claim))
    assert {each.box.id: each.value for each in filled.written}["untitled1"] == "claim.number"


def test_a_new_edition_takes_the_mapping_of_the_old_one() -> None:
    old = read_form(pdf_of(labels_left()))
    moved = labels_left()
    moved.words(300, 40, "Rev. 03/27")
    for entry in moved.fields:
        entry.Rect[1] = float(entry.Rect[1]) - 4
        entry.Rect[3] = float(entry.Rect[3]) - 4
    new = read_form(pdf_of(moved))
    assert new.hash != old.hash
    assert likeness(new, _mapping(old)) >= 0.95
    carried = carried_over(new, _mapping(old))
    assert carried.hash == new.hash
    assert carried.entries["untitled4"] == Entry("subscriber.member_id")


def test_an_edition_with_other_names_is_known_by_the_places() -> None:
    old = read_form(pdf_of(labels_left()))
    renamed = labels_left()
    for entry in renamed.fields:
        entry.T = str(entry.T).replace("untitled", "fld_")
    carried = carried_over(read_form(pdf_of(renamed)), _mapping(old))
    assert carried.entries["fld_4"] == Entry("subscriber.member_id")


def test_the_mapping_of_another_form_is_refused() -> None:
    mapping = _mapping(read_form(pdf_of(labels_left())))
    with pytest.raises(InvalidRecord, match="another form"):
        carried_over(read_form(pdf_of(labels_in_cells())), mapping)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[boxes", "is not a mapping file"),
        ("", "has no \\[boxes\\]"),
        ('[boxes]\n"a" = "patient.shoe_size"', "not a value that makewhole knows"),
        ('[boxes]\n"a" = "patient.sex=purple"', "not a value that makewhole knows"),
        ('[boxes]\n"a" = 7', "not a value that makewhole knows"),
        ('[boxes]\n"a" = "service_line[99].code"', "not a value that makewhole knows"),
        ('[boxes]\n"a" = "service_line[n].charge"', "not a value that makewhole knows"),
        ('[boxes]\n"a" = "service_line[n].modifier[1]"', "not a value that makewhole knows"),
        pytest.param(
            f'[boxes]\n"a" = "service_line[{"9" * 5000}].charge"',
            "not a value that makewhole knows",
            id="endless index",
        ),
        ('[boxes]\n"a" = "patient.birth_date as last, first"', "in a way that its value does not have"),
        ('[boxes]\n"a" = "claim.date as the day"', "in a way that its value does not have"),
        ('[boxes]\n"a" = "patient.name as MM/DD/YYYY"', "in a way that its value does not have"),
        ('[boxes]\n"a" = "patient.phone as MM"', "in a way that its value does not have"),
    ],
)
def test_a_broken_mapping_is_refused_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(InvalidRecord, match=says):
        read_mapping(text)


def test_a_date_pattern_is_understood_in_any_case_of_letters() -> None:
    sheet = Sheet()
    sheet.text(100, 700, 200, name="born")
    content = pdf_of(sheet)
    form = read_form(content)
    mapping = read_mapping(f'[boxes]\n"{form.boxes[0].id}" = "patient.birth_date as mm/dd/yyyy"')
    born = subject().claim.patient.date_of_birth
    (written,) = fill(content, form, mapping.entries, Facts(subject().claim)).written
    assert written.text == f"{born:%m/%d/%Y}"


@pytest.mark.parametrize("place", ['["text", inf, 1, 1, 2, 2]', '["text", 1, nan, 1, 2, 2]', '["ink", 1, 1, 1, 2, 2]'])
def test_a_place_that_is_none_is_passed_over(place: str) -> None:
    assert read_mapping(f'[boxes]\n"a" = "patient.name"\n[places]\n"a" = {place}').places == {}


def test_what_a_value_is_decides_how_it_can_be_written() -> None:
    facts = Facts(subject().claim)
    for each in named_values():
        value = value_of(each.name.replace("[n]", "[1]", 1), facts)
        assert can_be_written(each, "")
        if value is not None or each.asked or each.pen:
            assert can_be_written(each, "MM") == (isinstance(value, date) or each.asked or each.pen), each.name
        if isinstance(value, PersonName):
            assert can_be_written(each, "last, first"), each.name


def test_a_box_that_a_person_placed_on_a_flat_form_is_filled_there() -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Name:")
    sheet.rule(100, 720, 300, 720)
    content = pdf_of(sheet)
    form = read_form(content)
    entries = {"mine": Entry("patient.name")}
    mapping = mapping_of(form, {})
    placed = Mapping(mapping.hash, "", "", entries, {"mine": Place(1, Rect(300, 300, 500, 316), "text")})
    filled = fill(content, with_places(form, placed), entries, Facts(subject().claim))
    (only,) = filled.written
    assert only.text == "Tobias R Lindqvist"
    assert 300 <= only.lines[0].y <= 316
