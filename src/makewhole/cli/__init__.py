"""The same verbs at a terminal: each is a thin layer on a function of the library."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

VERBS = Path(__file__).parent / "verbs"
UNREADABLE = 2


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


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="makewhole", message="%(prog)s %(version)s")
def group() -> None:
    """Get self-pay, out-of-network infusion care paid back.

    VISIT is a JSON or TOML file that holds one visit and all its packet needs, or - for standard input.
    """


def main() -> None:
    """Run a verb. Whatever goes wrong is said in one plain sentence, without a traceback and without patient data."""
    # pydantic would search every installed package for plug-ins at start; makewhole has none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        group(prog_name="makewhole")
    except Exception as error:
        sys.exit(_say(error))


def _say(error: Exception) -> int:
    from makewhole.errors import MakewholeError

    if isinstance(error, MakewholeError):
        click.echo(f"makewhole: {error}", err=True)
        return UNREADABLE
    if isinstance(error, OSError):
        click.echo(f"makewhole: {error.filename or 'a file'}: {error.strerror or 'cannot be used'}.", err=True)
        return UNREADABLE
    if os.environ.get("MAKEWHOLE_TRACEBACK"):
        raise error
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    click.echo(
        f"makewhole: a fault of makewhole itself ({type(error).__name__} at {place}). Nothing was written. "
        "Please report this line; set MAKEWHOLE_TRACEBACK=1 for the details, which may hold patient data.",
        err=True,
    )
    return UNREADABLE
