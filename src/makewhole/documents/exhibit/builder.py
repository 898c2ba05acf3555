"""Makes an attached record (a PDF or a photo) an exhibit of the packet."""

from string import ascii_uppercase

from makewhole.documents.press import Attached, Part, attachment_pages

WORDS = {
    "en": {"exhibit": "Exhibit", "page": "page {n} of {of}", "reads": "It reads"},
    "es": {"exhibit": "Anexo", "page": "página {n} de {of}", "reads": "Dice"},
}


def exhibit_letter(index: int) -> str:
    """The letter of the attached record at `index`: A to Z, then AA, BB and on."""
    return ascii_uppercase[index % 26] * (1 + index // 26)


def exhibit_part(letter: str, name: str, record: Attached, file_name: str, lang: str = "en") -> Part:
    """Exhibit `letter` ("A") called `name` ("Clinic note of 2 Nov 2026") made of the record's pages.

    Each picture is described by its exhibit, page and the words on it. Raises AttachmentError as `attachment_pages`.
    """
    words = WORDS[lang]
    title = f"{words['exhibit']} {letter}: {name}"
    pages = attachment_pages(record, file_name)
    pictures = {f"exhibit-{letter}-{n}": page.picture for n, page in enumerate(pages, start=1)}
    described = []
    for n, (picture, page) in enumerate(zip(pictures, pages, strict=True), start=1):
        alt = f"{title}, {words['page'].format(n=n, of=len(pages))}."
        if page.words:
            alt = f"{alt} {words['reads']}: {page.words}"
        described.append({"picture": picture, "alt": alt})
    return Part("exhibit", title, {"letter": letter, "pages": described}, lang, pictures)
