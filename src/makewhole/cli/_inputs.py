"""What the verbs share: the VISIT argument, reading it, and saying what was found."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from makewhole.cli._failures import about, problems

if TYPE_CHECKING:
    from makewhole.records import Finding, VisitFile

MARKS = {"error": "✗", "warning": "!", "notice": "·"}

presentation_option = click.option(
    "--lines",
    "presentation",
    type=click.Choice(["all", "few"]),
    default="all",
    show_default=True,
    help="Every service on its own line, or only lines with a charge of their own.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
issued_option = click.option(
    "--issued",
    metavar="DATE",
    callback=lambda _ctx, _param, text: _day(text),
    help="Date on the papers, as YYYY-MM-DD.  [default: today]",
)

pdf_option = click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE.pdf",
    type=click.Path(dir_okay=False),
    help="PDF file to write, or - for standard output.",
)
calibrate_option = click.option(
    "--calibrate",
    "offset_inches",
    metavar="RIGHT,DOWN",
    callback=lambda _ctx, _param, text: _offset(text),
    help="Move the print for the red CMS-1500, in inches, for example 0.05,-0.02.",
)

form_map_option = click.option(
    "--map",
    "map_file",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="What goes in each box of the form, as `makewhole form inspect --map` wrote it.",
)
answers_option = click.option(
    "--answer",
    "answers",
    metavar="NAME=ANSWER",
    multiple=True,
    help="What the patient said, for example accident.any=no or other.covered=no.",
)


visit_argument = click.argument("source", metavar="VISIT")
visits_argument = click.argument("visits", metavar="VISIT...", nargs=-1, required=True)


def read_one(source: str) -> "VisitFile":
    """The visit file at this path, or on standard input for "-". Raises InvalidRecord."""
    from makewhole.exchange.visit_files import load

    return load(source, date.today())


@contextmanager
def failure_said(source: str, as_json: bool = False) -> Iterator[None]:
    """Inside, what is wrong with an input is said under its name, and the verb ends. Print outside."""
    try:
        yield
    except click.ClickException:
        raise
    except Exception as error:
        say_failure(source, error, as_json)
        click.get_current_context().exit(2)


def say_failure(source: str, error: Exception, as_json: bool) -> None:
    """What is wrong with one input: in words on standard error, or as one line of JSON on standard output."""
    found = problems(error)
    if as_json:
        click.echo(json.dumps({"source": source, "problems": [problem._asdict() for problem in found]}))
    else:
        click.echo(f"makewhole: {about(source, found)}", err=True)


def say_findings(findings: Iterable["Finding"], err: bool = False) -> None:
    """Findings in words, the gravest first."""
    for finding in findings:
        click.echo(f"{MARKS[finding.severity]} {finding.severity}: {finding.where}", err=err)
        click.echo(f"    {finding.says}", err=err)
        click.echo(f"    → {finding.remedy}  [{finding.rule}]", err=err)


def count_words(findings: Sequence["Finding"]) -> str:
    """For example "1 error, 2 warnings"; "nothing found" for none."""
    counts = {severity: sum(each.severity == severity for each in findings) for severity in MARKS}
    words = [f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts.items() if count]
    return ", ".join(words) or "nothing found"


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("write it as YYYY-MM-DD") from None


def _offset(text: str | None) -> tuple[Decimal, Decimal]:
    if text is None:
        return Decimal(0), Decimal(0)
    try:
        right, down = (Decimal(way) for way in text.split(","))
    except (ValueError, InvalidOperation):
        raise click.BadParameter("write two numbers of inches, for example 0.05,-0.02") from None
    if not (right.is_finite() and down.is_finite()):
        raise click.BadParameter("write two numbers of inches, for example 0.05,-0.02")
    return right, down
