"""Makes the packets of many visits on all cores: each written whole or not at all, one bad input stopping no other."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from makewhole.records import Presentation, VisitFile


@dataclass(frozen=True, slots=True)
class Job:
    """One visit to make: where it is read from, where its folder goes, and how it is made."""

    source: str
    out: str
    lang: str | None
    presentation: "Presentation"
    issued: date | None
    offset_inches: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job. `kept`: its packet was there already, made from the same input."""

    source: str
    state: Literal["made", "kept", "failed"]
    folder: str = ""
    files: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    says: str = ""


def make_all(jobs: Sequence[Job]) -> Iterator[Made]:
    """The result of each job as it is done, in no fixed order. Memory does not grow with the number of jobs."""
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2:
        yield from map(make, jobs)
        return
    waiting = iter(jobs)
    with ProcessPoolExecutor(workers) as pool:
        running: dict[Future[Made], Job] = {pool.submit(make, job): job for job in islice(waiting, 2 * workers)}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    yield Made(job.source, "failed", says="the worker ended while making it; run it again by itself.")
                for following in islice(waiting, 1):
                    running[pool.submit(make, following)] = following


def make(job: Job) -> Made:
    """Read, make and write one packet. Whatever is wrong with it becomes its result, never an exception."""
    from makewhole.errors import MakewholeError
    from makewhole.exchange.attached import attached_records
    from makewhole.exchange.visit_files import load
    from makewhole.packets import build_packet

    try:
        file = load(job.source, date.today())
        records = attached_records(job.source, file)
        digest = _digest(file, records, job)
        folder = Path(job.out) / folder_name(file)
        if _already(folder, digest):
            return Made(job.source, "kept", str(folder))
        made = build_packet(
            file,
            records,
            job.issued or date.today(),
            lang=job.lang or file.patient.language,
            presentation=job.presentation,
            offset_inches=job.offset_inches,
            made_from=digest,
        )
        write_folder(folder, made.files)
    except MakewholeError as error:
        return Made(job.source, "failed", says=str(error))
    except OSError as error:
        return Made(job.source, "failed", says=f"{error.filename or job.out}: {error.strerror}.")
    found = [finding.severity for finding in made.packet.findings]
    return Made(
        job.source, "made", str(folder), tuple(sorted(made.files)), found.count("error"), found.count("warning")
    )


def folder_name(file: "VisitFile") -> str:
    """The visit's number as a folder name: letters, digits, dot, hyphen and underscore."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", file.visit.number).lstrip(".") or "visit"


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files in `folder`, in place of what was there. A reader sees the old folder or the new one, never a part."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, content in files.items():
            (building / name).write_bytes(content)
        if folder.exists():
            retired = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent)) / folder.name
            folder.rename(retired)
            building.rename(folder)
            shutil.rmtree(retired.parent)
        else:
            building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def write_file(path: Path, content: bytes) -> None:
    """`content` at `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _digest(file: "VisitFile", records: Mapping[str, bytes], job: Job) -> str:
    from importlib.metadata import version

    hashed = hashlib.sha256(file.model_dump_json().encode())
    for path, content in sorted(records.items()):
        hashed.update(f"\0{path}\0{len(content)}\0".encode() + content)
    made_how = (version("makewhole"), job.lang, job.presentation, job.issued, job.offset_inches)
    hashed.update(repr(made_how).encode())
    return hashed.hexdigest()


def _already(folder: Path, digest: str) -> bool:
    try:
        return f'"made_from": "{digest}"' in (folder / "packet.json").read_text(encoding="utf-8")
    except OSError:
        return False
