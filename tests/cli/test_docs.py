"""What the documentation says of the terminal is what the terminal does."""

import re
import shlex
from pathlib import Path

import pytest
from scripts.write_cli_reference import REFERENCE, reference

from makewhole.cli import VERBS

from .conftest import Run

TUTORIAL = Path(__file__).parents[2] / "docs/tutorials/first-packet.md"


def test_the_reference_is_what_help_says() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "run scripts/write_cli_reference.py"


@pytest.mark.parametrize("verb", sorted(path.stem for path in VERBS.glob("[a-z]*.py")))
def test_every_verb_is_documented(verb: str) -> None:
    assert f"\n## makewhole {verb}\n" in REFERENCE.read_text("utf-8")


def test_the_tutorial_is_true(folder: Path, run: Run) -> None:
    """Each command in it is run in turn; each line that it shows is printed, and each file that it names is there."""
    shown = re.findall(r"```console\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)
    commands = 0
    for block in shown:
        _, *steps = re.split(r"^\$ ", block, flags=re.MULTILINE)
        for step in steps:
            command, *lines = step.splitlines()
            program, *arguments = shlex.split(command)
            if program == "sed":  # the one edit that the reader makes
                _, edit, name = arguments
                _, old, new, _ = edit.split("/")
                Path(name).write_text(Path(name).read_text("utf-8").replace(old, new), "utf-8")
                continue
            assert program == "makewhole"
            printed = run(*arguments).output.splitlines()
            for line in filter(None, lines):
                assert line == "…" or line in printed, f"{command} does not print: {line}"
            commands += 1
    assert commands > 4
