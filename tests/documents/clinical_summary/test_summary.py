"""The visit's facts to the minute, and its note word for word."""

from __future__ import annotations

from typing import Any

import pytest
from tests.documents.necessity_letter.records import RECORD, pressed, subject, visit_file, words_of
from tests.judges import pdfs

from makewhole.documents.clinical_summary import ORDER, part

INFUSION = RECORD["visit"]["administrations"][0]


def summary(**changes: Any) -> str:
    return words_of(pressed(part(subject(visit_file(**changes)))))


def infused(**changes: Any) -> str:
    return summary(visit__administrations=[INFUSION | changes])


def test_it_is_at_most_two_pages_and_passes_the_judges() -> None:
    pdf = pressed(part(subject(visit_file())))
    pdfs.assert_sound(pdf)
    pdfs.assert_pdfua(pdf)
    assert pdfs.page_count(pdf) <= 2
    assert ORDER == 70


def test_it_holds_every_fact_of_the_visit() -> None:
    text = summary()
    for expected in (
        "Visit of November 12, 2026",
        "Provider Ines Calloway, MD Provider NPI 1234567893 Weight 81.5 kg",
        "F33.2 Major depressive disorder, recurrent severe without psychotic features",
        "F41.1 Generalized anxiety disorder",
        "Ketamine hydrochloride 50 mg in 1 mL, multi-dose vial, NDC 00143-9508-10, lot KT9",
        "IV infusion right hand 41 mg 0 mg 09:20 10:10 42",
        "Paused 09:40 to 09:48 (8 minutes)",
        "Vital signs, 4 readings",
        "Pulse oximetry",
        "Patient Established Time 27 minutes",
        "“Sleep was reviewed.”",
        "MADRS 17 at this visit",
        "Sertraline SSRI 150 mg 01/2010–08/2010 28 Yes Partial relapse",
        "Signed by Ines Calloway, MD on November 12, 2026. In full: “Infused without event. Patient left at 11:05.”",
    ):
        assert expected in text


def test_a_minute_in_a_pause_and_a_flush_is_taken_away_once() -> None:
    text = infused(flushes=[{"start": "09:45", "stop": "09:50"}])
    assert "09:20 10:10 40" in text
    assert "Flush only 09:45 to 09:50 (5 minutes)" in text


def test_an_infusion_past_midnight_says_the_day_of_its_stop() -> None:
    text = infused(start="23:30", stop="00:40", pauses=[])
    assert "23:30 11/13/2026 00:40 70" in text


def test_an_infusion_without_a_stop_has_no_minutes() -> None:
    assert "09:20 Not recorded –" in infused(stop=None, pauses=[])


def test_waste_that_was_not_recorded_is_not_printed_as_none() -> None:
    assert "41 mg Not recorded 09:20" in infused(wasted=None)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("visit__weight", "Weight"),
        ("visit__monitoring", "Monitoring"),
        ("visit__office_visit", "Office visit"),
        ("visit__note", "Note of the visit"),
        ("visit__administrations", "What was given"),
        ("history", "Earlier treatments"),
        ("scores", "Scores"),
    ],
)
def test_nothing_is_said_of_a_fact_that_is_absent(fact: str, sentence: str) -> None:
    assert sentence in summary()
    assert sentence not in summary(**{fact: None})


def test_a_note_without_a_signature_is_not_called_signed() -> None:
    text = summary(visit__note={"text": "Infused without event."})
    assert "The record does not say who signed it." in text
    assert "Signed" not in text


def test_there_is_no_summary_of_a_visit_that_records_nothing() -> None:
    nothing: dict[str, Any] = {"administrations": [], "monitoring": [], "office_visit": None, "note": None}
    made = subject(visit_file(**{f"visit__{name}": value for name, value in nothing.items()}))
    assert part(made) is None
