"""Sets the payer's published policies beside the record: each criterion with its fact, or the published evidence."""

from collections.abc import Iterator, Sequence
from typing import Any

from makewhole.coverage import PolicyAnswers, answers_for
from makewhole.coverage.record_facts import courses, treated_codes
from makewhole.coverage.record_words import counted, diagnosis
from makewhole.documents import phrasing
from makewhole.documents.clinical.blocks import Section, facts, par, section
from makewhole.documents.clinical.literature import short_references
from makewhole.documents.clinical.policy_words import asked, counted_answers, criteria, introduced, position
from makewhole.documents.clinical.scores import change
from makewhole.documents.clinical.wording import patient_facts
from makewhole.documents.press import Part
from makewhole.documents.subject import Subject
from makewhole.records import VisitFile

ORDER = 55
ALONE = False
"""Bound into the packet only: `makewhole policy` makes it by itself, for any policy."""
TITLE = "Answers to your policy"
ANSWERED = ("criteria", "investigational")


def part(subject: Subject) -> Part | None:
    """The page for the claim's coverage; None where no policy of its payer that could be read speaks of the case."""
    file = subject.file
    found = [each for each in answers_for(subject.claim.coverage, file, file.visit.date) if each.stance in ANSWERED]
    return page(subject, found) if found else None


def page(subject: Subject, answers: Sequence[PolicyAnswers]) -> Part:
    """The page for these policies, whosever they are."""
    return Part("policy_answers", TITLE, build(subject, answers))


def build(subject: Subject, answers: Sequence[PolicyAnswers]) -> dict[str, Any]:
    """The page's words. What the practice could still add is not among them: it is for the practice."""
    claim = subject.claim
    return {
        "practice": phrasing.letterhead(claim.practice),
        "about": [
            *map(list, patient_facts(claim.patient)),
            ["Member ID", claim.coverage.member_id],
            ["Claim", f"{claim.number}, {phrasing.figures(claim.date_from)}"],
        ],
        "sections": [each for found in answers for each in _answered(found, subject.file)],
        "sources": [_source(found) for found in answers],
    }


def _answered(found: PolicyAnswers, file: VisitFile) -> Iterator[Section]:
    head = f"{found.owner}, policy {found.policy.held.value['number']}"
    match found.stance:
        case "criteria":
            yield from section(head, par(f"{introduced(found)} {counted_answers(found)}"), criteria(found))
        case "investigational":
            yield from section(head, par(f"{introduced(found)} {position(found)}"))
            yield from section("This patient's record", _record(file))
            yield from section("Published on this use, favorable or not", short_references(found.evidence))
        case _:
            yield from section(head, par(f"{introduced(found)} {found.policy.rule.says}"))
    yield from section("What we ask", par(asked(found)))


def _record(file: VisitFile) -> dict[str, Any] | None:
    trials = file.history.trials if file.history else ()
    repeated = [change(course) for course in courses(file).values() if len(course) > 1]
    return facts(
        ("Condition treated", [diagnosis(code, file) for code in treated_codes(file)]),
        ("Earlier treatments", f"{counted(len(trials), 'is', 'are')} on record" if trials else None),
        ("Scores", repeated),
    )


def _source(found: PolicyAnswers) -> str:
    held = found.policy.held
    read = phrasing.written_out(held.checked)
    return f"Policy {held.value['number']} as read on {read}: {held.source}. For: {held.scope}."
