"""The patient's own wish that a plan be told nothing."""

from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check


@check("privacy/self-pay-restriction")
def self_pay_restriction(facts: Facts) -> Iterator[Fault]:
    if facts.file.patient.self_pay_restriction:
        yield Fault(
            "patient.self_pay_restriction",
            "The patient asked that the plan be told nothing of care paid out of pocket.",
            "Do not send. Ask the patient; only if the patient withdraws the request in writing, remove it here.",
        )
