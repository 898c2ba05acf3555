"""A verb loads what it needs and nothing else, so that the terminal answers at once."""

import subprocess
import sys

import pytest

from .conftest import EXAMPLES, unmeasured

HEAVY = {"pydantic", "typst", "pikepdf", "pypdfium2", "PIL", "sqlite3", "concurrent.futures.process", "fhir"}


def _loaded(*arguments: str) -> set[str]:
    script = (
        "import atexit, sys; from makewhole.cli import main;"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main()"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=unmeasured())
    return HEAVY & set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["packet", "--help"], ["completion", "bash"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert _loaded(*arguments) == set()


def test_explaining_a_rule_needs_no_records() -> None:
    assert _loaded("explain", "coding/infusion/first-hour-minimum") == set()


def test_coding_needs_the_records_alone() -> None:
    assert _loaded("code", str(EXAMPLES / "visit.json")) == {"pydantic"}


def test_what_is_heavy_is_seen_when_it_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("out") / "x.pdf"
    assert {"typst", "pydantic"} <= _loaded("superbill", str(EXAMPLES / "visit.json"), "-o", str(out))
