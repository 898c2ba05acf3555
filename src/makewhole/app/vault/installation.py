"""Small secrets that belong to no practice, such as a second factor's: sealed under the master key itself."""

from .masters import NOBODY, masters
from .sealing import CannotOpen, Place

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
