"""One visit to its full packet, warm, beside WeasyPrint setting the same pages: both in one run, turn by turn."""

import importlib.util
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from benchmarks.measuring import Figure, in_ms, machine, percentile
from benchmarks.visits import EXAMPLES, visits

from makewhole.documents import binder, press
from makewhole.documents.press import Part
from makewhole.exchange.visit_files import load_many
from makewhole.packets import build_packet
from makewhole.records import VisitFile

ISSUED = date(2026, 12, 1)
WARM_UP = 12
LONGEST_MS, LEAST_TIMES = 150, 10


def measure(count: int, peer_count: int) -> Iterator[Figure]:
    """The time of `count` packets, each of another patient, and of WeasyPrint for every few of them."""
    yield _with_singles(count)
    files, records = made_up(WARM_UP + count)
    for file in files[:WARM_UP]:
        build_packet(file, records, ISSUED, singles=False)
    weasy, why_not = _weasyprint()
    whole, cpu, bound, ratios = list[float](), list[float](), list[float](), list[float]()
    pages, theirs = list[int](), list[tuple[float, int]]()
    for at, file in enumerate(files[WARM_UP:]):
        with _noting() as noted:
            wall, used = time.perf_counter(), time.process_time()
            made = build_packet(file, records, ISSUED, singles=False)
            whole.append(time.perf_counter() - wall)
            cpu.append(time.process_time() - used)
        parts, seconds = noted[0]
        bound.append(seconds)
        pages.append(_pages(made.files["packet.pdf"]))
        if weasy and at % max(1, count // peer_count) == 0:
            if not theirs:
                weasy(parts, file)  # its faces are read, as ours are
            wall = time.perf_counter()
            pdf = weasy(parts, file)
            theirs.append((time.perf_counter() - wall, _pages(pdf)))
            ratios.append(theirs[-1][0] / seconds)
    p95 = percentile(whole, 95)
    yield Figure(
        f"visit to its packet: {min(pages)} pages bound, 837P, FHIR and packet.json",
        f"median {in_ms(percentile(whole, 50))}, p95 {in_ms(p95)}; processor least {in_ms(min(cpu))}, "
        f"median {in_ms(percentile(cpu, 50))}, p95 {in_ms(percentile(cpu, 95))}",
        f"p95 at most {LONGEST_MS} ms",
        p95 * 1000 <= LONGEST_MS,
    )
    ours = f"median {in_ms(percentile(bound, 50))}, p95 {in_ms(percentile(bound, 95))}"
    yield Figure("of it, setting packet.pdf", ours)
    if not theirs:
        yield Figure("the same pages by WeasyPrint", f"not run: {why_not}")
        return
    their_seconds, counts = [each[0] for each in theirs], [each[1] for each in theirs]
    times = percentile(ratios, 50)
    yield Figure(
        f"the same pages by WeasyPrint ({min(counts)} to {max(counts)} pages)",
        f"median {in_ms(percentile(their_seconds, 50))}: {times:.0f} times as long",
        f"at least {LEAST_TIMES} times",
        times >= LEAST_TIMES,
    )


def _with_singles(count: int) -> Figure:
    files, records = made_up(WARM_UP + count, seed=1)
    seconds = list[float]()
    for file in files:
        start = time.perf_counter()
        made = build_packet(file, records, ISSUED)
        seconds.append(time.perf_counter() - start)
    times = f"median {in_ms(percentile(seconds[WARM_UP:], 50))}, p95 {in_ms(percentile(seconds[WARM_UP:], 95))}"
    return Figure(f"the same with each document as a PDF of its own too: {len(made.files)} files", times)


def made_up(count: int, seed: int = 0) -> tuple[list[VisitFile], dict[str, bytes]]:
    """`count` made-up visits, read and validated, and their attached records."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("practice.toml", "dr-okafor.toml"):
            (Path(folder) / name).write_bytes((EXAMPLES / name).read_bytes())
        lines = Path(folder) / "visits.jsonl"
        lines.write_text("".join(json.dumps(fields) + "\n" for fields in visits(count, seed)))
        files = [file for _, file in load_many(lines) if isinstance(file, VisitFile)]
    assert len(files) == count
    return files, {record.path: (EXAMPLES / record.path).read_bytes() for record in files[0].attachments}


@contextmanager
def _noting() -> Iterator[list[tuple[Sequence[Part], float]]]:
    """Lists the parts of every file that the binder sets meanwhile, the packet first, with the seconds it took."""
    noted: list[tuple[Sequence[Part], float]] = []
    real = press.compile_pdf

    def noting(parts: Sequence[Part], **about: Any) -> bytes:
        start = time.perf_counter()
        pdf = real(parts, **about)
        noted.append((parts, time.perf_counter() - start))
        return pdf

    vars(binder)["compile_pdf"] = noting
    try:
        yield noted
    finally:
        vars(binder)["compile_pdf"] = real


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _weasyprint() -> tuple[Callable[[Sequence[Part], VisitFile], bytes] | None, str]:
    if importlib.util.find_spec("weasyprint") is None:
        return None, "it is not installed (make bench installs it)"
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        return None, f"a system library is missing ({error}); on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0"
    from benchmarks.weasy.packet import DOCUMENTS, page

    faces = FontConfiguration()

    def pdf(parts: Sequence[Part], file: VisitFile) -> bytes:
        text = page(parts, file.visit.number, file.practice.legal_name)
        html = HTML(string=text, base_url=f"{DOCUMENTS / 'fonts'}/")
        made = html.write_pdf(font_config=faces, pdf_variant="pdf/ua-1")
        assert isinstance(made, bytes)
        return made

    return pdf, ""


if __name__ == "__main__":
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60, 10):
        print(figure.as_line())
    print(machine())
