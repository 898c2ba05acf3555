"""Segments of an X12 interchange: elements joined by delimiters that no element can contain."""

import re
import unicodedata
from datetime import datetime
from typing import Final

TERMINATOR: Final = "~"
_ELEMENT: Final = "*"
_COMPONENT: Final = ":"
_REPETITION: Final = "^"

# Letters that Unicode does not take apart into a basic letter and an accent, and typographic signs.
_BASIC: Final = str.maketrans(
    {
        "ß": "SS",
        "Æ": "AE",
        "æ": "AE",
        "Œ": "OE",
        "œ": "OE",
        "Ø": "O",
        "ø": "O",
        "Ł": "L",
        "ł": "L",
        "Đ": "D",
        "đ": "D",
        "Ð": "D",
        "ð": "D",
        "Þ": "TH",
        "þ": "TH",
        "ı": "I",
        "µ": "U",
        "μ": "U",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "×": "X",
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "%": " PERCENT",
        "@": " AT ",
        "#": " NO ",
    }
)
_NOT_BASIC: Final = re.compile(r"""[^A-Z0-9 !"&'()+,\-./;?=]+""")
_SPACES: Final = re.compile(r" {2,}")

Element = str | tuple[str, ...]
"""One data element, or a composite's components in order."""


def basic(text: str) -> str:
    """`text` in the capital letters, digits and signs of the X12 basic character set, without any delimiter.

    Accents are dropped (É becomes E, ñ becomes N); what has no Latin letter becomes a space, so that the result may
    be empty. Source: ASC X12.6, basic character set.
    """
    if not text.isascii():
        text = "".join(
            character
            for character in unicodedata.normalize("NFKD", text.translate(_BASIC))
            if not unicodedata.combining(character)
        )
    return _SPACES.sub(" ", _NOT_BASIC.sub(" ", text.translate(_BASIC).upper())).strip()


def segment(tag: str, *elements: Element) -> str:
    """One segment with its terminator; every element is made basic, and empty ones at the end are left out."""
    written = [
        basic(element) if isinstance(element, str) else _joined([basic(part) for part in element], _COMPONENT)
        for element in elements
    ]
    return _joined([tag, *written], _ELEMENT) + TERMINATOR


def _joined(parts: list[str], delimiter: str) -> str:
    return delimiter.join(parts).rstrip(delimiter)


def interchange(
    body: list[str],
    *,
    group: str,
    version: str,
    sender: str,
    receiver: str,
    control_number: int,
    created: datetime,
) -> str:
    """`body` (the segments between ST and SE) in its envelopes, one segment a line, with true counts.

    `group` is the functional group's code (HC for claims), `version` the guide; `control_number` is 1 to 999999999.
    """
    day, minute = f"{created:%Y%m%d}", f"{created:%H%M}"
    kind = "837"
    sender, receiver = basic(sender)[:15], basic(receiver)[:15]
    isa = _ELEMENT.join(
        [
            "ISA",
            *("00", " " * 10, "00", " " * 10),
            *("ZZ", f"{sender:<15}", "ZZ", f"{receiver:<15}"),
            *(day[2:], minute, _REPETITION, "00501", f"{control_number:09}", "0", "P", _COMPONENT),
        ]
    )
    return "\n".join(
        [
            isa + TERMINATOR,
            segment("GS", group, sender, receiver, day, minute, str(control_number), "X", version),
            segment("ST", kind, "0001", version),
            *body,
            segment("SE", str(len(body) + 2), "0001"),
            segment("GE", "1", str(control_number)),
            segment("IEA", "1", f"{control_number:09}"),
            "",
        ]
    )
