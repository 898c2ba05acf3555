"""What is proposed for a form of any layout, by words alone; and what is never proposed."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from scripts.forms_score import TRUTH, placed, score
from tests.documents.forms.layouts import ALL as LAYOUTS
from tests.documents.forms.layouts import labels_in_a_column, words_beneath
from tests.documents.forms.lookalikes import ALL, labels_in_cells, two_columns
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.forms.older import ALL as OLDER
from tests.documents.forms.parts_of_others import ALL as PARTS_OF_OTHERS
from tests.documents.forms.unfamiliar import ALL as UNFAMILIAR
from tests.documents.forms.usual import ALL as USUAL

from makewhole.documents.forms import Form, find, named_values, propose, read_form

REAL = Path(__file__).parents[4] / "shared" / "data" / "forms"
Make = Callable[[], Sheet]


def _proposed(form: Form) -> dict[str, tuple[str, bool]]:
    return {each.box: (each.value, each.confident) for each in propose(form)}


@pytest.mark.parametrize(
    "make", [*ALL, *UNFAMILIAR, *LAYOUTS, *PARTS_OF_OTHERS, *USUAL, *OLDER], ids=lambda make: make.__name__
)
def test_every_box_of_a_new_form_gets_its_value_and_no_other_box_gets_one(make: Make) -> None:
    sheet = make()
    result = score(sheet.truth, _proposed(read_form(pdf_of(sheet))))
    assert (result.wrong, result.missed, result.wrongly_confident) == (0, 0, ())


@pytest.mark.parametrize(
    "make", [labels_in_cells, two_columns, labels_in_a_column, words_beneath], ids=lambda make: make.__name__
)
def test_the_same_form_without_fields_gets_the_same_values_in_the_same_places(make: Make) -> None:
    sheet = make()
    middles = {
        str(entry.T): (
            (float(entry.Rect[0]) + float(entry.Rect[2])) / 2,
            (float(entry.Rect[1]) + float(entry.Rect[3])) / 2,
        )
        for entry in sheet.fields
    }
    truth, sheet.fields = sheet.truth, []
    form = read_form(pdf_of(sheet))
    proposed = _proposed(form)
    assert form.flat
    for name, wanted in truth.items():
        x, y = middles[name]
        box = next(
            b
            for b in form.boxes
            if b.rect.left - 2 <= x <= b.rect.right + 2 and b.rect.bottom - 2 <= y <= b.rect.top + 2
        )
        assert proposed[box.id] == (wanted, True), box.label


@pytest.mark.parametrize("truth", sorted(TRUTH.glob("*.toml")), ids=lambda path: path.stem)
def test_published_forms_are_understood_without_a_mapping(truth: Path) -> None:
    written = tomllib.loads(truth.read_text(encoding="utf-8"))
    if not (REAL / written["file"]).is_file():
        pytest.skip(f"{written['file']} is not here")
    form = read_form((REAL / written["file"]).read_bytes())
    result = score(written["boxes"], _proposed(form), standard=True)
    assert result.wrongly_confident == ()
    assert result.right >= 0.6 * (result.right + result.wrong + result.missed)
    if truth.stem in ("aetna-gc7", "cms1500-fillable"):
        assert (result.wrong, result.missed) == (0, 0)
    there, lost = placed(form, written.get("places", {}))
    assert there >= 0.9 * (there + len(lost)), lost


def test_every_value_of_the_truth_files_exists() -> None:
    for path in TRUTH.glob("*.toml"):
        for wanted in tomllib.loads(path.read_text(encoding="utf-8"))["boxes"].values():
            assert all(find(value) for value in wanted.split(" | ")), wanted


@pytest.mark.parametrize(
    "label",
    [
        "Name of attorney", "Emergency contact name", "Spouse's date of birth", "Agent's phone number",
        "Bank account number", "Name of person submitting this claim", "Pharmacy NPI", "Number of visits per week",
        "Name of pet", "Currency", "Part A effective date", "How did you pay?", "PIN:", "Training program name",
    ],
)  # fmt: skip
def test_what_a_record_cannot_answer_is_left_empty(label: str) -> None:
    sheet = Sheet()
    sheet.words(40, 723, label)
    sheet.text(200, 720, 200)
    (only,) = propose(read_form(pdf_of(sheet)))
    assert not only.confident, only


@pytest.mark.parametrize("below", [-9, 14], ids=["under", "over"])
@pytest.mark.parametrize("parts", [("MM", "DD", "YYYY"), ("Month", "Day", "Year")], ids=["letters", "words"])
def test_a_date_in_three_boxes_is_known_by_the_parts_printed_at_them(below: int, parts: tuple[str, ...]) -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's date of birth")
    for at, (part, width) in enumerate(zip(parts, (22, 22, 34), strict=True)):
        sheet.text(140 + at * 32, 720, width)
        sheet.words(142 + at * 32, 720 + below, part, 6)
    proposals = propose(read_form(pdf_of(sheet)))
    assert [(each.value, each.form) for each in proposals] == [
        ("patient.birth_date", "MM"),
        ("patient.birth_date", "DD"),
        ("patient.birth_date", "YYYY"),
    ]
    assert all(each.confident for each in proposals)


def test_a_date_of_no_known_kind_is_left_empty() -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Date:")
    sheet.text(200, 720, 200)
    assert not propose(read_form(pdf_of(sheet)))[0].confident


def test_words_and_tooltip_that_disagree_are_left_to_a_person() -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's date of birth")
    sheet.text(200, 720, 200, tooltip="Group number")
    assert not propose(read_form(pdf_of(sheet)))[0].confident


@pytest.mark.parametrize("name", ["CITY", "Provider NPI", "group_number"])
def test_a_field_name_that_says_something_else_than_the_print_leaves_the_box_empty(name: str) -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's first name")
    sheet.text(200, 720, 200, name=name)
    assert not propose(read_form(pdf_of(sheet)))[0].confident


def test_a_tooltip_copied_from_the_print_is_no_second_witness() -> None:
    alone, copied = Sheet(), Sheet()
    for sheet, tooltip in ((alone, ""), (copied, "Drug identification number")):
        sheet.words(40, 723, "Drug identification number")
        sheet.text(200, 720, 200, tooltip=tooltip)
    assert [propose(read_form(pdf_of(sheet)))[0].confident for sheet in (alone, copied)] == [False, False]


def test_the_parts_of_a_date_stand_in_the_order_that_the_words_give() -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's date of birth")
    for at in range(3):
        sheet.text(140 + at * 32, 720, 28, tooltip="Patient's date of birth, year month day")
    assert [each.form for each in propose(read_form(pdf_of(sheet)))] == ["YYYY", "MM", "DD"]


def test_a_name_is_written_in_the_order_that_the_form_asks_for() -> None:
    sheet = Sheet()
    sheet.words(40, 723, "Patient's name (first, middle, last)")
    sheet.text(240, 720, 200, tooltip="Patient's name (first, middle, last)")
    assert propose(read_form(pdf_of(sheet)))[0].form == ""


@pytest.mark.parametrize("question", ["before the visit?", "that was reported?", "and when?"])
def test_a_question_about_a_known_question_is_another_question(question: str) -> None:
    sheet = Sheet()
    sheet.words(40, 723, f"Was there a motor vehicle accident {question}")
    for at, answer in enumerate(("Yes", "No")):
        sheet.check(300 + at * 60, 720)
        sheet.words(312 + at * 60, 722, answer)
    assert not any(each.confident for each in propose(read_form(pdf_of(sheet))))


def test_no_rule_names_a_form_or_an_insurer() -> None:
    words = (Path(__file__).parents[3] / "src/makewhole/rules/forms/words").glob("*.toml")
    text = " ".join(path.read_text(encoding="utf-8").lower() for path in words)
    assert not [
        name for name in ("aetna", "cigna", "humana", "unitedhealth", "umr", "gc-7", "1490") if name in text.split()
    ]


def test_every_named_value_says_what_it_is_and_is_found_by_its_name() -> None:
    for value in named_values():
        assert value.says
        assert find(value.name.replace("[n]", "[1]")) == value
        assert all(find(f"{value.name.replace('[n]', '[1]')}={answer}") for answer in value.choices)


def test_cells_for_single_letters_are_one_place_to_fill() -> None:
    sheet = Sheet()
    sheet.words(40, 735, "Patient Information", 10, bold=True)
    sheet.words(40, 715, "Last name:")
    sheet.words(320, 715, "Phone number:")
    for letter in range(12):
        sheet.frame(40 + letter * 20, 690, 18, 20)
    for digit, x in enumerate((320, 338, 356, 394, 412, 430, 468, 486, 504, 522)):
        sheet.frame(x, 690, 16, 20)
        if digit in (3, 6):
            sheet.words(x - 14, 697, "-")
    sheet.words(40, 660, "Days on which the plan was used:")
    for day in range(4):
        sheet.frame(40 + day * 20, 635, 18, 20)
    form = read_form(pdf_of(sheet))
    proposed = {each.box: each for each in propose(form)}
    asked = [(box.max_length, box.comb, proposed[box.id].value, proposed[box.id].form) for box in form.boxes[:4]]
    assert asked == [
        (12, True, "patient.name_last", ""),
        (3, True, "patient.phone", "area"),
        (3, True, "patient.phone", "exchange"),
        (4, True, "patient.phone", "line"),
    ]
    assert not any(proposed[box.id].confident for box in form.boxes[4:])


def test_a_shaded_heading_of_a_flat_form_is_no_place_to_write() -> None:
    sheet = Sheet()
    sheet.drawn.append("0.85 g 36 730 540 14 re f 0 g")
    sheet.words(40, 734, "Requesting Provider", 9, bold=True)
    sheet.words(40, 713, "Name:")
    sheet.rule(75, 710, 300, 710)
    form = read_form(pdf_of(sheet))
    assert [(each.value, form.boxes[at].rect.top < 730) for at, each in enumerate(propose(form))] == [
        ("provider.name", True)
    ]


def test_a_long_question_under_a_box_is_not_its_label() -> None:
    sheet = Sheet()
    sheet.words(40, 707, "Patient's last name:")
    sheet.text(40, 680, 200, height=14)
    sheet.words(
        40, 668, "Does the patient have a diagnosis of frequent episodes that is defined as at least five in a month"
    )
    (only,) = propose(read_form(pdf_of(sheet)))
    assert (only.value, only.confident) == ("patient.name_last", True)


def test_of_two_boxes_with_the_same_words_side_by_side_none_is_ours_where_nothing_tells() -> None:
    sheet = Sheet()
    for x in (40, 320):
        sheet.words(x, 703, "Insured:")
        sheet.text(x + 60, 700, 150)
    assert not any(each.confident for each in propose(read_form(pdf_of(sheet))))


@pytest.mark.parametrize("line", ["Please print clearly", "Attach itemized bills", "Complete entire section"])
def test_how_to_fill_a_part_does_not_end_it(line: str) -> None:
    sheet = Sheet()
    sheet.words(40, 735, "Patient Information", 10, bold=True)
    sheet.words(40, 720, line)
    sheet.words(40, 703, "Name")
    sheet.text(80, 700, 200)
    (only,) = propose(read_form(pdf_of(sheet)))
    assert (only.value, only.confident) == ("patient.name", True)
