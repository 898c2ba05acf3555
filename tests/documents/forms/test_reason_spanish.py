"""Why a value was proposed, said in Spanish around the form's own words."""

import pytest
from tests.documents.forms.lookalikes import ALL
from tests.documents.forms.made import pdf_of

from makewhole.documents.forms import Proposal, propose, read_form
from makewhole.documents.forms.understanding.reason_spanish import reason_in_spanish


@pytest.mark.parametrize(
    ("value", "reason", "says"),
    [
        ("patient.name_last", "The printed words “Last name” under “Patient”: the patient's last name.",
         "Las palabras impresas “Last name” debajo de “Patient”: apellido del paciente."),
        ("patient.sex=male", "“Male” of “Sex”.", "“Male” de “Sex”."),
        ("", "The field's name “mi”, which no value answers.",
         "El nombre del campo “mi”, a lo que ningún valor responde."),
        ("patient.phone", "The tooltip “Phone” in the row of the patient, one row of a table: the patient's telephone.",
         "El texto de ayuda “Phone” en la fila del paciente, una fila de una tabla: teléfono del paciente."),
        ("pen.signature", "It is a place for a signature.", "Es un lugar para una firma."),
        ("", "The stars say so.", None),
        ("", "The printed words “of the patient” whatever they mean.", None),
    ],
)  # fmt: skip
def test_a_reason_becomes_plain_spanish(value: str, reason: str, says: str | None) -> None:
    assert reason_in_spanish(Proposal("box", value, "", 0.9, reason)) == says


def test_the_reasons_of_usual_forms_are_said_in_spanish() -> None:
    every = [each for make in ALL for each in propose(read_form(pdf_of(make())))]
    said = [each for each in every if reason_in_spanish(each)]
    assert len(every) > 100
    assert len(said) >= 0.95 * len(every), {each.reason for each in every if each not in said}
