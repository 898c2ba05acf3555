"""The clinician's signature as a picture on the papers that the clinician signs."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from PIL import Image, ImageDraw
from tests.documents.necessity_letter import records
from tests.documents.subjects import pressed, subject
from tests.judges import pdfs

from makewhole.documents import necessity_letter, superbill, treatment_plan
from makewhole.documents.subject import Subject


def _drawn() -> bytes:
    image = Image.new("RGB", (600, 160), "white")
    ImageDraw.Draw(image).line([(20, 120), (120, 30), (200, 130), (330, 60), (580, 90)], fill="black", width=6)
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


SIGNATURE = _drawn()
SIGNED_ON = datetime(2026, 11, 12, 17, 40, tzinfo=ZoneInfo("America/New_York"))
PAPERS = [superbill.part, necessity_letter.part, treatment_plan.part]


def signed(**visit: Any) -> Subject:
    one = records.subject(records.visit_file())
    file = one.file.model_copy(update={"visit": one.file.visit.model_copy(update=visit)})
    return replace(one, file=file, signature=SIGNATURE)


def described(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        return [str(tag.Alt) for tag in tags if str(tag.Alt).startswith("Signature: ")]


@pytest.mark.parametrize("part", PAPERS)
def test_the_signature_stands_above_the_name_and_is_described(part: Callable[[Subject], Any]) -> None:
    one = signed(signed_on=SIGNED_ON)
    pdf = pressed(part(one))
    assert described(pdf) == [f"Signature: {one.file.rendering_provider.signs_as}"]
    pdfs.assert_pdfua(pdf)
    pdfs.assert_sound(pdf)


@pytest.mark.parametrize("part", PAPERS)
def test_no_signature_is_shown_that_nobody_gave(part: Callable[[Subject], Any]) -> None:
    assert described(pressed(part(signed(signed_on=None)))) == []
    assert described(pressed(part(replace(signed(signed_on=SIGNED_ON), signature=None)))) == []


def test_a_plan_by_another_author_does_not_bear_the_clinicians_signature() -> None:
    one = signed(signed_on=SIGNED_ON)
    assert one.file.plan
    plan = one.file.plan.model_copy(update={"written_by": "Ruth Amsel, NP"})
    other = replace(one, file=one.file.model_copy(update={"plan": plan}))
    assert described(pressed(treatment_plan.part(other))) == []


def test_a_statement_of_a_signed_and_an_unsigned_visit_is_left_to_the_pen() -> None:
    def later(fields: dict[str, Any]) -> None:
        fields["visit"] |= {"number": "V-0944", "signed_on": None}

    both = [replace(subject(), signature=SIGNATURE), replace(subject(later), signature=SIGNATURE)]
    assert described(pressed(superbill.statement(both[:1], "MW-418"))) != []
    assert described(pressed(superbill.statement(both, "MW-418"))) == []
