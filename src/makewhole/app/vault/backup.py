"""Copies of the SQLite database, taken while people work, and looked through before they count as copies."""

import os
import shlex
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection, connections
from django.db.utils import load_backend

from makewhole.errors import MakewholeError

from . import audit, chain
from .acting import acting_as_service
from .models import AuditEntry


class NotCopied(MakewholeError):
    """There is no copy, or none that can be trusted; nothing was left behind."""


class Copy(NamedTuple):
    """A copy that was looked through: its file, bytes, how many practices and audit entries it holds, and the names
    of the master keys that open it, which are not in it."""

    path: Path
    length: int
    practices: int
    entries: int
    masters: tuple[str, ...]


def back_up(to: Path) -> Copy:
    """Copy the workspace's database to the new file `to`, readable by its owner only, while others read and write.

    What is sealed in the database is sealed in the copy. The copy is entered in the installation's audit trail, and
    counts only when SQLite finds it sound and every practice's audit chain in it holds. Raises NotCopied.
    """
    if connection.vendor != "sqlite":
        raise NotCopied(_for_postgresql(connection.settings_dict, to))
    _must_be_new(to)
    audit.append_to_installation("back_up", "installation", audit.DONE)
    return _copied(Path(str(connection.settings_dict["NAME"])), to, _as_it_is)


def restore(backup: Path, to: Path) -> Copy:
    """Put a backup where the workspace looks for its database, `to`, where there must be none. Raises NotCopied.

    It is looked through in the same way, with the keys that are at hand now. Everyone signs in again.
    """
    if not backup.is_file():
        raise NotCopied(f"{backup}: there is no such file.")
    _must_be_new(to)
    for side in ("-wal", "-shm"):  # of another database: SQLite would take them for this one's
        _must_be_new(to.with_name(to.name + side))
    return _copied(backup, to, _without_sessions)


def _must_be_new(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise NotCopied(f"{path}: is there already, and nothing is written over it. Move it away, or name another.")


def _copied(source: Path, to: Path, prepare: Callable[[sqlite3.Connection], None]) -> Copy:
    """Copy beside `to`, look through it, and only then give it its name."""
    handle, name = tempfile.mkstemp(prefix=".makewhole-", dir=to.parent)  # mode 0600
    os.close(handle)
    made = Path(name)
    try:
        with closing(_opened(source)) as opened, closing(sqlite3.connect(made)) as copy:
            opened.backup(copy)  # in one step: what others write meanwhile is not in it, and does not begin it anew
            copy.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
            prepare(copy)
            copy.commit()
            found = _looked_through(copy)
        with _as_the_database(made):
            practices, entries = _chains()
        with made.open("rb") as stream:
            os.fsync(stream.fileno())
            length = os.fstat(stream.fileno()).st_size
        os.link(made, to)  # refuses a name that was taken meanwhile
    except sqlite3.Error as error:
        raise NotCopied(f"{source}: cannot be copied as a database ({error}).") from None
    except FileExistsError:
        _must_be_new(to)
        raise
    finally:
        for side in ("", "-journal", "-wal", "-shm"):
            made.with_name(made.name + side).unlink(missing_ok=True)
    _flush(to.parent)
    return Copy(to, length, practices, entries, found)


def _opened(source: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=60)


def _as_it_is(copy: sqlite3.Connection) -> None:
    """A backup holds what the database holds."""


def _without_sessions(copy: sqlite3.Connection) -> None:
    copy.execute("DELETE FROM django_session")


def _looked_through(copy: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the master keys that the copy needs. Raises NotCopied."""
    says = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
    if says != ["ok"]:
        raise NotCopied(f"The copy is damaged: {'; '.join(says)}. Run `makewhole doctor` to look at the database.")
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise NotCopied("The copy is damaged: a row points at one that is not there.")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"vault_practicekey", "vault_auditentry", "django_session"} <= tables:
        raise NotCopied("This is not a database of makewhole.")
    return tuple(name for (name,) in copy.execute("SELECT DISTINCT master FROM vault_practicekey ORDER BY 1"))


@contextmanager
def _as_the_database(path: Path) -> Iterator[None]:
    """Let this thread read `path` as if it were the workspace's database, and write nothing to it."""
    ours = connections["default"]
    settings = ours.settings_dict | {"NAME": str(path), "OPTIONS": {"init_command": "PRAGMA query_only=ON"}}
    theirs: Any = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    connections["default"] = theirs
    try:
        yield
    finally:
        theirs.close()
        connections["default"] = ours


def _chains() -> tuple[int, int]:
    """How many practices and audit entries there are. Raises NotCopied where a chain does not hold."""
    verdicts = {"the installation": chain.verify_installation()}
    practices = list(apps.get_model("accounts", "Practice").objects.order_by("created"))
    for practice in practices:
        if _has_entries(practice.pk):
            with acting_as_service(practice.pk, "looking through a copy", "makewhole backup"):
                verdicts[practice.name] = chain.verify()
    for name, verdict in verdicts.items():
        if verdict.broken:
            raise NotCopied(
                f"The audit trail of {name} is broken at entry {verdict.broken.number}: {verdict.broken.says}. "
                "Keep the database as it is, and find out who had access to it."
            )
    return len(practices), sum(each.entries for each in verdicts.values())


def _has_entries(practice: UUID) -> bool:
    return AuditEntry.unscoped.filter(chain=practice).exists()


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _for_postgresql(settings: dict[str, Any], to: Path) -> str:
    given = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    where = [f"--{option}={settings[name]}" for option, name in given.items() if settings[name]]
    command = shlex.join(["pg_dump", "--format=custom", f"--file={to}", *where])
    return f"This workspace keeps its data in PostgreSQL, which has its own tool for this: {command}"
