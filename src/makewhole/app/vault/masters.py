"""The master keys that wrap each practice's key: from a keyring file, from the environment, or held by a KMS."""

import base64
import binascii
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol
from uuid import UUID

from makewhole.app.project import config
from makewhole.errors import MakewholeError

from .sealing import Place, new_key, seal, unseal

NOBODY = UUID(int=0)


class NoMasterKey(MakewholeError):
    """The master key is missing or unusable; nothing can be opened without it."""


class Masters(Protocol):
    """What wraps practice keys. A KMS is a module-level object with these three, named in the setting `kms`."""

    @property
    def newest(self) -> str:
        """The name of the key that wraps from now on."""

    def wrap(self, material: bytes, place: Place) -> bytes:
        """Wrap key material under the newest key, bound to its place."""

    def unwrap(self, name: str, wrapped: bytes, place: Place) -> bytes:
        """The key material wrapped under the key `name`."""


class Keyring:
    """Master keys held by this process, the last one newest."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise NoMasterKey("There is no master key. Run `makewhole doctor` to see how to make one.")
        self._keys = dict(keys)

    @property
    def newest(self) -> str:
        return list(self._keys)[-1]

    def wrap(self, material: bytes, place: Place) -> bytes:
        return seal(self._keys[self.newest], NOBODY, material, place)

    def unwrap(self, name: str, wrapped: bytes, place: Place) -> bytes:
        if name not in self._keys:
            raise NoMasterKey(f"The master key {name!r} is not in the keyring; restore it from its safe copy.")
        return unseal(self._keys[name], wrapped, place)


def keyring_path() -> Path:
    """The keyring file: the setting `keyring`, else `keyring` in the data folder."""
    return Path(config.text("keyring") or config.data_folder() / "keyring")


def masters() -> Masters:
    """The installation's master keys; the file is read again when it changes. Raises NoMasterKey."""
    if hook := config.text("kms"):
        return _hook(hook)
    if given := config.text("master_keys"):
        return _parsed(given.replace(",", "\n"))
    path = keyring_path()
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise NoMasterKey(f"The keyring {path.name} is missing. Restore it, or run `makewhole serve` once.") from None
    return _from_file(path, changed)


def add_master_key(name: str) -> None:
    """Append a new master key to the keyring file, made readable by its owner only. It wraps from now on."""
    path, line = keyring_path(), f"{name} {base64.b64encode(new_key()).decode()}\n"
    if not path.exists():
        config.write_private(path, line)
        return
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    config.write_private(fresh, path.read_text("ascii") + line)
    fresh.replace(path)


@cache
def _hook(name: str) -> Masters:
    module, _, attribute = name.partition(":")
    found: Masters = getattr(import_module(module), attribute)
    return found


@cache
def _parsed(text: str) -> Keyring:
    keys = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, _, encoded = line.strip().partition(" ")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != 32:
            raise NoMasterKey(f"Line {number} of the keyring is not `name base64-of-32-bytes`.")
        keys[name] = key
    return Keyring(keys)


@cache
def _from_file(path: Path, changed: int) -> Keyring:
    return _parsed(path.read_text("ascii"))
