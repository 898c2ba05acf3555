"""What other systems write for a date, a state, a sex, an insurer, turned into what records hold."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from makewhole.rules.payer_names import recognise
from makewhole.rules.payer_registry import NOT_FOUND_IN_A_FILE

_STATES: Final = (
    "Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|"
    "District of Columbia DC|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|"
    "Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|"
    "Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|"
    "North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI|"
    "South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|"
    "West Virginia WV|Wisconsin WI|Wyoming WY|Puerto Rico PR|Guam GU|American Samoa AS|Virgin Islands VI|"
    "Northern Mariana Islands MP"
)
STATES: Final[Mapping[str, str]] = {line[:-3].casefold(): line[-2:] for line in _STATES.split("|")}
"""The two letters by the full name in lower case."""
SEXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("f", "female", "woman", "w"), "F"),
    **dict.fromkeys(("m", "male", "man"), "M"),
    **dict.fromkeys(("u", "unknown", "x", "other", "o", "unspecified", "nonbinary"), "U"),
}
RELATIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("self", "patient", "18", "subscriber", "insured"), "self"),
    **dict.fromkeys(("spouse", "01", "1", "husband", "wife"), "spouse"),
    **dict.fromkeys(("child", "19", "son", "daughter"), "child"),
    **dict.fromkeys(("other", "g8", "21"), "other"),
}
LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("en", "eng", "english"), "en"),
    **dict.fromkeys(("es", "spa", "spanish", "español", "espanol"), "es"),
}
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_SHORT: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}.*)?")
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})|(\d{2})(\d{2})(\d{4})")
_NAMED: Final = ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y")
_LEADING_ZERO: Final = frozenset("CT MA ME NH NJ RI VT PR VI".split())


def day(text: str, *, born: bool = False) -> str:
    """A date as a US system writes it (3/9/1984, 03-09-84, 1984-03-09, 19840309, 03091984, Mar 9, 1984, with or without
    a time), as YYYY-MM-DD; else as it stands. Two figures of a year are of this century unless that would lie in the
    future (`born`), or more than twenty years ahead."""
    words = text.strip()
    try:
        if found := _ISO.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _SHORT.fullmatch(words):
            return date(_year(found[3], born=born), int(found[1]), int(found[2])).isoformat()
        if found := _DIGITS.fullmatch(words):
            if found[1] and 1900 <= int(found[1]) < 2100:
                return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
            return date(int(words[4:]), int(words[:2]), int(words[2:4])).isoformat()
    except ValueError:
        return text
    for form in _NAMED:
        try:
            return datetime.strptime(words.replace(",", " ").replace("  ", " "), form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return text


def _year(typed: str, *, born: bool) -> int:
    year = int(typed)
    if len(typed) == 4:
        return year
    latest = date.today().year + (0 if born else 20)
    return 2000 + year if 2000 + year <= latest else 1900 + year


def state(text: str) -> str:
    """Two letters for a state given by name; else as it stands."""
    return STATES.get(text.strip().casefold(), text)


def zip_code(text: str, two_letters: str = "") -> str:
    """A ZIP code whose leading zero a spreadsheet took, or without its hyphen; else as it stands."""
    words = text.strip()
    if re.fullmatch(r"\d{9}", words):
        return f"{words[:5]}-{words[5:]}"
    if re.fullmatch(r"\d{4}", words) and two_letters in _LEADING_ZERO:
        return f"0{words}"
    return words


def sex(text: str) -> str:
    """F, M or U; else as it stands."""
    return SEXES.get(text.strip().casefold(), text)


def relation(text: str) -> str:
    """What the patient is to the holder of the policy, as records say it; else as it stands."""
    return RELATIONS.get(text.strip().casefold(), text)


def language(text: str) -> str | None:
    """en or es; None for any other language, in which no letters are written."""
    return LANGUAGES.get(text.strip().casefold().partition("-")[0])


def insurer(name: str) -> dict[str, str]:
    """The payer (an id in rules/payers) of an insurer by the name on a card, and the plan type where the name tells it.

    `other`, and no plan type, where the name fits none or more than one.
    """
    payer, plan_type = _insurer(name, date.today())
    return {"payer": payer} | ({"plan_type": plan_type} if plan_type else {})


@lru_cache(maxsize=4096)
def _insurer(name: str, on: date) -> tuple[str, str | None]:
    found = recognise(name, on=on)
    return (found[0].payer_id, found[0].plan_type) if len(found) == 1 else (NOT_FOUND_IN_A_FILE, None)
