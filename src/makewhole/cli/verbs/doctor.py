"""makewhole doctor: is the workspace set up right."""

import sys

import click


@click.command(short_help="Check the workspace's set-up.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> None:
    """Check settings, keys, database and audit trail; say what is wrong and how to mend it.

    Exits 0 when nothing is wrong, 1 when something is.
    """
    from makewhole.cli._workspace import need_app

    need_app()
    from makewhole.app.project import doctor

    found = doctor.examine()
    if as_json:
        import json

        click.echo(json.dumps([each._asdict() for each in found], ensure_ascii=False, indent=2))
        sys.exit(any(each.state == "wrong" for each in found))
    sys.exit(not doctor.report(found, click.echo))
