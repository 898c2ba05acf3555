"""makewhole serve: the workspace in a browser."""

from pathlib import Path

import click

from makewhole.cli.verbs.demo import EXAMPLES


@click.command(short_help="Run the workspace on this machine.")
@click.option("--demo", is_flag=True, help="Made-up patients, in a folder of their own.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--certificate", default="", metavar="FILE", help="Serve HTTPS with this certificate (PEM).")
@click.option("--key", default="", metavar="FILE", help="Its private key (PEM).")
def command(demo: bool, host: str, port: int, certificate: str, key: str) -> None:
    """Run the workspace until stopped with Ctrl-C.

    Settings come from makewhole.toml or MAKEWHOLE_… variables; `makewhole doctor` checks them.
    """
    from makewhole.cli._workspace import need_app

    need_app()
    from makewhole.app.project import serve

    folder = serve.use_demo_folder() if demo else None
    serve.prepare(click.echo)
    if folder is not None:
        from makewhole.app.project.demo import PASSWORD, fill

        addresses = fill(Path(EXAMPLES))
        click.echo(f"Everything here is made up, and lies in {folder}.")
        click.echo(f"Sign in as {', '.join(addresses)}; the password of each is: {PASSWORD}")
    serve.say_how_to_begin(click.echo)
    click.echo(f"{'https' if certificate else 'http'}://{host}:{port}/   (Ctrl-C stops it)")
    serve.serve(host, port, certificate, key)
