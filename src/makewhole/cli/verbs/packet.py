"""makewhole packet: everything to send, for one visit or thousands."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from makewhole.cli._inputs import calibrate_option, issued_option, json_option, presentation_option, visit_argument

if TYPE_CHECKING:
    from makewhole.cli._batch import Job, Made


@click.command(short_help="Make the whole packet of each visit.")
@visit_argument(many=True)
@click.option("-o", "--out", required=True, metavar="DIR", type=click.Path(file_okay=False), help="Folder to write to.")
@click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    help="Language of the pages for the patient.  [default: the patient's own]",
)
@presentation_option
@issued_option
@calibrate_option
@json_option
def command(
    visits: tuple[str, ...],
    out: str,
    lang: str | None,
    presentation: str,
    issued: date | None,
    offset_inches: tuple[Decimal, Decimal],
    as_json: bool,
) -> None:
    """Make the packet of each VISIT in a folder of DIR that has the visit's number.

    It holds packet.pdf (all of it, bound), each document as its own PDF, claim.837, claim.fhir.json and packet.json
    with every reason and finding. A folder is written whole or not at all; what is already made from the same input
    is left as it is, so that a batch can be stopped and started again.

    Exits 0 when all is written, 1 when a packet has errors to mend before it is sent, 2 when a VISIT could not be made.
    """
    from makewhole.cli._batch import Job, make_all

    jobs = [
        Job(source, out, lang, presentation, issued, offset_inches)  # type: ignore[arg-type]  # click has checked it
        for source in visits
    ]
    worst = 0
    for made in _with_progress(make_all(jobs), jobs):
        worst = max(worst, 2 if made.state == "failed" else 1 if made.errors else 0)
        _say(made, as_json)
    click.get_current_context().exit(worst)


def _with_progress(results: "Iterator[Made]", jobs: "list[Job]") -> "Iterator[Made]":
    if len(jobs) == 1 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=len(jobs), label="Packets", show_pos=True, file=sys.stderr) as bar:
        yield from bar


def _say(made: "Made", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(made)))
    elif made.state == "failed":
        click.echo(f"makewhole: {made.source}: {made.says}", err=True)
    else:
        where = Path(made.folder) / "packet.pdf"
        click.echo(f"{where}  {'is already made from the same input' if made.state == 'kept' else 'made'}")
        if made.errors or made.warnings:
            click.echo(
                f"  not ready to send: {made.errors} to mend, {made.warnings} to look at "
                f"(makewhole check {made.source})"
                if made.errors
                else f"  {made.warnings} to look at before sending (makewhole check {made.source})",
                err=True,
            )
