"""Whole processes, from the shell's call to their end: the time until a person sees an answer."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.measuring import Figure, command_seconds, in_ms, machine, percentile
from benchmarks.visits import EXAMPLES

MAKEWHOLE = str(Path(sys.executable).with_name("makewhole"))
COMMANDS = (
    (("--help",), 150),
    (("code", str(EXAMPLES / "visit.json")), 300),
    (("--version",), 150),
    (("check", str(EXAMPLES / "visit.json")), None),
)


def measure(count: int) -> Iterator[Figure]:
    """The median of `count` runs of each command, beside a Python that does nothing and one that loads pydantic.

    The modules are compiled, as they are after a first run, whatever the environment says of writing bytecode.
    """
    with tempfile.TemporaryDirectory() as compiled:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield from _figures(count, kept | {"PYTHONPYCACHEPREFIX": compiled})


def _figures(count: int, environment: Mapping[str, str]) -> Iterator[Figure]:
    for code in ("pass", "import pydantic.main"):
        wall, cpu = _seconds([sys.executable, "-c", code], count, environment)
        yield Figure(
            f"python -c {code!r}", f"median {in_ms(percentile(wall, 50))}; processor {in_ms(percentile(cpu, 50))}"
        )
    for arguments, most in COMMANDS:
        wall, cpu = _seconds([MAKEWHOLE, *arguments], count, environment)
        middle = percentile(wall, 50)
        measured = f"median {in_ms(middle)}, least {in_ms(min(wall))}; processor {in_ms(percentile(cpu, 50))}"
        name = f"makewhole {' '.join(Path(each).name for each in arguments)}"
        yield Figure(name, measured, f"at most {most} ms" if most else "", middle * 1000 <= most if most else None)


def _seconds(command: list[str], count: int, environment: Mapping[str, str]) -> tuple[list[float], list[float]]:
    runs = [command_seconds(command, environment) for _ in range(count + 1)]
    wall, cpu = zip(*runs[1:], strict=True)  # the first compiles, and finds its files on the disk
    return list(wall), list(cpu)


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        print(figure.as_line())
    print(machine())
