"""The same verbs at a terminal: each is a thin layer on a function of the library."""

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

VERBS = Path(__file__).parent / "verbs"
UNREADABLE, INTERRUPTED, READER_GONE, ENDED = 2, 130, 141, 143
"""Exit codes: the input cannot be used, and as a shell counts them, ended by SIGINT, SIGPIPE, SIGTERM."""
COLLECT_AFTER = 50_000
"""New objects before Python looks for rings of them. Records form none; looking after every 700 costs a tenth."""


class _Verbs(click.Group):
    """Finds its verbs as the modules in verbs/, and loads nothing but the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem for path in VERBS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"makewhole.cli.verbs.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            for near in get_close_matches(args[0], self.list_commands(ctx), 1):
                raise click.UsageError(f"{error.message} Did you mean {near}?", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb. Whatever goes wrong is said in plain words, without a traceback and without patient data."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            # What Python still holds for the reader that is gone goes nowhere, or it would complain at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(READER_GONE)
        except KeyboardInterrupt:
            click.echo("makewhole: stopped. Nothing is half written.", err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:
            from makewhole.cli._failures import in_words

            click.echo(f"makewhole: {in_words(error)}", err=True)
            ctx.exit(UNREADABLE)


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="makewhole", message="%(prog)s %(version)s")
def group() -> None:
    """Get self-pay, out-of-network infusion care paid back.

    VISIT is a JSON or TOML file that holds one visit and all that its packet needs, or - for standard input.
    Where several may be given, a .jsonl file holds many, one a line.
    """


def main() -> None:
    """The program: the verb that the command line names, and its exit code."""
    # pydantic would search every installed package for plug-ins at start; makewhole has none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    signal.signal(signal.SIGTERM, _end)
    gc.set_threshold(COLLECT_AFTER)
    group(prog_name="makewhole")


def _end(_signal: int, _frame: object) -> NoReturn:
    """On its way out every unfinished folder is removed."""
    sys.exit(ENDED)
