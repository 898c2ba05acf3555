"""Hand-made claims for the form's tests: every figure here is checked by hand in the tests that use it."""

from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.records import Claim

ADDRESS = {"line1": "1180 Canal Street", "line2": "Suite 300", "city": "Rochester", "state": "NY", "zip": "14607-2201"}
HOME = {"line1": "47 Alder Lane", "city": "Pittsford", "state": "NY", "zip": "14534"}
PRACTICE = {
    "legal_name": "Harbor Light Infusion PLLC",
    "ein": "84-2917365",
    "npi": "1245319599",
    "taxonomy": "261QM2500X",
    "phone": "(555) 010-0142",
    "address": ADDRESS,
}
PROVIDER = {
    "npi": "1234567893",
    "name": {"first": "Adaeze", "last": "Okafor"},
    "credentials": "MD",
    "taxonomy": "2084P0800X",
}
PATIENT = {
    "name": {"first": "Marisol", "middle": "Teresa", "last": "Vance-Whitaker"},
    "date_of_birth": "1984-03-09",
    "sex": "F",
    "address": HOME,
    "account_number": "HL-20417",
    "signature_on_file": "2026-10-26",
}
COVERAGE = {
    "payer": "aetna",
    "payer_name": "Aetna",
    "plan_name": "Choice POS II",
    "plan_type": "pos",
    "member_id": "W123456789",
    "group_number": "0804512",
    "claims_address": {"line1": "PO Box 981106", "city": "El Paso", "state": "TX", "zip": "79998-1106"},
}
KETAMINE = {
    "ndc": "00143-9508-10",
    "unit": "ML",
    "quantity": Decimal("0.78"),
    "description": "Ketamine hydrochloride, 50 mg/1 mL, dose 39 mg",
}


def service(number: int, code: str, charge: str, **changes: Any) -> dict[str, Any]:
    """A service line of 12 November 2026 at the office, for the first diagnosis."""
    return {
        "number": number,
        "date": "2026-11-12",
        "place_of_service": "11",
        "code": code,
        "says": "a service",
        "units": 1,
        "charge": charge,
        "diagnoses": ["F33.2"],
        "because": [{"says": "It was done.", "fact": "visit"}],
    } | changes


USUAL_LINES = (
    service(1, "96365", "260.00"),
    service(2, "99214", "155.50", modifiers=["25"], diagnoses=["F33.2", "F41.1"]),
    service(3, "J3490", "59.50", drug=KETAMINE),
)


def claim(lines: tuple[dict[str, Any], ...] = USUAL_LINES, **changes: Any) -> Claim:
    """A usual visit: three lines of 260.00 + 155.50 + 59.50 = 475.00, paid in full."""
    total = sum((Decimal(line["charge"]) for line in lines), Decimal(0))
    return Claim.model_validate(
        {
            "number": "V-2026-0187",
            "practice": PRACTICE,
            "rendering_provider": PROVIDER,
            "patient": PATIENT,
            "coverage": COVERAGE,
            "visit_numbers": ["V-2026-0187"],
            "date_from": "2026-11-12",
            "date_to": "2026-11-12",
            "diagnoses": [{"code": "F33.2", "description": "a"}, {"code": "F41.1", "description": "b"}],
            "lines": lines,
            "total_charge": total,
            "amount_paid": total,
            "signed_by": PROVIDER["npi"],
            "signed_on": date(2026, 11, 12),
        }
        | changes
    )


def dependent_with_another_plan() -> Claim:
    """A child on her father's plan, with a second plan of her own name."""
    father = {"name": {"first": "Ed", "last": "O'Brien", "suffix": "Jr."}, "date_of_birth": "1958-07-01", "sex": "M"}
    other = {"payer": "cigna", "payer_name": "Cigna", "member_id": "U98-76 543", "rank": "secondary"}
    return claim(
        coverage=COVERAGE | {"relation": "child", "subscriber": father | {"address": ADDRESS}},
        other_coverages=[other],
        referring_provider={
            "npi": "1992001002",
            "name": {"first": "Noor", "middle": "Amal", "last": "Haddad"},
            "credentials": "D.O.",
        },
    )


def twelve_diagnoses() -> Claim:
    """As many diagnoses as a claim holds; the line points to the 1st, 5th, 9th and 12th."""
    codes = "F33.2 F41.1 F43.12 G89.4 G90.511 M79.2 R45.851 Z79.899 F42.2 G43.709 M54.12 Z91.148".split()
    pointed = [codes[0], codes[4], codes[8], codes[11]]
    return claim(
        (service(1, "96365", "260.00", diagnoses=pointed),),
        diagnoses=[{"code": code, "description": "a"} for code in codes],
    )


def seven_lines() -> Claim:
    """Seven lines of 10.01 to 70.07, in all 280.28; 250.00 of it paid."""
    lines = tuple(service(n, "96375", f"{n}0.0{n}") for n in range(1, 8))
    return claim(lines, amount_paid="250.00")


def long_and_foreign() -> Claim:
    """Names and numbers wider than their boxes, accents, and letters of another script."""
    name = {"first": "Maximiliana", "middle": "Q", "last": "Núñez de la Fuente-Ångström"}
    street = {"line1": "10017 North Martin Luther King Boulevard", "line2": "Apartment 12-B"}
    return claim(
        patient=PATIENT | {"name": name, "address": HOME | street, "account_number": "ACCOUNT-2026-0000417"},
        practice=PRACTICE | {"legal_name": "Гавань Infusion & Wellness"},
        coverage=COVERAGE | {"group_number": None},
    )
