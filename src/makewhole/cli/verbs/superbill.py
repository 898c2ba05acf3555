"""makewhole superbill: the itemised statement of one or several visits."""

from datetime import date

import click

from makewhole.cli._inputs import issued_option, pdf_option, presentation_option, say_failure, visits_argument
from makewhole.cli._visits import Visits


@click.command(short_help="Make the superbill of one or several visits.")
@visits_argument
@pdf_option
@presentation_option
@issued_option
def command(visits: tuple[str, ...], out: str, presentation: str, issued: date | None) -> None:
    """Make one superbill of each VISIT of one patient at one practice.

    Exits 0 when it is written, 2 when a VISIT cannot be read or the visits do not belong together; then nothing is
    written.
    """
    from makewhole.cli._files import give
    from makewhole.coding import build_claim, code_visit
    from makewhole.documents.press import compile_pdf
    from makewhole.documents.subject import Subject
    from makewhole.documents.superbill import statement
    from makewhole.documents.unprintable import unprintable_fields_named

    day = issued or date.today()
    subjects, failed = [], False
    for source, visit in Visits(visits):
        try:
            if isinstance(visit, Exception):
                raise visit
            coded = code_visit(visit, presentation)  # type: ignore[arg-type]  # click has checked the choice
            subjects.append(Subject(visit, coded, build_claim(visit, coded), visit.visit.number, day))
        except Exception as error:
            say_failure(source, error, as_json=False)
            failed = True
    if failed:
        click.get_current_context().exit(2)
    number = subjects[0].number if len(subjects) == 1 else f"{subjects[0].number}+{len(subjects) - 1}"
    part = statement(subjects, number)
    author = subjects[0].file.practice.legal_name
    with unprintable_fields_named(*(subject.file for subject in subjects)):
        pdf = compile_pdf([part], title=part.title, number=number, issued=day, author=author)
    give(out, pdf)
