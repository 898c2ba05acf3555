"""Reads the files that a visit file names to go along: attached records and the provider's signature."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from makewhole.records import InvalidRecord, Problem, VisitFile

LARGEST_RECORD: Final = 50 * 1024 * 1024


def attached_records(source: str | Path, file: VisitFile) -> Mapping[str, bytes]:
    """The bytes of every attached record and signature image, by the path that the visit file gives.

    Paths lie in the visit file's own folder or below it (for standard input: the current folder).
    Raises InvalidRecord naming each that is missing, elsewhere, not a file, or larger than 50 MB.
    """
    folder = Path.cwd() if str(source) == "-" else Path(source).parent
    wanted = {f"attachments[{index}].path": record.path for index, record in enumerate(file.attachments)}
    for index, provider in enumerate(file.providers):
        if provider.signature_image is not None:
            wanted[f"providers[{index}].signature_image"] = provider.signature_image
    problems: list[Problem] = []
    records = {}
    for field, path in wanted.items():
        fault = _fault(folder, path)
        if fault is not None:
            problems.append(Problem(field, *fault))
            continue
        try:
            records[path] = (folder / path).read_bytes()
        except OSError as error:
            problems.append(Problem(field, f"cannot be read ({error.strerror}).", "Check the file's permissions."))
    if problems:
        raise InvalidRecord(problems)
    return records


def _fault(folder: Path, path: str) -> tuple[str, str] | None:
    if "\0" in path or Path(path).is_absolute() or not (folder / path).resolve().is_relative_to(folder.resolve()):
        return "names a file outside the visit file's folder.", "Put the file beside the visit file."
    if not (folder / path).is_file():
        return "names a file that is not there.", "Put it beside the visit file, or mend the name."
    if (folder / path).stat().st_size > LARGEST_RECORD:
        return "names a file larger than 50 MB.", "Scan it again at 200 dots an inch, or split it."
    return None
