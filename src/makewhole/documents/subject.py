"""What a document is about: one coded visit with all its records, and the number and day under which it is issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from makewhole.documents.forms import Filled
from makewhole.records import Claim, CodedVisit, VisitFile


@dataclass(frozen=True, slots=True)
class Subject:
    """Builders take everything they print from here and from the rules, and nothing from anywhere else.

    `lang` ("en", "es") is the language of the pages meant for the patient; what an insurer reads is English.
    `signature` is the rendering provider's signature as a PNG or JPEG, where there is one. `corrects` is the number
    of the packet that this one takes the place of; "" for a first one. `packet` holds the titles of the documents
    bound for the insurer, which a document outside the packet may name; empty while they are being made. `words` holds
    the practice's own sentences by passage (see own_words). `form` is the insurer's own form, filled. `answers` are
    what the patient said to questions that only the patient can answer, as in "accident.auto": "no".
    """

    file: VisitFile
    coded: CodedVisit
    claim: Claim
    number: str
    issued: date
    lang: str = "en"
    signature: bytes | None = None
    corrects: str = ""
    packet: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    form: Filled | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
