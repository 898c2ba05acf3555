"""Made-up forms of an insurer, as files."""

from typing import Any

from ...documents.forms.made import Sheet, pdf_of


def claim_form(
    edition: str = "AB-1 (01-26)", moved: float = 0, unknown: tuple[str, ...] = ("Qzx",), **root: Any
) -> bytes:
    """A small claim form with fields whose names say nothing; what the `unknown` ones ask cannot be understood."""
    sheet = Sheet()
    sheet.words(60, 740, "Member claim form", 14, bold=True)
    for at, label in enumerate(("Patient's last name", "Patient's first name", *unknown)):
        sheet.words(60, 700 - 40 * at, label)
        sheet.text(60 + moved, 680 - 40 * at, 180)
    sheet.words(60, 440, "Patient's signature")
    sheet.signature(60, 420, 200)
    sheet.words(60, 40, edition)
    return pdf_of(sheet, **root)


def flat_form() -> bytes:
    """A form without fields: a ruled line after each label."""
    sheet = Sheet()
    sheet.words(60, 740, "Member claim form", 14, bold=True)
    for at, label in enumerate(("Patient's last name:", "Patient's first name:")):
        sheet.words(60, 700 - 40 * at, label)
        sheet.rule(170, 698 - 40 * at, 400, 698 - 40 * at)
    return pdf_of(sheet)
