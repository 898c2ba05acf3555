"""One made-up visit as the documents take it, changed at will by the tests."""

import copy
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2

from makewhole.coding import build_claim, code_visit
from makewhole.documents.press import Part, compile_pdf
from makewhole.documents.subject import Subject
from makewhole.records import Presentation, read_visit_file

ISSUED = date(2026, 11, 24)
Change = Callable[[dict[str, Any]], None]

FIELDS: dict[str, Any] = {
    "practice": {
        "legal_name": "Quiet Harbor Medicine PC",
        "ein": "47-3816205",
        "npi": "1245319599",
        "taxonomy": "261QM2500X",
        "phone": "(555) 010-0142",
        "fax": "(555) 010-0143",
        "email": "billing@quietharbor.example",
        "address": {"line1": "88 Dock Street", "line2": "Floor 2", "city": "Erie", "state": "PA", "zip": "16507-1130"},
        "price_list": {"99214": "165.00", "96365": "260.00", "96375": "40.00", "J3490": "60.00", "J2405": "1.50"}
        | {"96127": "10.00", "96366": "90.00", "96368": "60.00", "J3475": "3.00", "J2250": "2.00", "J1885": "4.00"},
    },
    "providers": [
        {
            "npi": "1234567893",
            "name": {"first": "Ines", "last": "Calloway"},
            "credentials": "MD",
            "taxonomy": "2084P0800X",
            "licence_number": "MD4471",
            "licence_state": "PA",
        }
    ],
    "patient": {
        "name": {"first": "Tobias", "middle": "R", "last": "Lindqvist"},
        "date_of_birth": "1979-05-23",
        "sex": "M",
        "address": {"line1": "319 Maple Court", "city": "Fairview", "state": "PA", "zip": "16415"},
        "phone": "(555) 010-0177",
        "account_number": "QH-88213",
    },
    "coverages": [
        {
            "payer": "aetna",
            "payer_name": "Aetna",
            "plan_name": "Choice POS II",
            "plan_type": "pos",
            "member_id": "W246813579",
            "group_number": "0770231",
        }
    ],
    "visit": {
        "number": "V-0931",
        "date": "2026-11-12",
        "place_of_service": "11",
        "rendering_provider": "1234567893",
        "diagnoses": [{"code": "F33.2"}, {"code": "F41.1"}],
        "administrations": [
            {
                "drug": {
                    "name": "Ketamine hydrochloride",
                    "ndc": "00143-9508-10",
                    "strength": "50 mg",
                    "strength_per": "1 mL",
                    "container": "multi_dose_vial",
                    "lot": "KT2291",
                },
                "route": "iv_infusion",
                "access_site": "left forearm",
                "start": "09:20",
                "stop": "10:15",
                "pauses": [{"start": "09:40", "stop": "09:47"}],
                "flushes": [{"start": "10:10", "stop": "10:15"}],
                "dose": "39 mg",
                "wasted": "11 mg",
                "main_reason": True,
                "diagnoses": ["F33.2"],
            },
            {
                "drug": {
                    "name": "Ondansetron",
                    "ndc": "00641-6078-25",
                    "strength": "4 mg",
                    "strength_per": "2 mL",
                    "container": "single_dose_vial",
                },
                "route": "iv_push",
                "access_site": "left forearm",
                "start": "09:12",
                "dose": "4 mg",
                "wasted": "0 mg",
                "diagnoses": ["F33.2"],
            },
        ],
        "office_visit": {
            "patient": "established",
            "decision_making": "moderate",
            "separate": True,
            "reason": "Venlafaxine adjusted.",
            "diagnoses": ["F33.2", "F41.1"],
        },
        "screenings": [
            {"result": {"instrument": "PHQ-9", "date": "2026-11-12", "score": 9}, "diagnoses": ["F33.2"]},
        ],
        "signed_on": "2026-11-12T17:40-05:00",
        "payments": [
            {"date": "2026-11-12", "amount": "400.00", "method": "card", "reference": "ending 4417"},
            {"date": "2026-11-14", "amount": "141.00", "method": "hsa_card", "paid_by": "Greta Lindqvist"},
        ],
    },
}
"""Its lines by the price list: 165.00 + 260.00 + 40.00 + 4 × 1.50 + 60.00 + 10.00 = 541.00, all of it paid."""

SUBSCRIBER = {
    "name": {"first": "Greta", "last": "Lindqvist-Aalto"},
    "date_of_birth": "1981-02-28",
    "sex": "F",
    "address": {"line1": "7 Orchard Row", "city": "Girard", "state": "PA", "zip": "16417"},
}


def subject(
    change: Change | None = None, *, lang: str = "en", number: str = "MW-417", presentation: Presentation = "all"
) -> Subject:
    """The visit, with `change` made to a copy of its fields first."""
    fields = copy.deepcopy(FIELDS)
    if change:
        change(fields)
    file = read_visit_file(fields)
    coded = code_visit(file, presentation)
    return Subject(file, coded, build_claim(file, coded), number, ISSUED, lang)


def pressed(*parts: Part | None, lang: str = "en") -> bytes:
    """The parts as one PDF."""
    return compile_pdf(
        [part for part in parts if part], title="Paper", number="MW-417", issued=ISSUED, author="Practice", lang=lang
    )


def words(pdf: bytes) -> str:
    """The text of all pages in reading order, each run of spaces and line breaks as one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(re.sub(r"(?<=\w)[-\x02\ufffe]\r?\n", "-", text).split())


def longest(fields: dict[str, Any]) -> None:
    """The longest names, a subscriber, a second plan, a referral, twelve diagnoses and ten lines."""
    fields["practice"]["legal_name"] = "Northeastern Pennsylvania Interventional Psychiatry and Infusion Medicine PLLC"
    fields["practice"]["address"]["line1"] = "12345 North Old Susquehanna Trail Boulevard"
    fields["patient"]["name"] = {"first": "Maximiliana-Guadalupe", "last": "Featherstonehaugh-Montgomery de la Cruz"}
    fields["patient"]["address"]["line1"] = "98765 South Rancho Santa Margarita Parkway"
    fields["providers"][0]["name"] = {"first": "Bartholomew", "middle": "Oluwaseun", "last": "Adeyemi-Papadopoulos"}
    fields["providers"][0]["credentials"] = "DO, PhD, FAPA, FASA"
    referring = {"npi": "1679576722", "name": {"first": "Lin", "last": "Yamamoto-Oyelaran"}, "credentials": "NP"}
    fields["providers"].append(referring)
    fields["coverages"][0] |= {
        "payer_name": "Blue Cross and Blue Shield Service Benefit Plan",
        "plan_name": "Standard Option Preferred Provider Network Point of Service II",
        "relation": "spouse",
        "subscriber": SUBSCRIBER,
    }
    other = {"payer": "cigna", "payer_name": "Cigna Healthcare", "member_id": "U99887766", "rank": "secondary"}
    fields["coverages"].append(other)
    visit = fields["visit"]
    visit["referring_provider"] = "1679576722"
    codes = "F33.2 F41.1 G89.4 R45.851 F43.12 G43.709 M79.2 Z79.899 Z91.148 G47.00 F42.2 G90.513"
    visit["diagnoses"] = [{"code": code} for code in codes.split()]
    visit["administrations"][0]["stop"] = "11:40"
    for name, ndc, route, dose, stop in (
        ("Magnesium sulfate", "63323-0064-10", "iv_infusion", "2 g", "10:00"),
        ("Midazolam", "00409-2308-01", "iv_push", "2 mg", None),
        ("Ketorolac", "00409-3795-01", "iv_push", "15 mg", None),
    ):
        drug = {"name": name, "ndc": ndc, "container": "multi_dose_vial"}
        given = {"drug": drug, "route": route, "access_site": "left forearm", "start": "09:25", "dose": dose}
        visit["administrations"].append(given | ({"stop": stop} if stop else {}))
