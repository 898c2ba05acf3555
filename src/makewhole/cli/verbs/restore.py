"""makewhole restore: a backup put where the workspace looks for its database."""

from pathlib import Path

import click


@click.command(short_help="Put a backup back where there is no database.")
@click.argument("backup", type=click.Path(path_type=Path))
def command(backup: Path) -> None:
    """Put BACKUP, which `makewhole backup` made, where the workspace looks for its database.

    There must be none yet: move the old one away first, its -wal and -shm with it, while the server is stopped. The
    master keys must be at hand. Everyone signs in again; `makewhole serve` brings an older backup up to date.
    """
    from makewhole.cli._workspace import load_app

    load_app()
    from django.conf import settings

    from makewhole.app.project import config
    from makewhole.app.vault.backup import restore

    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        raise config.Misconfigured("database_url: names PostgreSQL; use pg_restore, then `makewhole audit verify`.")
    to = Path(database["NAME"])
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = restore(backup, to)
    click.echo(f"{copy.path}")
    click.echo(f"{copy.practices} practices, {copy.entries:,} audit entries; the audit trail holds.", err=True)
