"""The verbs that run the workspace need more than the library does."""

from importlib.util import find_spec

from makewhole.errors import MakewholeError

NEEDS = ("django", "allauth", "cryptography", "granian", "whitenoise")


class NoWorkspace(MakewholeError):
    """The workspace's own packages are not installed."""


def need_app() -> None:
    """Raises NoWorkspace, naming what to install, unless the workspace can run."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise NoWorkspace(
            f"The workspace needs packages that are not installed ({', '.join(missing)}). "
            'Install them with: pip install "makewhole[app]"'
        )
