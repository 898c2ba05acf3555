"""The database behind the workspace: SQLite unless `database_url` names a PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .config import Misconfigured

# WAL lets readers go on while one writes. FULL waits for the disk at every commit: with NORMAL a power cut may lose
# packets and audit entries that were already shown as issued. secure_delete overwrites what is deleted, so that an
# erased key is gone from the file. Temporary tables stay in memory, never in a temp file.
SQLITE = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000; "
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;"
)

LOOKED_AT = 100_000
"""A practice is taken to own no more rows than are looked at, so it must be far more than any list of ids asked for."""


def learn() -> None:
    """Let SQLite look at how its tables have grown: without that it takes a practice for a handful of rows, and reads
    all of them to find one. It looks at LOOKED_AT rows of each index, within a second. PostgreSQL looks by itself.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
            cursor.execute("ANALYZE")


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings of one database. Transactions on SQLite start IMMEDIATE, so that two never deadlock."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "makewhole.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise Misconfigured("database_url: must look like postgresql://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
