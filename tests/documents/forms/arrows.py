"""A filled form as it would be without the arrows that say where to sign."""

import io

import pikepdf


def without_arrows(pdf: bytes) -> bytes:
    """The file with all that is marked as no part of the form's own words taken from its first page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        kept, inside = list[pikepdf.ContentStreamInstruction](), False
        for each in pikepdf.parse_content_stream(page):
            inside = inside or (str(each.operator) == "BMC" and each.operands[0] == pikepdf.Name.Artifact)
            if not inside:
                kept.append(each)  # type: ignore[arg-type]  # no inline image is among them
            inside = inside and str(each.operator) != "EMC"
        page.Contents = opened.make_stream(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()
