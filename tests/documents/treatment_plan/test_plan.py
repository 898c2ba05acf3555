"""The treatment plan on one page, with nothing that the record does not hold."""

from __future__ import annotations

from typing import Any

import pytest
from tests.documents.necessity_letter.records import pressed, subject, visit_file, words_of
from tests.judges import pdfs

from makewhole.documents.treatment_plan import ORDER, part


def plan(**changes: Any) -> str:
    return words_of(pressed(part(subject(visit_file(**changes)))))


def test_it_is_one_page_and_passes_the_judges() -> None:
    pdf = pressed(part(subject(visit_file())))
    pdfs.assert_sound(pdf)
    pdfs.assert_pdfua(pdf)
    assert pdfs.page_count(pdf) == 1
    assert ORDER == 60


def test_it_holds_every_fact_of_the_plan() -> None:
    text = plan()
    for expected in (
        "Written October 5, 2026",
        "Patient Tobias Renner Date of birth 05/02/1979",
        "F33.2 Major depressive disorder, recurrent severe without psychotic features",
        "PHQ-9 under 10",
        "Drug Ketamine hydrochloride Route intravenous infusion Dose 0.5 mg per kg Length 40 minutes each",
        "Sessions 6 planned, twice weekly Maintenance monthly if it holds",
        "Pressure and saturation every quarter hour.",
        "Stop if dissociation is not tolerated.",
        "Sessions 3 of 6 given Consent Informed consent on October 2, 2026",
        "Ines Calloway, MD NPI 1234567893 · License NH 77310",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("plan__goals", "Goals"),
        ("plan__monitoring", "Monitoring"),
        ("plan__stop_criteria", "When to stop"),
        ("plan__informed_consent", "consent on"),
        ("plan__sessions_done", "of 6 given"),
        ("plan__minutes", "Length"),
    ],
)
def test_nothing_is_said_of_a_fact_that_is_absent(fact: str, sentence: str) -> None:
    assert sentence in plan()
    assert sentence not in plan(**{fact: None})


def test_the_author_is_named_only_where_recorded_and_signs() -> None:
    assert "Written by" not in plan()
    text = plan(plan__written_by="Rosa Lindqvist, PMHNP")
    assert "Written by Rosa Lindqvist, PMHNP" in text
    assert "Calloway" not in text


def test_there_is_no_page_without_a_plan() -> None:
    assert part(subject(visit_file(plan=None))) is None
