"""Whole processes, from the shell's call to their end: the time until a person sees an answer."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Figure, in_ms, machine, percentile
from benchmarks.visits import EXAMPLES

MAKEWHOLE = str(Path(sys.executable).with_name("makewhole"))
COMMANDS = (
    (("--help",), 150),
    (("code", str(EXAMPLES / "visit.json")), 300),
    (("--version",), 150),
    (("check", str(EXAMPLES / "visit.json")), None),
)


def measure(count: int) -> Iterator[Figure]:
    """The median of `count` runs of each command, beside a Python that does nothing."""
    nothing = percentile(_seconds([sys.executable, "-c", "pass"], count)[0], 50)
    yield Figure("python -c pass", f"median {in_ms(nothing)}")
    for arguments, most in COMMANDS:
        wall, cpu = _seconds([MAKEWHOLE, *arguments], count)
        middle = percentile(wall, 50)
        measured = f"median {in_ms(middle)}, least {in_ms(min(wall))}; processor {in_ms(percentile(cpu, 50))}"
        name = f"makewhole {' '.join(Path(each).name for each in arguments)}"
        yield Figure(name, measured, f"at most {most} ms" if most else "", middle * 1000 <= most if most else None)


def _seconds(command: list[str], count: int) -> tuple[list[float], list[float]]:
    wall, cpu = [], []
    for _ in range(count + 1):
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        wall.append(time.perf_counter() - start)
        after = os.times()
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return wall[1:], cpu[1:]  # the first finds its files on the disk


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        print(figure.as_line())
    print(machine())
