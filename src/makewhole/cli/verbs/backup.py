"""makewhole backup: a copy of the workspace's database while people work."""

from pathlib import Path

import click


@click.command(short_help="Copy the workspace's database while it runs.")
@click.option("-o", "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="A new file.")
def command(out: Path) -> None:
    """Copy the workspace's database to FILE while people work, and look through the copy before it counts.

    The copy is sealed as the database is, and holds no master key: keep those in another place. Nothing is written
    over, and nothing is left behind when it does not succeed. On PostgreSQL this names the command of pg_dump.
    """
    from makewhole.cli._workspace import load_app

    load_app()
    from makewhole.app.vault.backup import back_up

    copy = back_up(out)
    click.echo(f"{copy.path}")
    click.echo(
        f"{copy.length / 1e6:,.1f} MB: sound, and its audit trail holds ({copy.practices} practices, "
        f"{copy.entries:,} entries).",
        err=True,
    )
    names = ", ".join(map(repr, copy.masters)) or "none yet"
    click.echo(f"It holds no keys. To open it one needs the master keys it was sealed under: {names}.", err=True)
