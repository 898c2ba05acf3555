"""What an insurer would reject or delay, found before the claim is sent.

Each module holds the checks of one concern; the rule texts, with severity and source, are in rules/scrubber.
"""

from collections.abc import Sequence
from datetime import date

from makewhole.records import CodedVisit, Finding, VisitFile

from ._facts import Facts
from ._registry import checks, run

__all__ = ["checks", "scrub"]

_ORDER = {"error": 0, "warning": 1, "notice": 2}


def scrub(file: VisitFile, coded: CodedVisit, today: date, earlier: Sequence[VisitFile] = ()) -> tuple[Finding, ...]:
    """Everything found in a visit and its lines, errors first, then by field.

    `coded` is the coding of `file`, whose own problems are included; `earlier` are visits already on record, for
    duplicates and for new patients. Pure: the same input on the same day finds the same.
    """
    found = {*coded.problems, *run(Facts(file, coded, today, tuple(earlier)))}
    return tuple(sorted(found, key=lambda f: (_ORDER[f.severity], f.where, f.rule, f.says)))
