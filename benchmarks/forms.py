"""An insurer's 105-field form filled and flattened, warm, beside pypdf filling the same fields: turn by turn."""

import importlib
import importlib.util
import io
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figure, in_ms, machine, percentile
from benchmarks.packets import made_up

from makewhole.coding import build_claim, code_visit
from makewhole.documents.forms import Facts, confident_mapping, fill, propose, read_form

FORM = Path(__file__).parents[2] / "shared" / "data" / "forms" / "aetna-medical-benefits-request-gc7.pdf"
WARM_UP = 3
LONGEST_FILL_MS, LONGEST_LOOK_MS = 60, 400


def measure(count: int) -> Iterator[Figure]:
    """The time of `count` fillings, each for another patient, and of reading the form anew for every few of them."""
    if not FORM.is_file():
        yield Figure("an insurer's form filled and flattened", f"not run: there is no {FORM.name}")
        return
    content = FORM.read_bytes()
    form = read_form(content)
    entries = confident_mapping(form, propose(form)).entries
    claims = [build_claim(file, code_visit(file)) for file in made_up(WARM_UP + count)[0]]
    ours, cpu, theirs = list[float](), list[float](), list[float]()
    looks, looks_cpu = list[float](), list[float]()
    for at, claim in enumerate(claims):
        began, used = time.perf_counter(), time.process_time()
        filled = fill(content, form, entries, Facts(claim), flatten=True)
        ours.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
        if importlib.util.find_spec("pypdf") and at % 4 == 0:
            texts = {each.box.field: each.text for each in filled.written if not each.marked}
            began = time.perf_counter()
            _by_pypdf(content, texts)
            theirs.append(time.perf_counter() - began)
        if at % 4 == 0:
            began, used = time.perf_counter(), time.process_time()
            propose(read_form(content))
            looks.append(time.perf_counter() - began)
            looks_cpu.append(time.process_time() - used)
    ours, cpu, looks, looks_cpu = ours[WARM_UP:], cpu[WARM_UP:], looks[1:], looks_cpu[1:]
    p95 = percentile(ours, 95)
    yield Figure(
        f"an insurer's form of {len(form.boxes)} fields filled and flattened",
        f"median {in_ms(percentile(ours, 50))}, p95 {in_ms(p95)}; processor median {in_ms(percentile(cpu, 50))}",
        f"p95 at most {LONGEST_FILL_MS} ms",
        p95 * 1000 <= LONGEST_FILL_MS,
    )
    look = percentile(looks, 95)
    yield Figure(
        "the same form read and understood",
        f"median {in_ms(percentile(looks, 50))}, p95 {in_ms(look)}; "
        f"processor median {in_ms(percentile(looks_cpu, 50))}",
        f"p95 at most {LONGEST_LOOK_MS} ms",
        look * 1000 <= LONGEST_LOOK_MS,
    )
    if theirs:
        median = percentile(theirs[1:], 50)
        times = median / percentile(ours, 50)
        yield Figure(
            "the same fields filled by pypdf, not flattened", f"median {in_ms(median)}: {times:.1f} times as long"
        )
    else:
        yield Figure("the same fields filled by pypdf", "not run: it is not installed (make bench installs it)")


def _by_pypdf(content: bytes, texts: Mapping[str, str]) -> bytes:
    pypdf: Any = importlib.import_module("pypdf")
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(texts), auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    for figure in measure(40):
        print(figure.as_line())
    print(machine())
