"""How money, dates, addresses and parties are written on our own papers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from makewhole.records import Address, Administration, Payment, Practice, Provider

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
SEXES = {"F": "Female", "M": "Male", "U": "Unknown"}
RELATIONS = {"self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"}
ROUTES = {
    "iv_infusion": "IV infusion",
    "iv_push": "IV push",
    "im": "Into the muscle",
    "sc": "Under the skin",
    "intranasal": "Into the nose",
    "oral": "By mouth",
    "sublingual": "Under the tongue",
}
_METHODS = {
    "en": {
        "card": "Card",
        "cash": "Cash",
        "check": "Check",
        "hsa_card": "HSA card",
        "fsa_card": "FSA card",
        "bank_transfer": "Bank transfer",
        "financing": "Financing",
        "other": "Other",
    },
    "es": {
        "card": "Tarjeta",
        "cash": "Efectivo",
        "check": "Cheque",
        "hsa_card": "Tarjeta HSA",
        "fsa_card": "Tarjeta FSA",
        "bank_transfer": "Transferencia",
        "financing": "Financiamiento",
        "other": "Otra",
    },
}


def dollars(amount: Decimal) -> str:
    """1234.5 → "1,234.50"; the column or label says that it is dollars."""
    return f"{amount:,.2f}"


def figures(day: date) -> str:
    """MM/DD/YYYY, as insurers write a date among the facts of a claim."""
    return f"{day:%m/%d/%Y}"


def written_out(day: date, lang: str = "en") -> str:
    """A date as in a letter: November 12, 2026, or 12 de noviembre de 2026."""
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{month} {day.day}, {day.year}"


def clock(when: datetime, zone: str, on: date) -> str:
    """HH:MM on the practice's clock as in the note; with its date where that is not `on` (past midnight)."""
    local = when.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M}" if local.date() == on else f"{local:%m/%d/%Y %H:%M}"


def moment(when: datetime, zone: str) -> str:
    """Date and HH:MM on the practice's clock."""
    return f"{when.astimezone(ZoneInfo(zone)):%m/%d/%Y %H:%M}"


def address_lines(address: Address) -> list[str]:
    """Street, second line if any, and city with state and ZIP."""
    lines = [address.line1, address.line2, f"{address.city}, {address.state} {address.zip}"]
    return [line for line in lines if line]


def letterhead(practice: Practice, lang: str = "en") -> dict[str, Any]:
    """The practice as the look's letterhead takes it: name, address and how to reach it."""
    phone, fax = {"en": ("Phone", "Fax"), "es": ("Teléfono", "Fax")}[lang]
    contact = [f"{phone} {practice.phone}", f"{fax} {practice.fax}" if practice.fax else None, practice.email]
    return {
        "name": practice.legal_name,
        "address": address_lines(practice.address),
        "contact": [line for line in contact if line],
    }


def access_site(given: Administration) -> str | None:
    """The vein or place it was given through; none where a record of another route names no place of its own."""
    unnamed = given.access_site == Administration.model_fields["access_site"].default
    return None if unnamed and not given.route.startswith("iv") else given.access_site


def payment_method(payment: Payment, lang: str = "en") -> str:
    """How it was paid, with its reference: Card, 4471-A."""
    method = _METHODS[lang][payment.method]
    return f"{method}, {payment.reference}" if payment.reference else method


def tax_id(practice: Practice) -> tuple[str, str]:
    """The kind of tax number, EIN or SSN, and the number."""
    return ("EIN", practice.ein) if practice.ein else ("SSN", practice.ssn or "")


def licence(provider: Provider) -> str | None:
    """State and number of the license: NY 284417."""
    return " ".join(part for part in (provider.licence_state, provider.licence_number) if part) or None
