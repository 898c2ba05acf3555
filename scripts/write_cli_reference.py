"""Writes docs/reference/cli.md from what `makewhole --help` and each verb's `--help` say."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from makewhole.cli import group

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"
OPENING = """\
# The terminal

What each verb says of itself with `--help`. This page is made by `scripts/write_cli_reference.py`.

**VISIT** is a JSON or TOML file, or `-` for standard input. `code`, `superbill` and `packet` take several, and also a
`.jsonl` file with one JSON visit a line. A visit file may name files beside it for its practice, providers, patient,
coverages, history and plan; `makewhole schema` describes all of its fields.

**Answers** go to standard output, and what is wrong to standard error. With `--json` what is wrong with a VISIT is JSON
on standard output too, under `problems`: a list of `field`, `says` and `remedy`. No message repeats a name, a number
or any other value of the visit: it names the field.

**Exit codes** are 0 when all is well, 1 when there is something to mend or nothing was found to explain, 2 when an
input cannot be used, 130 when it was stopped with Ctrl-C, 141 when the reader of its output left, 143 when it was ended
with SIGTERM.

**Files** are written whole or not at all, readable by you alone. `-o -` is standard output where one file is written.
"""


def reference() -> str:
    """The whole page."""
    with click.Context(group, info_name="makewhole", **group.context_settings) as top:
        return "\n".join([OPENING, *_parts(group, top)])


def _parts(command: click.Command, context: click.Context) -> Iterator[str]:
    """What a command says of itself, then each of its own commands."""
    context.terminal_width = 100
    yield f"## {context.command_path}\n```text\n{command.get_help(context)}\n```\n"
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        inner = command.get_command(context, name)  # type: ignore[attr-defined]
        with click.Context(inner, context, name) as below:
            yield from _parts(inner, below)


if __name__ == "__main__":
    REFERENCE.write_text(reference(), "utf-8")
    sys.stdout.write(f"{REFERENCE}\n")
