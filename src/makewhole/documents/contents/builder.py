"""Says whose packet it is; the pages of its documents are found by the press when all are bound."""

from typing import Any

from makewhole.documents import phrasing
from makewhole.documents.press import Part
from makewhole.documents.subject import Subject

ORDER = 20
ALONE = False
"""Of use in the packet only."""


def part(subject: Subject) -> Part:
    """The contents page of the packet that it is bound into."""
    return Part("contents", "Contents", build(subject))


def build(subject: Subject) -> dict[str, Any]:
    """The facts by which a stray packet finds its claim again."""
    claim = subject.claim
    subscriber = claim.coverage.subscriber
    facts = [
        ["Packet number", subject.number],
        *([["Replaces packet", subject.corrects]] if subject.corrects else []),
        ["Patient", str(claim.patient.name)],
        ["Born", phrasing.figures(claim.patient.date_of_birth)],
        ["Date of service", phrasing.figures(claim.date_from)],
        ["Payer", claim.coverage.payer_name],
        ["Member ID", claim.coverage.member_id],
        ["Subscriber", str(subscriber.name) if subscriber else "The patient"],
    ]
    return {"practice": phrasing.letterhead(claim.practice), "facts": facts}
