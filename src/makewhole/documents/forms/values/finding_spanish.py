"""What is found about an insurer's own form in a packet, in Spanish; the form's own words stay as it prints them."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from makewhole.documents.forms.values.named import named_values
from makewhole.documents.forms.values.value_spanish import says_in_spanish

_WHY: Final = {
    "which is not in the record": "que no consta en el expediente",
    "which its typeface cannot print": "que su tipo de letra no puede imprimir",
    "which is none of its choices": "que no es ninguna de sus opciones",
}
_WHOLE: Final = {
    "Write it on the form by hand, or add it to the record.": "Escríbalo a mano en el formulario, o agréguelo al "
    "expediente.",
    "Ask the patient, and mark the answers on the form or give them with --answer.": "Pregunte al paciente y marque "
    "las respuestas en el formulario.",
    "Leave it unsigned.": "Déjelo sin firmar.",
}
_SENTENCES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(rf"The insurer's form asks for (.+?) \((“.*”)\), ({'|'.join(_WHY)})\.", re.DOTALL),
        lambda found: f"El formulario de la aseguradora pide: {_value(found[1])} ({found[2]}), {_WHY[found[3]]}.",
    ),
    (
        re.compile(r"The insurer's form asks the patient (.+)\."),
        lambda found: f"El formulario de la aseguradora pregunta al paciente: {_values(found[1])}.",
    ),
    (
        re.compile(r"Page (\d+) of the insurer's form has a place for a signature that would pay the practice\."),
        lambda found: (
            f"La página {found[1]} del formulario de la aseguradora tiene un lugar para una firma que "
            "pagaría a la clínica."
        ),
    ),
)


def form_finding_in_spanish(sentence: str) -> str | None:
    """A finding about an insurer's form, or its remedy, in Spanish; None for any other sentence."""
    if sentence in _WHOLE:
        return _WHOLE[sentence]
    for pattern, said in _SENTENCES:
        if found := pattern.fullmatch(sentence):
            return said(found)
    return None


@cache
def _names() -> dict[str, str]:
    return {value.says: value.name for value in named_values()}


def _value(says: str) -> str:
    return (says in _names() and says_in_spanish(_names()[says])) or says


def _values(says: str) -> str:
    return "; ".join(_value(each) for each in says.split("; "))
