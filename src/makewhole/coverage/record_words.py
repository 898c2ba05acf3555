"""How facts of a record are worded wherever a person reads them."""

from collections.abc import Iterable
from datetime import date

from makewhole.records import Score, VisitFile, plain_number
from makewhole.rules.icd10cm import find

RESPONSES = {
    "none": "No response",
    "partial": "Partial",
    "full_then_lost": "Full, then lost",
    "not_tolerated": "Not tolerated",
    "unknown": "Not recorded",
}


def counted(number: int, one: str, many: str) -> str:
    """1 infusion, 6 infusions."""
    return f"{number} {one if number == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    *front, last = words
    return f"{', '.join(front)} and {last}" if front else last


def whole_years(born: date, on: date) -> int:
    """Age on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def in_figures(day: date) -> str:
    """MM/DD/YYYY."""
    return f"{day:%m/%d/%Y}"


def diagnosis(code: str, file: VisitFile) -> str:
    """The code with its official description on the day of the visit, else the description given, else alone."""
    known = find(code, file.visit.date)
    given = next((each.description for each in file.visit.diagnoses if each.code == code), None)
    description = known.description if known else given
    return f"{code} {description}" if description else code


def called(instrument: str) -> str:
    """The instrument's name at the head of a line."""
    return instrument[:1].upper() + instrument[1:]


def scored(score: Score) -> str:
    """MADRS 34 on 10/05/2026."""
    return f"{called(score.instrument)} {plain_number(score.score)} on {in_figures(score.date)}"
