"""Why a value was proposed for a box, in Spanish; the form's own words stay as it prints them."""

import re
from typing import Final

from makewhole.documents.forms.understanding.proposing import Proposal
from makewhole.documents.forms.values.named import find
from makewhole.documents.forms.values.value_spanish import says_in_spanish

_QUOTED: Final = re.compile(r"(“[^”]*”)")
_OF: Final = {
    "patient": "del paciente",
    "subscriber": "del titular de la póliza",
    "other": "del otro plan",
    "payer": "de la aseguradora",
    "provider": "de quien atendió",
    "practice": "de la clínica",
    "facility": "del lugar del servicio",
    "employer": "del empleador",
    "referring": "de quien refirió",
    "spouse": "del cónyuge",
    "elsewhere": "de otra persona",
}
_PHRASES: Final = {
    "The printed words ": "Las palabras impresas ",
    "The field's name ": "El nombre del campo ",
    "The tooltip ": "El texto de ayuda ",
    "The lines under ": "Las líneas debajo de ",
    "No value answers ": "Ningún valor responde a ",
    "Nothing that is printed around it or named says what it is for": "Nada de lo impreso cerca ni su nombre dice "
    "para qué es",
    "It is the date beside a signature": "Es la fecha junto a una firma",
    "It is a place for a signature": "Es un lugar para una firma",
    ", which no value answers": ", a lo que ningún valor responde",
    ", one row of a table": ", una fila de una tabla",
    ", whoever that is": ", sea quien sea",
    ", asked twice": ", que se pide dos veces",
    " under the heading of another plan": " bajo el título de otro plan",
    " after the question about another plan": " después de la pregunta por otro plan",
    " in a table about something else": " en una tabla sobre otra cosa",
    " in one case alone": " solo en un caso",
    " does not say of whom": " sin decir de quién",
    " does not say to whom": " sin decir a quién",
    " does not say with whom": " sin decir con quién",
    " may be of several people": " que pueden ser de varias personas",
    " is a further one": " que es uno más",
    " beside ": " junto a ",
    " under ": " debajo de ",
    " alone": " sin nada más",
    " of ": " de ",
    **{f" beside what is asked of the {party}": f" junto a lo que se pide {of}" for party, of in _OF.items()},
    **{f" next to what is asked of the {party}": f" al lado de lo que se pide {of}" for party, of in _OF.items()},
    **{f" in the row of the {party}": f" en la fila {of}" for party, of in _OF.items()},
}
_KNOWN: Final = re.compile("|".join(map(re.escape, sorted(_PHRASES, key=len, reverse=True))))


def reason_in_spanish(proposal: Proposal) -> str | None:
    """The reason of a proposal in Spanish; None where it says what is not known here."""
    value = find(proposal.value) if proposal.value else None
    head, end = proposal.reason.removesuffix("."), "."
    if value is not None and proposal.reason.endswith(f": {value.says}."):
        head, end = proposal.reason[: -len(f": {value.says}.")], f": {says_in_spanish(proposal.value) or value.says}."
    said = list[str]()
    for part in _QUOTED.split(head):
        if part.startswith("“"):
            said.append(part)
        elif _KNOWN.sub("", part):
            return None
        else:
            said.append(_KNOWN.sub(lambda found: _PHRASES[found[0]], part))
    return "".join(said) + end
