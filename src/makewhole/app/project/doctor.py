"""Checking the set-up: what is wrong, and how to mend it."""

import os
import stat
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from makewhole.errors import MakewholeError

from . import config


class Diagnosis(NamedTuple):
    """One thing looked at: fine, worth a look, or wrong; what was found, and the remedy."""

    state: Literal["ok", "look", "wrong"]
    says: str
    remedy: str = ""


def examine() -> list[Diagnosis]:
    """Look at settings, keys, database, disk and audit trail. A later check is left out when an earlier one it needs
    has failed."""
    found: list[Diagnosis] = []
    for check in (_settings, _keyring, _folder, _database, _deployment, _chains):
        try:
            found += check()
        except MakewholeError as error:
            found.append(Diagnosis("wrong", str(error)))
        if any(each.state == "wrong" for each in found) and check is _database:
            break
    return found


def _settings() -> Iterator[Diagnosis]:
    if not config.text("secret_key") and not (config.data_folder() / "secret_key").is_file():
        yield Diagnosis("look", "No secret_key is kept: sessions end at each restart.", "Run `makewhole serve` once.")
    https = config.switch("https", default=True)
    yield (
        Diagnosis("ok", "HTTPS is required.")
        if https
        else Diagnosis(
            "look", "HTTPS is off: only for a server reached over the loopback address.", "Set https = true."
        )
    )
    if not config.switch("second_factor", default=True):
        yield Diagnosis("look", "People may sign in with a password alone.", "Set second_factor = true.")
    if not config.text("email_host"):
        yield Diagnosis("look", "No e-mail is sent: invitations are handed over as links.", "Set email_host.")


def _keyring() -> Iterator[Diagnosis]:
    from makewhole.app.vault import masters

    keeper = masters.masters()
    yield Diagnosis("ok", f"The master key {keeper.newest!r} is at hand.")
    path = masters.keyring_path()
    if config.text("kms") or config.text("master_keys") or not path.exists():
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Diagnosis("wrong", "Others can read the keyring.", f"Run: chmod 600 {path}")
    if not config.text("database_url") and path.parent == config.data_folder():
        yield Diagnosis(
            "look",
            "The keyring lies beside the database: whoever copies the folder can open everything.",
            "Move it elsewhere and set keyring, or hold the key in a KMS.",
        )


def _folder() -> Iterator[Diagnosis]:
    folder = config.data_folder()
    if not folder.is_dir():
        yield Diagnosis("wrong", "The data folder does not exist.", "Run `makewhole serve` once, or set data.")
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Diagnosis("look", "Others can look into the data folder.", f"Run: chmod 700 {folder}")
    free = os.statvfs(folder)
    gigabytes = free.f_bavail * free.f_frsize / 1e9
    state: Literal["ok", "wrong"] = "ok" if gigabytes > 1 else "wrong"
    yield Diagnosis(state, f"{gigabytes:.1f} GB are free for data.", "" if state == "ok" else "Make room on this disk.")


def _database() -> Iterator[Diagnosis]:
    from .serve import start_django

    start_django()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Diagnosis("wrong", f"The database does not answer ({type(error).__name__}).", "Check database_url.")
        return
    if waiting:
        yield Diagnosis("wrong", f"{len(waiting)} changes to the tables are waiting.", "Run `makewhole serve` once.")
        return
    yield Diagnosis("ok", f"The database ({connection.vendor}) answers and its tables are up to date.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            foreign = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
            intact = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
        if (mode, foreign) != ("wal", 1):
            yield Diagnosis("wrong", "SQLite is not set up as makewhole sets it.", "Is this file system a network one?")
        if intact != "ok":
            yield Diagnosis("wrong", "The database file is damaged.", "Stop the server and restore a backup.")


def _deployment() -> Iterator[Diagnosis]:
    from django.core.checks import run_checks

    for message in run_checks(include_deployment_checks=True):
        yield Diagnosis("look", f"{message.id}: {message.msg}", message.hint or "")


def _chains() -> Iterator[Diagnosis]:
    from makewhole.app.accounts.models import Practice
    from makewhole.app.vault.acting import acting_as_service
    from makewhole.app.vault.chain import verify

    if not Practice.objects.exists():
        remedy = 'Run `makewhole practice add "ITS NAME" --manager E-MAIL`.'
        yield Diagnosis("look", "No practice is set up yet.", remedy)
    for practice in Practice.objects.order_by("created"):
        with acting_as_service(practice.pk, "checking the set-up", "makewhole doctor"):
            verdict = verify()
        if verdict.broken:
            yield Diagnosis(
                "wrong",
                f"The audit trail of {practice} is broken at entry {verdict.broken.number}: {verdict.broken.says}.",
                "Keep the database as it is, and find out who had access to it.",
            )
        else:
            yield Diagnosis("ok", f"The audit trail of {practice} holds: {verdict.entries} entries.")


def report(found: list[Diagnosis], say: Callable[[str], None]) -> bool:
    """Say it in words. True when nothing is wrong."""
    marks = {"ok": "✓", "look": "!", "wrong": "✗"}
    for each in found:
        say(f" {marks[each.state]} {each.says}")
        if each.remedy:
            say(f"   {each.remedy}")
    return all(each.state != "wrong" for each in found)
