"""A batch of packets: whether memory stays flat in a worker, and whether all cores are at work."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Figure, machine
from benchmarks.packets import ISSUED, made_up
from benchmarks.startup import MAKEWHOLE
from benchmarks.visits import EXAMPLES, visits

from makewhole.packets import build_packet

BATCH = 10_000
MOST_GROWTH_MB = 50
LEAST_SHARE = 0.8


def measure(count: int, side_by_side: int) -> Iterator[Figure]:
    """Memory after each quarter of `count` packets of one process, then a batch of `side_by_side` at the terminal."""
    yield _memory(count)
    yield _cores(side_by_side)


def _memory(count: int) -> Figure:
    quarter = count // 4
    at: list[float] = []
    for n in range(4):
        files, records = made_up(quarter, seed=n + 1)
        for file in files:
            build_packet(file, records, ISSUED)
        del files
        at.append(_resident_mb())
    growth = (at[3] - at[1]) / (2 * quarter) * BATCH
    quarters = ", ".join(f"{mb:.0f}" for mb in at)
    return Figure(
        f"memory of one worker over {4 * quarter} different packets, each quarter",
        f"{quarters} MB; by the second half {growth:+.0f} MB in {BATCH:,}",
        f"at most {MOST_GROWTH_MB} MB more",
        growth <= MOST_GROWTH_MB,
    )


def _resident_mb() -> float:
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cores(count: int) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("practice.toml", "dr-okafor.toml", "psychiatric-evaluation.pdf", "pharmacy-history.jpg"):
            (Path(folder) / name).write_bytes((EXAMPLES / name).read_bytes())
        lines = Path(folder) / "visits.jsonl"
        lines.write_text("".join(json.dumps(fields) + "\n" for fields in visits(count)))
        before, start = os.times(), time.perf_counter()
        command = [MAKEWHOLE, "packet", str(lines), "-o", str(Path(folder) / "out"), "--issued", f"{ISSUED}"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        wall, after = time.perf_counter() - start, os.times()
        made = sum(1 for _ in (Path(folder) / "out").glob("*/packet.pdf"))
    assert made == count, f"{made} of {count} packets were made"
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    cores = os.cpu_count() or 1
    return Figure(
        f"makewhole packet on {count} visits, {cores} cores",
        f"{wall:.1f} s, {count / wall:.1f} packets/s; {busy / wall:.2f} cores busy for it",
        f"at least {LEAST_SHARE:.0%} of {cores}, where nothing else runs",
        busy / wall >= LEAST_SHARE * cores,
    )


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1500, 200):
        print(figure.as_line())
    print(machine())
