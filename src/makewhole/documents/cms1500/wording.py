"""How names, dates, addresses and amounts are written on the form: capitals, no punctuation, one space.

Source: NUCC 1500 Reference Instruction Manual, version 02/12, items 2, 5, 17, 24 and 33.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from makewhole.records import Address, PersonName, Provider

_JOINED = re.compile(r"['’ʼ.]")
_AND = re.compile(r"\s*[&+]\s*")
_PER = re.compile(r"(?<=[A-Z])\s*/\s*(?=[\dA-Z])")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_OTHER = re.compile(r"[^A-Z0-9\-]+")
_NO_DECOMPOSITION = str.maketrans({"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "ẞ": "SS"})


def plain(text: str) -> str:
    """Capitals A to Z, digits and hyphens with single spaces; accents fall away, as the form's readers know none."""
    capitals = unicodedata.normalize("NFKD", text.upper().translate(_NO_DECOMPOSITION))
    letters = "".join(character for character in capitals if not unicodedata.combining(character))
    return _OTHER.sub(" ", _AND.sub(" AND ", _JOINED.sub("", letters))).strip()


def prose(text: str) -> str:
    """As `plain`, for words about a drug: 50 mg/1 mL stays a ratio and 37.5 mg keeps its point."""
    capitals = _PER.sub(" PER ", text.upper())
    return " ".join(".".join(plain(part) for part in _POINT.split(word)) for word in capitals.split() if plain(word))


def shorter(words: str, usual: Mapping[str, str]) -> str:
    """The words with each of the `usual` ones in its short form."""
    for long, short in usual.items():
        words = re.sub(rf"\b{re.escape(long)}\b", short, words)
    return words


def is_printable(text: str) -> bool:
    """Whether no letter or digit of the text is lost in `plain`, as one of another script would be."""
    kept = unicodedata.normalize("NFKD", text.upper().translate(_NO_DECOMPOSITION))
    return all(character.isascii() for character in kept if character.isalnum())


def last_first(name: PersonName) -> str:
    """Last name and suffix, first name, middle initial, parted by commas (items 2, 4 and 9)."""
    parts = [plain(f"{name.last} {name.suffix or ''}"), plain(name.first), plain(name.middle or "")[:1]]
    return ", ".join(part for part in parts if part)


def first_last(provider: Provider) -> str:
    """First name, middle initial, last name and credentials, without commas (item 17)."""
    name = provider.name
    return plain(f"{name.first} {plain(name.middle or '')[:1]} {name.last} {name.suffix or ''} {provider.credentials}")


def street(address: Address, width: int, shorter: Mapping[str, str]) -> str:
    """Both lines of a street address as one; its usual words shortened only where it is wider than `width`."""
    line = plain(f"{address.line1} {address.line2 or ''}")
    if len(line) <= width:
        return line
    return " ".join(shorter.get(word, word) for word in line.split())


def city_line(address: Address) -> str:
    """City, state and ZIP without comma or hyphen (items 32 and 33)."""
    return f"{plain(address.city)} {address.state} {digits(address.zip)}"


def digits(text: str) -> str:
    """Only the digits: of a ZIP code, phone, tax number or NDC."""
    return re.sub(r"\D", "", text)


def solid(text: str) -> str:
    """An identifier without spaces or hyphens (items 9a, 11 and 26)."""
    return re.sub(r"[\s-]", "", plain(text))


def day8(day: date) -> str:
    """MM DD YYYY."""
    return f"{day:%m %d %Y}"


def day6(day: date) -> str:
    """MM DD YY."""
    return f"{day:%m %d %y}"


def amount(dollars: Decimal, width: int) -> str:
    """Dollars set right and cents in their own column, without a point: `   260 00`."""
    whole, _, cents = f"{dollars:.2f}".partition(".")
    return f"{whole} {cents}".rjust(width)
