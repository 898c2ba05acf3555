"""Gathers what a health account asks of a receipt: who, what, on which day, and what was paid how."""

from typing import Any

from makewhole.documents import phrasing
from makewhole.documents.press import Part
from makewhole.documents.receipt.words import WORDS
from makewhole.documents.subject import Subject
from makewhole.documents.superbill.visits import service_words
from makewhole.records import Payment
from makewhole.rules import RuleValue, rule, value

ORDER = None
"""Not bound into the packet: it is for the patient and the account, not for the insurer."""


def part(subject: Subject) -> Part:
    """The receipt of one visit, in the subject's language; the services keep their English words."""
    return Part("receipt", WORDS[subject.lang]["title"], build(subject), subject.lang)


def build(subject: Subject) -> dict[str, Any]:
    """What the page shows; money and dates as text.

    A health account wants the service, its date and its cost, told by someone other than the patient
    (26 CFR 1.125-6 as proposed, rule law/tax/account-proof), and what an insurer pays back may not be paid twice. It
    does not ask for the diagnosis, so none is told.
    """
    claim, visit, words = subject.claim, subject.file.visit, WORDS[subject.lang]
    kind, number = phrasing.tax_id(claim.practice)
    left = subject.coded.charge - claim.amount_paid
    return {
        "words": words,
        "practice": phrasing.letterhead(claim.practice, subject.lang),
        "reference": subject.number,
        "issued": phrasing.written_out(subject.issued, subject.lang),
        "facts": [
            [words["patient"], str(claim.patient.name)],
            [words["account"], claim.patient.account_number],
            [words["date"], phrasing.written_out(visit.date, subject.lang)],
            [words["tax-id"], f"{kind} {number}"],
            [words["clinician"], claim.rendering_provider.signs_as],
        ],
        "services": [
            [service_words(line), line.code, str(line.units), phrasing.dollars(line.charge)]
            for line in subject.coded.lines
        ],
        "included": list(subject.coded.included),
        "payments": [_payment(payment, subject) for payment in visit.payments],
        "sums": [
            [words["total"], phrasing.dollars(subject.coded.charge)],
            [words["paid"], phrasing.dollars(claim.amount_paid)],
            [words["balance"] if left >= 0 else words["credit"], phrasing.dollars(abs(left))],
        ],
        "notes": [words["before-insurance"], _no_double_use(subject), words["account-proof"], words["keep-it"]],
    }


def _payment(payment: Payment, subject: Subject) -> list[str]:
    return [
        phrasing.written_out(payment.date, subject.lang),
        payment.paid_by or str(subject.file.patient.name),
        phrasing.payment_method(payment, subject.lang),
        phrasing.dollars(payment.amount),
    ]


def _no_double_use(subject: Subject) -> str:
    known: RuleValue = value("law/tax/no-double-use", subject.file.visit.date)
    said = rule(known.rule_id)
    says = said.says_es if subject.lang == "es" and said.says_es else said.says
    return says if known.verified else f"{says} {WORDS[subject.lang]['not-confirmed']}"
