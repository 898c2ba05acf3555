"""The library's sentences on a Spanish page: translated where they are known, marked as English where they are not."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import makewhole.coding
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.library_sentences import CODES, FINDINGS
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.templatetags.clinic import worded
from makewhole.records import VisitFile
from makewhole.rules import all_rules

from ..issuing.conftest import signed_visit
from .conftest import Desk

Members = dict[str, Membership]
CODING = Path(makewhole.coding.__file__).parent


def english(sentence: object) -> str:
    with override("en"):
        return str(sentence)


def test_every_sentence_is_still_one_of_the_librarys() -> None:
    codes = {rule.says for rule in all_rules("coding/codes")}
    assert {english(each) for each in CODES} <= codes
    said = {
        node.value
        for path in CODING.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {english(each) for each in FINDINGS} - said == set()


@pytest.mark.parametrize("sentence", [*CODES, *FINDINGS], ids=english)
def test_every_sentence_is_said_in_spanish(sentence: object) -> None:
    with override("es"):
        assert str(sentence) != english(sentence)
        assert "<span" not in worded(english(sentence))


def test_what_is_not_translated_says_that_it_is_english() -> None:
    with override("es"):
        assert worded("Ketamine ran <45> minutes.") == '<span lang="en">Ketamine ran &lt;45&gt; minutes.</span>'
        assert worded("") == ""
    with override("en"):
        assert worded("Ketamine ran 45 minutes.") == "Ketamine ran 45 minutes."


def test_a_spanish_visit_page_says_lines_in_spanish_and_what_stays_english(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile
) -> None:
    visit = signed_visit(furnished["clinician"], example.model_copy(), patient, payments=())
    clinician = desk("clinician")
    clinician.cookies["django_language"] = "es"
    page = clinician.get(f"/visits/{visit.pk}/").content.decode()
    assert "Primera hora de un medicamento por infusión en una vena" in page
    assert "No hay ningún pago del paciente anotado." in page
    assert "aparecen aquí en inglés" in page
    assert '<span lang="en">' in page
    clinician.cookies["django_language"] = "en"
    page = clinician.get(f"/visits/{visit.pk}/").content.decode()
    assert "First hour of a drug run into a vein" in page
    assert "in English." not in page
