"""What a document is about: one coded visit with all its records, and the number and day under which it is issued."""

from dataclasses import dataclass
from datetime import date

from makewhole.records import Claim, CodedVisit, VisitFile


@dataclass(frozen=True, slots=True)
class Subject:
    """Builders take everything they print from here and from the rules, and nothing from anywhere else.

    `lang` ("en", "es") is the language of the pages meant for the patient; what an insurer reads is English.
    `signature` is the rendering provider's signature as a PNG or JPEG, where there is one.
    """

    file: VisitFile
    coded: CodedVisit
    claim: Claim
    number: str
    issued: date
    lang: str = "en"
    signature: bytes | None = None
