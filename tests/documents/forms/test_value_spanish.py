"""Each named value is said in Spanish too."""

import pytest

from makewhole.documents.forms import named_values
from makewhole.documents.forms.values.value_spanish import says_in_spanish


def test_every_named_value_and_every_answer_has_its_spanish() -> None:
    names = [name for each in named_values() for name in (each.name, *(f"{each.name}={one}" for one in each.choices))]
    assert [name for name in names if not says_in_spanish(name)] == []
    said = [says_in_spanish(each.name) for each in named_values()]
    assert len(said) == len(set(said)), "two values are told apart by their words"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("patient.birth_date", "fecha de nacimiento del paciente"),
        ("patient.sex=male", "sexo, como lo tiene el plan, del paciente: hombre"),
        ("service_line[3].code", "código de un servicio"),
        ("patient.nonsense", None),
        ("patient.sex=nonsense", None),
    ],
)
def test_a_name_becomes_plain_spanish(name: str, says: str | None) -> None:
    assert says_in_spanish(name) == says
