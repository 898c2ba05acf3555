"""One visit on the superbill: its diagnoses, service lines, what was given to the minute, and what was paid."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from makewhole.coding.drug_codes import is_unlisted
from makewhole.coding.running_time import running_minutes
from makewhole.documents import phrasing
from makewhole.documents.subject import Subject
from makewhole.records import (
    Administration,
    Claim,
    Drug,
    Hydration,
    NationalDrug,
    Payment,
    Quantity,
    ServiceLine,
    Span,
    Visit,
)
from makewhole.rules import NoSuchRule, rule

_NONE = "–"
_NOT_RECORDED = "not recorded"


def visit_block(subject: Subject, titled: bool, name_clinician: bool) -> dict[str, Any]:
    """All that the superbill says of one visit. `titled` where it stands among others."""
    visit, coded = subject.file.visit, subject.coded
    return {
        "title": f"Visit of {phrasing.figures(visit.date)}",
        "titled": titled,
        "facts": _facts(subject, name_clinician),
        "diagnoses": [
            [subject.claim.pointer(diagnosis.code), diagnosis.code, diagnosis.description]
            for diagnosis in subject.claim.diagnoses
        ],
        "services": [cells for line in coded.lines for cells in _service(line, subject.claim)],
        "charge": phrasing.dollars(coded.charge),
        "included": list(coded.included),
        "given": [cells for given in _in_order(visit) for cells in _given(given, visit)],
        "payments": [_payment(payment, subject) for payment in visit.payments],
        "sums": sums(coded.charge, subject.claim.amount_paid),
    }


def sums(charge: Decimal, paid: Decimal) -> list[list[str]]:
    """Charge, paid and what is left, in which a payment above the charge shows as a credit."""
    left = charge - paid
    last = ["Balance", phrasing.dollars(left)] if left >= 0 else ["Credit", phrasing.dollars(-left)]
    return [["Total charge", phrasing.dollars(charge)], ["Amount paid", phrasing.dollars(paid)], last]


def place_of_service(code: str) -> str:
    """The two digits with their plain words, where the rules know them: 11, a doctor's office."""
    try:
        says = rule(f"coding/place-of-service/{code}").says.rstrip(".")
    except NoSuchRule:
        return code
    return f"{code}, {says[0].lower()}{says[1:]}"


def service_words(line: ServiceLine) -> str:
    """What the line is for, in our words; a drug without a code of its own is told by name, strength and dose."""
    if line.drug and is_unlisted(line.code, line.date):
        return line.drug.description
    return line.says.partition(";")[0]


def _facts(subject: Subject, name_clinician: bool) -> list[list[str]]:
    visit = subject.file.visit
    facts = [
        ["Date of service", phrasing.figures(visit.date)],
        ["Place of service", place_of_service(visit.place_of_service)],
        ["Visit number", visit.number],
    ]
    if name_clinician:
        facts.append(["Clinician", subject.claim.rendering_provider.signs_as])
    return facts


def _service(line: ServiceLine, claim: Claim) -> list[Any]:
    cells = [
        phrasing.figures(line.date),
        line.place_of_service,
        line.code,
        " ".join(line.modifiers),
        service_words(line),
        "".join(claim.pointer(code) for code in line.diagnoses),
        str(line.units),
        phrasing.dollars(line.charge),
    ]
    if detail := _detail(line):
        return [cells, {"span": detail}]
    return [cells]


def _detail(line: ServiceLine) -> str:
    if line.drug is None:
        return ""
    named = [] if is_unlisted(line.code, line.date) else [line.drug.description]
    return " · ".join([*named, _ndc(line.drug)])


def _ndc(drug: NationalDrug) -> str:
    if drug.ndc is None:
        return f"NDC {_NOT_RECORDED}"
    if drug.quantity is None:
        return f"NDC {drug.ndc}, quantity {_NOT_RECORDED}"
    return f"NDC {drug.ndc}, quantity {drug.unit} {drug.quantity:f}"


def _in_order(visit: Visit) -> list[Administration | Hydration]:
    return sorted((*visit.administrations, *visit.hydration), key=lambda given: given.start)


def _given(given: Administration | Hydration, visit: Visit) -> list[Any]:
    if isinstance(given, Hydration):
        drug, route, dose, wasted, timed = given.fluid, "IV fluid", given.volume, _NONE, True
        site: str | None = given.access_site
    else:
        drug, route, dose, wasted = given.drug, phrasing.ROUTES[given.route], given.dose, _wasted(given.wasted)
        timed, site = given.route == "iv_infusion", phrasing.access_site(given)
    cells = [
        _product(drug),
        route,
        site or _NONE,
        phrasing.clock(given.start, visit.time_zone, visit.date),
        _stop(given.stop, timed, visit),
        str(running_minutes(given) or _NONE) if timed else _NONE,
        str(dose),
        wasted,
    ]
    breaks = _breaks(given, visit)
    return [cells, {"span": breaks}] if breaks else [cells]


def _product(drug: Drug) -> str:
    return f"{drug.name}, lot {drug.lot}" if drug.lot else drug.name


def _stop(stop: datetime | None, timed: bool, visit: Visit) -> str:
    if stop is None:
        return _NOT_RECORDED if timed else _NONE
    return phrasing.clock(stop, visit.time_zone, visit.date)


def _wasted(wasted: Quantity | None) -> str:
    if wasted is None:
        return _NOT_RECORDED
    return str(wasted) if wasted.amount else "none"


def _breaks(given: Administration | Hydration, visit: Visit) -> str:
    flushes: Sequence[Span] = given.flushes if isinstance(given, Administration) else ()
    spans = [("Paused", span) for span in given.pauses] + [("Flush", span) for span in flushes]
    return "; ".join(
        f"{word} {phrasing.clock(span.start, visit.time_zone, visit.date)} to "
        f"{phrasing.clock(span.stop, visit.time_zone, visit.date)}"
        for word, span in sorted(spans, key=lambda each: each[1].start)
    )


def _payment(payment: Payment, subject: Subject) -> list[str]:
    return [
        phrasing.figures(payment.date),
        payment.paid_by or str(subject.file.patient.name),
        phrasing.payment_method(payment),
        phrasing.dollars(payment.amount),
    ]
