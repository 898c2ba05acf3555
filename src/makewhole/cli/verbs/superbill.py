"""makewhole superbill: the itemised statement of one or several visits."""

from datetime import date
from pathlib import Path

import click

from makewhole.cli._inputs import issued_option, presentation_option, read, visit_argument


@click.command(short_help="Make the superbill of one or several visits.")
@visit_argument(many=True)
@click.option(
    "-o", "--out", required=True, metavar="FILE.pdf", type=click.Path(dir_okay=False), help="PDF file to write."
)
@presentation_option
@issued_option
def command(visits: tuple[str, ...], out: str, presentation: str, issued: date | None) -> None:
    """Make one superbill of each VISIT of one patient at one practice.

    Exits 0 when it is written, 2 when a VISIT cannot be read or the visits do not belong together; then nothing is
    written.
    """
    from makewhole.cli._batch import write_file
    from makewhole.coding import build_claim, code_visit
    from makewhole.documents.press import compile_pdf
    from makewhole.documents.subject import Subject
    from makewhole.documents.superbill import statement

    day = issued or date.today()
    subjects = []
    for source in visits:
        file = read(source)
        coded = code_visit(file, presentation)  # type: ignore[arg-type]  # click has checked the choice
        subjects.append(Subject(file, coded, build_claim(file, coded), file.visit.number, day))
    number = subjects[0].number if len(subjects) == 1 else f"{subjects[0].number}+{len(subjects) - 1}"
    part = statement(subjects, number)
    author = subjects[0].file.practice.legal_name
    pdf = compile_pdf([part], title=part.title, number=number, issued=day, author=author)
    write_file(Path(out), pdf)
    click.echo(out)
