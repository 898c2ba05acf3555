"""Diagnoses, and their links with the services."""

from tests.coding.scrubber.visits import Case, Given


def first(code: str) -> Given:
    return Given({"visit.diagnoses[0].code": code})


def second(code: str) -> Given:
    return Given({"visit.diagnoses[1].code": code})


CASES = [
    Case("diagnosis/none", breaks=Given({"visit.diagnoses": []}), keeps=Given()),
    Case("diagnosis/needs-more-characters", breaks=first("F33"), keeps=first("F33.1"), says="F33 is a category"),
    Case("diagnosis/unknown-code", breaks=first("F33.Q"), keeps=first("F33.2")),
    Case(
        "diagnosis/expired",
        breaks=Given({"visit.diagnoses[1].code": "S30.1XXA", "visit.date": "2025-10-01"}),
        keeps=Given({"visit.diagnoses[1].code": "S30.1XXA", "visit.date": "2025-09-30"}),
    ),
    Case(
        "diagnosis/not-yet-valid",
        breaks=Given({"visit.diagnoses[1].code": "F50.010", "visit.date": "2024-09-30"}),
        keeps=Given({"visit.diagnoses[1].code": "F50.010", "visit.date": "2024-10-01"}),
    ),
    Case(
        "diagnosis/release-not-loaded",
        breaks=Given({"visit.date": "2022-11-10"}),
        keeps=Given({"visit.date": "2024-11-10"}),
    ),
    Case("diagnosis/unspecified", breaks=first("F32.A"), keeps=first("F32.2"), says="F32.A is an unspecified"),
    Case("diagnosis/unspecified", breaks=first("M79.2"), keeps=first("G89.29")),
    Case("diagnosis/external-cause-first", breaks=first("X58.XXXA"), keeps=second("X58.XXXA")),
    Case("diagnosis/symptom-first", breaks=first("R45.89"), keeps=second("R45.89")),
    Case("diagnosis/status-first", breaks=first("R45.851"), keeps=second("R45.851")),
    Case("diagnosis/non-adherence", breaks=second("Z91.148"), keeps=second("Z79.899")),
    Case(
        "diagnosis/conflicting-pair",
        breaks=second("F32.2"),
        keeps=second("F40.01"),
        says="F32.2 and F33.2 exclude each other",
    ),
    Case(
        "links/line-without-diagnosis",
        breaks=Given({"visit.diagnoses": []}),
        keeps=Given({"visit.administrations[0].diagnoses": []}),  # the coder links the first diagnosis
    ),
    Case(
        "links/diagnosis-not-listed",
        breaks=Given({"visit.administrations[0].diagnoses": ["F42.9"]}),
        keeps=Given({"visit.administrations[0].diagnoses": ["F41.1"]}),
        says="F42.9",
    ),
    Case(
        "links/more-than-four",
        breaks=Given({"visit.office_visit.diagnoses": ["F33.2", "F41.1", "F42.9", "G43.909", "Z79.899"]}),
        keeps=Given({"visit.office_visit.diagnoses": ["F33.2", "F41.1", "F42.9", "G43.909"]}),
    ),
    Case(
        "links/diagnosis-unused",
        breaks=Given({"visit.office_visit.diagnoses": ["F33.2"]}),
        keeps=Given({"visit.office_visit.diagnoses": ["F41.1"]}),
        says="F41.1",
    ),
]
