"""The evidence for a criterion in Spanish, for who reads the answers on a page; the insurer's paper is English."""

import re
from collections.abc import Callable
from typing import Final

Said = str | Callable[[re.Match[str]], str]
_DAY: Final = r"\d\d/\d\d/\d{4}"
_WITHIN: Final = (
    # What stands in brackets behind the name of a medicine.
    (r"\b1 week\b", "1 semana"),
    (r"\b(\d+) weeks\b", r"\1 semanas"),
    (r"\bresponse not recorded\b", "respuesta no anotada"),
    (r"\bno response\b", "sin respuesta"),
    (r"\bpartial\b(?=\))", "parcial"),
    (r"\bfull, then lost\b", "completa y luego perdida"),
    (r"\bnot tolerated\b", "no se toleró"),
    (r"\bclass not recorded\b", "clase no anotada"),
    (r"\bclass (.+?) not known as an antidepressant\b", r"clase \1 no conocida como antidepresivo"),
    (r"\bweeks not recorded\b", "semanas no anotadas"),
    (r"\badequacy not recorded\b", "no consta si fue adecuado"),
    (r"\brecorded as not adequate\b", "anotado como no adecuado"),
)


def _dated(text: str) -> str:
    return re.sub(rf" on ({_DAY})", r" el \1", text)


def _diagnosis(found: re.Match[str]) -> str:
    said = f"El diagnóstico tratado es {re.sub(r' and (?=[A-Z][0-9])', ' y ', found[1])}."
    if found[2] is None:
        return said
    if found[3] is None:
        return f"{said} No consta ninguna entrevista estructurada."
    by = f", {found[5]}," if found[5] else ""
    return f"{said} La entrevista {found[3]} del {found[4]}{by} {'lo' if found[6] == 'found it' else 'no lo'} halló."


def _tally(text: str) -> str:
    text = re.sub(r"^(\d+) of (\d+) counted", r"Cuentan \1 de \2", text)
    text = re.sub(r"(?<=\. )Left open(?=[:.])", "Sin decidir", text)
    text = re.sub(r"(?<=\. )Not counted(?=[:.])", "No cuentan", text)
    for words, spanish in _WITHIN:
        text = re.sub(rf"{words}(?=[^()]*\))", spanish, text)
    return text


def _registered(text: str) -> str:
    text = text.replace("Registered with ", "Registrada ante ").replace(", number ", ", número ")
    return re.sub(rf", until ({_DAY})", r", hasta el \1", re.sub(rf", from ({_DAY})", r", desde el \1", text))


_SENTENCES: Final[tuple[tuple[str, Said], ...]] = (
    # Whole sentences, each read from its beginning to its end; names, doses and codes stay as the record has them.
    (rf"Born ({_DAY}): (\d+) years? old on ({_DAY})\.", r"Nació el \1: tiene \2 años el \3."),
    (r"The record does not say\.", "El expediente no lo dice."),
    (r"No earlier treatment is on record\.", "No consta ningún tratamiento anterior."),
    (rf"The plan of ({_DAY}) continues no antidepressant\.", r"El plan del \1 no continúa ningún antidepresivo."),
    (rf"The plan of ({_DAY}) continues an antidepressant(: .+)?\.", r"El plan del \1 continúa un antidepresivo\2."),
    (rf"Not on ({_DAY}): (Registered with .+)\.", lambda found: f"No el {found[1]}: {_registered(found[2])}."),
    (r"(Registered with .+)\.", lambda found: f"{_registered(found[1])}."),
    (
        rf"The diagnosis treated is (.+?)\.(?: (No structured interview is on record|The (.+) on ({_DAY})(?:, (.+),)? "
        r"(found it|did not find it))\.)?",
        _diagnosis,
    ),
    (
        r"No (.+?) is on record\.(?: On record instead: (.+)\.)?",
        lambda found: (
            f"No consta {found[1].replace(' and no ', ' ni ')}."
            + (f" Constan en su lugar: {_dated(found[2])}." if found[2] else "")
        ),
    ),
    (r"(\d+) of (\d+) counted(?:: .+)?\.(?: (?:Left open|Not counted)(?:: .+)?\.)*", lambda found: _tally(found[0])),
    (rf".+ on {_DAY}(?:; .+ on {_DAY})*\.", lambda found: _dated(found[0])),
)


def evidence_in_spanish(evidence: str) -> str | None:
    """The evidence of a criterion's answer in Spanish; None for words that are not known here."""
    for pattern, said in _SENTENCES:
        if found := re.fullmatch(pattern, evidence, re.DOTALL):
            return found.expand(said) if isinstance(said, str) else said(found)
    return None
