"""makewhole practice: the practices of this installation, and how one begins."""

import click

manager_option = click.option(
    "--manager", required=True, metavar="E-MAIL", help="Whom to invite as a manager; with this address they sign in."
)


@click.group(short_help="Begin a practice in the workspace.")
def command() -> None:
    """Begin a practice in the workspace, list those there are, or invite a manager where none can sign in."""
    from makewhole.cli._workspace import need_app

    need_app()
    from makewhole.app.project import serve

    serve.prepare_tables(click.echo)


@command.command(short_help="A new practice, and a link for its first manager.")
@click.argument("name")
@manager_option
@click.option("--time-zone", default="America/New_York", show_default=True, help="Where its clock times are.")
def add(name: str, manager: str, time_zone: str) -> None:
    """Make the practice NAME and print a link that works once, within a week. Whoever opens it chooses the password and
    sets up a second factor; then Settings says what a first superbill needs."""
    from makewhole.app.accounts.founding import found

    _say_link(found(name, manager, time_zone), manager)


@command.command(short_help="A link for one more manager.")
@click.argument("practice")
@manager_option
def invite(practice: str, manager: str) -> None:
    """Print a link for one more manager of PRACTICE (its name or id), as when nobody who manages it can sign in. It is
    entered in the practice's audit trail."""
    from makewhole.app.accounts.founding import invite as invite_into
    from makewhole.app.accounts.founding import named

    _say_link(invite_into(named(practice), manager), manager)


@command.command(name="list", short_help="The practices that are here.")
def list_all() -> None:
    """Each practice: its id, since when, how many people work there, and its name."""
    from makewhole.app.accounts.models import Membership, Practice

    for practice in Practice.objects.order_by("created"):
        people = Membership.objects.filter(practice=practice, active=True, waits=False).count()
        click.echo(f"{practice.pk}  {practice.created:%Y-%m-%d}  {people:>4}  {practice.name}")


def _say_link(token: str, manager: str) -> None:
    from django.urls import reverse

    from makewhole.app.project import config

    (address, *_others) = [*config.words("origins"), "http://127.0.0.1:8000"]
    click.echo(f"For {manager}, once, within a week:")
    click.echo(f"{address.rstrip('/')}{reverse('join', args=(token,))}")
