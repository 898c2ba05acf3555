"""How long a drug or fluid really ran, as the service lines count it."""

from makewhole.records import Administration, Hydration

from ._minutes import stretches, total


def running_minutes(given: Administration | Hydration) -> int | None:
    """Minutes from start to stop without pauses and flushes, each minute counted once; None without a stop time."""
    if given.stop is None:
        return None
    flushes = given.flushes if isinstance(given, Administration) else ()
    return total(stretches(given.start, given.stop, given.pauses, flushes))
