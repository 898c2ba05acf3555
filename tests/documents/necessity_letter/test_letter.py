"""The letter holds what the record holds, and nothing that it does not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.necessity_letter.records import RECORD, pressed, subject, visit_file, words_of
from tests.judges import pdfs

from makewhole.documents.necessity_letter import ORDER, part
from makewhole.records import SCALES
from makewhole.rules import all_rules


def letter(**changes: Any) -> str:
    return words_of(pressed(part(subject(visit_file(**changes)))))


@pytest.fixture(scope="module")
def whole() -> str:
    return letter()


def test_it_passes_the_judges() -> None:
    pdf = pressed(part(subject(visit_file())))
    pdfs.assert_sound(pdf)
    pdfs.assert_pdfua(pdf)
    assert pdfs.bookmarks(pdf) == ["Letter of medical necessity"]
    assert ORDER == 50


@pytest.mark.parametrize(
    "expected",
    [
        "Pinewood Infusion Care LLC",
        "November 24, 2026",
        "Blue Cross Blue Shield of Massachusetts PO Box 9 Boston, MA 02298",
        "Patient Tobias Renner Date of birth 05/02/1979 Member ID XXP900112233 Group G-4471",
        "Claim V-31 Date of service 11/12/2026 Provider Ines Calloway, MD",
        "F33.2 Major depressive disorder, recurrent severe without psychotic features",
        "Also diagnosed F41.1 Generalized anxiety disorder",
        "Onset 03/2009",
        "Hospital admissions 2",
        "MADRS: 34 of 60 on October 5, 2026; PHQ-9: 21 of 27 on October 5, 2026",
        "3 earlier treatments are on record, 2 of them recorded as adequate.",
        "Sertraline SSRI 150 mg 01/2010–08/2010 28 Yes Partial relapse",
        "Venlafaxine SNRI 225 mg Not recorded 40 Yes No response Not recorded",
        "Lithium augmentation Not recorded Not recorded 8 Not recorded No response Not recorded",
        "“Two classes and an augmentation have failed.”",
        "“Magnetic stimulation is too far away.”",
        "“Loss of work and renewed admission.”",
        "The treatment plan of October 5, 2026 gives the reason:",
        "Dose 0.5 mg per kg Length 40 minutes each Sessions 6 planned, twice weekly",
        "Pressure and saturation every quarter hour.",
        "3 of 6 planned sessions have been given.",
        "MADRS was 34 on October 5, 2026 and 17 on November 12, 2026: 17 points lower (50 percent).",
        "The label of ketamine names anesthesia as its use.",
        "doi:10.1056/NEJMoa2302399",
        "Cost is recorded for 2 of 3 earlier treatments: $300.00 in all; for 1 it is not recorded.",
        "The expected cost of the planned course is $2,700.00.",
        "claim V-31, total charge $400.00",
        "Exhibit A: Pharmacy list",
        "Ines Calloway, MD NPI 1234567893 · License NH 77310",
    ],
)
def test_it_holds_every_fact_of_the_record(whole: str, expected: str) -> None:
    assert expected in whole


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("plan__rationale", "Why this treatment now"),
        ("plan__risk_of_not_treating", "Risk of not treating"),
        ("plan__alternatives_considered", "Alternatives considered"),
        ("plan__monitoring", "Monitoring"),
        ("plan__minutes", "Length"),
        ("plan__maintenance", "Maintenance"),
        ("plan__goals", "Goals"),
        ("plan__stop_criteria", "When to stop"),
        ("plan__sessions_done", "Response so far"),
        ("plan__sessions_done", "have been given"),
        ("plan__expected_cost", "The expected cost"),
        ("plan", "The treatment plan of"),
        ("plan", "The expected cost"),
        ("history", "Earlier treatments"),
        ("history__trials", "Cost is recorded"),
        ("history__onset", "Onset"),
        ("history__hospitalisations", "Hospital admissions"),
        ("coverages__0__group_number", "Group"),
        ("scores", "points lower"),
        ("scores", "First scores"),
        ("providers__0__licence_number", "License"),
        ("attachments", "Records enclosed"),
    ],
)
def test_nothing_is_said_of_a_fact_that_is_absent(whole: str, fact: str, sentence: str) -> None:
    assert sentence in whole
    assert sentence not in letter(**{fact: None})


def test_what_policies_ask_for_stands_in_the_letter_where_it_is_recorded(whole: str) -> None:
    text = letter(
        history__structured_interview={
            "instrument": "SCID-5",
            "date": "2026-10-01",
            "confirms": True,
            "by": "I. Calloway",
        },
        plan__antidepressant_continued=True,
        plan__antidepressant="Venlafaxine 225 mg",
    )
    assert "SCID-5 on October 1, 2026 by I. Calloway: found the diagnosis treated" in text
    assert "Continued: Venlafaxine 225 mg" in text
    assert "None continued" in letter(plan__antidepressant_continued=False)
    assert "Structured interview" not in whole
    assert "Antidepressant Continued" not in whole


def test_there_is_no_letter_without_plan_and_history() -> None:
    assert part(subject(visit_file(plan=None, history=None))) is None


def test_a_missing_fact_is_listed_for_the_practice_and_not_printed() -> None:
    made = part(subject(visit_file(plan__rationale=None)))
    assert made is not None
    assert {"where": "plan.rationale", "says": "why this treatment now"} in made.content["missing"]
    assert {"where": "history.trials[2].adequate", "says": "whether it was adequate"} in made.content["missing"]
    assert "why this treatment now" not in words_of(pressed(made))
    full = part(subject(visit_file()))
    assert full is not None
    assert "plan.rationale" not in {lack["where"] for lack in full.content["missing"]}


def test_post_traumatic_stress_is_argued_with_its_own_studies_the_negative_one_included() -> None:
    text = letter(visit__diagnoses=[{"code": "F43.12"}], plan__indication=["F43.12"])
    assert "10.1176/appi.ajp.2020.20050596" in text
    assert "eight infusions did not ease post-traumatic stress more than placebo" in text
    assert "NEJMoa2302399" not in text
    assert "criterion by criterion" not in text, "policy 087 speaks of depression only"


def test_pain_is_argued_with_the_studies_of_pain() -> None:
    text = letter(visit__diagnoses=[{"code": "G90.511"}], plan__indication=["G90.511"])
    assert "10.1097/AAP.0000000000000808" in text
    assert "appi.ajp" not in text


def test_a_diagnosis_that_no_study_covers_has_no_literature_but_says_off_label() -> None:
    text = letter(visit__diagnoses=[{"code": "F31.81"}], plan__indication=["F31.81"])
    assert "doi:" not in text
    assert "is off-label" in text


def test_esketamine_is_not_called_off_label_nor_argued_with_studies_of_ketamine() -> None:
    text = letter(plan__drug="Esketamine")
    assert "off-label" not in text
    assert "doi:" not in text


def test_an_unconfirmed_publication_is_not_cited(whole: str) -> None:
    unconfirmed = [r.values[-1].value["doi"] for r in all_rules("evidence") if not r.values[-1].verified]
    assert unconfirmed
    assert not [doi for doi in unconfirmed if doi in whole]


def test_an_investigational_policy_is_named_with_the_day_it_was_read() -> None:
    text = letter(coverages=[{"payer": "aetna", "payer_name": "Aetna", "member_id": "W1"}])
    assert "Aetna publishes policy CPB 0938 on this treatment (as last read on November 24, 2026" in text
    assert "CPB 0447" not in text, "that bulletin speaks of regional pain syndrome only"


@pytest.mark.parametrize(("card", "named"), [("Florida Blue", True), ("Highmark Blue Shield", False)])
def test_a_licensee_is_held_to_its_own_policy_only(card: str, named: bool) -> None:
    text = letter(coverages=[{"payer": "bcbs", "payer_name": card, "member_id": "W1"}])
    assert ("MP-446" in text) is named


def test_a_policy_that_no_longer_held_on_the_day_is_not_named() -> None:
    card = "Blue Cross and Blue Shield of Minnesota"
    assert "II-271" not in letter(coverages=[{"payer": "bcbs", "payer_name": card, "member_id": "W1"}])


NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def numbers(source: object) -> set[str]:
    return set(NUMBER.findall(str(source)))


def dates(day: date) -> set[str]:
    return {str(day.day), str(day.year), day.strftime("%m/%d/%Y")}


scores = st.lists(
    st.tuples(st.dates(date(2026, 9, 1), date(2026, 11, 12)), st.integers(0, 60)), max_size=8, unique_by=lambda s: s[0]
)
costs = st.lists(st.none() | st.decimals(0, 30_000, places=2), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(scores, costs, st.integers(0, 6), st.sampled_from(["F33.2", "F43.12", "F31.81", "G89.4"]))
def test_every_number_comes_from_the_record_or_from_a_cited_rule(
    taken: list[tuple[date, int]], paid: list[Decimal | None], done: int, code: str
) -> None:
    text = letter(
        visit__diagnoses=[{"code": code}],
        plan__indication=[code],
        plan__sessions_done=done,
        history__trials=[{"name": "A", "cost": str(cost)} if cost is not None else {"name": "A"} for cost in paid],
        scores=[{"instrument": "MADRS", "date": day.isoformat(), "score": score} for day, score in taken],
    )
    allowed = numbers(RECORD) | numbers([(r.says, r.values) for r in all_rules("evidence")]) | numbers(SCALES)
    for policy in ("bcbs-massachusetts-087", "bcbs-massachusetts-291"):
        allowed |= numbers([(r.rule_id, r.says, r.values) for r in all_rules(f"policies/{policy}")])
    allowed |= {code[1:], "2026", "11/24/2026", "24", "31", "05/02/1979", "47"} | dates(date(2026, 11, 12))
    allowed |= dates(date(2026, 10, 5)) | {"03/2009"} | {str(small) for small in range(8)}
    allowed |= {f"{sum((c for c in paid if c is not None), Decimal()):,.2f}", "400.00", "2,700.00"}
    for day, score in taken:
        allowed |= dates(day) | {str(score)}
    if taken:
        first, last = min(taken)[1], max(taken)[1]
        allowed |= {str(abs(last - first))}
        allowed |= {str(int(Decimal(abs(last - first)) / first * 100 + Decimal("0.5")))} if first else set()
    # Scores drawn close together on the chart are read as one number; the chart's table has them apart.
    assert numbers(re.sub(r"\(of \d+\)[\d. ]+Date", "Date", text)) <= allowed
