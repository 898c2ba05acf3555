"""What the binder tells the documents, and how it names what is attached."""

import pytest
from tests.documents.subjects import subject, words

from makewhole.documents.binder import bind
from makewhole.documents.exhibit.builder import exhibit_letter


def test_the_patients_sheet_names_what_is_in_the_packet() -> None:
    bound = bind(subject(), {})
    titles = [document.title for document in bound.documents]
    assert "Superbill" in titles
    assert f"What is in the packet {', '.join(titles)}." in words(bound.singles["submission_sheet"])


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "BB")])
def test_exhibits_are_lettered_beyond_the_alphabet(index: int, letter: str) -> None:
    assert exhibit_letter(index) == letter
