"""Every figure of docs/reference/benchmarks.md in one run, with the load beside it. Exits 1 where a goal is not met.

python -m benchmarks.run            all, some minutes
python -m benchmarks.run --short    fewer of each, half a minute on an idle machine
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks import batch, coding, forms, packets, startup
from benchmarks.measuring import Figure, machine


def figures(short: bool) -> Iterator[Figure]:
    """Every figure; the first ones on one core, the batch on all."""
    yield from startup.measure(5 if short else 20)
    cores = _use_cores({min(_use_cores(None))})
    yield from coding.measure(1000 if short else 10_000)
    yield from packets.measure(20 if short else 100, 2 if short else 20)
    yield from forms.measure(20 if short else 100)
    _use_cores(cores)
    yield from batch.measure(80 if short else 1500, 20 if short else 200)


def _use_cores(cores: set[int] | None) -> set[int]:
    """Keep this process to `cores`; the cores that it could use before."""
    if not hasattr(os, "sched_setaffinity"):
        return {0}
    before = os.sched_getaffinity(0)
    if cores:
        os.sched_setaffinity(0, cores)
    return before


def main() -> int:
    print(f"{datetime.now(UTC):%Y-%m-%d}  {machine()}")
    missed = 0
    for figure in figures("--short" in sys.argv[1:]):
        print(figure.as_line(), flush=True)
        missed += figure.met is False
    print(machine())
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
