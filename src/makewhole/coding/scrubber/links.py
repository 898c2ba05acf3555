"""Which diagnosis supports which service: a line that points to none is not paid."""

from collections.abc import Iterator

from ._facts import Facts
from ._registry import Fault, check


@check("links/line-without-diagnosis")
def line_without_diagnosis(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        if not line.diagnoses:
            yield Fault(
                f"{where}.diagnoses",
                f"The line of {line.code} points to no diagnosis.",
                "Add to the service's fact the diagnosis that was treated by it.",
            )


@check("links/diagnosis-not-listed")
def diagnosis_not_listed(facts: Facts) -> Iterator[Fault]:
    listed = {diagnosis.code for diagnosis in facts.visit.diagnoses}
    for where, codes in (*_links(facts), *((f"{where}.diagnoses", line.diagnoses) for where, line in facts.lines)):
        for code in codes:
            if code not in listed:
                yield Fault(
                    where,
                    f"{code} is linked here but is not among the visit's diagnoses.",
                    "Add it to visit.diagnoses in its rank, or correct the link.",
                )


@check("links/more-than-four")
def more_than_four(facts: Facts) -> Iterator[Fault]:
    most = facts.rule("scrubber/links/more-than-four")["most"]
    for where, codes in _links(facts):
        if len(codes) > most:
            yield Fault(
                where,
                f"{len(codes)} diagnoses are linked; a line has room for {most}.",
                f"Keep the {most} that matter most for this service, the main one first.",
            )


@check("links/diagnosis-unused")
def diagnosis_unused(facts: Facts) -> Iterator[Fault]:
    if not facts.coded.lines:
        return
    used = {code for line in facts.coded.lines for code in line.diagnoses}
    for index, diagnosis in enumerate(facts.visit.diagnoses):
        if diagnosis.code not in used:
            yield Fault(
                f"visit.diagnoses[{index}].code",
                f"No line points to {diagnosis.code}.",
                "Link it to the service that treated it, or leave it out if it was not treated at this visit.",
            )


def _links(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    visit = facts.visit
    for where, given in facts.given:
        yield f"{where}.diagnoses", given.diagnoses
    for index, screening in enumerate(visit.screenings):
        yield f"visit.screenings[{index}].diagnoses", screening.diagnoses
    if visit.office_visit is not None:
        yield "visit.office_visit.diagnoses", visit.office_visit.diagnoses
    if visit.psychotherapy is not None:
        yield "visit.psychotherapy.diagnoses", visit.psychotherapy.diagnoses
    if visit.psychiatric_evaluation is not None:
        yield "visit.psychiatric_evaluation.diagnoses", visit.psychiatric_evaluation.diagnoses
