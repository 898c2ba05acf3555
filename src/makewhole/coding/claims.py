"""A coded visit becomes the claim to one payer."""

from datetime import date
from decimal import Decimal

from makewhole.records import Claim, ClaimDiagnosis, CodedVisit, Coverage, InvalidRecord, Problem, VisitFile
from makewhole.rules import known


def build_claim(file: VisitFile, coded: CodedVisit) -> Claim:
    """The claim of one visit to the patient's primary payer; other coverages go along as other insurance.

    A payer's electronic id that the card does not give is taken from the rules where it is confirmed there.
    Raises InvalidRecord where there is no coverage to claim from.
    """
    visit, coverage = file.visit, file.primary_coverage
    if coverage is None:
        raise InvalidRecord([Problem("coverages", "has no primary coverage.", "Add the plan that is to be claimed.")])
    referring = visit.referring_provider
    return Claim(
        number=visit.number,
        practice=file.practice,
        rendering_provider=file.rendering_provider,
        referring_provider=file.provider(referring) if referring else None,
        patient=file.patient,
        coverage=_addressed(coverage, visit.date),
        other_coverages=tuple(_addressed(other, visit.date) for other in file.coverages if other is not coverage),
        visit_numbers=(visit.number,),
        date_from=visit.date,
        date_to=visit.date,
        diagnoses=tuple(
            ClaimDiagnosis(code=diagnosis.code, description=_description(diagnosis.code, diagnosis.description, file))
            for diagnosis in visit.diagnoses
        ),
        lines=coded.lines,
        total_charge=coded.charge,
        amount_paid=sum((payment.amount for payment in visit.payments), Decimal("0.00")),
        signed_by=visit.rendering_provider if visit.signed_on else None,
        signed_on=visit.signed_on.date() if visit.signed_on else None,
    )


def _addressed(coverage: Coverage, on: date) -> Coverage:
    """The coverage with its payer's electronic id, where the card gave none and a confirmed one is known."""
    listed = known(f"payers/{coverage.payer}/payer-id", on) if coverage.payer_id is None else None
    return coverage.model_copy(update={"payer_id": listed.value}) if listed and listed.verified else coverage


def _description(code: str, given: str | None, file: VisitFile) -> str:
    from makewhole.rules.icd10cm import find  # opens a database, which coding alone does not need

    found = find(code, file.visit.date)
    return found.description if found else given or ""
