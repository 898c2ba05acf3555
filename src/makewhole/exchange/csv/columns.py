"""What each column of a practice system's export probably holds: by its name, else by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from makewhole.exchange import as_written

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    # What a patient or coverage needs: the names that systems give it, without spaces and marks.
    "name.first": ("first", "firstname", "fname", "given", "givenname", "patientfirst", "legalfirstname", "nombre"),
    "name.middle": ("middle", "middlename", "mname", "mi", "middleinitial", "patientmiddle", "segundonombre"),
    "name.last": (
        "last",
        "lastname",
        "lname",
        "surname",
        "family",
        "familyname",
        "patientlast",
        "apellido",
        "apellidos",
    ),
    "name.suffix": ("suffix", "namesuffix"),
    "full_name": ("name", "patient", "fullname", "clientname", "client", "patientfullname", "nombrecompleto"),
    "date_of_birth": ("dob", "dateofbirth", "birthdate", "birthday", "birth", "bdate", "born", "fechadenacimiento"),
    "sex": ("sex", "gender", "birthsex", "sexatbirth", "administrativesex", "legalsex", "sexo"),
    "address.line1": ("address", "address1", "addr", "addr1", "street", "streetaddress", "addressline1", "street1"),
    "address.line2": ("address2", "addr2", "apt", "suite", "unit", "addressline2", "street2", "apartment"),
    "address.city": ("city", "town", "ciudad"),
    "address.state": ("state", "st", "province", "estado"),
    "address.zip": ("zip", "zipcode", "postal", "postalcode", "zip5", "codigopostal"),
    "phone": ("phone", "mobile", "cell", "phonenumber", "mobilephone", "cellphone", "homephone", "primaryphone", "tel"),
    "account_number": (
        "id",
        "mrn",
        "chart",
        "chartnumber",
        "chartno",
        "account",
        "accountnumber",
        "acct",
        "externalid",
    ),
    "language": ("language", "preferredlanguage", "lang", "idioma"),
    "signature_on_file": ("signatureonfile", "sof", "signatureonfiledate", "releasesigned"),
    "payer_name": (
        "insurance",
        "insurancename",
        "payer",
        "payername",
        "carrier",
        "insurer",
        "primaryinsurance",
        "insurancecompany",
    ),
    "member_id": (
        "memberid",
        "policynumber",
        "policyno",
        "policyid",
        "insuranceid",
        "subscriberid",
        "memberno",
        "member",
    ),
    "group_number": ("group", "groupnumber", "groupno", "groupid"),
    "plan_name": ("plan", "planname"),
    "relation": (
        "relation",
        "relationship",
        "relationshiptoinsured",
        "relationshiptosubscriber",
        "patientrelationship",
    ),
    "subscriber.first": ("subscriberfirstname", "insuredfirstname", "policyholderfirstname", "subscriberfirst"),
    "subscriber.last": ("subscriberlastname", "insuredlastname", "policyholderlastname", "subscriberlast"),
    "subscriber.date_of_birth": ("subscriberdob", "insureddob", "policyholderdob", "subscriberdateofbirth"),
    "subscriber.sex": ("subscribersex", "insuredsex", "subscribergender", "insuredgender"),
    "effective_from": ("effectivedate", "coveragestart", "policystart", "effectivefrom", "startdate"),
    "effective_until": ("terminationdate", "coverageend", "policyend", "effectiveuntil", "enddate"),
}
_PREFIXES: Final = ("patient", "pt", "client", "primary", "ins", "home", "guarantorpatient")
_SURE, _LIKELY, _PERHAPS = 100, 80, 60
_US_PHONE: Final = re.compile(r"\+?1?[ ().-]*(\d[ ().-]*){10}")
_ZIP: Final = re.compile(r"\d{5}(-?\d{4})?")
_MEMBER: Final = re.compile(r"(?=.*\d)[A-Z]{1,4}[0-9A-Z-]{6,14}")


@dataclass(frozen=True, slots=True)
class Guess:
    """What column `number` (from 0) probably holds: a key of FIELDS, or "" for nothing of use; how sure, in percent;
    and whether its name or its values say so."""

    number: int
    field: str
    percent: int
    because: str


def guess(header: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[Guess, ...]:
    """One guess for each column, no field twice: the surest column has it. `sample` is some rows as they stand."""
    offers = [
        offer
        for number, name in enumerate(header)
        for offer in (_by_name(number, name), _by_values(number, name, sample))
        if offer.field
    ]
    offers.sort(key=lambda offer: (-offer.percent, offer.number))
    taken: dict[int, Guess] = {}
    for offer in offers:
        if offer.number not in taken and offer.field not in {each.field for each in taken.values()}:
            taken[offer.number] = offer
    parts = {"name.first", "name.last"}
    if parts <= {each.field for each in taken.values()}:
        taken = {number: each for number, each in taken.items() if each.field != "full_name"}
    return tuple(taken.get(number, Guess(number, "", 0, "")) for number in range(len(header)))


def _by_name(number: int, name: str) -> Guess:
    plain = re.sub(r"[^a-záéíóúñ0-9]", "", name.casefold())
    for field, names in FIELDS.items():
        if plain in names:
            return Guess(number, field, _SURE - names.index(plain), "name")
    for prefix in _PREFIXES:
        if plain.startswith(prefix) and len(plain) > len(prefix):
            rest = plain[len(prefix) :]
            for field, names in FIELDS.items():
                if rest in names:
                    return Guess(number, field, _LIKELY - names.index(rest), "name")
    return Guess(number, "", 0, "")


def _by_values(number: int, name: str, sample: Sequence[Sequence[str]]) -> Guess:
    values = [row[number].strip() for row in sample if number < len(row) and row[number].strip()]
    if len(values) < 3 or _says_other(name):
        return Guess(number, "", 0, "")
    for field, fits in _SHAPES.items():
        share = sum(fits(value) for value in values) * 100 // len(values)
        if share >= 90:
            return Guess(number, field, _PERHAPS * share // 100, "values")
    return Guess(number, "", 0, "")


def _says_other(name: str) -> bool:
    """Whether a name says that its dates and numbers are of something else."""
    words = name.casefold()
    return any(
        part in words
        for part in (
            "appointment",
            "visit",
            "created",
            "updated",
            "modified",
            "provider",
            "fax",
            "emergency",
            "ssn",
            "social",
        )
    )


def _born(value: str) -> bool:
    day = as_written.day(value, born=True)
    return bool(re.fullmatch(r"(19[0-9]{2}|200[0-9]|201[0-9])-\d{2}-\d{2}", day))


_SHAPES: Final[Mapping[str, Callable[[str], bool]]] = {
    "date_of_birth": _born,
    "address.state": lambda value: value.upper() in as_written.STATES.values() or value.casefold() in as_written.STATES,
    "sex": lambda value: value.casefold() in as_written.SEXES,
    "phone": lambda value: bool(_US_PHONE.fullmatch(value)),
    "address.zip": lambda value: bool(_ZIP.fullmatch(value)),
    "payer_name": lambda value: as_written.insurer(value)["payer"] != "other",
    "member_id": lambda value: bool(_MEMBER.fullmatch(value)),
    "full_name": lambda value: bool(re.fullmatch(r"[^\W\d_][\w'’ -]+, [^\W\d_][\w'’. -]+", value)),
}
"""In this order: what fits the narrowest shape first."""
