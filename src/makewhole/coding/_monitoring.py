"""Watching the patient: as a rule part of the infusion, and said so."""

from functools import lru_cache

from makewhole.records import Because, Finding, NotBilled, Visit

from ._rulebook import Rulebook
from ._service import Outcome, Service, not_billed

RANK = 70
_MONITORING_WORDS = {
    "vital_signs": "Vital signs",
    "pulse_oximetry": "Oxygen measured at the finger",
    "cardiac_rhythm": "Heart rhythm strip",
    "capnography": "Breath carbon dioxide",
    "ecg": "Electrocardiogram",
}
_INCLUDED = {
    "pulse_oximetry": "coding/codes/monitoring/94761",
    "cardiac_rhythm": "coding/codes/monitoring/93040",
}


def code_monitoring(visit: Visit, book: Rulebook) -> Outcome:
    """Monitoring is recorded and as a rule included; a rhythm strip counts if ordered and read for its own reason."""
    outcome = Outcome()
    ordered = sorted(enumerate(visit.monitoring), key=lambda pair: (pair[1].kind, pair[1].interpretation or ""))
    for index, entry in ordered:
        where = f"visit.monitoring[{index}]"
        if entry.kind == "cardiac_rhythm" and entry.separately_ordered and entry.interpretation:
            says = "The strip was ordered for its own reason and read in writing."
            strip = book.code("rhythm-strip")
            because = Because(says=says, fact=f"{where}.interpretation", rule=book.rule_of[strip])
            outcome.services.append(Service(strip, 1, RANK, (because,)))
        elif entry.kind == "ecg" and entry.separately_ordered and entry.interpretation:
            says = "A full electrocardiogram has codes that are not kept here, and none is guessed."
            outcome.skip(_MONITORING_WORDS[entry.kind], says, where)
            outcome.problems.append(
                Finding(
                    severity="notice",
                    rule="coding/codes/monitoring/93040",
                    where=where,
                    says=says,
                    remedy="Have a biller add its line, or leave it out.",
                )
            )
        else:
            outcome.not_billed.append(_included(entry.kind, where))
    return outcome


@lru_cache(maxsize=64)
def _included(kind: str, where: str) -> NotBilled:
    says = "Watching the patient belongs to the infusion or visit and has no line of its own."
    return not_billed(_MONITORING_WORDS[kind], says, where, _INCLUDED.get(kind))
