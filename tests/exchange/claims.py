"""Claims made by hand, one for each shape that a claim can take on the wire."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from makewhole.records import (
    Address,
    Because,
    Claim,
    ClaimDiagnosis,
    Coverage,
    NationalDrug,
    Patient,
    PersonName,
    Practice,
    Provider,
    ServiceLine,
    Subscriber,
    read_record,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 12)
CODES = (
    "F33.2",
    "F41.1",
    "F43.12",
    "G89.4",
    "R45.851",
    "Z79.899",
    "G90.511",
    "M79.2",
    "F42.2",
    "G47.00",
    "I10",
    "E66.9",
)
KETAMINE = "Ketamine hydrochloride 50 mg per 1 mL, 39 mg given by IV infusion"


def _record(kind: Any, name: str) -> Any:
    return read_record(kind, tomllib.loads((EXAMPLES / name).read_text("utf-8"), parse_float=Decimal))


PRACTICE: Practice = _record(Practice, "practice.toml")
PROVIDER: Provider = _record(Provider, "dr-okafor.toml")
PATIENT: Patient = _record(Patient, "patient.toml")
COVERAGE = Coverage(
    payer="aetna",
    payer_name="Aetna",
    payer_id="60054",
    claims_address=Address(line1="PO Box 14079", city="Lexington", state="KY", zip="40512-4079"),
    plan_name="Choice POS II",
    plan_type="pos",
    member_id="W123456789",
    group_number="0804512",
)
SPOUSE = Subscriber(
    name=PersonName(first="José", middle="Ángel", last="Núñez-O’Brien", suffix="Jr"),
    date_of_birth=date(1979, 2, 28),
    sex="M",
    address=PATIENT.address,
)
REFERRER = Provider(
    npi="1003000126", name=PersonName(first="Ruth", last="Ibarra"), credentials="MD", taxonomy="207Q00000X"
)


def line(number: int, code: str, charge: str, **more: Any) -> ServiceLine:
    """One line of the day at the office, linked to the first diagnosis."""
    fields: dict[str, Any] = {
        "number": number,
        "date": DAY,
        "place_of_service": "11",
        "code": code,
        "says": "a service",
        "units": 1,
        "charge": charge,
        "diagnoses": ("F33.2",),
        "because": (Because(says="it was given", fact="visit"),),
    }
    return ServiceLine(**fields | more)


def drug(ndc: str | None, quantity: str | None, description: str, unit: str | None = "ML") -> NationalDrug:
    """A line's drug; without a quantity its unit is unknown as well."""
    return NationalDrug.model_validate(
        {"ndc": ndc, "unit": unit if quantity else None, "quantity": quantity, "description": description}
    )


INFUSION_LINES = (
    line(1, "96365", "260.00"),
    line(2, "J3490", "60.00", drug=drug("00143-9508-10", "0.78", KETAMINE)),
    line(3, "99214", "155.00", modifiers=("25",), diagnoses=("F33.2", "F41.1")),
)


def claim(**more: Any) -> Claim:
    """A claim of the three infusion lines for the subscriber herself, with `more` in place of its fields."""
    lines: tuple[ServiceLine, ...] = more.get("lines", INFUSION_LINES)
    fields: dict[str, Any] = {
        "number": "V-2026-0187",
        "practice": PRACTICE,
        "rendering_provider": PROVIDER,
        "patient": PATIENT,
        "coverage": COVERAGE,
        "visit_numbers": ("V-2026-0187",),
        "date_from": DAY,
        "date_to": DAY,
        "diagnoses": diagnoses(2),
        "lines": lines,
        "total_charge": sum((one.charge for one in lines), Decimal("0.00")),
        "amount_paid": "475.00",
        "signed_by": PROVIDER.npi,
        "signed_on": DAY,
    }
    return Claim(**fields | more)


def diagnoses(count: int) -> tuple[ClaimDiagnosis, ...]:
    """The first `count` of twelve diagnoses."""
    return tuple(ClaimDiagnosis(code=code, description=f"condition {code}") for code in CODES[:count])


def changed(record: Any, **fields: Any) -> Any:
    """A copy of a record with other fields, validated again."""
    return type(record).model_validate({name: getattr(record, name) for name in type(record).model_fields} | fields)


SECONDARY = changed(
    COVERAGE, payer="other", payer_name="Example Mutual", payer_id=None, rank="secondary", plan_type="unknown",
    member_id="XQ 55-1", group_number=None, plan_name="Plus 100%", claims_address=None,
)  # fmt: skip
CLAIMS: dict[str, Claim] = {
    "self": claim(),
    "dependent": claim(coverage=changed(COVERAGE, relation="spouse", subscriber=SPOUSE)),
    "child": claim(coverage=changed(COVERAGE, relation="child", subscriber=SPOUSE)),
    "other relation": claim(coverage=changed(COVERAGE, relation="other", subscriber=SPOUSE)),
    "secondary coverage": claim(other_coverages=(SECONDARY,)),
    "dependent with secondary coverage": claim(
        coverage=changed(COVERAGE, relation="spouse", subscriber=SPOUSE),
        other_coverages=(SECONDARY, changed(SECONDARY, rank="tertiary", relation="child", subscriber=SPOUSE)),
    ),
    "to the secondary": claim(coverage=SECONDARY, other_coverages=(COVERAGE,)),
    "four diagnoses on a line": claim(
        diagnoses=diagnoses(5), lines=(line(1, "96365", "260.00", diagnoses=CODES[1:5]),)
    ),
    "twelve diagnoses": claim(
        diagnoses=diagnoses(12), lines=(line(1, "96365", "260.00", diagnoses=(CODES[11], CODES[0])),)
    ),
    "discarded drug": claim(
        lines=(
            line(1, "96365", "260.00"),
            line(2, "J2250", "4.00", units=2, drug=drug("00409-2305-17", "2", "Midazolam")),
            line(3, "J2250", "6.00", units=3, modifiers=("JW",), drug=drug("00409-2305-17", "3", "Midazolam")),
            line(4, "J2405", "6.00", units=4, modifiers=("JZ",), drug=drug("00641-6078-25", "2", "Ondansetron")),
        )
    ),
    "unlisted drug without NDC": claim(lines=(line(1, "J3490", "60.00", drug=drug(None, "0.78", KETAMINE)),)),
    "unlisted drug with a long description": claim(
        lines=(line(1, "J3490", "60.00", drug=drug("00143-9508-10", "0.78", KETAMINE * 3)),)
    ),
    "NDC without quantity": claim(lines=(line(1, "J3490", "60.00", drug=drug("00143-9508-10", None, KETAMINE)),)),
    "referring provider": claim(referring_provider=REFERRER),
    "solo practice": claim(practice=changed(PRACTICE, ein=None, ssn="219-09-9999", npi=PROVIDER.npi, taxonomy=None)),
    "pay-to address": claim(
        practice=changed(
            PRACTICE, pay_to_address={"line1": "PO Box 9", "city": "Rochester", "state": "NY", "zip": "14602"}
        )
    ),
    "long names": claim(
        practice=changed(PRACTICE, legal_name="Harbor Light Infusion Medicine " * 6),
        patient=changed(
            PATIENT,
            name={
                "first": "Maximiliana" * 5,
                "middle": "Wilhelmina" * 4,
                "last": "Vance-Whitaker " * 9,
                "suffix": "III",
            },
            address={"line1": "47 Alder Lane " * 9, "city": "Pittsford " * 9, "state": "NY", "zip": "14534"},
        ),
    ),
    "accents and signs": claim(
        patient=changed(
            PATIENT,
            name={"first": "Zoë", "middle": "ß", "last": "Muñoz~Łącki*Ærø:Þ^", "suffix": "Sr."},
            address={"line1": "12½ Rue “Élysée” #4 | 5 %", "city": "Cañon", "state": "NY", "zip": "14534"},
        ),
        note="50% of dose: stopped* at 10:05~ <see note>",
    ),
    "telehealth line beside office lines": claim(
        lines=(line(1, "96365", "260.00"), line(2, "99214", "155.00", place_of_service="10", modifiers=("95",)))
    ),
    "nothing paid, nothing signed": claim(
        amount_paid="0", signed_by=None, signed_on=None, patient=changed(PATIENT, signature_on_file=None)
    ),
    "fifty lines": claim(lines=tuple(line(number, "96366", "90.00", units=2) for number in range(1, 51))),
    "payer without an electronic id": claim(coverage=changed(COVERAGE, payer_id=None, claims_address=None)),
    "long note": claim(note="Monitoring by a clinician who stayed in the suite. Ketamine discontinued at 10:05. " * 4),
}
"""One claim for each shape, by what is special about it."""
