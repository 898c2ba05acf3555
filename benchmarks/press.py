"""Times the press: a packet of ten pages and the same pages again as single documents, warm and cold.

`different` changes every word from packet to packet, so that nothing once set can be used again: the worst case.
`alike` changes one paragraph a document: the next packet of the same practice. Run it on one core:
taskset -c 0 python benchmarks/press.py
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

started = time.perf_counter()

from makewhole.documents import press  # noqa: E402
from makewhole.documents.press import Part, compile_pdf  # noqa: E402

CONTENT: dict[str, Any] = json.loads((Path(press.__file__).parent / "specimen" / "content.json").read_text())


def alike(tag: str) -> dict[str, Any]:
    """Return the specimen with one paragraph of its own."""
    return CONTENT | {"letter": f"Text {tag}."}


def different(tag: str) -> dict[str, Any]:
    """Return the specimen with `tag` in every text, table cell and label."""

    def tagged(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item if key == "answer" else tagged(item) for key, item in value.items()}
        if isinstance(value, list):
            return [tagged(item) for item in value]
        return f"{value} {tag}" if isinstance(value, str) else value

    return {key: tagged(value) for key, value in CONTENT.items()}


def packet(i: int, content: Callable[[str], dict[str, Any]]) -> tuple[float, float]:
    """Return the seconds for packet number `i` and for its five single documents of two pages."""
    number = f"MW-{i}"
    parts = [Part("press/specimen", f"Document {k}", content(f"{i}.{k}")) for k in range(5)]
    before = time.perf_counter()
    compile_pdf(parts, title="Packet", number=number, issued=date(2026, 11, 3))
    between = time.perf_counter()
    for part in parts:
        compile_pdf([part], title=part.title, number=number, issued=date(2026, 11, 3))
    return between - before, time.perf_counter() - between


def main(count: int) -> None:
    """Print medians and the 95th percentile of `count` packets, in milliseconds."""
    packet(0, alike)
    rows = [("cold: import and first packet", time.perf_counter() - started)]
    for content in (different, alike):
        runs = [packet(i, content) for i in range(1, count + 1)]
        both = sorted(sum(run) for run in runs)
        rows += [
            (f"{content.__name__}: packet of 10 pages", statistics.median(run[0] for run in runs)),
            (f"{content.__name__}: same as 5 documents", statistics.median(run[1] for run in runs)),
            (f"{content.__name__}: both", statistics.median(both)),
            (f"{content.__name__}: both, p95", both[len(both) * 95 // 100]),
        ]
    for name, seconds in rows:
        print(f"{name:34}{seconds * 1000:5.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
