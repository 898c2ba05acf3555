"""Reads a golden visit: its facts on the shared base, and what a biller worked out by hand for it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from makewhole.records import CodedVisit, ServiceLine, VisitFile, read_visit_file

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 24)


def golden_files() -> list[Path]:
    """Every golden visit, in order of name."""
    return sorted(path for path in FOLDER.glob("*.toml") if path.name != "base.toml")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def _base() -> dict[str, Any]:
    return read(FOLDER / "base.toml")


def visit_file(visit: Mapping[str, Any], coverages: tuple[str, ...] = ("aetna",)) -> VisitFile:
    """The facts of a visit with the shared practice and people; drugs and coverages may be called by name."""
    base = _base()
    facts = {**base["visit"], **visit}
    for entry in (*facts.get("administrations", ()), *facts.get("hydration", ())):
        field = "drug" if "drug" in entry else "fluid"
        if isinstance(entry[field], str):
            entry[field] = base["drugs"][entry[field]]
    return read_visit_file(
        {
            "practice": base["practice"],
            "providers": [base["provider"]],
            "patient": base["patient"],
            "coverages": [base["coverages"][name] for name in coverages],
            "visit": facts,
        },
        TODAY,
    )


def expected(golden: Mapping[str, Any]) -> dict[str, Any]:
    """What the biller expects, with what the file leaves unsaid: no modifiers, all billed, no problem."""
    said = golden["expected"]
    return {"not_billed": [], "problems": [], **said, "lines": [{"modifiers": [], **line} for line in said["lines"]]}


def found(coded: CodedVisit, file: VisitFile, golden: Mapping[str, Any]) -> dict[str, Any]:
    """The coded visit in the words of a golden file."""
    ranked = [diagnosis.code for diagnosis in file.visit.diagnoses]
    seen: dict[str, Any] = {
        "charge": coded.charge,
        "lines": [_line(line, ranked) for line in coded.lines],
        "not_billed": [each.what for each in coded.not_billed],
        "problems": [f"{problem.severity} {problem.rule}" for problem in coded.problems],
    }
    if "included" in golden["expected"]:
        seen["included"] = [entry.partition("(")[2].partition(")")[0] for entry in coded.included]
    return seen


def _line(line: ServiceLine, ranked: list[str]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "code": line.code,
        "modifiers": list(line.modifiers),
        "units": line.units,
        "charge": line.charge,
        "points": "".join("ABCDEFGHIJKL"[ranked.index(code)] for code in line.diagnoses),
    }
    if line.minutes is not None:
        shown["minutes"] = line.minutes
    if line.drug is not None and line.drug.quantity is not None:
        shown["ndc"] = f"{line.drug.ndc} {line.drug.unit} {line.drug.quantity}"
    return shown
