"""Files that are broken, huge, or made to harm: refused in plain words or filled, and nothing else."""

import io
import random
import resource
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.documents.forms.lookalikes import labels_in_cells, labels_left
from tests.documents.forms.made import Sheet, pdf_of
from tests.documents.subjects import subject

from makewhole.documents.forms import Entry, Facts, FormRefused, confident_mapping, fill, propose, read_form
from makewhole.documents.forms.reading.opening import LARGEST_FILE, MOST_BOXES, MOST_ON_A_PAGE, MOST_PAGES

MEMORY = 300 * 1024 * 1024
SECONDS = 60
"""Ten is the promise, and three is what the largest takes; counting the lines that run makes it five times as long."""


def _through(content: bytes) -> str:
    """Read, propose, fill and flatten; what became of it: "filled", or the refusal's words."""
    began = time.process_time()
    try:
        form = read_form(content)
        mapping = confident_mapping(form, propose(form))
        for flatten in (False, True):
            fill(content, form, mapping.entries, Facts(subject().claim), flatten)
        said = "filled"
    except FormRefused as refusal:
        said = str(refusal)
    assert time.process_time() - began < SECONDS
    return said


def _saved(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(labels_left()))) as pdf:
        change(pdf)
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _nothing(_pdf: pikepdf.Pdf) -> None:
    pass


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html>not found</html>", b"%PDF-1.4\n" + b"\0" * 5000])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    assert "is damaged, or is no PDF" in _through(content)


def test_a_password_to_open_is_refused_with_the_way_out() -> None:
    locked = _saved(_nothing, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "needs a password to open" in _through(locked)
    assert "print it to a new PDF" in _through(locked)


def test_a_password_against_changes_alone_keeps_nobody_out_and_is_gone_afterwards() -> None:
    guarded = _saved(
        _nothing, encryption=pikepdf.Encryption(owner="a", user="", allow=pikepdf.Permissions(modify_form=False))
    )
    form = read_form(guarded)
    filled = fill(guarded, form, confident_mapping(form, propose(form)).entries, Facts(subject().claim))
    with pikepdf.open(io.BytesIO(filled.pdf)) as pdf:
        assert not pdf.is_encrypted


def test_xfa_alone_is_refused() -> None:
    def xfa(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))
        del pdf.pages[0].obj["/Annots"]

    assert "is an XFA form" in _through(_saved(xfa))


def test_a_page_without_a_place_to_write_is_refused() -> None:
    sheet = Sheet()
    sheet.words(40, 700, "Thank you for your payment.")
    assert "has no place to fill" in _through(pdf_of(sheet))


def test_too_large_too_long_and_too_many_are_refused() -> None:
    assert "larger than 25 MB" in _through(b"%PDF-1.7" + b"0" * LARGEST_FILE)
    assert f"has {MOST_PAGES + 1} pages" in _through(pdf_of(*[Sheet() for _ in range(MOST_PAGES + 1)]))
    crowd = Sheet()
    for at in range(10_000):
        crowd.text(10 + at % 100 * 5, 10 + at // 100 * 7, 5, height=7)
    assert f"more than {MOST_BOXES} fields" in _through(pdf_of(crowd))


def test_as_many_fields_as_are_allowed_are_read_in_time() -> None:
    crowd = Sheet()
    for at in range(MOST_ON_A_PAGE):
        crowd.words(10 + at % 20 * 28, 16 + at // 20 * 30, "Patient ID", 4)
        crowd.text(10 + at % 20 * 28, 10 + at // 20 * 30, 26, height=6)
    assert _through(pdf_of(crowd)) == "filled"


@pytest.mark.parametrize("side", [0, -5, 10**7])
def test_a_page_of_an_impossible_size_is_refused(side: int) -> None:
    def stretch(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, side, 700])

    assert "impossible size" in _through(_saved(stretch)) or side == -5


def test_a_page_that_inflates_without_end_is_refused_unread() -> None:
    bomb = zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9)

    def swell(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(bomb, Filter=Name.FlateDecode)

    assert "draws more on a page" in _through(_saved(swell))


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_refused(turn: int) -> None:
    def rotate(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = turn

    assert "turned on their side" in _through(_saved(rotate))


def test_parents_in_a_circle_end() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        first, second = pdf.pages[0].obj.Annots[0], pdf.pages[0].obj.Annots[1]
        first.Parent, second.Parent = second, first

    assert _through(_saved(circle)) == "filled"


def test_wrong_types_do_no_harm() -> None:
    wrong: list[object] = [7, Name.Oops, String("x"), Array([1, 2]), Dictionary(A=1), True, None]

    def spoil(pdf: pikepdf.Pdf) -> None:
        draw = random.Random(4)
        for widget in pdf.pages[0].obj.Annots:
            for key in ("/Rect", "/FT", "/Ff", "/MaxLen", "/DA", "/TU", "/AP", "/V", "/Q", "/Opt", "/Parent", "/F"):
                if draw.random() < 0.3 and (value := draw.choice(wrong)) is not None:
                    widget[key] = value

    _through(_saved(spoil))


def test_scripts_launches_and_embedded_files_are_removed_and_named() -> None:
    def arm(pdf: pikepdf.Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
        pdf.attachments["evil.exe"] = b"MZ"
        page = pdf.pages[0].obj
        page.AA = Dictionary(O=script)
        page.Annots[0].AA = Dictionary(K=script)
        page.Annots[1].A = Dictionary(S=Name.Launch, F=String("calc.exe"))
        page.Annots.append(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9])))

    content = _saved(arm)
    form = read_form(content)
    assert {"scripts", "embedded files", "actions that start programs"} <= set(form.removed)
    for flatten in (False, True):
        filled = fill(content, form, {"untitled1": Entry("patient.name_last")}, Facts(subject().claim), flatten)
        assert filled.removed == form.removed
        plain = io.BytesIO()
        with pikepdf.open(io.BytesIO(filled.pdf)) as pdf:
            pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
        for trace in (b"/JavaScript", b"app.alert", b"/Launch", b"calc.exe", b"evil.exe", b"/FileAttachment"):
            assert trace not in plain.getvalue(), trace


@pytest.mark.parametrize("seed", range(40))
def test_damage_at_random_is_refused_or_filled(seed: int) -> None:
    draw = random.Random(seed)
    content = bytearray(pdf_of((labels_left, labels_in_cells)[seed % 2]()))
    if seed % 3 == 0:
        content = content[: draw.randrange(len(content))]
    for _ in range(draw.randrange(1, 60)):
        if content:
            content[draw.randrange(len(content))] = draw.randrange(256)
    said = _through(bytes(content))
    assert said == "filled" or said.startswith("form: ")


def test_nothing_is_left_behind_and_memory_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _through(_saved(_nothing)[:-200])
    assert not list(tmp_path.iterdir())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MEMORY
