"""The arrows that say where to sign: beside the place, never over anything, and numbered as on the submission sheet."""

from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from tests.documents.forms.arrows import without_arrows
from tests.documents.forms.lookalikes import ALL, labels_left
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.subjects import subject

from makewhole.documents.forms import Facts, Filled, confident_mapping, fill, propose, read_form
from makewhole.documents.forms.filling import blank

RELEASE = "I authorize the release of records. Patient's signature"
ASSIGN = "I authorize payment of benefits to the physician named above. Patient's signature"


def _filled(content: bytes, flatten: bool = True, lang: str = "en", **claim: Any) -> Filled:
    form = read_form(content)
    facts = Facts(subject().claim.model_copy(update=claim))
    return fill(content, form, confident_mapping(form, propose(form)).entries, facts, flatten, lang)


def _lines(*labels: str) -> bytes:
    """Places for a signature with wide margins, one under another, each with its label over it."""
    sheet = Sheet()
    for at, label in enumerate(labels):
        sheet.words(150, 714 - 80 * at, label, 7)
        sheet.signature(150, 694 - 80 * at, 300)
    sheet.text(150, 200, 200)
    return pdf_of(sheet)


def _words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    found = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(found.split())


def _picture(pdf: bytes) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    picture: Image.Image = document[0].render(scale=2, draw_annots=False).to_pil().convert("L")
    document.close()
    return picture


@pytest.mark.parametrize("flatten", [False, True], ids=["fillable", "flattened"])
@pytest.mark.parametrize(("lang", "says"), [("en", "Sign here"), ("es", "Firme aquí")])
def test_each_place_of_the_patient_has_an_arrow_with_its_number(flatten: bool, lang: str, says: str) -> None:
    filled = _filled(_lines(RELEASE, RELEASE), flatten, lang)
    assert [(each.number, each.marked, each.where) for each in filled.signatures] == [
        (1, True, ("top", "center")),
        (2, True, ("top", "center")),
    ]
    words = _words(filled.pdf)
    assert f"{says} 1" in words
    assert f"{says} 2" in words


def test_numbers_go_down_the_page_and_only_the_patients_places_have_one() -> None:
    sheet = Sheet()
    for y, label in ((300, RELEASE), (694, RELEASE), (500, "Physician's signature")):
        sheet.words(150, y + 20, label, 7)
        sheet.signature(150, y, 300)
    sheet.text(150, 200, 200)
    filled = _filled(pdf_of(sheet))
    assert [each.number for each in filled.signatures] == [2, 1, 0]
    assert "Clinic signs" in _words(filled.pdf)


def test_a_place_that_would_pay_the_practice_is_marked_not_to_be_signed_once_it_is_paid() -> None:
    filled = _filled(_lines(ASSIGN, RELEASE))
    assert "Do not sign" in _words(filled.pdf)
    assert [each.number for each in filled.signatures] == [0, 1]
    claim = subject().claim
    owing = _words(_filled(_lines(ASSIGN, RELEASE), amount_paid=claim.total_charge - 1).pdf)
    assert "Do not sign" not in owing
    assert "Sign here 1" in owing


def test_the_insureds_signature_on_a_form_that_is_a_picture_pays_the_practice() -> None:
    sheet = Sheet()
    for name, x in (("pt_signature", 60), ("ins_signature", 360)):
        sheet.signature(x, 400, 150)
        sheet.fields[-1].T = pikepdf.String(name)
    sheet.text(60, 600, 200, name="patient_name")
    own, insured = _filled(pdf_of(sheet)).signatures
    assert (own.pays_practice, insured.pays_practice) == (False, True)


def test_whoever_prescribes_signs_for_the_clinic() -> None:
    (place,) = _filled(_lines("Signature of prescriber or prescriber's designee")).signatures
    assert place.whose == "provider"


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_an_arrow_covers_nothing_that_is_printed_and_no_box(make: Any) -> None:
    content = pdf_of(make())
    filled = _filled(content)
    drawn = ImageChops.difference(_picture(filled.pdf), _picture(without_arrows(filled.pdf)))
    if not any(each.marked for each in filled.signatures):
        assert drawn.getbbox() is None
        return
    ink = drawn.point(lambda shade: 255 if shade > 30 else 0)
    bare = _picture(without_arrows(filled.pdf)).point(lambda shade: 255 if shade < 200 else 0)
    assert ImageChops.multiply(ink, bare).getbbox() is None
    high = ink.height / 2
    for box in read_form(content).boxes:
        rect = box.rect
        inside = (int(rect.left * 2) + 2, int((high - rect.top) * 2) + 2, int(rect.right * 2) - 2)
        assert ink.crop((*inside, int((high - rect.bottom) * 2) - 2)).getbbox() is None, box.id


def test_where_there_is_no_room_there_is_no_arrow_and_the_place_keeps_its_number() -> None:
    sheet = Sheet()
    for y in range(670, 740, 6):
        sheet.words(0, y, "This page is printed from edge to edge. " * 5, 7)
    sheet.signature(150, 700, 200)
    sheet.text(150, 200, 200)
    filled = _filled(pdf_of(sheet))
    (place,) = filled.signatures
    assert not place.marked
    assert "Sign" not in _words(filled.pdf)


@pytest.mark.parametrize("another", [False, True], ids=["alone", "beside another box"])
def test_an_arrow_in_the_margin_points_past_no_other_box(another: bool) -> None:
    sheet = Sheet()
    for y in range(380, 450, 6):
        sheet.words(214, y, "Nothing fits here. " * 8, 7)
    sheet.signature(214, 396, 80)
    sheet.text(60, 396 if another else 200, 150, name="patient_name")
    (place,) = _filled(pdf_of(sheet)).signatures
    assert place.marked is not another


def test_the_same_form_gives_the_same_bytes_with_its_arrows() -> None:
    content = pdf_of(labels_left())
    assert _filled(content).pdf == _filled(content).pdf


def test_a_page_that_takes_longer_to_draw_than_any_form_gets_no_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blank, "_LONGEST_WORK", -1.0)
    sheet = Sheet()
    for x in range(40):
        sheet.words(40, 60 + 12 * x, "This page is drawn slowly.", 7)
    sheet.signature(150, 694, 300)
    sheet.text(400, 200, 150)
    (place,) = _filled(pdf_of(sheet)).signatures
    assert not place.marked


def test_only_the_first_pages_to_sign_get_arrows() -> None:
    sheets = []
    for _ in range(8):
        sheet = Sheet()
        sheet.words(150, 714, RELEASE, 7)
        sheet.signature(150, 694, 300)
        sheets.append(sheet)
    sheets[0].text(150, 200, 200)
    assert [each.marked for each in _filled(pdf_of(*sheets)).signatures] == [True] * 6 + [False] * 2
