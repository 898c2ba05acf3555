"""The library's sentences on a Spanish page: every one is said in Spanish, its figures in place. A new one without
Spanish fails here: name it in app/clinic/library, then `scripts/translations.py`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import makewhole.coding
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.library import SENTENCES, form_of, said
from makewhole.app.clinic.library.parts import PARTS
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.templatetags.clinic import worded
from makewhole.records import VisitFile
from makewhole.rules import all_rules

from ..issuing.conftest import signed_visit
from .conftest import Desk

Members = dict[str, Membership]
CODING = Path(makewhole.coding.__file__).parent
# Sentences that are no page's: pieces that others are made of, and what only a program reads.
PIECES = {
    "has no primary coverage.",
    " with medical services.",
    "Zz1 for the whole visit, shared by the practice's fees:",
    "of Zz1.",
    " Lists give Zz1, which no published source of the payer confirms.",
    " Some of this payer's plans allow Zz1 days.",
}
UNKNOWN = "The payer's electronic id is not known, so the 837 says UNKNOWN; paper does not need it."
ELECTRONIC = (
    "No se conoce la identificación electrónica de la aseguradora, así que el 837 dice UNKNOWN; el papel no la necesita"
)


def english(sentence: object) -> str:
    with override("en"):
        return str(sentence)


def filled(node: ast.JoinedStr | ast.Constant) -> str:
    """A sentence as the library may say it: Zz1, Zz2 … stand for its figures."""
    if isinstance(node, ast.Constant):
        return re.sub(r"\{\w+\}", "Zz1", str(node.value))
    figures, text = dict[str, str](), ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            text += figures.setdefault(ast.unparse(part.value), f"Zz{len(figures) + 1}")
        else:
            text += str(part.value)  # type: ignore[attr-defined]
    return text


def sentences(path: Path) -> Iterator[str]:
    """What a module of the library says in whole sentences."""
    tree = ast.parse(path.read_text("utf-8"))
    not_said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    not_said |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in not_said:
            text = filled(node)
            if re.fullmatch(r"(?=.*[a-z]{2}.* ).*[.:?]", text) and not text.startswith(("\\", "(?", ": ")):
                yield text


SAID = sorted({text for path in CODING.rglob("*.py") for text in sentences(path)} - PIECES)
RULES = sorted({rule.says for name in ("coding", "scrubber") for rule in all_rules(name)})


def test_the_library_says_something() -> None:
    assert len(SAID) > 400
    assert len(RULES) > 300


def test_every_sentence_and_rule_of_the_library_is_said_in_spanish() -> None:
    missing, lost = [], []
    with override("es"):
        for sentence in (*SAID, *RULES):
            spanish = said(sentence)
            if spanish is None:
                missing.append(sentence)
            elif set(re.findall(r"Zz\d", spanish)) != set(re.findall(r"Zz\d", sentence)):
                lost.append(f"{sentence} → {spanish}")
    assert not missing, "\n".join(["", *missing])
    assert not lost, "\n".join(["", *lost])


def test_what_is_translated_is_still_one_of_the_librarys() -> None:
    texts, said_here = [english(each) for each in SENTENCES], {*SAID, *RULES}
    forms = [form_of(each) for each in texts if "%(" in each]
    whole = {each for each in texts if "%(" not in each} - said_here
    unread = {form.text for form in forms if not any(form.figures(each) for each in SAID)}
    source = "\n".join(path.read_text("utf-8") for path in CODING.rglob("*.py"))
    # What is put together from pieces begins with one that the source holds.
    assert {each for each in whole | unread if each.partition("%(")[0][:20] not in source} == set()


def test_every_sentence_differs_in_spanish() -> None:
    texts = {each: english(each) for each in (*SENTENCES, *PARTS)}
    with override("es"):
        assert [text for each, text in texts.items() if str(each) == text] == []


@pytest.mark.parametrize(
    ("sentence", "spanish"),
    [
        (
            "Ketamine and X ran 45 minutes (09:20 to 10:05); from 16 minutes it is a first hour of infusion.",
            "Ketamine y X duró 45 minutos (09:20 a 10:05); a partir de 16 minutos es una primera hora de infusión.",
        ),
        (
            "A second access site was medically needed: swelling and pain, vein lost.",
            "Hizo falta un segundo acceso por motivo médico: swelling and pain, vein lost.",
        ),
        (
            "3 days are left: the last day to send the claim is 2026-11-27 (the plan's own limit).",
            "Quedan 3 días: el último día para enviar el reclamo es 2026-11-27 (el límite propio del plan).",
        ),
        (UNKNOWN, f"{ELECTRONIC}."),
        (
            f"{UNKNOWN} Lists give 60054, which no published source of the payer confirms.",
            f"{ELECTRONIC}. Algunas listas dan 60054, que ninguna fuente publicada de la aseguradora confirma.",
        ),
        (
            "475.00 for the whole visit, shared by the practice's fees: 300 of 600.00.",
            "475.00 por toda la visita, repartidos según las tarifas de la clínica: 300 de 600.00.",
        ),
        ("The waste of 5 mg was not found in the note.", "El desecho de 5 mg no se encontró en la nota."),
        (
            "The note speaks of push into a vein for X; billed is the mouth.",
            "La nota habla de inyección directa en una vena para X; se cobra la boca.",
        ),
        ("Hydration with Normal saline", "Hidratación con Normal saline"),
        ("An HMO plan normally pays nothing out of network.", "Un plan HMO normalmente no paga nada fuera de la red."),
    ],
)
def test_figures_stand_in_their_places(sentence: str, spanish: str) -> None:
    with override("es"):
        assert said(sentence) == spanish


def test_what_is_not_translated_says_that_it_is_english() -> None:
    with override("es"):
        assert worded("Something <new> happened.") == '<span lang="en">Something &lt;new&gt; happened.</span>'
        assert worded("") == ""
        assert "<span" in worded("Ketamine ran 45 minutes as " + "a" * 3000)
    with override("en"):
        assert worded("Something new happened.") == "Something new happened."


def test_a_spanish_visit_page_says_lines_reasons_and_rules_in_spanish(
    desk: Desk, furnished: Members, patient: Patient, example: VisitFile
) -> None:
    visit = signed_visit(furnished["clinician"], example.model_copy(), patient, payments=())
    clinician = desk("clinician")
    clinician.cookies["django_language"] = "es"
    page = clinician.get(f"/visits/{visit.pk}/").content.decode()
    assert "Primera hora de un medicamento por infusión en una vena" in page
    assert "No hay ningún pago del paciente anotado." in page
    assert "minutos es una primera hora de infusión." in page
    assert "Una aseguradora reembolsa a un paciente solo con prueba de lo que pagó." in page
    assert "aparecen aquí en inglés" in page
    assert '<span lang="en">' not in page
    clinician.cookies["django_language"] = "en"
    page = clinician.get(f"/visits/{visit.pk}/").content.decode()
    assert "First hour of a drug run into a vein" in page
    assert "in English." not in page
