"""The contents page: every document of the packet on its true page."""

import re

from tests.documents.subjects import pressed, subject, words
from tests.judges import pdfs

from makewhole.documents import contents, cover_letter, superbill
from makewhole.documents.exhibit.builder import exhibit_part


def test_every_document_is_listed_with_its_first_page() -> None:
    one = subject()
    record = pressed(superbill.part(one))
    pdf = pressed(
        cover_letter.part(one), contents.part(one), superbill.part(one), exhibit_part("A", "Note", record, "note.pdf")
    )
    page = words(pdf).partition("Documents and their first pages")[2].partition("Contents MW-417 page 2 of 4")[0]
    listed = re.findall(r"([A-Z][\w: ]*?) [. ]*(\d)", page)
    assert listed == [("Cover letter", "1"), ("Contents", "2"), ("Superbill", "3"), ("Exhibit A: Note", "4")]
    assert [title for title, _ in listed] == pdfs.bookmarks(pdf)
    pdfs.assert_pdfua(pdf)
    pdfs.assert_outloud(pdf)


def test_a_stray_page_finds_its_claim_again() -> None:
    text = words(pressed(contents.part(subject())))
    for value in (
        "Packet number MW-417", "Patient Tobias R Lindqvist", "Born 05/23/1979", "Date of service 11/12/2026",
        "Payer Aetna", "Member ID W246813579", "Subscriber The patient", "Pages 1",
    ):  # fmt: skip
        assert value in text
