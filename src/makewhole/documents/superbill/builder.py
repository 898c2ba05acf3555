"""Gathers what insurers ask for on an itemized statement: who, under which plan, what was done, charged and paid."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from makewhole.documents import phrasing
from makewhole.documents.press import Part
from makewhole.documents.signing import signature_name, signature_pictures
from makewhole.documents.subject import Subject
from makewhole.documents.superbill.visits import sums, visit_block
from makewhole.records import Claim, Coverage, MakewholeError, Patient, Provider

ORDER = 30


class DifferentParties(MakewholeError):
    """Visits that cannot stand on one statement."""


def part(subject: Subject) -> Part:
    """The superbill of one visit."""
    return statement([subject], subject.number)


def statement(subjects: Sequence[Subject], number: str) -> Part:
    """One superbill of several visits, oldest first, with a grand total; `number` is its own.

    Raises DifferentParties unless all are different visits of one patient, at one practice, under one plan.
    """
    _check(subjects)
    ordered = sorted(subjects, key=lambda subject: (subject.file.visit.date, subject.file.visit.number))
    return Part("superbill", "Superbill", build(ordered, number), pictures=signature_pictures(*ordered))


def build(subjects: Sequence[Subject], number: str) -> dict[str, Any]:
    """What the page shows: visits in the order given, parties as they are at the last; money and dates as text."""
    claim = subjects[-1].claim
    several = len(subjects) > 1
    clinicians = list(dict.fromkeys(subject.claim.rendering_provider for subject in subjects))
    charge = sum((subject.coded.charge for subject in subjects), Decimal("0.00"))
    paid = sum((subject.claim.amount_paid for subject in subjects), Decimal("0.00"))
    return {
        "practice": phrasing.letterhead(claim.practice),
        "reference": number,
        "corrects": subjects[-1].corrects,
        "issued": phrasing.figures(max(subject.issued for subject in subjects)),
        "groups": [
            {"name": "Patient", "pairs": _patient(claim.patient)},
            {"name": "Insurance", "pairs": _insurance(claim.coverage, claim.other_coverages)},
            {"name": "Practice and clinician", "pairs": _practice(claim, clinicians)},
        ],
        "visits": [visit_block(subject, several, len(clinicians) > 1) for subject in subjects],
        "sums": sums(charge, paid) if several else [],
        "statement": _statement(subjects, charge, paid),
        "signers": [_signer(clinician, subjects) for clinician in clinicians],
    }


def _check(subjects: Sequence[Subject]) -> None:
    if not subjects:
        raise DifferentParties("There is no visit to make a superbill of; give at least one.")
    if len({_who(subject.claim.patient) for subject in subjects}) > 1:
        raise DifferentParties("These visits are of different patients; make one superbill for each patient.")
    if len({subject.claim.practice.npi for subject in subjects}) > 1:
        raise DifferentParties("These visits are from different practices; make one superbill for each practice.")
    if len({(subject.claim.coverage.payer_name, subject.claim.coverage.member_id) for subject in subjects}) > 1:
        raise DifferentParties("These visits are under different plans; make one superbill for each plan.")
    if len({subject.file.visit.number for subject in subjects}) < len(subjects):
        raise DifferentParties("Two of these visits have the same number; give each visit once.")


def _who(patient: Patient) -> tuple[object, ...]:
    """What stays the same of a patient who moves house between two visits."""
    return patient.account_number, patient.date_of_birth, patient.name


def _patient(patient: Patient) -> list[list[Any]]:
    return _filled(
        ["Name", str(patient.name)],
        ["Born", phrasing.figures(patient.date_of_birth)],
        ["Sex", phrasing.SEXES[patient.sex]],
        ["Address", phrasing.address_lines(patient.address)],
        ["Phone", patient.phone],
        ["Account", patient.account_number],
    )


def _insurance(coverage: Coverage, others: Sequence[Coverage]) -> list[list[Any]]:
    others_told: list[list[Any]] = [
        [other.rank.capitalize(), [other.payer_name, f"Member ID {other.member_id}", *_group(other)]]
        for other in others
    ]
    return _filled(
        ["Payer", coverage.payer_name],
        ["Plan", coverage.plan_name],
        ["Member ID", coverage.member_id],
        ["Group", coverage.group_number],
        ["Subscriber", _subscriber(coverage)],
        ["Patient is", phrasing.RELATIONS[coverage.relation]],
        *others_told,
    )


def _subscriber(coverage: Coverage) -> list[str]:
    subscriber = coverage.subscriber
    if subscriber is None:
        return ["The patient"]
    born = f"Born {phrasing.figures(subscriber.date_of_birth)}, {phrasing.SEXES[subscriber.sex].lower()}"
    return [str(subscriber.name), born, *phrasing.address_lines(subscriber.address)]


def _group(coverage: Coverage) -> list[str]:
    return [f"Group {coverage.group_number}"] if coverage.group_number else []


def _practice(claim: Claim, clinicians: Sequence[Provider]) -> list[list[Any]]:
    practice, referring = claim.practice, claim.referring_provider
    kind, number = phrasing.tax_id(practice)
    pairs: list[list[Any]] = [
        ["Tax ID", f"{kind} {number}"],
        ["Group NPI", practice.npi],
        ["Taxonomy", practice.taxonomy],
    ]
    for clinician in clinicians:
        pairs += [
            ["Clinician", clinician.signs_as],
            ["NPI", clinician.npi],
            ["Taxonomy", clinician.taxonomy],
            ["License", phrasing.licence(clinician)],
        ]
    if referring:
        pairs.append(["Referred by", f"{referring.signs_as}, NPI {referring.npi}"])
    return _filled(*pairs)


def _filled(*pairs: list[Any]) -> list[list[Any]]:
    return [pair for pair in pairs if pair[1]]


def _statement(subjects: Sequence[Subject], charge: Decimal, paid: Decimal) -> dict[str, str]:
    claim = subjects[-1].claim
    subscriber = claim.coverage.subscriber
    payee = f"the subscriber, {subscriber.name}" if subscriber else f"the patient, {claim.patient.name}"
    asks = f"Please send any benefit to {payee}, and not to the practice."
    if paid <= 0:
        return {"head": "Not paid", "body": f"The practice has received no payment for this bill so far. {asks}"}
    payers = " and ".join(
        dict.fromkeys(
            payment.paid_by or str(claim.patient.name)
            for subject in subjects
            for payment in subject.file.visit.payments
            if payment.amount
        )
    )
    if paid < charge:
        owed = f"{phrasing.dollars(paid)} of {phrasing.dollars(charge)} has been paid, by {payers}; "
        return {"head": "Paid in part", "body": f"{owed}{phrasing.dollars(charge - paid)} is still owed. {asks}"}
    return {"head": "Paid in full", "body": f"This bill has been paid in full by {payers}. {asks}"}


def _signer(clinician: Provider, subjects: Sequence[Subject]) -> dict[str, Any]:
    """The pen line's name below it; the date stands above its line where one electronic signature covers the bill.

    The picture of a signature stands there only if the clinician has signed each of the visits.
    """
    several = len(subjects) > 1
    own = [subject for subject in subjects if subject.file.visit.rendering_provider == clinician.npi]
    pictures = {signature_name(subject) for subject in own}
    signed: list[tuple[str, str]] = []
    for visit in (subject.file.visit for subject in own):
        if visit.signed_on:
            which = f"Visit of {phrasing.figures(visit.date)} electronically" if several else "Electronically"
            signed.append((which, phrasing.moment(visit.signed_on, visit.time_zone)))
    told = [f"{which} signed {when}" for which, when in signed]
    return {
        "name": clinician.signs_as,
        "lines": [f"NPI {clinician.npi}", *told],
        "signed": signed[0][1].partition(" ")[0] if signed and not several else None,
        "picture": None if None in pictures else pictures.pop(),
    }
