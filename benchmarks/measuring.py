"""What the benchmarks share: a figure with its goal, percentiles, and the state of the machine beside them."""

import os
import platform
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured line; `met` is None where there is no goal."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None

    def as_line(self) -> str:
        """The line for a terminal."""
        verdict = "" if self.met is None else f"   [{self.goal}: {'met' if self.met else 'NOT MET'}]"
        return f"{self.what:<78} {self.measured}{verdict}"


def percentile(seconds: Sequence[float], percent: int) -> float:
    """The value that `percent` of the measurements do not exceed."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def command_seconds(command: Sequence[str], environment: Mapping[str, str] = os.environ) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, of a whole process from its start to its end."""
    before, start = os.times(), time.perf_counter()
    silent = subprocess.DEVNULL
    done = subprocess.run(command, stdout=silent, stderr=silent, check=False, env=dict(environment))
    wall, after = time.perf_counter() - start, os.times()
    assert done.returncode in (0, 1), f"{command} ended with {done.returncode}"  # 1: something was found
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def in_ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def machine() -> str:
    """Cores, Python and how busy the machine is: figures taken under a load say little."""
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load}"
