"""The verbs that run the workspace need more than the library does."""

from importlib.util import find_spec

from makewhole.errors import MakewholeError

NEEDS = ("django", "allauth", "cryptography", "granian", "whitenoise")


class NoWorkspace(MakewholeError):
    """The workspace's own packages are not installed, or no workspace was made yet."""


def need_app() -> None:
    """Raises NoWorkspace, naming what to install, unless the workspace can run."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise NoWorkspace(
            f"The workspace needs packages that are not installed ({', '.join(missing)}). "
            'Install them with: pip install "makewhole[app]"'
        )


def load_app() -> None:
    """Load the workspace's settings. Raises NoWorkspace unless the workspace can run."""
    need_app()
    from makewhole.app.project.serve import start_django

    start_django()


def start_workspace() -> None:
    """Load the workspace's settings. Raises NoWorkspace, saying what makes one, where there is none to work on."""
    load_app()
    from django.db import OperationalError, connection

    from makewhole.app.accounts.models import Practice

    try:
        made = Practice._meta.db_table in connection.introspection.table_names()
    except OperationalError:
        made = False
    if not made:
        raise NoWorkspace(
            "There is no workspace here yet, or its database does not answer. `makewhole serve` makes one; "
            "MAKEWHOLE_DATA names the folder of another, MAKEWHOLE_DATABASE_URL its database."
        )
