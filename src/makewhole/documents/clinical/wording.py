"""How the facts of a record are worded on the clinical papers."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.documents import phrasing
from makewhole.records import Patient, Provider, TreatmentPlan, VisitFile
from makewhole.rules.icd10cm import find

NOT_RECORDED = "Not recorded"


def partial_date(text: str) -> str:
    """A date remembered only so far: "2021" stays, "2021-03" is 03/2021, "2021-03-15" is 03/15/2021."""
    year, *rest = text.split("-")
    return "/".join([*rest, year])


def money(amount: Decimal) -> str:
    """$1,234.50."""
    return f"${phrasing.dollars(amount)}"


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


def percent(part: Decimal, of: Decimal) -> str:
    """The share as a whole percentage, half rounded up."""
    return f"{(part * 100 / of).quantize(Decimal(1), ROUND_HALF_UP)} percent"


def diagnosis(code: str, file: VisitFile) -> str:
    """The code with its official description on the day of the visit, else the description given, else alone."""
    known = find(code, file.visit.date)
    given = next((each.description for each in file.visit.diagnoses if each.code == code), None)
    description = known.description if known else given
    return f"{code} {description}" if description else code


def treated_codes(file: VisitFile) -> tuple[str, ...]:
    """The codes that the plan treats; without a plan, the diagnosis of the first rank."""
    if file.plan:
        return file.plan.indication
    return tuple(each.code for each in file.visit.diagnoses[:1])


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
    ]
