"""A made-up practice with its people and patients, visits in every state, to look at the workspace with."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from makewhole.records import (
    Attachment,
    Coverage,
    Patient,
    Practice,
    Provider,
    Score,
    TreatmentHistory,
    TreatmentPlan,
    Visit,
    read_record,
)

PASSWORD = "five calm herons waiting"
DOMAIN = "demo.example"
NURSE = "1760244180"
PEOPLE = Path(__file__).with_name("demo_people.toml")
MINUTES = {"depression": 45, "trauma": 45, "pain": 125}


def fill(examples: Path) -> list[str]:
    """Make the demo practice unless it is there already. Returns the addresses one may sign in with.

    The days of all visits count back from today, so that the desk always has something to do.
    """
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from makewhole.app.accounts.models import Membership, User
    from makewhole.app.accounts.models import Practice as PracticeRow

    facts = tomllib.loads(PEOPLE.read_text("utf-8"))
    addresses = [address(each["role"]) for each in facts["staff"]]
    if User.objects.filter(email=addresses[0]).exists():
        return addresses
    practice, providers = _house(examples)
    with transaction.atomic():
        row = PracticeRow.objects.create(name=practice.legal_name, time_zone=practice.time_zone)
        members = {}
        hashed = make_password(PASSWORD)  # slow by design, so once for all
        for each in facts["staff"]:
            user = User.objects.create(email=address(each["role"]), name=each["name"], password=hashed)
            npi = providers[0].npi if each["role"] == "clinician" else ""
            members[each["role"]] = Membership.objects.create(user=user, practice=row, role=each["role"], npi=npi)
        _settings(members["manager"], practice, providers)
        visits = [
            visit
            for number, person in enumerate(facts["patients"], 1)
            for visit in _patient(members, person, number, facts["histories"], examples, practice)
        ]
    _issue(members["biller"], visits)
    return addresses


def address(role: str) -> str:
    """With what someone of this role signs in to the demo."""
    return f"{role.replace('_', '.')}@{DOMAIN}"


def _house(examples: Path) -> tuple[Practice, tuple[Provider, ...]]:
    practice = tomllib.loads((examples / "practice.toml").read_text("utf-8"))
    doctor = tomllib.loads((examples / "dr-okafor.toml").read_text("utf-8"))
    nurse = {"npi": NURSE, "name": {"first": "Elena", "last": "Marsh"}, "credentials": "PMHNP-BC"}
    nurse |= {"taxonomy": "363LP0808X", "licence_number": "401882", "licence_state": "NY", "medicare": "opted_out"}
    nurse |= {"opt_out_from": doctor["opt_out_from"]}
    return read_record(Practice, practice), (read_record(Provider, doctor), read_record(Provider, nurse))


def _settings(manager: Any, practice: Practice, providers: tuple[Provider, ...]) -> None:
    from makewhole.app.clinic.payer_terms import KIND as PAYERS
    from makewhole.app.clinic.payer_terms import PayerTerms
    from makewhole.app.clinic.protocols import KIND, Adjunct, Protocol
    from makewhole.app.setup import kept
    from makewhole.app.vault.acting import acting

    ketamine = read_record(Adjunct, {"drug": _ketamine(), "route": "iv_infusion"}).drug
    ondansetron = read_record(Adjunct, {"drug": _ondansetron(), "route": "iv_push", "dose": "4 mg"})
    common: dict[str, Any] = {"drug": ketamine, "monitoring": ("vital_signs", "pulse_oximetry"), "round_to": "1"}
    common |= {"all_inclusive": practice.all_inclusive[0].name, "adjuncts": (ondansetron,)}
    protocols = (
        read_record(Protocol, common | {"name": "Depression", "mg_per_kg": "0.5", "minutes": 45}),
        read_record(Protocol, common | {"name": "Pain", "mg_per_kg": "1", "minutes": 125, "all_inclusive": None}),
    )
    told = PayerTerms(
        payer="aetna",
        met=True,
        timely_filing_days=365,
        source="Call to member services, reference 20261102-4417",
        checked=date.today() - timedelta(days=22),
    )
    met = ("bcbs", "unitedhealthcare", "cigna", "humana", "medicare", "physicians-mutual")
    with acting(manager, where="making the demo"):
        kept.save("practice", practice, 0)
        kept.save("providers", providers, 0)
        kept.save(KIND, protocols, 0)
        kept.save(PAYERS, (told, *(PayerTerms(payer=payer, met=True) for payer in met)), 0)


def _patient(
    members: Mapping[str, Any],
    person: Mapping[str, Any],
    number: int,
    histories: Mapping[str, Any],
    examples: Path,
    practice: Practice,
) -> Iterator[Any]:
    """Seal one patient with everything about them. Yields their visits whose packets are to be issued."""
    from makewhole.app.clinic import records as clinic
    from makewhole.app.clinic.models import Patient as PatientRow
    from makewhole.app.clinic.opened import open_house
    from makewhole.app.vault.acting import acting

    today = date.today()
    days = [_workday(today, visit[0]) for visit in person["visits"]]
    line, city, state, code = person["home"]
    patient = {
        "name": person["name"],
        "date_of_birth": person["born"],
        "sex": person["sex"],
        "address": {"line1": line, "city": city, "state": state, "zip": code},
        "phone": person["phone"],
        "account_number": f"HL-{20400 + number}",
        "language": person.get("language", "en"),
        "signature_on_file": days[0] - timedelta(days=7) if person.get("signed", True) else None,
    }
    scores = [
        Score(instrument=name, date=on, score=total)
        for name, totals in person["scores"].items()
        for on, total in zip([days[0] - timedelta(days=7), *days], totals, strict=False)
    ]
    with acting(members["clinician"], where="making the demo"):
        row = clinic.save_patient(PatientRow(), read_record(Patient, patient))
        clinic.save_coverages(row, [read_record(Coverage, each) for each in person["coverages"]])
        clinic.save_patient_record(row, clinic.SCORES, tuple(scores))
        if name := person.get("history"):
            history = read_record(TreatmentHistory, {"onset": "2014", "trials": histories[name]})
            clinic.save_patient_record(row, clinic.HISTORY, history)
            clinic.save_patient_record(row, clinic.PLAN, _plan(person, days[0] - timedelta(days=7), len(days)))
        if number == 1:
            told = Attachment(title="Psychiatric evaluation", path="psychiatric-evaluation.pdf", dated=days[0])
            clinic.attach(row, told, (examples / told.path).read_bytes())
        house = open_house()
        for index, (on, (_ago, reached)) in enumerate(zip(days, person["visits"], strict=True)):
            made = _visit(person, on, reached, index, f"V-{on:%Y%m%d}-{number:02}", scores, practice)
            saved = _saved(row, made, members["clinician"], house)
            if reached == "issued":
                yield saved


def _saved(patient: Any, record: Visit, clinician: Any, house: Any) -> Any:
    from makewhole.app.clinic.models import Visit as VisitRow
    from makewhole.app.clinic.visit_states import keep_visit
    from makewhole.app.vault import audit

    row = VisitRow(id=uuid4(), patient=patient, date=record.date)
    keep_visit(row, record, house)
    if record.signed_on:
        row.state, row.signed_at = VisitRow.State.SIGNED, record.signed_on.astimezone(UTC)
        row.signed_by_id, row.signed_as = clinician.user_id, clinician.npi
        row.save()
        audit.append("sign", "clinic_visit", row=row.pk, why=record.rendering_provider)
    return row


def _issue(biller: Any, visits: list[Any]) -> None:
    from makewhole.app.issuing.issue import Wanted, issue
    from makewhole.app.vault.acting import acting

    with acting(biller, where="making the demo"):
        for visit in visits:
            issue(visit, Wanted(override="A made-up visit, issued to fill the demo."), uuid4())


def _visit(
    person: Mapping[str, Any], on: date, reached: str, index: int, number: str, scores: list[Score], practice: Practice
) -> Visit:
    """One visit as its state has it: `begun` (nothing typed yet), `running` (no stop time yet), `draft`, or signed."""
    signed = reached in ("signed", "issued")
    fields: dict[str, Any] = {
        "number": number,
        "date": on,
        "time_zone": practice.time_zone,
        "place_of_service": "11",
        "rendering_provider": "1234567893",
        "weight": person["weight"],
        "diagnoses": [{"code": code} for code in person["treated"]],
    }
    if reached == "begun":
        return read_record(Visit, fields)
    minutes, per_kg = MINUTES[person["history"]], 1.0 if person["history"] == "pain" else 0.5
    stop = datetime(on.year, on.month, on.day, 9, 20) + timedelta(minutes=minutes)  # noqa: DTZ001 - a clock on the wall
    dose = round(person["weight"] * per_kg)
    code = person["treated"][0]
    name = "pain 0-10" if person["history"] == "pain" else "PHQ-9"
    measured = [each for each in scores if each.date == on and each.instrument == name]
    reviewed = index == 1
    fields["administrations"] = [
        {
            "drug": _ketamine(),
            "route": "iv_infusion",
            "access_site": "left forearm",
            "start": "09:20",
            "stop": None if reached == "running" else f"{stop:%H:%M}",
            "dose": f"{dose} mg",
            "wasted": "0 mg",
            "main_reason": True,
            "diagnoses": [code],
        },
        {
            "drug": _ondansetron(),
            "route": "iv_push",
            "access_site": "left forearm",
            "start": "09:12",
            "dose": "4 mg",
            "wasted": "0 mg",
            "diagnoses": [code],
        },
    ]
    fields["monitoring"] = [{"kind": "vital_signs", "readings": 5}, {"kind": "pulse_oximetry"}]
    if name == "PHQ-9":
        fields["screenings"] = [{"result": each, "diagnoses": [code]} for each in measured]
    if reviewed:
        fields["office_visit"] = {
            "patient": "established",
            "decision_making": "moderate",
            "separate": True,
            "reason": "Reviewed the response so far, adjusted medicines, and reassessed risk, apart from the infusion.",
            "diagnoses": person["treated"],
        }
    if reached == "running":
        return read_record(Visit, fields)
    text = (
        f"Visit {index + 1} for {' and '.join(person['treated'])}. Ketamine hydrochloride {dose} mg "
        f"({per_kg:g} mg/kg, weight {person['weight']} kg) by IV infusion through the left forearm, start 09:20, stop "
        f"{stop:%H:%M}. Ondansetron 4 mg IV push at 09:12. No drug wasted. Blood pressure, pulse and oxygen saturation "
        "recorded every 15 minutes, all within limits."
    )
    text += "".join(f" {each.instrument} score {each.score}." for each in measured)
    if reviewed:
        text += (
            " Separate office visit: reviewed the response so far, medicines adjusted, risk reassessed and low; "
            "decision making of moderate complexity."
        )
    fields["note"] = {"text": text} | ({"signed_by": "1234567893", "signed_on": on} if signed else {})
    pain = person["history"] == "pain"
    fields["pricing"] = (
        {"kind": "price_list"} if pain else {"kind": "all_inclusive", "name": practice.all_inclusive[0].name}
    )
    paid = ("621.00" if reviewed else "456.00") if pain else "475.00"
    fields["payments"] = [{"date": on, "amount": paid, "method": "card", "reference": "ending 4417"}]
    if signed:
        fields["signed_on"] = f"{on}T17:40-05:00"
    return read_record(Visit, fields)


def _plan(person: Mapping[str, Any], written: date, done: int) -> TreatmentPlan:
    pain = person["history"] == "pain"
    minutes = MINUTES[person["history"]]
    return read_record(
        TreatmentPlan,
        {
            "indication": [person["treated"][0]],
            "drug": "Ketamine hydrochloride",
            "route": "intravenous infusion",
            "dose": "1 mg per kg" if pain else "0.5 mg per kg",
            "minutes": minutes,
            "sessions": 6,
            "interval": "once a week",
            "maintenance": "one infusion every four weeks if response holds",
            "monitoring": "Blood pressure, pulse and oxygen saturation every 15 minutes until discharge; a clinician "
            "is in the suite throughout.",
            "goals": ["Pain at most 4 of 10 on most days"] if pain else ["PHQ-9 below 10", "Return to work half-time"],
            "stop_criteria": "No reduction by at least a quarter after four infusions, or intolerable side effects.",
            "rationale": "The treatments tried before, at adequate dose and length, have not brought lasting relief.",
            "informed_consent": written,
            "written": written,
            "written_by": "Adaeze Okafor, MD",
            "sessions_done": done,
            "expected_cost": "2850.00",
        },
    )


def _ketamine() -> dict[str, str]:
    return {"name": "Ketamine hydrochloride", "ndc": "00143-9508-10", "strength": "50 mg", "strength_per": "1 mL"} | {
        "container": "multi_dose_vial",
        "lot": "KT2291",
    }


def _ondansetron() -> dict[str, str]:
    return {"name": "Ondansetron", "ndc": "00641-6078-25", "strength": "4 mg", "strength_per": "2 mL"} | {
        "container": "single_dose_vial",
        "lot": "ON118",
    }


def _workday(today: date, ago: int) -> date:
    """That many days before today; a weekend's day becomes the Friday before, except today itself."""
    on = today - timedelta(days=ago)
    return on if ago == 0 or on.weekday() < 5 else on - timedelta(days=on.weekday() - 4)
