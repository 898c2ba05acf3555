"""makewhole code: the service lines of a visit, each with its reasons."""

from typing import TYPE_CHECKING

import click

from makewhole.cli._inputs import json_option, presentation_option, say_failure, say_findings, visits_argument
from makewhole.cli._visits import Visits

if TYPE_CHECKING:
    from makewhole.records import CodedVisit


@click.command(short_help="Turn a visit into coded, priced lines with their reasons.")
@visits_argument
@presentation_option
@json_option
def command(visits: tuple[str, ...], presentation: str, as_json: bool) -> None:
    """Turn each VISIT into coded, priced service lines, and say why each line stands there.

    What is not billed is listed with its reason. With --json each visit is one line of JSON; one that cannot be coded
    is a line with its source and problems.

    Exits 0 when every visit was coded, 1 when something stands in the way of a line, 2 when a VISIT cannot be read.
    """
    from makewhole.coding import code_visit

    worst = 0
    for source, visit in Visits(visits):
        try:
            if isinstance(visit, Exception):
                raise visit
            coded = code_visit(visit, presentation)  # type: ignore[arg-type]  # click has checked the choice
        except Exception as error:
            say_failure(source, error, as_json)
            worst = 2
            continue
        worst = max(worst, 1 if any(problem.severity == "error" for problem in coded.problems) else 0)
        if as_json:
            click.echo(coded.model_dump_json())
        else:
            click.echo(_in_words(coded))
            say_findings(coded.problems)
    click.get_current_context().exit(worst)


def _in_words(coded: "CodedVisit") -> str:
    """The visit as a table for a terminal, in one text: a batch writes it in one go."""
    said = [f"Visit {coded.visit_number}, {coded.date:%d %b %Y}".replace(" 0", " ")]
    for line in coded.lines:
        code = "-".join((line.code, *line.modifiers))
        said.append(f"\n{line.number:>3}  {code:<12}{line.units:>3} × {line.says}")
        said.append(f"     {line.charge:>10,.2f}   for {', '.join(line.diagnoses) or 'no diagnosis'}")
        if line.drug and line.drug.ndc:
            amount = f", {line.drug.unit} {line.drug.quantity}" if line.drug.quantity else ""
            said.append(f"                  NDC {line.drug.ndc}{amount}")
        said += [
            f"                  because {reason.says}" + (f"  [{reason.rule}]" if reason.rule else "")
            for reason in line.because
        ]
    said.append(f"\n     {coded.charge:>10,.2f}   in all")
    said += [f"                  included: {text}" for text in coded.included]
    if coded.not_billed:
        said.append("\nNot billed")
        said += [f"  {skipped.what}: {skipped.because[0].says}" for skipped in coded.not_billed]
    if coded.problems:
        said.append("\nIn the way")
    return "\n".join(said)
