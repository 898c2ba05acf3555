"""The answers to one policy as a paper of their own, outside a packet."""

from datetime import date

from makewhole.coding import build_claim, code_visit
from makewhole.coverage import PolicyAnswers
from makewhole.documents.policy_answers.builder import page
from makewhole.documents.press import compile_pdf
from makewhole.documents.subject import Subject
from makewhole.documents.unprintable import unprintable_fields_named
from makewhole.records import VisitFile


def answers_pdf(file: VisitFile, answers: PolicyAnswers, issued: date) -> bytes:
    """The page for the insurer, under the visit's number and the member ID of the patient's plan with that insurer.

    Raises InvalidRecord for text that cannot be printed and where there is nothing to bill or no coverage; PressError.
    """
    coded = code_visit(file)
    claim, payer = build_claim(file, coded), answers.policy.held.value["payer"]
    own = next((each for each in file.coverages if each.payer == payer), claim.coverage)
    claim = claim.model_copy(update={"coverage": own})
    subject = Subject(file, coded, claim, file.visit.number, issued)
    part = page(subject, [answers])
    author = file.practice.legal_name
    with unprintable_fields_named(file):
        return compile_pdf([part], title=part.title, number=subject.number, issued=issued, author=author)
