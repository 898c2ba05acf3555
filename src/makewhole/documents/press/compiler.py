"""Sets the documents' builders' output in type: parts in, one tagged PDF out."""

from __future__ import annotations

import base64
import io
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from makewhole.errors import MakewholeError

DOCUMENTS = Path(__file__).parents[1]
MAIN = DOCUMENTS / "press" / "main.typ"

QUOTED = re.compile(r'".*"|`.*`', re.DOTALL)

_thread = threading.local()


class PressError(MakewholeError):
    """A document cannot be set in type; the message says what to mend and quotes at most one character of the text.

    `unprintable` is that character; "" where the reason is another.
    """

    def __init__(self, says: str, unprintable: str = "") -> None:
        super().__init__(says, unprintable)
        self.unprintable = unprintable

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Part:
    """One document of a file.

    `document` is its folder under `documents/`, `title` its name at the top, in the footer, in the contents and in
    the bookmarks, `content` what its builder made: text, lists and whole numbers only (money and dates come as the
    text to print). Text is shown as it is and never read as markup. `pictures` are PNG or JPEG files by the name
    that the content uses for them; names are shared by all parts of a file.
    """

    document: str
    title: str
    content: Mapping[str, Any]
    lang: str = "en"
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def compile_pdf(
    parts: Sequence[Part], *, title: str, number: str, issued: date, author: str = "", lang: str = "en"
) -> bytes:
    """Return the parts bound in order as one PDF/UA-1 file on US Letter, page 1 to the end.

    `number` stands in every footer (packet or document number), `issued` is the file's date, `lang` ("en", "es") its
    main language; a part may have its own. The same input gives the same bytes: nothing is taken from the clock.
    Raises PressError for a character that the embedded faces cannot print, for two pictures of one name, and for
    content that a template refuses.
    """
    job = {
        "title": title,
        "number": number,
        "author": author,
        "lang": lang,
        "parts": [
            {"document": part.document, "title": part.title, "lang": part.lang, "data": dict(part.content)}
            for part in parts
        ],
    }
    files = {"main.typ": _main(), "job.json": json.dumps(job).encode()}
    files |= {f"given/{name}.svg": _wrapped(picture) for name, picture in _pictures(parts).items()}
    try:
        pdf = _compiler().compile(
            input=files,  # type: ignore[type-var]  # the stub omits the dictionary that the wheel accepts
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(issued, time(), UTC),
        )
    except typst.TypstError as error:
        raise _in_plain_words(error.message, title) from None
    assert isinstance(pdf, bytes)
    return pdf


def _pictures(parts: Sequence[Part]) -> dict[str, bytes]:
    pictures: dict[str, bytes] = {}
    for part in parts:
        for name, picture in part.pictures.items():
            if pictures.setdefault(name, picture) != picture:
                raise PressError(f"two different pictures are named {name}: give each its own name")
    return pictures


def _in_plain_words(message: str, title: str) -> PressError:
    if found := re.search(r'the text `"(.+?)"` could not be displayed', message):
        says = f"{title}: the character {found[1]} cannot be printed here: write it in Latin letters"
        return PressError(says, found[1])
    # What a template chokes on may be quoted there, and it may be the patient's.
    return PressError(f"{title}: {QUOTED.sub('…', message)}")


@cache
def _main() -> bytes:
    return MAIN.read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[DOCUMENTS / "fonts"])


def _compiler() -> typst.Compiler:
    """A compiler refuses a second thread while it works, but frees the interpreter lock: so one for each thread."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(root=DOCUMENTS, font_paths=_fonts(), ignore_system_fonts=True)
    return _thread.compiler  # type: ignore[no-any-return]


def _wrapped(picture: bytes) -> bytes:
    """Typst takes files from memory as text only: an SVG around the picture's own bytes keeps it off the disk."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        (width, height), kind = image.size, image.get_format_mimetype()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{kind};base64,'
        f'{base64.b64encode(picture).decode()}"/></svg>'
    ).encode()
