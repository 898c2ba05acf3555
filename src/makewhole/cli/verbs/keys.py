"""makewhole keys: new keys for old, while people work."""

from collections.abc import Callable, Iterator

import click


@click.group(short_help="Renew the workspace's keys.")
def command() -> None:
    """Renew the workspace's keys while it runs. Old keys open what they sealed until the last of it is wrapped anew."""
    from makewhole.cli._workspace import start_workspace

    start_workspace()


@command.command(name="rotate-master", short_help="A new master key.")
@click.argument("name")
def rotate_master(name: str) -> None:
    """Add the master key NAME to the keyring file and wrap every practice's key under it.

    When it is done, keep a copy of the new keyring; the older lines in it may be deleted once backups that need them
    are gone.
    """
    from makewhole.app.vault import masters, rotation
    from makewhole.app.vault.installation import rewrap_second_factors

    masters.add_master_key(name)
    wrapped = sum(_each_practice(rotation.rewrap_practice_keys))
    click.echo(f"{wrapped} practice keys and {rewrap_second_factors()} second factors are wrapped under {name!r}.")


@command.command(name="rewrap", short_help="Go on after an interrupted rotation.")
def rewrap() -> None:
    """Wrap under the newest keys what is not yet."""
    from makewhole.app.vault import rotation
    from makewhole.app.vault.installation import rewrap_second_factors

    wrapped = sum(_each_practice(rotation.rewrap_practice_keys)) + rewrap_second_factors()
    click.echo(f"{wrapped + sum(_each_practice(rotation.finish_rotation))} keys were wrapped anew.")


@command.command(name="rotate-practices", short_help="A new key for each practice.")
def rotate_practices() -> None:
    """Give each practice a new key and wrap every patient's key under it."""
    from makewhole.app.vault import rotation

    click.echo(f"{sum(_each_practice(rotation.rotate_practice_key))} data keys are wrapped anew.")


@command.command(name="reindex", short_help="Make every patient found anew.")
def reindex() -> None:
    """Make every patient found, and every visit's number known, in the way of this version. Run it after an update
    that asks for it; people may work meanwhile."""
    from makewhole.app.clinic.records import index_again

    click.echo(f"{sum(_each_practice(index_again)):,} patients and visits are found anew.")


def _each_practice(rotate: Callable[[], int]) -> Iterator[int]:
    from makewhole.app.accounts.models import Practice
    from makewhole.app.vault.acting import acting_as_service

    for practice in Practice.objects.order_by("created"):
        with acting_as_service(practice.pk, "renewing keys or tokens", "makewhole keys"):
            yield rotate()
