"""The typeface in which forms are filled: Helvetica, which every viewer and printer has, with its widths."""

import ctypes
import unicodedata
from functools import cache
from typing import Final

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from makewhole.documents.press.attachments import pdfium_takes_one_thread

NAME: Final = "/MakewholeHelvetica"
CAPITAL: Final = 0.718
"""Height of a capital, and below the depth of a descender, as shares of the size."""
DEPTH: Final = 0.207
_ENCODING: Final = "cp1252"
_USUAL_WIDTH: Final = 556
_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "…": "...", "•": "-", "™": ""}
)
_NO_DECOMPOSITION: Final = str.maketrans({"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Ħ": "H", "ħ": "h"})


def written(text: str) -> str | None:
    """The text in letters that the face has, without accents that it lacks; None where a letter would be lost."""
    plain = text.translate(_PLAIN)
    if _has(plain):
        return plain
    letters = "".join(each if _has(each) else _without_accent(each) for each in plain)
    return letters if _has(letters) and len(letters) >= len(plain) else None


def _without_accent(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.translate(_NO_DECOMPOSITION))
    return "".join(each for each in parts if not unicodedata.combining(each))


def _has(text: str) -> bool:
    try:
        text.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def width(text: str, size: float) -> float:
    """How wide a text is in points, set at `size`."""
    widths = _widths()
    return sum(widths[code] for code in text.encode(_ENCODING, "replace")) * size / 1000


def shown(text: str) -> bytes:
    """The text as a string of a content stream."""
    escaped = text.encode(_ENCODING, "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped + b")"


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The face as an object of a file."""
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )


@cache
def _widths() -> tuple[float, ...]:
    with pdfium_takes_one_thread:
        document = pdfium.PdfDocument.new()
        face = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
        wide, widths = ctypes.c_float(), [float(_USUAL_WIDTH)] * 256
        for code in (*range(32, 127), *range(160, 256)):
            if raw.FPDFFont_GetGlyphWidth(face, code, 1000, wide) and wide.value:
                widths[code] = wide.value
        raw.FPDFFont_Close(face)
        document.close()
    return tuple(widths)
