"""Small secrets that belong to no practice, such as a second factor's: sealed under the master key itself."""

import base64
from typing import Any

from .masters import NOBODY, masters
from .sealing import CannotOpen, Place

SECRETS = ("secret", "seed", "migrated_codes")
PLACE = Place("installation", NOBODY, "secret", 1)


def seal_value(plain: bytes) -> bytes:
    """Seal under the newest master key; the result begins with that key's name."""
    keeper = masters()
    name = keeper.newest.encode()
    return bytes([len(name)]) + name + keeper.wrap(plain, PLACE)


def open_value(sealed: bytes) -> bytes:
    """What `seal_value` sealed. Raises CannotOpen, NoMasterKey."""
    if not sealed:
        raise CannotOpen("This is not a sealed value.")
    name, wrapped = sealed[1 : 1 + sealed[0]], sealed[1 + sealed[0] :]
    return masters().unwrap(name.decode("ascii", "replace"), wrapped, PLACE)


def rewrap_second_factors() -> int:
    """Seal every second factor's secrets under the newest master key. Returns how many were sealed anew."""
    from allauth.mfa.models import Authenticator

    newest, count = masters().newest.encode(), 0
    for row in Authenticator.objects.all():
        old = {name: value for name, value in row.data.items() if name in SECRETS and value}
        fresh = {name: _rewrapped(value, newest) for name, value in old.items()}
        if fresh != old:
            row.data = {**row.data, **fresh}
            row.save(update_fields=["data"])
            count += 1
    return count


def _rewrapped(value: Any, newest: bytes) -> Any:
    if isinstance(value, list):
        return [_rewrapped(each, newest) for each in value]
    sealed = base64.b64decode(value)
    if sealed[1 : 1 + sealed[0]] == newest:
        return value
    return base64.b64encode(seal_value(open_value(sealed))).decode()
