"""A hand-made record for the clinical papers, and how their text is read back out of the PDF."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pypdfium2

from makewhole.coding import build_claim, code_visit
from makewhole.documents.press import Part, compile_pdf
from makewhole.documents.subject import Subject
from makewhole.records import VisitFile, read_visit_file

ISSUED = date(2026, 11, 24)
ADDRESS = {"line1": "9 Quarry Road", "city": "Nashua", "state": "NH", "zip": "03060"}
RECORD: dict[str, Any] = {
    "practice": {
        "legal_name": "Pinewood Infusion Care LLC",
        "ein": "84-2917365",
        "npi": "1245319599",
        "phone": "(555) 010-0188",
        "fax": "(555) 010-0189",
        "address": ADDRESS,
        "price_list": {"96365": 310, "J3490": 90},
    },
    "providers": [
        {
            "npi": "1234567893",
            "name": {"first": "Ines", "last": "Calloway"},
            "credentials": "MD",
            "licence_number": "77310",
            "licence_state": "NH",
        }
    ],
    "patient": {
        "name": {"first": "Tobias", "last": "Renner"},
        "date_of_birth": "1979-05-02",
        "sex": "M",
        "address": ADDRESS,
        "account_number": "P-88",
    },
    "coverages": [
        {
            "payer": "bcbs-massachusetts",
            "payer_name": "Blue Cross Blue Shield of Massachusetts",
            "member_id": "XXP900112233",
            "group_number": "G-4471",
            "claims_address": {"line1": "PO Box 9", "city": "Boston", "state": "MA", "zip": "02298"},
        }
    ],
    "visit": {
        "number": "V-31",
        "date": "2026-11-12",
        "place_of_service": "11",
        "rendering_provider": "1234567893",
        "weight": 81.5,
        "diagnoses": [{"code": "F33.2"}, {"code": "F41.1"}],
        "administrations": [
            {
                "drug": {
                    "name": "Ketamine hydrochloride",
                    "ndc": "00143-9508-10",
                    "strength": "50 mg",
                    "strength_per": "1 mL",
                    "container": "multi_dose_vial",
                    "lot": "KT9",
                },
                "route": "iv_infusion",
                "access_site": "right hand",
                "start": "09:20",
                "stop": "10:10",
                "pauses": [{"start": "09:40", "stop": "09:48"}],
                "dose": "41 mg",
                "wasted": "0 mg",
                "main_reason": True,
                "diagnoses": ["F33.2"],
            }
        ],
        "monitoring": [{"kind": "vital_signs", "readings": 4}, {"kind": "pulse_oximetry"}],
        "office_visit": {"patient": "established", "minutes": 27, "reason": "Sleep was reviewed."},
        "note": {
            "text": "Infused without event.\nPatient left at 11:05.",
            "signed_by": "1234567893",
            "signed_on": "2026-11-12",
        },
        "payments": [{"date": "2026-11-12", "amount": 400, "method": "card"}],
    },
    "history": {
        "onset": "2009-03",
        "hospitalisations": 2,
        "trials": [
            {
                "name": "Sertraline",
                "drug_class": "SSRI",
                "dose": "150 mg",
                "started": "2010-01",
                "stopped": "2010-08",
                "weeks": 28,
                "adequate": True,
                "response": "partial",
                "reason_stopped": "relapse",
                "cost": 200.50,
            },
            {
                "name": "Venlafaxine",
                "drug_class": "SNRI",
                "dose": "225 mg",
                "weeks": 40,
                "adequate": True,
                "response": "none",
                "cost": 99.50,
            },
            {"name": "Lithium", "augmentation": True, "weeks": 8, "response": "none"},
        ],
    },
    "plan": {
        "indication": ["F33.2"],
        "drug": "Ketamine hydrochloride",
        "route": "intravenous infusion",
        "dose": "0.5 mg per kg",
        "minutes": 40,
        "sessions": 6,
        "interval": "twice weekly",
        "maintenance": "monthly if it holds",
        "monitoring": "Pressure and saturation every quarter hour.",
        "goals": ["PHQ-9 under 10"],
        "stop_criteria": "Stop if dissociation is not tolerated.",
        "rationale": "Two classes and an augmentation have failed.",
        "risk_of_not_treating": "Loss of work and renewed admission.",
        "alternatives_considered": "Magnetic stimulation is too far away.",
        "informed_consent": "2026-10-02",
        "written": "2026-10-05",
        "sessions_done": 3,
        "expected_cost": 2700,
    },
    "scores": [
        {"instrument": "MADRS", "date": "2026-10-05", "score": 34},
        {"instrument": "MADRS", "date": "2026-11-12", "score": 17},
        {"instrument": "PHQ-9", "date": "2026-10-05", "score": 21},
    ],
    "attachments": [{"title": "Pharmacy list", "path": "pharmacy.pdf"}],
}


def changed(**changes: Any) -> dict[str, Any]:
    """The record with fields set by their path, `plan__goals`; None takes a field out."""
    record = copy.deepcopy(RECORD)
    for path, new in changes.items():
        *way, last = path.split("__")
        place: Any = record
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        if new is None:
            del place[last]
        else:
            place[last] = new
    return record


def visit_file(**changes: Any) -> VisitFile:
    return read_visit_file(changed(**changes), ISSUED)


def subject(file: VisitFile) -> Subject:
    coded = code_visit(file)
    return Subject(file, coded, build_claim(file, coded), "MW-31", ISSUED)


def pressed(part: Part | None) -> bytes:
    assert part is not None
    return compile_pdf([part], title=part.title, number="MW-31", issued=ISSUED)


def words_of(pdf: bytes) -> str:
    """The text in the order in which it is read, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())
