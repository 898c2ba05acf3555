"""How the facts of a record are worded on the clinical papers."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.documents import phrasing
from makewhole.records import Patient, Provider, TreatmentPlan, VisitFile

NOT_RECORDED = "Not recorded"


def partial_date(text: str) -> str:
    """A date remembered only so far: "2021" stays, "2021-03" is 03/2021, "2021-03-15" is 03/15/2021."""
    year, *rest = text.split("-")
    return "/".join([*rest, year])


def money(amount: Decimal) -> str:
    """$1,234.50."""
    return f"${phrasing.dollars(amount)}"


def percent(part: Decimal, of: Decimal) -> str:
    """The share as a whole percentage, half rounded up."""
    return f"{(part * 100 / of).quantize(Decimal(1), ROUND_HALF_UP)} percent"


def signer(provider: Provider) -> dict[str, Any]:
    """Who signs, with NPI and license."""
    licence = phrasing.licence(provider) if provider.licence_number else None
    lines = [f"NPI {provider.npi}", *([f"License {licence}"] if licence else [])]
    return {"name": provider.signs_as, "lines": [" · ".join(lines)]}


def plan_author(plan: TreatmentPlan, file: VisitFile) -> dict[str, Any]:
    """Who signs the plan: its author, with NPI and license where the author is one of the providers."""
    if plan.written_by is None:
        return signer(file.rendering_provider)
    for provider in file.providers:
        if plan.written_by in (str(provider.name), provider.signs_as):
            return signer(provider)
    return {"name": plan.written_by, "lines": []}


def patient_facts(patient: Patient) -> list[tuple[str, str]]:
    """Patient and date of birth."""
    return [("Patient", str(patient.name)), ("Date of birth", phrasing.figures(patient.date_of_birth))]


def protocol(plan: TreatmentPlan) -> list[tuple[str, str | None]]:
    """How the treatment is given, as label and value."""
    return [
        ("Drug", plan.drug),
        ("Route", plan.route),
        ("Dose", plan.dose),
        ("Length", f"{plan.minutes} minutes each" if plan.minutes else None),
        ("Sessions", f"{plan.sessions} planned, {plan.interval}"),
        ("Maintenance", plan.maintenance),
        ("Antidepressant", _antidepressant(plan)),
    ]


def _antidepressant(plan: TreatmentPlan) -> str | None:
    if plan.antidepressant_continued is None:
        return plan.antidepressant
    if not plan.antidepressant_continued:
        return "None continued"
    return f"Continued: {plan.antidepressant}" if plan.antidepressant else "Continued"
