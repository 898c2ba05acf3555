"""Judges of a PDF that no one here wrote: pdfua, outloud, qpdf (through pikepdf) and a text extractor."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pypdfium2

FOOTER = re.compile(r"(page|página) \d+ (of|de) \d+$")
"""A page's footer is an artifact by right; outloud takes a long Spanish one for prose (its TAG-002)."""


def assert_pdfua(pdf: bytes) -> None:
    """Fail on any error or warning of pdfua (fast: use on every document)."""
    with _on_disk(pdf) as path:
        report = pdfua.validate(path)
    found = [f"{f.rule_id} {f.severity.name}: {f.message}" for f in report.findings if f.severity > 0]
    assert not found, "\n".join(found)


def assert_outloud(pdf: bytes) -> None:
    """Fail on any error of outloud (about two seconds a file: use on samples)."""
    with _on_disk(pdf) as path:
        result = outloud.check(path)
    assert result.error is None, result.error
    found = [
        f"{f.rule}: {f.message} ({f.evidence})"
        for f in result.findings
        if f.severity == "error" and not (f.rule == "TAG-002" and FOOTER.search(f.evidence or ""))
    ]
    assert not found, "\n".join(found)


def assert_sound(pdf: bytes) -> None:
    """Fail on anything that qpdf would repair or warn of, and on a missing tag tree, language or title."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang)
        assert document.open_metadata().get("dc:title")
        assert bool(root.ViewerPreferences.DisplayDocTitle)


def text_of(pdf: bytes) -> str:
    """Return the text as a reader copies it out, page by page (pdftotext where installed, else pdfium)."""
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
        return done.stdout.decode()
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\f".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def bookmarks(pdf: bytes) -> list[str]:
    """Return the titles of the outermost bookmarks in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [item.title for item in outline.root]


def fonts_embedded(pdf: bytes) -> set[str]:
    """Return the names of the faces used, subset prefix removed; fails if one of them is not embedded."""
    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
                continue
            name = str(thing.FontName).lstrip("/")
            assert any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3")), f"{name} not embedded"
            names.add(name.partition("+")[2] or name)
    return names


@contextmanager
def _on_disk(pdf: bytes) -> Iterator[str]:
    """Both checkers take a path only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(pdf)
        yield str(path)
