"""makewhole demo: a finished packet of a made-up visit, to look at."""

from datetime import date
from pathlib import Path

import click

# The demo is always issued on the day after its visit, so that it looks the same whenever it is made.
ISSUED = date(2026, 11, 13)
EXAMPLES = Path(__file__).parents[2] / "examples"
if not EXAMPLES.is_dir():  # a checkout keeps them at its top; a wheel carries them inside
    EXAMPLES = Path(__file__).parents[4] / "examples"


@click.command(short_help="Make a finished packet from a made-up visit.")
@click.option(
    "-o", "--out", default="demo", show_default=True, metavar="DIR", type=click.Path(file_okay=False), help="Folder."
)
def command(out: str) -> None:
    """Make the packet of a made-up ketamine visit in DIR, and say what to look at.

    Its input is left there too, as visit.json with the records attached to it, to try the other verbs on.
    """
    from makewhole.cli._files import write_file
    from makewhole.exchange.attached import attached_records
    from makewhole.exchange.visit_files import load
    from makewhole.packets import build_packet

    source, folder = EXAMPLES / "visit.json", Path(out)
    file = load(source)
    records = attached_records(source, file)
    made = build_packet(file, records, ISSUED, lang=file.patient.language)
    visit = file.model_dump_json(indent=2, exclude_none=True).encode() + b"\n"
    for name, content in {**made.files, **records, "visit.json": visit}.items():
        write_file(folder / name, content)
    click.echo(f"A made-up visit of {file.visit.date:%d %B %Y}, coded line by line:\n")
    for line in made.packet.coded.lines:
        click.echo(
            f"  {'-'.join((line.code, *line.modifiers)):<10}{line.units:>3} × {line.charge:>8,.2f}   {line.says}"
        )
    click.echo(f"  {'in all':<10}{'':>3}   {made.packet.coded.charge:>8,.2f}\n")
    pages = sum(document.pages for document in made.packet.documents)
    click.echo(f"{folder / 'packet.pdf'}   the whole packet, {pages} pages, ready to print and send")
    for name in sorted(set(made.files) - {"packet.pdf"}):
        click.echo(f"{folder / name}")
    click.echo(f"\nWhy is a line there?   makewhole code {folder / 'visit.json'}")
