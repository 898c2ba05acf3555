"""Puts files on the disk: whole or not at all, and never over anything that is not makewhole's."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

STANDARD_OUTPUT = "-"


def write_file(path: Path, content: bytes) -> None:
    """`content` at `path`, whole or not at all; to a device or pipe as it is. Readable by the user alone."""
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        path.write_bytes(content)
        return
    path = Path(os.path.realpath(path))  # a link stays, and the file that it names is written
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".makewhole-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def give(out: str, content: bytes, quiet: bool = False) -> None:
    """`content` to the file `out`, whose name is then printed unless `quiet`, or to standard output for "-"."""
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_file(Path(out), content)
    if not quiet:
        click.echo(out)


def write_folder(folder: Path, files: Mapping[str, bytes], workshop: Path) -> None:
    """All files in `folder`, in place of what was there: a reader sees the old folder or the new one, never a part.

    `workshop` is an existing folder on the same disk; its owner removes what is left in it.
    """
    building = Path(tempfile.mkdtemp(dir=workshop))
    for name, content in files.items():
        (building / name).write_bytes(content)
    if not folder.exists():
        building.rename(folder)
        return
    retired = Path(tempfile.mkdtemp(dir=workshop)) / "retired"
    folder.rename(retired)
    try:
        building.rename(folder)
    except BaseException:
        retired.rename(folder)
        raise
    shutil.rmtree(retired)
