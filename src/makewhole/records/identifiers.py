"""The field's identifiers and amounts as types that accept only well-formed values."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints, WithJsonSchema

from .clock import zone

NPI_ISSUER_PREFIX: Final = "80840"
US_STATES: Final = frozenset(
    (
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
        "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
    ).split()
)
_CENT: Final = Decimal("0.01")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BETWEEN_DIGITS: Final = re.compile(r"[\s().+-]")
_TEN_DIGITS: Final = re.compile(r"[0-9]{10}")
_STORED_PHONE: Final = re.compile(r"\([0-9]{3}\) [0-9]{3}-[0-9]{4}")
_NDC_GROUPS: Final = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)}


def _luhn_holds(digits: str) -> bool:
    total = 0
    for place, character in enumerate(reversed(digits)):
        doubled = int(character) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


@lru_cache(maxsize=1024)
def _check_npi(npi: str) -> str:
    if not _luhn_holds(NPI_ISSUER_PREFIX + npi):
        raise ValueError("its check digit is wrong; copy the ten digits again from the NPI registry")
    return npi


def _tidy_ein(ein: object) -> object:
    if isinstance(ein, str) and re.fullmatch(r"[0-9]{9}", ein.strip()):
        return f"{ein.strip()[:2]}-{ein.strip()[2:]}"
    return ein


def _tidy_ssn(ssn: object) -> object:
    if isinstance(ssn, str) and re.fullmatch(r"[0-9]{9}", ssn.strip()):
        return f"{ssn.strip()[:3]}-{ssn.strip()[3:5]}-{ssn.strip()[5:]}"
    return ssn


@lru_cache(maxsize=1024)
def normalise_ndc(ndc: str) -> str:
    """An NDC in the 11-digit 5-4-2 form with hyphens, from any of the printed forms.

    A ten-digit code is accepted only with its hyphens, because they alone tell which group lacks its zero.
    Raises ValueError otherwise. Source: 21 CFR 207.33; HIPAA NDC format, 45 CFR 162.1002.
    """
    text = ndc.strip()
    if re.fullmatch(r"[0-9]{11}", text):
        return f"{text[:5]}-{text[5:9]}-{text[9:]}"
    groups = text.split("-")
    if all(group.isdigit() and group.isascii() for group in groups):
        if tuple(len(group) for group in groups) in _NDC_GROUPS:
            labeler, product, package = groups
            return f"{labeler:>05}-{product:>04}-{package:>02}"
        if len(groups) == 1 and len(text) == 10:
            raise ValueError("ten digits without hyphens are ambiguous; write the hyphens as on the label")
    raise ValueError("write the NDC as on the label, for example 12345-678-90, or as 11 digits")


def _check_ndc(ndc: object) -> object:
    return normalise_ndc(ndc) if isinstance(ndc, str) else ndc


def _tidy_icd10(code: object) -> object:
    return _dotted(code) if isinstance(code, str) else code


@lru_cache(maxsize=1024)
def _dotted(code: str) -> str:
    bare = code.strip().upper().replace(".", "")
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def _upper(text: object) -> object:
    return text.strip().upper() if isinstance(text, str) else text


def _check_state(state: str) -> str:
    if state not in US_STATES:
        raise ValueError("use the two-letter code of a US state or territory, for example NY")
    return state


def _tidy_phone(phone: object) -> object:
    if not isinstance(phone, str) or _STORED_PHONE.fullmatch(phone):
        return phone
    digits = _BETWEEN_DIGITS.sub("", phone)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if not _TEN_DIGITS.fullmatch(digits):
        raise ValueError("write ten digits, for example (555) 010-0199")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def _to_the_cent(dollars: Decimal) -> Decimal:
    return abs(dollars.quantize(_CENT))


def _written_day(day: object) -> object:
    """Refuses the bare numbers that pydantic would read as seconds since 1970."""
    if isinstance(day, str):
        return _day(day)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError("is not a date; write it as YYYY-MM-DD")
    return day


@lru_cache(maxsize=4096)
def _day(text: str) -> date | str:
    """The day, kept because the same days recur; the text, for pydantic to judge, where there is no such day."""
    if not _DAY.fullmatch(text.strip()):
        raise ValueError("is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return text


def _written_moment(when: object) -> object:
    if isinstance(when, datetime) or (isinstance(when, str) and ":" in when):
        return when
    raise ValueError("is not a time; write it as 24-hour HH:MM")


@lru_cache(maxsize=4096)
def _check_partial_date(text: str) -> str:
    parts = text.split("-")
    month = int(parts[1]) if len(parts) > 1 else 1
    day = int(parts[2]) if len(parts) > 2 else 1
    try:
        exists = 1900 <= date(int(parts[0]), month, day).year < 2200
    except ValueError:
        exists = False
    if not exists:
        raise ValueError("write a year, a month or a day that exists: 2021, 2021-03 or 2021-03-15")
    return text


# Control characters end lines in X12 and vanish in print; the direction marks can make a name read as another.
_UNSEEN: Final = r"\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=rf"^[^\x00-\x0d{_UNSEEN}]*$")]
"""One line of words, 1 to 200 characters, none of them a control character."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=rf"^[^\x00-\x08\x0b\x0c{_UNSEEN}]*$")]
"""Several sentences or paragraphs, with line breaks and tabs but no other control character."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31)), BeforeValidator(_written_day)]
"""A calendar day, written YYYY-MM-DD; never a bare number."""
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_written_moment),
    WithJsonSchema({"type": "string", "description": "24-hour HH:MM in the practice's time zone, or a full ISO time."}),
]
"""An exact moment, written HH:MM or as a full ISO date and time; never a bare number."""


def _typed(pattern: str, says: str) -> WithJsonSchema:
    """What may be typed, which is more than the one form that is stored."""
    return WithJsonSchema({"type": "string", "pattern": pattern, "description": says})


Npi = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{9}$"),
    AfterValidator(_check_npi),
    Field(description="National Provider Identifier: ten digits, the last a check digit."),
]
"""National Provider Identifier: ten digits, Luhn check over 80840 + NPI (45 CFR 162.406)."""
Ein = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{2}-[0-9]{7}$"),
    BeforeValidator(_tidy_ein),
    _typed(r"^[0-9]{2}-?[0-9]{7}$", "Employer Identification Number, 12-3456789."),
]
Ssn = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{3}-[0-9]{2}-[0-9]{4}$"),
    BeforeValidator(_tidy_ssn),
    _typed(r"^([0-9]{9}|[0-9]{3}-[0-9]{2}-[0-9]{4})$", "Social Security Number, 123-45-6789."),
]
Taxonomy = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Z]{9}X$"),
    BeforeValidator(_upper),
    _typed(r"^[0-9A-Za-z]{9}[Xx]$", "Provider taxonomy code of the NPI registry, ten characters ending in X."),
]
"""NUCC provider taxonomy: ten characters ending in X."""
Ndc = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{5}-[0-9]{4}-[0-9]{2}$"),
    BeforeValidator(_check_ndc),
    _typed(
        r"^([0-9]{11}|[0-9]{4}-[0-9]{4}-[0-9]{2}|[0-9]{5}-[0-9]{3}-[0-9]{2}|[0-9]{5}-[0-9]{4}-[0-9]{1,2})$",
        "National Drug Code with its hyphens as on the label, or eleven digits.",
    ),
]
"""National Drug Code, always stored as 5-4-2 with hyphens."""
Icd10 = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"),
    BeforeValidator(_tidy_icd10),
    _typed(r"^[A-Za-z][0-9][0-9A-Za-z](\.?[0-9A-Za-z]{1,4})?$", "ICD-10-CM diagnosis code, F33.2."),
]
"""ICD-10-CM code with its dot. Whether it is billable on a date is for the scrubber, which has the code set."""
ProcedureCode = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Z][0-9]{4}|[0-9]{4}[0-9A-Z])$"),
    BeforeValidator(_upper),
]
"""CPT (five characters, the first four digits) or HCPCS level II (a letter and four digits)."""
Modifier = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2}$"), BeforeValidator(_upper)]
PlaceOfService = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}$"), Field(description="Place of service, two digits: 11 is an office.")
]
"""CMS place-of-service code, two digits."""
TimeZone = Annotated[
    Text,
    AfterValidator(lambda name: zone(name).key),
    Field(description="IANA time zone name, America/New_York."),
]
"""IANA time zone name."""
State = Annotated[
    str,
    BeforeValidator(_upper),
    AfterValidator(_check_state),
    _typed(r"^[A-Za-z]{2}$", "Two-letter code of a US state or territory."),
]
Zip = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{5}(-[0-9]{4})?$"), Field(description="ZIP code, 12345 or 12345-6789.")
]
Phone = Annotated[
    str,
    StringConstraints(pattern=r"^\([0-9]{3}\) [0-9]{3}-[0-9]{4}$"),
    BeforeValidator(_tidy_phone),
    _typed(r"^\+?1?[ ().+-]*([0-9][ ().+-]*){10}$", "US telephone number, ten digits."),
]
Money = Annotated[
    Decimal,
    Field(ge=0, max_digits=11, decimal_places=2, description="US dollars and cents, 475.00."),
    AfterValidator(_to_the_cent),
]
"""US dollars, never negative, always stored with their cents: 475 becomes 475.00."""
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4)]
"""A measured amount; its unit stands beside it."""
PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_check_partial_date),
    Field(description="A year, a month or a day: 2021, 2021-03 or 2021-03-15."),
]
"""A year, year-month or full date, for histories remembered only so far."""
