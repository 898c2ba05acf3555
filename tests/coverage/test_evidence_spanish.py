"""The evidence for a criterion in Spanish: every sentence that the answers can say, with all its figures."""

import re
from typing import Any

import pytest
from tests.coverage.test_policies import CASES, FIGURE, MEETS, MISSES, answered, policy_of, trial
from tests.documents.necessity_letter.records import visit_file

from makewhole.coverage import answer_policy
from makewhole.coverage.evidence_spanish import evidence_in_spanish

(RULE,) = MEETS
ENGLISH = re.compile(
    r"\b(Born|years|old|record|plan of|continues|Not on|Registered|number|until|treated|structured interview|did not"
    r"|found it|On record|counted|Left open|Not counted|weeks?|response|tolerated|recorded|known|then lost)\b"
)
DOUBTFUL = [
    trial("Sertraline", None),
    trial("Trazodone", "SARI", response="not_tolerated", weeks=None),
    trial("Lamotrigine", "anticonvulsant", response="partial"),
    trial("Mirtazapine", "TeCA", weeks=1, adequate=False),
    trial("Imipramine", "TCA", adequate=None, response="full_then_lost"),
    trial("Phenelzine", "MAOI", response="unknown"),
    trial("Fluoxetine", "SSRI", weeks=9, response="partial", dose="40 mg daily"),
    trial("Lithium", None, augmentation=True, response="full_then_lost"),
]
OTHERS: list[dict[str, Any]] = [
    {"history": None, "plan": None, "scores": []},
    {"history__trials": DOUBTFUL},
    {"history__trials": DOUBTFUL[:1], "scores": [{"instrument": "PHQ-9", "date": "2026-10-05", "score": 20}]},
    {"practice__registrations": [{"authority": "City", "valid_from": "2027-01-01"}]},
]


def told(**changes: Any) -> list[str]:
    if "history" in changes:
        return [each.evidence for each in answer_policy(policy_of(RULE), visit_file(**changes), ON).criteria]
    return [each.evidence for each in answered(RULE, **changes)[1].criteria]


ON = visit_file().visit.date


@pytest.mark.parametrize(
    "changes",
    [{}, *(MISSES[policy][name] for policy, name in CASES), *OTHERS],
    ids=["all met", *(name for _, name in CASES), *map(str, range(len(OTHERS)))],
)
def test_every_evidence_is_said_in_spanish_with_its_figures(changes: dict[str, Any]) -> None:
    for evidence in told(**changes):
        said = evidence_in_spanish(evidence)
        assert said, evidence
        assert not ENGLISH.search(said), said
        assert sorted(FIGURE.findall(said)) == sorted(FIGURE.findall(evidence))


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ("Born 03/09/1984: 42 years old on 11/12/2026.", "Nació el 03/09/1984: tiene 42 años el 11/12/2026."),
        ("No MADRS and no HAM-D is on record. On record instead: PHQ-9 22 on 10/26/2026.",
         "No consta MADRS ni HAM-D. Constan en su lugar: PHQ-9 22 el 10/26/2026."),
        ("0 of 1 counted. Left open: Aripiprazole with venlafaxine (not tolerated).",
         "Cuentan 0 de 1. Sin decidir: Aripiprazole with venlafaxine (no se toleró)."),
        ("Registered with City, from 01/02/2026.", "Registrada ante City, desde el 01/02/2026."),
        ("The plan of 10/01/2026 continues an antidepressant.", "El plan del 10/01/2026 continúa un antidepresivo."),
        ("Something that nobody says.", None),
    ],
)  # fmt: skip
def test_a_sentence_becomes_plain_spanish(evidence: str, says: str | None) -> None:
    assert evidence_in_spanish(evidence) == says
