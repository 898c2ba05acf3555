"""makewhole cms1500: the claim form alone, drawn to read or as values for the red form."""

from datetime import date
from decimal import Decimal

import click

from makewhole.cli._inputs import (
    answers_option,
    calibrate_option,
    failure_said,
    issued_option,
    pdf_option,
    presentation_option,
    read_one,
)


@click.command(short_help="Make the CMS-1500 of a visit, for the red form or to read.")
@click.argument("source", metavar="[VISIT]", required=False)
@pdf_option
@click.option("--drawn", is_flag=True, help="Draw the boxes too, to read it on screen or plain paper.")
@calibrate_option
@click.option("--sheet", is_flag=True, help="Make the sheet that shows how far the printer is off, instead.")
@presentation_option
@issued_option
@answers_option
def command(
    source: str | None,
    out: str,
    drawn: bool,
    offset_inches: tuple[Decimal, Decimal],
    sheet: bool,
    presentation: str,
    issued: date | None,
    answers: tuple[str, ...],
) -> None:
    """Make the CMS-1500 (02/12) of VISIT: only the values, to print at 100 % on the pre-printed red form.

    To line up the printer, print the --sheet, which needs no VISIT, on a red form, read off how far it is off, and
    give that to --calibrate.
    Values too long for their box, and boxes left to the pen, are named on standard error.
    """
    from makewhole.cli._answers import answers_given
    from makewhole.cli._files import give
    from makewhole.coding import build_claim, code_visit
    from makewhole.documents.cms1500 import build, calibration_pdf, review_pdf, values_pdf
    from makewhole.documents.shared_items import refuse_contradictions
    from makewhole.documents.unprintable import unprintable_fields_named

    day, said = issued or date.today(), answers_given(answers)
    if sheet:
        with failure_said("--sheet"):
            pdf = calibration_pdf(day, offset_inches)
        give(out, pdf)
        return
    if source is None:
        raise click.UsageError("Missing argument 'VISIT': only --sheet needs none.")
    with failure_said(source):
        file = read_one(source)
        claim = build_claim(file, code_visit(file, presentation))  # type: ignore[arg-type]  # click has checked it
        refuse_contradictions(said, other_plan=bool(claim.other_coverages))
        content = build(claim, said)
        with unprintable_fields_named(file):
            pdf = review_pdf(content, day) if drawn else values_pdf(content, day, offset_inches)
    for note in content["shortened"]:
        printed = "shortened" if note["printed"] else "left out, because it does not fit"
        click.echo(f"item {note['item']}: {note['field']} is {printed}", err=True)
    for blank in content["left_blank"]:
        click.echo(f"item {blank['item']}: left to the pen (makewhole explain {blank['rule']})", err=True)
    give(out, pdf)
