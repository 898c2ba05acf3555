"""makewhole check: what an insurer would reject or delay, before it is sent."""

from datetime import date

import click

from makewhole.cli._inputs import count_words, json_option, read, say_findings, visit_argument


@click.command(short_help="Find what an insurer would reject or delay.")
@visit_argument(many=False)
@click.option(
    "--earlier", multiple=True, metavar="VISIT", help="An earlier visit of the same patient; may be given again."
)
@json_option
def command(source: str, earlier: tuple[str, ...], as_json: bool) -> None:
    """Check VISIT for everything that makes an insurer reject or delay a claim, each with its remedy.

    Exits 0 when nothing was found, 1 when there are findings, 2 when VISIT cannot be read.
    """
    from makewhole.coding import code_visit
    from makewhole.coding.scrubber import scrub

    file = read(source)
    findings = scrub(file, code_visit(file), date.today(), [read(each) for each in earlier])
    if as_json:
        rows = ",\n ".join(finding.model_dump_json() for finding in findings)
        click.echo(f"[{rows}]")
    else:
        say_findings(findings)
        click.echo(f"Visit {file.visit.number}: {count_words(findings)}.")
    click.get_current_context().exit(1 if findings else 0)
