"""The parts of a FHIR resource that patients and holders of policies share, read whatever shape they come in."""

from collections.abc import Mapping
from typing import Any

from makewhole.exchange import as_written

Resource = Mapping[str, Any]
_SEXES = {"female": "F", "male": "M"}


def text(value: Any) -> str:
    """The words, trimmed; empty for anything that is no text."""
    return value.strip() if isinstance(value, str) else ""


def node(value: Any) -> Resource:
    """The object; an empty one for anything that is none."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Resource]:
    """The objects of a list; none for anything that is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def code(concept: Any) -> str:
    """The first code of a CodeableConcept; empty where there is none."""
    return next((text(each.get("code")) for each in listed(node(concept).get("coding")) if each.get("code")), "")


def name(person: Resource) -> dict[str, str]:
    """The official name, else the first that is in use."""
    names = [each for each in listed(person.get("name")) if each.get("use") not in ("old", "nickname", "maiden")]
    official = next((each for each in names if each.get("use") == "official"), names[0] if names else {})
    given, suffix = _words(official.get("given")), _words(official.get("suffix"))
    parts = {"first": given[0] if given else "", "middle": " ".join(given[1:]), "last": text(official.get("family"))}
    return {part: words for part, words in (parts | {"suffix": " ".join(suffix)}).items() if words}


def addresses(person: Resource) -> list[Resource]:
    """The addresses in use, the one at home first."""
    found = [each for each in listed(person.get("address")) if each.get("use") not in ("old", "temp", "billing")]
    return sorted(found, key=lambda each: each.get("use") != "home")


def address(person: Resource) -> dict[str, str]:
    """The fields of the first address in use."""
    found = next(iter(addresses(person)), {})
    lines, state = _words(found.get("line")), as_written.state(text(found.get("state")))
    parts = {
        "line1": lines[0] if lines else "",
        "line2": ", ".join(lines[1:]),
        "city": text(found.get("city")),
        "state": state,
        "zip": as_written.zip_code(text(found.get("postalCode")), state),
    }
    return {part: words for part, words in parts.items() if words}


def sex(person: Resource) -> str:
    """F, M, or U for every other gender that FHIR knows."""
    return _SEXES.get(text(person.get("gender")), "U")


def _words(value: Any) -> list[str]:
    return [text(each) for each in value if text(each)] if isinstance(value, list) else []
