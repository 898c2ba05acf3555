"""makewhole check: what an insurer would reject or delay, before it is sent."""

from datetime import date

import click

from makewhole.cli._inputs import count_words, failure_said, json_option, read_one, say_findings, visit_argument


@click.command(short_help="Find what an insurer would reject or delay.")
@visit_argument
@click.option(
    "--earlier", multiple=True, metavar="VISIT", help="An earlier visit of the same patient; may be given again."
)
@json_option
def command(source: str, earlier: tuple[str, ...], as_json: bool) -> None:
    """Check VISIT for everything that makes an insurer reject or delay a claim, each with its remedy.

    With --json the findings are one list; a VISIT that cannot be read is an object with its source and problems.

    Exits 0 when there is no error and no warning, 1 when there is, 2 when a VISIT cannot be read.
    """
    from makewhole.coding import code_visit
    from makewhole.coding.scrubber import scrub

    before = []
    for each in earlier:
        with failure_said(each, as_json):
            before.append(read_one(each))
    with failure_said(source, as_json):
        file = read_one(source)
        findings = scrub(file, code_visit(file), date.today(), before)
    if as_json:
        rows = ",\n ".join(finding.model_dump_json() for finding in findings)
        click.echo(f"[{rows}]")
    else:
        say_findings(findings)
        click.echo(f"Visit {file.visit.number}: {count_words(findings)}.")
    click.get_current_context().exit(1 if any(finding.severity != "notice" for finding in findings) else 0)
