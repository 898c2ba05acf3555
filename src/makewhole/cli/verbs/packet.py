"""makewhole packet: everything to send, for one visit or thousands."""

import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from makewhole.cli._failures import about
from makewhole.cli._inputs import (
    answers_option,
    calibrate_option,
    failure_said,
    form_map_option,
    issued_option,
    json_option,
    presentation_option,
    visits_argument,
)
from makewhole.cli._visits import MANY, Visits

if TYPE_CHECKING:
    from makewhole.cli._packet_folder import How, Job, Made

CLEAR_LINE = "\r\033[K"
NUMBER = "visit.number"


@click.command(short_help="Make the whole packet of each visit.")
@visits_argument
@click.option("-o", "--out", required=True, metavar="DIR", type=click.Path(file_okay=False), help="Folder to write to.")
@click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    help="Language of the pages for the patient.  [default: the patient's own]",
)
@presentation_option
@issued_option
@calibrate_option
@click.option("--bound-only", is_flag=True, help="Of the papers make packet.pdf alone: less time and space.")
@click.option(
    "--form", "form_pdf", metavar="FORM.pdf", type=click.Path(dir_okay=False), help="The insurer's own form, to fill."
)
@form_map_option
@answers_option
@json_option
def command(
    visits: tuple[str, ...],
    out: str,
    lang: str | None,
    presentation: str,
    issued: date | None,
    offset_inches: tuple[Decimal, Decimal],
    bound_only: bool,
    form_pdf: str | None,
    map_file: str | None,
    answers: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make the packet of each VISIT in a folder of DIR that has the visit's number.

    It holds packet.pdf (all of it, bound), each document as its own PDF, claim.837, claim.fhir.json and packet.json
    with every reason and finding. A folder is written whole or not at all, readable by you alone. What is already made
    from the same input is left as it is, so that a batch can be stopped and started again. Visits that share a number
    are refused, and so is a folder with anything in it that makewhole did not make.

    With --form the insurer's own PDF form is filled too: it is bound in packet.pdf and written as insurer-form.pdf.
    What the patient says with --answer stands on it and on the CMS-1500; it is one patient's word, so give one VISIT.

    With --json each visit is one line of JSON, in the order in which they are done.

    Exits 0 when all is written, 1 when a packet has errors to mend before it is sent, 2 when a VISIT could not be made.
    """
    from makewhole.cli._packet_folder import How

    if answers and (len(visits) > 1 or visits[0].lower().endswith(MANY)):
        raise click.UsageError("--answer is one patient's word: give one VISIT.")
    if map_file is not None and form_pdf is None:
        raise click.UsageError("--map belongs to a form: give --form FORM.pdf too.")
    given, form = {}, None
    if answers:
        from makewhole.cli._answers import answers_given

        given = answers_given(answers)
    if form_pdf is not None:
        from makewhole.cli._forms import form_to_fill

        with failure_said(form_pdf, as_json):
            form = form_to_fill(form_pdf, map_file)
    how = How(lang, presentation, issued, offset_inches, not bound_only, form, given)  # type: ignore[arg-type]  # click checked it
    worst = 0
    with closing(_all_made(Visits(visits), Path(out), how)) as results:
        for made in results:
            worst = max(worst, 2 if made.state == "failed" else 1 if made.errors else 0)
            _say(made, as_json)
    click.get_current_context().exit(worst)


def _all_made(visits: Visits, out: Path, how: "How") -> "Generator[Made, None, None]":
    from makewhole.cli._batch import make_all
    from makewhole.cli._packet_folder import Made, failed, folder_name
    from makewhole.errors import InvalidRecord

    sharing: dict[str, list[str]] = {}
    for source, visit in visits:
        if isinstance(visit, InvalidRecord):
            yield Made(source, "failed", problems=visit.problems)
        else:  # to some disks a letter's case makes no difference
            sharing.setdefault(folder_name(visit.visit.number).casefold(), []).append(source)
    for sources in sharing.values():
        for index, source in enumerate(sources if len(sources) > 1 else ()):
            other = sources[0 if index else 1]
            yield failed(source, f"is also the number of {other}.", "Give each visit a number of its own.", NUMBER)
    left = {sources[0] for sources in sharing.values() if len(sources) == 1}
    if not left:
        return
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".makewhole-", dir=out) as workshop,
        closing(make_all(_jobs(visits, left, out, Path(workshop), how), len(left))) as results,
    ):
        yield from _counted(results, left)
    for source in sorted(left):
        yield failed(source, "was changed while the batch was made.", "Run it again.")


def _jobs(visits: Visits, wanted: set[str], out: Path, workshop: Path, how: "How") -> "Iterator[Job]":
    from makewhole.cli._packet_folder import Job, folder_name
    from makewhole.errors import InvalidRecord

    for source, visit in visits:
        if source in wanted and not isinstance(visit, InvalidRecord):
            yield Job(source, visit, out / folder_name(visit.visit.number), workshop, how)


def _counted(results: "Iterator[Made]", left: set[str]) -> "Iterator[Made]":
    """The results, each taken out of `left`, with the count on the last line of a terminal."""
    total = len(left)
    shown = total > 1 and sys.stderr.isatty()
    _count(0, total, shown)
    for made in results:
        left.discard(made.source)
        if shown:
            click.echo(CLEAR_LINE, nl=False, err=True)
        yield made
        _count(total - len(left), total, shown and bool(left))


def _count(done: int, total: int, shown: bool) -> None:
    if shown:
        click.echo(f"{done} of {total}", nl=False, err=True)


def _say(made: "Made", as_json: bool) -> None:
    if as_json:
        click.echo(made.as_json())
        return
    if made.state == "failed":
        click.echo(f"makewhole: {about(made.source, made.problems)}", err=True)
        return
    note = "  (already made from the same input)" if made.state == "kept" else ""
    click.echo(f"{Path(made.folder) / 'packet.pdf'}{note}")
    if made.errors or made.warnings:
        verdict = f"not ready to send: {made.errors} to mend" if made.errors else "look before sending"
        warned = f", {made.warnings} to look at" if made.warnings else ""
        click.echo(f"  {verdict}{warned}; makewhole check {made.source}", err=True)
