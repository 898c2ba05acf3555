"""The press: what any document set by it can rely on."""

from __future__ import annotations

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw
from tests.judges import pdfs

from makewhole.documents import press
from makewhole.documents.exhibit.builder import exhibit_part
from makewhole.documents.press import AttachmentError, Part, PressError, attachment_pages, compile_pdf

ISSUED = date(2026, 11, 3)


SPECIMEN = json.loads((Path(press.__file__).parent / "specimen" / "content.json").read_text())


def specimen(title: str = "Superbill", lang: str = "en", **changes: Any) -> Part:
    return Part("press/specimen", title, SPECIMEN | changes, lang)


def pressed(*parts: Part, lang: str = "en") -> bytes:
    return compile_pdf(parts, title="Packet", number="MW-417", issued=ISSUED, lang=lang)


def photo(size: tuple[int, int] = (400, 300), **save: Any) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill="black")
    out = io.BytesIO()
    image.save(out, "JPEG", **save)
    return out.getvalue()


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


@pytest.fixture(scope="module")
def packet() -> bytes:
    return pressed(
        specimen(),
        specimen("Hoja de envío", lang="es"),
        exhibit_part("A", "Lab report", pressed(specimen("Lab")), "lab.pdf"),
        exhibit_part("B", "Insurance card", photo(), "card.jpg"),
    )


def test_a_packet_of_documents_records_and_photos_passes_the_judges(packet: bytes) -> None:
    pdfs.assert_sound(packet)
    pdfs.assert_pdfua(packet)
    pdfs.assert_outloud(packet)


def test_only_embedded_faces_are_used(packet: bytes) -> None:
    assert pdfs.fonts_embedded(packet) == {"SourceSans3-Regular", "SourceSans3-SemiBold"}


def test_every_part_is_a_bookmark(packet: bytes) -> None:
    assert pdfs.bookmarks(packet) == [
        "Superbill", "Hoja de envío", "Exhibit A: Lab report", "Exhibit B: Insurance card",
    ]  # fmt: skip


def test_every_footer_names_document_number_and_place_in_the_file(packet: bytes) -> None:
    feet = [" ".join(page.split("\n")[-2].split()) for page in pdfs.text_of(packet).split("\f")[:-1]]
    assert feet == [
        "Superbill MW-417 page 1 of 7", "Superbill MW-417 page 2 of 7",
        "Hoja de envío MW-417 página 3 de 7", "Hoja de envío MW-417 página 4 de 7",
        "Exhibit A: Lab report MW-417 page 5 of 7", "Exhibit A: Lab report MW-417 page 6 of 7",
        "Exhibit B: Insurance card MW-417 page 7 of 7",
    ]  # fmt: skip


def test_the_contents_name_every_part_with_its_page(packet: bytes) -> None:
    lines = [re.sub(r"[ .]+", " ", line).strip() for line in pdfs.text_of(packet).splitlines()]
    for line in ("Superbill 1", "Hoja de envío 3", "Exhibit A: Lab report 5", "Exhibit B: Insurance card 7"):
        assert lines.count(line) == 2


def test_a_row_and_its_note_stay_on_one_page() -> None:
    row = [["11/02/2026", "J3490", "JZ", "Ketamine", "A", "1", "30.00"], {"span": "a note of its own"}]
    for page in pdfs.text_of(pressed(specimen(services=[row] * 70))).split("\f"):
        assert page.count("J3490") == page.count("a note of its own")


def test_an_exhibit_named_in_the_text_is_a_link_where_the_file_holds_it(packet: bytes) -> None:
    def links(pdf: bytes) -> int:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return sum(len(page.get("/Annots", [])) for page in document.pages)

    assert links(packet) == 10
    assert links(pressed(specimen())) == 1


def test_the_language_of_the_file_is_declared() -> None:
    with pikepdf.open(io.BytesIO(pressed(specimen(lang="es"), lang="es"))) as document:
        assert str(document.Root.Lang) == "es-US"


def test_the_same_input_gives_the_same_bytes_from_any_thread() -> None:
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(lambda _: pressed(specimen()), range(6)))) == 1


def test_the_file_is_dated_by_its_issue_and_not_by_the_clock() -> None:
    with pikepdf.open(io.BytesIO(pressed(specimen()))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20261103")
        assert str(document.docinfo["/ModDate"]).startswith("D:20261103")


def test_text_is_never_read_as_markup() -> None:
    hostile = '*b* _i_ #panic("x") $x^2$ @ref <lab> = h // c /* d */ \\ ~ -- `r` https://a.example'
    pdf = pressed(specimen(callout={"head": "Head", "body": hostile}))
    assert hostile in " ".join(pdfs.text_of(pdf).split())


def test_decomposed_accents_are_printed() -> None:
    pdf = pressed(specimen(letter="Nu\u0301n\u0303ez"))
    assert "Núñez" in pdfs.text_of(pdf)


def test_a_character_without_a_glyph_is_named() -> None:
    with pytest.raises(PressError, match="the character 李 cannot be printed"):
        pressed(specimen(letter="李小龙"))


def test_two_pictures_of_one_name_are_refused() -> None:
    one, other = (Part("exhibit", "E", {}, pictures={"a": picture}) for picture in (b"1", b"2"))
    with pytest.raises(PressError, match="two different pictures"):
        pressed(one, other)


def test_a_signature_is_a_picture_described_by_the_name_of_who_signs() -> None:
    signed = specimen(signature="pen", signed="11/03/2026")
    pdf = pressed(Part(signed.document, signed.title, signed.content, pictures={"pen": photo()}))
    pdfs.assert_pdfua(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        described = {str(tag.Alt) for tag in tags if "/Alt" in tag}
    assert described == {f"Signature: {SPECIMEN['signer']['name']}", SPECIMEN["chart-alt"]}


def test_an_exhibit_says_what_its_page_reads() -> None:
    part = exhibit_part("A", "Lab report", pressed(specimen("Lab")), "lab.pdf")
    first = part.content["pages"][0]["alt"]
    assert first.startswith("Exhibit A: Lab report, page 1 of 2. It reads: Harbor Infusion & Wellness")


def test_a_phone_photo_is_turned_upright_scaled_down_and_stripped_of_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to view
    exif[0x8825] = {1: "N", 2: (43.0, 39.0, 1.0)}
    taken = photo((4032, 3024), exif=exif, comment="taken at home")
    [page] = attachment_pages(taken, "card.jpg")
    image = opened(page.picture)
    assert image.size == (1650, 2200)
    assert image.getpixel((1600, 1100)) < (40, 40, 40)  # type: ignore[operator]
    assert image.getpixel((100, 1100)) > (200, 200, 200)  # type: ignore[operator]
    for trace in (b"Exif", b"taken at home"):
        assert trace in taken
        assert trace not in page.picture


def test_a_transparent_png_lies_on_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    [page] = attachment_pages(out.getvalue(), "stamp.png")
    assert opened(page.picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_photo_is_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    [page] = attachment_pages(out.getvalue(), "scan")
    assert opened(page.picture).size == (20, 20)


def test_an_owner_password_does_not_stop_a_record() -> None:
    [page] = attachment_pages(encrypted(owner="o", user=""), "form.pdf")
    assert opened(page.picture).size == (1700, 2200)


def encrypted(owner: str, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(612, 792))
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (encrypted("o", "u"), "r.x needs a password to open"),
        (b"%PDF-1.7 and then nothing", "r.x is damaged"),
        (photo()[:900], "r.x is damaged"),
        (b"GIF89a", "r.x is not a PDF, JPEG or PNG file"),
        (b"", "r.x is not a PDF, JPEG or PNG file"),
    ],
)
def test_a_record_that_cannot_be_used_is_named_with_its_remedy(record: bytes, says: str) -> None:
    with pytest.raises(AttachmentError, match=says):
        attachment_pages(record, "r.x")
