"""How many visits one core reads, validates and codes in a second, from JSON beside files of practice and clinician."""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.measuring import Figure, command_seconds, machine, percentile
from benchmarks.visits import EXAMPLES, visits

from makewhole.cli import COLLECT_AFTER
from makewhole.coding import code_visit
from makewhole.exchange.visit_files import load_many
from makewhole.records import CodedVisit, VisitFile

LEAST = 5000
CHUNK = 250
TODAY = date(2026, 11, 24)
# What coding and its claim need; history, plan, scores and attachments serve the papers alone.
FOR_CODING = ("practice", "providers", "patient", "coverages", "visit")


def measure(count: int) -> Iterator[Figure]:
    """Visits a second, of processor time on one core: files with what coding needs, and whole packet files.

    The collector is set as the command sets it. Beside it the whole command, which also starts and writes its JSON.
    """
    gc.set_threshold(COLLECT_AFTER)
    for what, needed in (("files of visit, patient and coverage", FOR_CODING), ("whole packet files", None)):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("practice.toml", "dr-okafor.toml"):
                (Path(folder) / name).write_bytes((EXAMPLES / name).read_bytes())
            lines = Path(folder) / "visits.jsonl"
            with lines.open("w") as file:
                file.writelines(
                    json.dumps({key: fields[key] for key in needed or fields}) + "\n" for fields in visits(count)
                )
            read, _ = _seconds(lines, lambda file: file)
            coded, mean = _seconds(lines, code_visit)
            command = [sys.executable, "-m", "makewhole", "code", "--json", str(lines)]
            _, spent = command_seconds(command)
        yield Figure(
            f"{count} visits read and coded, {what}",
            f"{1 / mean:,.0f} visits/s/core (quietest quarter: {1 / coded:,.0f}, {coded * 1e6:.0f} µs a visit; "
            f"reading alone {read * 1e6:.0f} µs)",
            f"at least {LEAST:,}",
            1 / mean >= LEAST,
        )
        yield Figure("the same by `makewhole code --json`, written out", f"{count / spent:,.0f} visits/s/core")


def _seconds(lines: Path, work: Callable[[VisitFile], VisitFile | CodedVisit]) -> tuple[float, float]:
    """Processor seconds a visit, each read and worked on in turn: the first quartile of the chunks, and the mean."""
    chunks, start = [], time.process_time()
    for number, (_, file) in enumerate(load_many(lines, TODAY), start=1):
        assert isinstance(file, VisitFile)
        work(file)
        if number % CHUNK == 0:
            end = time.process_time()
            chunks.append((end - start) / CHUNK)
            start = end
    return percentile(chunks, 25), sum(chunks) / len(chunks)


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(figure.as_line())
    print(machine())
