"""One setting, from the environment (MAKEWHOLE_NAME) or from makewhole.toml (name = …), or its default."""

import os
import secrets
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from makewhole.errors import MakewholeError


class Misconfigured(MakewholeError):
    """A setting that cannot be used; says which and how to mend it."""


@cache
def _file() -> dict[str, Any]:
    path = Path(os.environ.get("MAKEWHOLE_CONFIG", "makewhole.toml"))
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path.name}: is not valid TOML. Mend it, or rename it to start without it.") from error


def text(name: str, default: str = "") -> str:
    """The setting `name` as text; `name` is lower case, as in makewhole.toml."""
    found = os.environ.get(f"MAKEWHOLE_{name.upper()}", _file().get(name, default))
    if not isinstance(found, str):
        raise Misconfigured(f"{name}: must be text in quotes.")
    return found


def number(name: str, default: int) -> int:
    """The setting `name` as a whole number."""
    found = os.environ.get(f"MAKEWHOLE_{name.upper()}", _file().get(name, default))
    try:
        return int(found)
    except (TypeError, ValueError):
        raise Misconfigured(f"{name}: must be a whole number.") from None


def switch(name: str, *, default: bool) -> bool:
    """The setting `name` as on or off."""
    found = os.environ.get(f"MAKEWHOLE_{name.upper()}", _file().get(name, default))
    if isinstance(found, bool):
        return found
    if str(found).lower() in {"1", "true", "yes", "on"}:
        return True
    if str(found).lower() in {"0", "false", "no", "off", ""}:
        return False
    raise Misconfigured(f"{name}: must be on or off.")


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The setting `name` as a list; in the environment separated by commas."""
    found = os.environ.get(f"MAKEWHOLE_{name.upper()}", _file().get(name, list(default)))
    listed = found.split(",") if isinstance(found, str) else found
    return [word.strip() for word in listed if word.strip()]


def data_folder() -> Path:
    """Where the database, the keys and the built static files live: `data`, else the user's data folder."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(text("data") or Path(home) / "makewhole").absolute()


def secret_key() -> str:
    """What signs cookies: `secret_key`, else the file `secret_key` in the data folder, else one for this run only."""
    if key := text("secret_key"):
        return key
    kept = data_folder() / "secret_key"
    return kept.read_text("ascii").strip() if kept.is_file() else secrets.token_urlsafe(50)


def write_private(path: Path, content: str) -> None:
    """Write a new file that only its owner may read. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
