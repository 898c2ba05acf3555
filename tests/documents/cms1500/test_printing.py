"""Where the print falls: on the grid, in our table of boxes and in the fields of the real form; and what judges say."""

import io
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from tests.documents.cms1500 import claims
from tests.judges import pdfs

from makewhole.documents import cms1500
from makewhole.documents.cms1500 import build, calibration_pdf, review_pdf, values_pdf
from makewhole.documents.cms1500.printing import OffsetTooLarge
from makewhole.records import Claim

ISSUED = date(2026, 11, 24)
TABLE = tomllib.loads((Path(cms1500.__file__).parent / "boxes.toml").read_text())
REAL_FORM = Path(__file__).parents[4] / "shared/data/forms/cms1500-fillable.pdf"
LEFT, PITCH, LINE, TALL = 21.6, 7.2, 12.0, 792.0
CAPITAL = 8.4
"""How tall a capital of the 12 pt face is."""
BEARING = 0.5
"""How far a character's ink stands inside its cell at either side."""
CLAIMS = {
    "usual": claims.claim(),
    "dependent": claims.dependent_with_another_plan(),
    "twelve diagnoses": claims.twelve_diagnoses(),
    "seven lines": claims.seven_lines(),
    "long": claims.long_and_foreign(),
    "own tax number": claims.claim(practice=claims.PRACTICE | {"ein": None, "ssn": "078-05-1120"}),
}


class Glyph(NamedTuple):
    """A printed character: its origin's x and its baseline, in points from the top left, and its ink from x to x."""

    text: str
    x: float
    baseline: float
    left: float
    right: float


@pytest.fixture(params=list(CLAIMS.values()), ids=list(CLAIMS))
def any_claim(request: pytest.FixtureRequest) -> Claim:
    found: Claim = request.param
    return found


def glyphs(pdf: bytes) -> list[list[Glyph]]:
    """The printed characters, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        pages.append(list(_characters(text)))
    document.close()
    return pages


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    from ctypes import c_double

    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if not character.strip() or pypdfium2.raw.FPDFText_IsGenerated(text, index):
            continue
        x, y = c_double(), c_double()
        assert pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, _, right, _ = text.get_charbox(index)
        yield Glyph(character, x.value, TALL - y.value, left, right)


def cell(glyph: Glyph) -> tuple[float, float]:
    """Row and column, whole numbers where the character stands on the grid."""
    return (glyph.baseline + TABLE["grid"]["rise"]) / LINE, (glyph.x - LEFT) / PITCH + 1


def test_every_character_stands_on_the_print_grid_in_its_cell(any_claim: Claim) -> None:
    content = build(any_claim)
    pages = glyphs(values_pdf(content, ISSUED))
    assert len(pages) == len(content["forms"])
    for form, page in zip(content["forms"], pages, strict=True):
        meant = {
            (entry["row"], entry["column"] + place): character
            for entry in form["values"]
            for place, character in enumerate(entry["text"])
            if character != " "
        }
        found = {}
        for glyph in page:
            row, column = cell(glyph)
            assert row == pytest.approx(round(row), abs=0.01)
            assert column == pytest.approx(round(column), abs=0.01)
            found[round(row), round(column)] = glyph.text
        assert found == meant
        assert len(page) == len(meant), "two values are printed on one cell"


def test_neighbouring_characters_are_a_tenth_of_an_inch_apart() -> None:
    line = [glyph for glyph in glyphs(values_pdf(build(claims.claim()), ISSUED))[0] if round(cell(glyph)[0]) == 38]
    steps = {round(right.x - left.x, 2) for left, right in pairwise(line)}
    assert "".join(glyph.text for glyph in line).startswith("KETAMINEHYDROCHLORIDE")
    assert steps == {7.2, 14.4}


def test_every_value_lies_inside_its_ruled_box(any_claim: Claim) -> None:
    lines = TABLE["line"]["fields"]
    for form in build(any_claim)["forms"]:
        for entry in form["values"]:
            across, down = _ruled(entry)
            left, right = (
                LEFT + (entry["column"] - 1) * PITCH,
                LEFT + (entry["column"] - 1 + len(entry["text"])) * PITCH,
            )
            assert across[0] <= left + BEARING, entry
            assert right - BEARING <= across[1], entry
            assert down[0] <= entry["row"] <= down[1], entry
            known = lines.get(entry["field"]) or TABLE["fields"][entry["field"]]
            assert len(entry["text"]) <= known.get("width", 1)


def _ruled(entry: dict[str, Any]) -> tuple[list[float], list[int]]:
    if entry["field"] not in TABLE["line"]["fields"]:
        box = TABLE["boxes"][entry["item"]]
        return box["across"], box["rows"]
    if entry["item"] == "24":
        return [19.4, 463.9], [45, 55]
    first = 45 if entry["field"].startswith("other-id") else 46
    return TABLE["boxes"][entry["item"]]["across"], [first, 55 + first - 45]


def test_no_two_fields_share_a_cell() -> None:
    taken: set[tuple[int, int]] = set()
    for field in TABLE["fields"].values():
        columns = field.get("marks", {}).values() or range(field["column"], field["column"] + field["width"])
        cells = {(field["row"], column) for column in columns}
        assert not cells & taken, field
        taken |= cells


# The real form's own field names for ours, where they stand on it; those of a service line without its number.
REAL = {
    "carrier": "insurance_name insurance_address insurance_address2 insurance_city_state_zip",
    "plan-kind": "insurance_type",
    "insured-id": "insurance_id",
    "patient-name": "pt_name",
    "patient-birth": "birth_mm birth_dd birth_yy",
    "patient-sex": "sex",
    "insured-name": "ins_name",
    "patient-street": "pt_street",
    "relation": "rel_to_ins",
    "insured-street": "ins_street",
    "patient-city": "pt_city",
    "patient-state": "pt_state",
    "insured-city": "ins_city",
    "insured-state": "ins_state",
    "patient-zip": "pt_zip",
    "insured-zip": "ins_zip",
    "other-insured-name": "other_ins_name",
    "other-policy": "other_ins_policy",
    "other-plan": "other_ins_plan_name",
    "insured-group": "ins_policy",
    "insured-birth": "ins_dob_mm ins_dob_dd ins_dob_yy",
    "insured-sex": "ins_sex",
    "insured-plan": "ins_plan_name",
    "other-coverage": "ins_benefit_plan",
    "patient-signature": "pt_signature",
    "patient-signed-on": "pt_date",
    "referring-qualifier": "85",
    "referring-name": "ref_physician",
    "referring-npi": "id_physician",
    "more": "96",
    "code-set": "99icd",
    **{f"diagnosis-{letter}": f"diagnosis{n}" for n, letter in enumerate("abcdefghijkl", start=1)},
    "tax-id": "tax_id",
    "tax-id-kind": "ssn",
    "account": "pt_account",
    "assignment": "assignment",
    "total-charge": "t_charge",
    "amount-paid": "amt_paid",
    "signature": "physician_signature",
    "signed-on": "physician_date",
    "facility-name": "fac_name",
    "facility-street": "fac_street",
    "facility-city": "fac_location",
    "practice-phone": "doc_phone area|doc_phone",
    "practice-name": "doc_name",
    "practice-street": "doc_street",
    "practice-city": "doc_location",
    "practice-npi": "pin",
    "practice-other-id": "grp",
}
REAL_LINE = {
    "dates": "sv{n}_mm_from sv{n}_dd_from sv{n}_yy_from sv{n}_mm_end sv{n}_dd_end sv{n}_yy_end",
    "place": "place{n}",
    "code": "cpt{n}",
    "modifiers": "mod{n} mod{n}a mod{n}b mod{n}c",
    "pointers": "diag{n}",
    "charge": "ch{n}",
    "units": "day{n}",
    "rendering-npi": "local{n}",
    "other-id": "local{n}a",
    "other-id-kind": "emg{n}",
}
SUPPLEMENTS = ["Suppl", "Suppla", "Supplb", "Supplc", "Suppld", "Supple"]


def _names_on_the_real_form(entry: dict[str, Any]) -> set[str]:
    if entry["field"] in TABLE["line"]["fields"]:
        n = (entry["row"] - 45) // 2 + 1
        if entry["field"] == "supplement":
            return {SUPPLEMENTS[n - 1]}
        return set(REAL_LINE[entry["field"]].format(n=n).split())
    name = "carrier" if entry["item"] == "carrier" else entry["field"]
    return set(REAL[name].split("|") if "|" in REAL[name] else REAL[name].split())


def test_every_value_falls_in_its_field_of_the_real_form(any_claim: Claim) -> None:
    """Word by word. The real form's rectangles were drawn by hand inside its boxes, a few points off here and there:
    a word's ink may pass the side of its rectangle by 3.5 pt, its middle must lie within 3.5 pt of the rectangle's."""
    if not REAL_FORM.is_file():
        pytest.skip("the real CMS-1500 is not at hand to compare with")
    rectangles = _rectangles()
    for form in build(any_claim)["forms"]:
        for entry in form["values"]:
            names = _names_on_the_real_form(entry)
            for word, column in _words(entry):
                left = LEFT + (column - 1) * PITCH + BEARING
                right = LEFT + (column - 1 + len(word)) * PITCH - BEARING
                middle = TALL - (entry["row"] * LINE - TABLE["grid"]["rise"] - CAPITAL / 2)
                # The address stands where the form is open, and signatures where they clear the rule under them: there
                # the rectangles follow no row.
                reach = 9 if entry["item"] in ("carrier", "12", "31") else 3.5
                homes = {
                    name
                    for name, (x0, y0, x1, y1) in rectangles
                    if x0 - 3.5 <= left and right <= x1 + 3.5 and abs(middle - (y0 + y1) / 2) < reach
                }
                assert homes & names, (entry, word)


def _rectangles() -> list[tuple[str, tuple[float, float, float, float]]]:
    with pikepdf.open(REAL_FORM) as document:
        found = []
        for field in document.pages[0].Annots:
            if "/FT" not in field and "/Parent" not in field:
                continue
            name = field["/T"] if "/T" in field else field["/Parent"]["/T"]
            x0, y0, x1, y1 = (float(edge) for edge in field.Rect)
            found.append((str(name), (x0, y0, x1, y1)))
    return found


def _words(entry: dict[str, Any]) -> Iterator[tuple[str, int]]:
    column = entry["column"]
    for word in entry["text"].split(" "):
        if word:
            yield word, column
        column += len(word) + 1


def test_an_offset_moves_all_print_and_nothing_else() -> None:
    content = build(claims.claim())
    still = glyphs(values_pdf(content, ISSUED))[0]
    moved = glyphs(values_pdf(content, ISSUED, (Decimal("0.05"), Decimal("-0.10"))))[0]
    assert [glyph.text for glyph in moved] == [glyph.text for glyph in still]
    for before, after in zip(still, moved, strict=True):
        assert after.x - before.x == pytest.approx(3.6, abs=0.01)
        assert after.baseline - before.baseline == pytest.approx(-7.2, abs=0.01)


def test_an_offset_of_more_than_half_an_inch_is_refused() -> None:
    with pytest.raises(OffsetTooLarge, match="100 %"):
        values_pdf(build(claims.claim()), ISSUED, (Decimal("0.51"), Decimal(0)))


def test_the_paper_for_the_red_form_bears_the_values_and_nothing_else() -> None:
    pdf = values_pdf(build(claims.seven_lines()), ISSUED)
    assert pdfs.fonts_embedded(pdf) == {"IBMPlexMono-Regular"}
    document = pypdfium2.PdfDocument(pdf)
    kinds = {item.type for page in document for item in page.get_objects(max_depth=5)}
    document.close()
    assert kinds <= {pypdfium2.raw.FPDF_PAGEOBJ_TEXT}


def test_the_drawing_shows_every_value_in_the_same_place(any_claim: Claim) -> None:
    content = build(any_claim)
    for drawn, bare in zip(glyphs(review_pdf(content, ISSUED)), glyphs(values_pdf(content, ISSUED)), strict=True):
        spots = {(glyph.text, round(glyph.x, 1), round(glyph.baseline, 1)) for glyph in drawn}
        assert {(glyph.text, round(glyph.x, 1), round(glyph.baseline, 1)) for glyph in bare} <= spots


def test_the_drawing_is_read_item_by_item() -> None:
    read = _tagged_text(review_pdf(build(claims.dependent_with_another_plan()), ISSUED))
    spoken = [
        *("1a Member ID of the insured", "W123456789"),
        *("2 Patient: last, first, middle", "VANCE-WHITAKER, MARISOL, T"),
        *("Child", "X", "9a Other plan: policy number", "U9876543"),
        *("21 Diagnoses A to L", "F332", "24a Date from and to", "96365", "25 Tax number", "842917365"),
    ]
    place = 0
    for words in spoken:
        place = read.index(words, place) + len(words)


def _tagged_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[0].get_textpage().get_text_range().replace("\xa0", " ").split())
    document.close()
    return text


def test_the_calibration_sheet_marks_corners_of_boxes_on_its_second_page() -> None:
    pdf = calibration_pdf(ISSUED, (Decimal("0.1"), Decimal(0)))
    assert pdfs.page_count(pdf) == 2
    assert "0.1 inch right, 0 inch down" in pdfs.text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.pages[1].MediaBox == pikepdf.Array([0, 0, 612, 792])
    assert glyphs(pdf)[1] == []


@pytest.mark.parametrize(
    "pdf",
    [
        values_pdf(build(claims.seven_lines()), ISSUED),
        review_pdf(build(claims.seven_lines()), ISSUED),
        calibration_pdf(ISSUED),
    ],
    ids=["values", "review", "calibration"],
)
def test_the_judges_of_accessible_pdfs_find_nothing(pdf: bytes) -> None:
    pdfs.assert_pdfua(pdf)
    pdfs.assert_sound(pdf)
    pdfs.assert_outloud(pdf)
    assert len(pdfs.bookmarks(pdf)) == 1
