"""Makes one visit's packet in its folder, unless the folder holds it already or holds anything else."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from makewhole.cli._failures import problems
from makewhole.cli._files import write_folder
from makewhole.errors import InvalidRecord, Problem

if TYPE_CHECKING:
    from makewhole.documents.forms import FormToFill
    from makewhole.records import Presentation, VisitFile


@dataclass(frozen=True, slots=True)
class How:
    """How the packets are made: the same for all of a batch."""

    lang: str | None
    presentation: "Presentation"
    issued: date | None
    offset_inches: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
    singles: bool = True
    form: "FormToFill | None" = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One visit to make: where it came from, where its folder goes, and a folder on that disk to build it in."""

    source: str
    file: "VisitFile"
    folder: Path
    workshop: Path
    how: How


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a visit. `kept`: its packet was there already, made from the same input."""

    source: str
    state: Literal["made", "kept", "failed"]
    folder: str = ""
    files: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> str:
        """One line, always with the same keys."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields | {"problems": [problem._asdict() for problem in self.problems]})


def failed(source: str, says: str, remedy: str, field: str = "") -> Made:
    return Made(source, "failed", problems=(Problem(field, says, remedy),))


def make(job: Job) -> Made:
    """Make and write one packet. Whatever is wrong with it becomes its result, never an exception."""
    try:
        return _make(job)
    except Exception as error:
        if isinstance(error, OSError):  # its own file name may hold what is not to be shown
            return failed(job.source, f"{job.folder.parent} cannot be written: {error.strerror}.", "Check the disk.")
        return Made(job.source, "failed", problems=problems(error))


def _make(job: Job) -> Made:
    from makewhole.exchange.attached import attached_records
    from makewhole.packets import build_packet, possible_files

    records = attached_records(job.source, job.file)
    digest = _digest(job, records)
    standing = _standing(job, possible_files())
    if standing and standing.get("made_from") == digest:
        names = sorted(path.name for path in job.folder.iterdir())
        return _made(job, "kept", names, [finding["severity"] for finding in standing["findings"]])
    made = build_packet(
        job.file,
        records,
        job.how.issued or date.today(),
        lang=job.how.lang or job.file.patient.language,
        presentation=job.how.presentation,
        offset_inches=job.how.offset_inches,
        made_from=digest,
        singles=job.how.singles,
        form=job.how.form,
        answers=job.how.answers,
    )
    write_folder(job.folder, made.files, job.workshop)
    return _made(job, "made", sorted(made.files), [finding.severity for finding in made.packet.findings])


def _made(job: Job, state: Literal["made", "kept"], names: Iterable[str], severities: list[str]) -> Made:
    counts = severities.count("error"), severities.count("warning")
    return Made(job.source, state, str(job.folder), tuple(names), *counts)


def folder_name(number: str) -> str:
    """A visit number as a folder's name, of ASCII letters, digits, dot, hyphen and underscore; never two the same."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", number).lstrip(".")
    if plain == number:
        return plain
    return f"{plain}-{hashlib.sha256(number.encode()).hexdigest()[:8]}"


def _standing(job: Job, ours: frozenset[str]) -> dict[str, Any] | None:
    """The packet.json in the visit's folder; None where there is no folder yet.

    Raises InvalidRecord where the folder holds another visit, or anything that makewhole did not make.
    """
    folder = job.folder
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _in_the_way("is there already and is no folder.", "Move it away, or choose another DIR.")
    if not folder.is_dir():
        return None
    if {path.name for path in folder.iterdir()} - ours:
        raise _in_the_way("holds files that makewhole did not make.", "Move them away, or choose another DIR.")
    try:
        packet = json.loads((folder / "packet.json").read_bytes())
        stands_for = packet["claim"]["patient"]["account_number"], packet["claim"]["date_from"]
        [finding["severity"] for finding in packet["findings"]]
    except (OSError, ValueError, LookupError, TypeError):
        raise _in_the_way("is there and holds no packet.", "Delete it, or choose another DIR.") from None
    if stands_for != (job.file.patient.account_number, job.file.visit.date.isoformat()):
        remedy = "Give each visit a number of its own; if it is the same visit, delete the folder."
        raise _in_the_way("holds the packet of another patient or day.", remedy)
    return packet  # type: ignore[no-any-return]


def _in_the_way(says: str, remedy: str) -> InvalidRecord:
    return InvalidRecord([Problem("visit.number", f"the folder of that name {says}", remedy)])


def _digest(job: Job, records: Mapping[str, bytes]) -> str:
    hashed = hashlib.sha256(job.file.model_dump_json().encode())
    for path, content in sorted(records.items()):
        hashed.update(f"\0{path}\0{len(content)}\0".encode() + content)
    hashed.update(f"{version('makewhole')} {job.how}".encode())
    return hashed.hexdigest()
