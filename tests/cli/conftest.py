"""The example visit in a folder of its own, and makewhole as its own process or in this one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from makewhole.cli import group

EXAMPLES = Path(__file__).parents[2] / "examples"
Write = Callable[..., str]
Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the example and the files that it names."""
    copy = tmp_path / "desk"
    shutil.copytree(EXAMPLES, copy)
    monkeypatch.chdir(copy)
    monkeypatch.delenv("MAKEWHOLE_TRACEBACK", raising=False)
    return copy


@pytest.fixture
def write(folder: Path) -> Write:
    """write("b.json", {"visit.number": "V-2"}) is the example with these fields changed; the value None takes one out.

    The attached records are left out, because they take most of the time.
    """

    def written(name: str, changes: dict[str, Any] | None = None) -> str:
        (folder / name).write_text(json.dumps(changed(changes)), "utf-8")
        return name

    return written


def changed(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((EXAMPLES / "visit.json").read_text("utf-8"))
    for path, value in ({"attachments": []} | (changes or {})).items():
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        inner: Any = fields
        for parent in parents:
            inner = inner[parent]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return fields


@pytest.fixture
def run() -> Run:
    """One verb in this process."""
    return lambda *arguments, **given: CliRunner().invoke(group, arguments, **given)


@pytest.fixture
def process() -> Process:
    """makewhole as its own process, to its end."""

    def started(*arguments: str, **given: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*program(), *arguments], check=False, capture_output=True, text=True, timeout=120, **given
        )

    return started


def unmeasured() -> dict[str, str]:
    """This environment without the coverage measurement, which loads and writes things of its own."""
    return {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE_")}


def program() -> list[str]:
    return [sys.executable, "-m", "makewhole"]
