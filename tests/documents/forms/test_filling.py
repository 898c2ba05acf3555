"""What stands in a filled form, and where: read back by another program than the one that wrote it."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from tests.documents.forms.arrows import without_arrows
from tests.documents.forms.lookalikes import ALL, labels_beneath, labels_in_cells, labels_left, numbered_items
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.forms.older import typed_answers
from tests.documents.subjects import longest, subject

from makewhole.documents.forms import Entry, Facts, Filled, confident_mapping, fill, propose, read_form
from makewhole.documents.forms.values.named import value_of
from makewhole.records import Address

Make = Callable[[], Sheet]


def _filled(
    content: bytes, flatten: bool = False, change: Any = None, answers: Mapping[str, str] | None = None
) -> Filled:
    form = read_form(content)
    facts = Facts((subject(change) if change else subject()).claim, answers or {})
    return fill(content, form, confident_mapping(form, propose(form)).entries, facts, flatten)


def _one(value: str, flatten: bool = True, **box: Any) -> Filled:
    """One box on an empty page, filled with this value."""
    sheet = Sheet()
    sheet.text(50, 600, box.pop("width", 200), height=box.pop("height", 14), name="it", **box)
    content = pdf_of(sheet)
    return fill(content, read_form(content), {"it": Entry(*value.split(" as "))}, Facts(subject().claim), flatten)


def _text(pdf: bytes, rect: Any = None, page: int = 0) -> str:
    document = pdfium.PdfDocument(pdf)
    words = document[page].get_textpage()
    found = words.get_text_bounded(*rect) if rect else words.get_text_range()
    document.close()
    return " ".join(str(found).split())


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
@pytest.mark.parametrize("change", [None, longest], ids=["usual", "longest"])
def test_each_letter_lies_inside_its_own_box(make: Make, change: Any) -> None:
    content = pdf_of(make())
    filled = _filled(content, flatten=True, change=change)
    before, after = _letters(content), _letters(without_arrows(filled.pdf))
    fresh = [place for place in after if place not in before]
    boxes = [each.box.rect for each in filled.written]
    assert len(fresh) > 100
    for letter, x, y in fresh:
        inside = any(b.left - 0.6 <= x <= b.right + 0.6 and b.bottom - 0.6 <= y <= b.top + 0.6 for b in boxes)
        assert inside, (letter, x, y)


def _letters(pdf: bytes) -> set[tuple[str, float, float]]:
    document = pdfium.PdfDocument(pdf)
    words, found = document[0].get_textpage(), set()
    for index in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(index)
        if right > left and top > bottom:
            found.add((words.get_text_range(index, 1), round((left + right) / 2, 1), round((bottom + top) / 2, 1)))
    document.close()
    return found


@pytest.mark.parametrize(
    ("label", "empty"),
    [("Patient's address (if different from employee)", True), ("Patient's address", False)],
)
def test_what_is_asked_only_if_different_stays_empty_where_it_is_the_same(label: str, empty: bool) -> None:
    sheet = Sheet()
    sheet.words(50, 630, label)
    sheet.text(50, 600, 300, name="it")
    content, claim = pdf_of(sheet), subject().claim
    held = claim.coverage.model_copy(update={"subscriber": claim.patient})
    claim = claim.model_copy(update={"coverage": held})

    def written(address: Any) -> bool:
        moved = claim.model_copy(update={"patient": claim.patient.model_copy(update={"address": address})})
        return bool(fill(content, read_form(content), {"it": Entry("patient.address")}, Facts(moved)).written)

    same = value_of("subscriber.address", Facts(claim))
    assert isinstance(same, Address)
    assert written(same) != empty
    assert written(same.model_copy(update={"line1": "9 Elsewhere Lane"}))


def test_a_kept_field_has_its_value_and_looks_like_it_everywhere() -> None:
    filled = _filled(pdf_of(labels_left()))
    with pikepdf.open(io.BytesIO(filled.pdf)) as pdf:
        values = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert str(values["untitled1"].V) == "Lindqvist"
        assert b"(Lindqvist)" in values["untitled1"].AP.N.read_bytes()
        assert not bool(pdf.Root.AcroForm.NeedAppearances)


def test_a_flattened_form_has_no_fields_left_and_the_original_is_untouched() -> None:
    content = pdf_of(labels_left())
    copy = bytes(content)
    with pikepdf.open(io.BytesIO(_filled(content, flatten=True).pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
    assert content == copy


def test_the_same_input_gives_the_same_bytes() -> None:
    content = pdf_of(numbered_items())
    assert _filled(content, flatten=True).pdf == _filled(content, flatten=True).pdf


def test_only_the_right_answer_is_marked() -> None:
    marked = {each.value for each in _filled(pdf_of(labels_left())).written if each.marked}
    assert marked == {"patient.sex=male", "patient.relation=self"}


def test_a_box_of_one_letter_that_stands_for_a_check_box_gets_an_x() -> None:
    with pikepdf.open(io.BytesIO(_filled(pdf_of(typed_answers())).pdf)) as pdf:
        said = {str(field.T): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}
    assert (said["patientSexMale"], said["patientSexFemale"], said["patientMiddleInitial"]) == ("X", "", "R")
    assert (said["totalChargeDollars"], said["totalChargeCents"]) == ("541", "00")


def test_questions_for_the_patient_stay_empty_until_answered() -> None:
    content = pdf_of(labels_left())
    unasked = _filled(content)
    assert {each.value.partition("=")[0] for each in unasked.empty if each.why == "for the patient to answer"} == {
        "other.covered",
        "accident.any",
        "accident.employment",
    }
    answered = _filled(content, answers={"accident.any": "no", "accident.employment": "no", "other.covered": "no"})
    marked = {each.value for each in answered.written if each.marked}
    assert {"accident.any=no", "accident.employment=no", "other.covered=no"} < marked


def test_a_second_plan_on_record_is_said_and_none_on_record_is_not() -> None:
    def second(fields: dict[str, Any]) -> None:
        other = {"payer": "other", "payer_name": "Umbra Mutual", "member_id": "U-77", "rank": "secondary"}
        fields["coverages"].append(other)

    written = {each.value: each.text for each in _filled(pdf_of(labels_left()), change=second).written}
    assert written["other.payer_name"] == "Umbra Mutual"
    assert "other.covered=yes" in written


def test_what_the_record_lacks_is_a_finding() -> None:
    lacking = {each.value: each.why for each in _filled(pdf_of(labels_in_cells())).empty}
    assert lacking["employer.name"] == "not in the record"


def test_signatures_stay_empty_and_are_listed() -> None:
    filled = _filled(pdf_of(labels_left()), flatten=True)
    (place,) = filled.signatures
    assert place.page == 1
    assert _text(filled.pdf, place.rect) == ""
    assert not [each for each in filled.written if each.value.startswith("pen.")]


def test_a_signature_that_would_pay_the_practice_is_told_apart() -> None:
    sheet = Sheet()
    sheet.words(40, 714, "I authorize payment of benefits to the physician named above. Patient's signature", 7)
    sheet.signature(40, 694, 300)
    sheet.words(40, 634, "Patient's signature", 7)
    sheet.signature(40, 614, 300)
    sheet.text(40, 500, 200)
    pays, signs = _filled(pdf_of(sheet)).signatures
    assert pays.pays_practice
    assert not signs.pays_practice


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("patient.birth_date", "05/23/1979"),
        ("patient.birth_date as MM/DD/YY", "05/23/79"),
        ("patient.birth_date as DD", "23"),
        ("patient.name as last, first", "Lindqvist, Tobias R"),
        ("patient.phone as area", "555"),
        ("patient.phone as local", "010-0177"),
        ("claim.balance", "0.00"),
        ("claim.total as dollars", "541"),
        ("claim.total as cents", "00"),
        ("claim.diagnosis[1].code as category", "F33"),
        ("claim.diagnosis[1].code as rest", "2"),
        ("patient.address", "319 Maple Court, Fairview, PA 16415"),
        ("practice.tax_id as tax2", "47"),
    ],
)
def test_a_value_is_written_as_the_form_wants_it(value: str, text: str) -> None:
    assert [each.text for each in _one(value).written] == [text]


def test_a_short_limit_takes_a_shorter_way_of_writing() -> None:
    assert _one("patient.birth_date", MaxLen=8).written[0].text == "05/23/79"
    assert _one("practice.tax_id", MaxLen=9).written[0].text == "473816205"


def test_a_limit_that_no_code_keeps_is_lifted_where_there_is_room() -> None:
    filled = _one("service_line[1].code", flatten=False, width=44, MaxLen=2)
    with pikepdf.open(io.BytesIO(filled.pdf)) as pdf:
        (box,) = pdf.Root.AcroForm.Fields
        assert (str(box.V), int(box.MaxLen)) == (subject().claim.lines[0].code, 5)
    assert _one("patient.name", MaxLen=2).continued


def test_a_comb_has_one_letter_in_each_cell() -> None:
    filled = _one("coverage.group_number", width=140, MaxLen=7, Ff=1 << 24)
    lefts = [line.x for line in filled.written[0].lines]
    assert "".join(line.text for line in filled.written[0].lines) == "0770231"
    assert all(50 + at * 20 < x < 70 + at * 20 for at, x in enumerate(lefts))


def test_a_long_value_goes_on_in_an_attachment_that_its_box_names() -> None:
    filled = _one("claim.diagnoses", width=90)
    assert filled.written[0].text.startswith(("See attachment", "Attachment"))
    whole = _text(filled.pdf, page=1)
    assert "Major depressive disorder" in whole
    assert "Tobias R Lindqvist" in whole


def test_service_lines_beyond_the_rows_of_the_form_are_in_the_attachment_whole() -> None:
    def many(fields: dict[str, Any]) -> None:
        longest(fields)

    filled = _filled(pdf_of(labels_left()), flatten=True, change=many)
    lines = subject(many).claim.lines
    assert len(lines) > 3
    attached = _text(filled.pdf, page=1)
    assert all(line.code in attached and f"{line.charge:.2f}" in attached for line in lines[3:])


def test_with_one_row_for_services_all_others_are_in_the_attachment() -> None:
    (rest,) = _one("service_line[1].code").continued
    assert all(line.code in rest.text for line in subject().claim.lines[1:])


def test_a_name_in_letters_that_the_face_lacks_is_said_and_not_mangled() -> None:
    def cyrillic(fields: dict[str, Any]) -> None:
        fields["patient"]["name"]["last"] = "Линдквист"

    filled = _filled(pdf_of(labels_left()), change=cyrillic)
    assert "patient.name_last" in {each.value for each in filled.empty if each.why == "cannot be printed"}


def test_accents_are_kept() -> None:
    def accent(fields: dict[str, Any]) -> None:
        fields["patient"]["name"]["last"] = "Núñez"

    assert "Núñez" in _text(_filled(pdf_of(labels_left()), flatten=True, change=accent).pdf)


def test_a_list_takes_the_option_that_says_the_value_and_no_other() -> None:
    content = pdf_of(labels_beneath())
    assert "patient.state" in {each.value for each in _filled(content).empty if each.why == "not one of the choices"}

    def moved(fields: dict[str, Any]) -> None:
        fields["patient"]["address"]["state"] = "MA"

    assert {each.value: each.text for each in _filled(content, change=moved).written}["patient.state"] == "MA"


def test_what_the_file_came_with_is_taken_out() -> None:
    sheet = Sheet()
    sheet.text(40, 700, 200, name="somebody", V=pikepdf.String("Jane Roe 1999"))
    content = pdf_of(sheet)
    for flatten in (False, True):
        filled = fill(content, read_form(content), {}, Facts(subject().claim), flatten)
        assert filled.emptied == 1
        assert b"Jane" not in filled.pdf
        assert "Jane" not in _text(filled.pdf)
