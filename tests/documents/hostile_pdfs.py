"""PDFs that ask for far more than they weigh, or lead in circles."""

import io
import zlib

import pikepdf

MEGABYTES = 16


def blanks(gigabytes: int) -> bytes:
    """A zlib stream of that many gigabytes of blanks, put together from one that was squeezed once."""
    squeezing = zlib.compressobj(9, wbits=-15)
    piece = squeezing.compress(b" " * (MEGABYTES << 20)) + squeezing.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + piece * (gigabytes * 1024 // MEGABYTES) + b"\x03\x00" + bytes(4)


def blown_up(gigabytes: int = 3, page: int = 1) -> bytes:
    """A few kilobytes with a page that becomes gigabytes of blanks once it is inflated twice."""
    content = zlib.compress(blanks(gigabytes), 9)
    with pikepdf.new() as document:
        for _ in range(page):
            document.add_blank_page(page_size=(612, 792))
        stream = pikepdf.Stream(document, b"")
        stream.write(content, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
        document.pages[-1].obj[pikepdf.Name.Contents] = document.make_indirect(stream)
        return _saved(document)


def drawn_without_end() -> bytes:
    """A page that draws a form ten times, which draws a form ten times, and so on."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(612, 792))
        inner = _form(document, b"0 0 612 792 re f", {})
        for _ in range(9):
            inner = _form(document, b"/X Do " * 10, {"/X": inner})
        page = document.pages[0].obj
        page[pikepdf.Name.Resources] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/X": inner})})
        page[pikepdf.Name.Contents] = document.make_stream(b"/X Do")
        return _saved(document)


def in_circles() -> bytes:
    """A tree of pages whose branch leads back to its root."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 2/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _form(document: pikepdf.Pdf, content: bytes, used: dict[str, pikepdf.Object]) -> pikepdf.Object:
    named = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 612, 792])}
    named["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary(used)})
    return document.make_indirect(pikepdf.Stream(document, content, pikepdf.Dictionary(named)))


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
