"""The mapping file: read as it was written, carried over to a new edition, refused for another form."""

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
    carried_over,
    confident_mapping,
    fill,
    likeness,
    mapping_of,
    propose,
    read_form,
    read_mapping,
    with_places,
    write_mapping,
)
from makewhole.errors import InvalidRecord


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
    ],
)
def test_a_broken_mapping_is_refused_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(InvalidRecord, match=says):
        read_mapping(text)


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
