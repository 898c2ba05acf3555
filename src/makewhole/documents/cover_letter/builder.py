"""Writes the letter that goes on top of the packet, in the subscriber's name and for the subscriber's pen."""

from typing import Any

from makewhole.documents import own_words, phrasing
from makewhole.documents.press import Part
from makewhole.documents.subject import Subject
from makewhole.documents.submission_sheet.obstacles import obstacle
from makewhole.records import Claim

ORDER = 10


def part(subject: Subject) -> Part | None:
    """The letter; None where the claim is not for the patient to send, or not to be sent at all."""
    if obstacle(subject.file, subject.claim):
        return None
    return Part("cover_letter", "Cover letter", build(subject))


def build(subject: Subject) -> dict[str, Any]:
    """The letter's blocks and sentences. What is enclosed is found by the press when the packet is bound."""
    claim, coverage = subject.claim, subject.claim.coverage
    writer = coverage.subscriber or claim.patient
    address = phrasing.address_lines(coverage.claims_address) if coverage.claims_address else []
    return {
        "sender": [str(writer.name), *phrasing.address_lines(writer.address)],
        "date": phrasing.written_out(subject.issued),
        "recipient": [coverage.payer_name, "Claims Department", *address],
        "re": _re(subject),
        "opening": own_words.said(subject, "cover_letter/opening") or _opening(claim),
        "paid": _paid(claim),
        "asks": [
            "Please process this claim under my plan's benefits for care outside its network.",
            "Please send any benefit to me, the subscriber, at the address above and not to the practice.",
            "Please send me your decision in writing, with the reason and the plan term for anything you do not allow.",
            "If anything is missing, please tell me in writing what it is and by when you need it.",
        ],
        "contact": _contact(claim),
        "signer": {"name": str(writer.name), "lines": [f"Member ID {coverage.member_id}"]},
    }


def _re(subject: Subject) -> list[list[str]]:
    claim, coverage = subject.claim, subject.claim.coverage
    pairs = [
        ["Patient", str(claim.patient.name)],
        ["Born", phrasing.figures(claim.patient.date_of_birth)],
        ["Subscriber", str(coverage.subscriber.name) if coverage.subscriber else "The patient"],
        ["Member ID", coverage.member_id],
        ["Group", coverage.group_number or ""],
        ["Date of service", phrasing.figures(claim.date_from)],
        ["Claim number", claim.number],
        ["Packet number", subject.number],
        ["Total charge", f"${phrasing.dollars(claim.total_charge)}"],
    ]
    return [pair for pair in pairs if pair[1]]


def _opening(claim: Claim) -> str:
    treated = f"{claim.patient.name}, whom my plan covers," if claim.coverage.subscriber else "I"
    return (
        f"I enclose a claim for care that {treated} received on {phrasing.written_out(claim.date_from)} "
        f"from {claim.rendering_provider.signs_as}, at {claim.practice.legal_name}."
    )


def _paid(claim: Claim) -> str:
    charge, paid = phrasing.dollars(claim.total_charge), phrasing.dollars(claim.amount_paid)
    if claim.amount_paid >= claim.total_charge:
        return f"The bill of ${charge} has been paid in full; the superbill lists the payments."
    if claim.amount_paid:
        return f"Of the bill of ${charge}, ${paid} has been paid; the superbill lists the payments."
    return f"The bill is ${charge}."


def _contact(claim: Claim) -> str:
    bill = f"the practice answers questions about the bill at {claim.practice.phone}."
    if claim.coverage.subscriber or not claim.patient.phone:
        return f"Please write to me at the address above; {bill}"
    return f"You can reach me at {claim.patient.phone}; {bill}"
