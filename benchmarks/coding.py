"""How many visits one core reads, validates and codes in a second, from JSON beside files of practice and clinician."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Figure, machine, percentile
from benchmarks.visits import EXAMPLES, visits

from makewhole.coding import code_visit
from makewhole.exchange.visit_files import load_many
from makewhole.records import VisitFile

LEAST = 5000
CHUNK = 250
# What coding and its claim need; history, plan, scores and attachments serve the papers alone.
FOR_CODING = ("practice", "providers", "patient", "coverages", "visit")


def measure(count: int) -> Iterator[Figure]:
    """Visits a second, of processor time on one core: whole packet files, and files with what coding needs."""
    whole = list(visits(count))
    for what, files in (
        ("whole packet files", whole),
        ("files of visit, patient and coverage", [{key: fields[key] for key in FOR_CODING} for fields in whole]),
    ):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("practice.toml", "dr-okafor.toml"):
                (Path(folder) / name).write_bytes((EXAMPLES / name).read_bytes())
            lines = Path(folder) / "visits.jsonl"
            lines.write_text("".join(json.dumps(fields) + "\n" for fields in files))
            reading, coding = _seconds(lines)
        rate, best = 1 / (reading[0] + coding[0]), 1 / (reading[1] + coding[1])
        yield Figure(
            f"{count} visits read and coded, {what}",
            f"{rate:,.0f} visits/s/core (quietest quarter: {best:,.0f}; "
            f"reading {reading[1] * 1e6:.0f} µs, coding {coding[1] * 1e6:.0f} µs)",
            f"at least {LEAST:,}",
            rate >= LEAST,
        )


def _seconds(lines: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Processor seconds a visit for reading and for coding: the mean, and the first quartile of the chunks."""
    reading, coding = [], []
    source = load_many(lines)
    while True:
        start = time.process_time()
        files = [file for _, (_, file) in zip(range(CHUNK), source, strict=False)]
        between = time.process_time()
        if not files:
            break
        for file in files:
            assert isinstance(file, VisitFile)
            code_visit(file)
        reading.append((between - start) / len(files))
        coding.append((time.process_time() - between) / len(files))
    return _mean_and_best(reading), _mean_and_best(coding)


def _mean_and_best(seconds: list[float]) -> tuple[float, float]:
    return sum(seconds) / len(seconds), percentile(seconds, 25)


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(figure.as_line())
    print(machine())
