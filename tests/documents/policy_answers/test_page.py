"""The page that answers the insurer's policy: one page, in the packet, with nothing on it but the record's facts."""

import io
from typing import Any

import pikepdf
import pytest
from tests.documents.necessity_letter.records import pressed, subject, visit_file, words_of

from makewhole.coverage import answer_policy, find_policies
from makewhole.documents.binder import bind
from makewhole.documents.policy_answers import page, part
from makewhole.records import VisitFile

AETNA = {"payer": "aetna", "payer_name": "Aetna", "member_id": "W123456789"}


def covered(file_changes: dict[str, Any] | None = None, **coverage: Any) -> VisitFile:
    return visit_file(coverages=[AETNA | coverage], **(file_changes or {}))


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_a_policy_with_criteria_is_answered_one_by_one() -> None:
    pdf = pressed(part(subject(visit_file())))
    text = words_of(pdf)
    assert pages(pdf) == 1
    assert "Blue Cross Blue Shield of Massachusetts, policy 087" in text
    assert "The policy sets 7 criteria. Each is answered from the structured record: 3 met, 1 not met" in text
    assert "Met MADRS 34 on 10/05/2026." in text
    assert "Not documented The record does not say." in text
    assert "please give this patient individual consideration" in text
    assert "as read on November 24, 2026" in text


def test_what_the_practice_could_add_is_not_told_to_the_insurer() -> None:
    text = words_of(pressed(part(subject(visit_file()))))
    assert "Enter the" not in text
    assert "Expect" not in words_of(pressed(part(subject(covered()))))


def test_an_investigational_policy_is_answered_with_the_record_and_the_evidence() -> None:
    pdf = pressed(part(subject(covered())))
    text = words_of(pdf)
    assert pages(pdf) == 1
    assert "Its position, in short: Ketamine counts as not proven for depression" in text
    assert "MADRS was 34 on October 5, 2026 and 17 on November 12, 2026: 17 points lower" in text
    assert "doi:10.1056/NEJMoa2302399" in text
    assert "Please weigh CPB 0938 against this patient's own record." in text


@pytest.mark.parametrize(
    "file",
    [
        covered(payer="cigna", payer_name="Cigna"),
        covered({"visit__diagnoses": [{"code": "F42.2"}], "plan__indication": ["F42.2"]}),
        covered(payer="unitedhealthcare", payer_name="UnitedHealthcare"),
    ],
    ids=["no policy", "another condition", "not read"],
)
def test_there_is_no_page_where_no_policy_that_was_read_speaks_of_the_case(file: VisitFile) -> None:
    assert part(subject(file)) is None


def test_it_joins_the_packet_and_no_file_of_its_own() -> None:
    bound = bind(subject(visit_file(attachments=[])), {})
    assert "policy_answers" in [document.name for document in bound.documents]
    assert "policy_answers" not in bound.singles


def test_any_policy_can_be_set_for_any_visit_and_says_when_it_was_not_read() -> None:
    file = covered()
    (policy,) = find_policies("BI641", file.visit.date)
    text = words_of(pressed(page(subject(file), [answer_policy(policy, file, file.visit.date)])))
    assert "QualChoice, policy BI641" in text
    assert "its criteria have not been read yet" in text
