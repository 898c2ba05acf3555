"""A backup taken while others write is whole, is nobody's to read, and can be put back."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from makewhole import records
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient
from makewhole.app.vault import backup, chain, masters
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.cli import group

from .test_nothing_readable import STEM, planted, spellings

Members = dict[str, Membership]
# Two tables that agree after every transaction, with rows as large as sealed files.
WRITER = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
until = time.monotonic() + 60
for number in range(10**9):
    if time.monotonic() > until:
        break
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO ledger VALUES (?, zeroblob(20000))", (number,))
    database.execute("INSERT INTO mirror VALUES (?, zeroblob(20000))", (number,))
    database.execute("COMMIT")
    print(number, flush=True)
    time.sleep(0.002)
"""


@pytest.fixture
def stored(committed: Members, example: records.VisitFile) -> Patient:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its own tool")
    with acting(committed["manager"]):
        row = clinic.save_patient(Patient(), example.patient)
        clinic.save_coverages(row, example.coverages)
    return row


@pytest.fixture
def writer(stored: Patient) -> Iterator[subprocess.Popen[str]]:
    with connection.cursor() as cursor:
        for table in ("ledger", "mirror"):
            cursor.execute(f"CREATE TABLE {table} (number INTEGER PRIMARY KEY, filling BLOB)")
    command = [sys.executable, "-c", WRITER, str(connection.settings_dict["NAME"])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()
        with connection.cursor() as cursor:
            for table in ("ledger", "mirror"):
                cursor.execute(f"DROP TABLE {table}")


def test_a_backup_taken_while_another_process_writes_is_whole(writer: subprocess.Popen[str], tmp_path: Path) -> None:
    assert writer.stdout is not None
    copies = []
    for number in range(3):
        for _ in range(5):
            assert writer.stdout.readline(), "the writer stopped"
        copies.append(backup.back_up(tmp_path / f"{number}.backup").path)
    counted = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ledger, mirror = (
                [row[0] for row in opened.execute(f"SELECT number FROM {table} ORDER BY 1")]
                for table in ("ledger", "mirror")
            )
        assert ledger == mirror == list(range(len(ledger)))
        counted.append(len(ledger))
    assert 5 <= counted[0] < counted[1] < counted[2]
    assert writer.poll() is None


def test_a_backup_is_one_file_for_its_owner_only(stored: Patient, tmp_path: Path) -> None:
    copy = backup.back_up(tmp_path / "today.backup")
    assert [each.name for each in tmp_path.iterdir()] == ["today.backup"]
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert copy.masters == ("first",)
    assert copy.entries == AuditEntry.unscoped.count()
    assert AuditEntry.unscoped.filter(action="back_up").count() == 1


def test_nothing_is_written_over(stored: Patient, tmp_path: Path) -> None:
    there = tmp_path / "kept"
    there.write_text("kept")
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    for taken in (there, link):
        with pytest.raises(backup.NotCopied, match="is there already"):
            backup.back_up(taken)
    assert there.read_text() == "kept"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept", "link"]


def test_a_name_taken_while_the_copy_is_made_is_left_alone(
    stored: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "today"
    chains = backup._chains

    def slowly() -> tuple[int, int]:
        there.write_text("someone else's")
        return chains()

    monkeypatch.setattr(backup, "_chains", slowly)
    with pytest.raises(backup.NotCopied, match="is there already"):
        backup.back_up(there)
    assert [each.name for each in tmp_path.iterdir()] == ["today"]
    assert there.read_text() == "someone else's"


def test_a_copy_whose_audit_trail_does_not_hold_is_no_backup(stored: Patient, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER vault_auditentry_no_update")
        cursor.execute("UPDATE vault_auditentry SET action = 'nothing' WHERE number = 2")
        with pytest.raises(backup.NotCopied, match="broken at entry 2"):
            backup.back_up(tmp_path / "today")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_not_put_back(stored: Patient, tmp_path: Path) -> None:
    copy = backup.back_up(tmp_path / "today").path
    broken = bytearray(copy.read_bytes())
    for page in range(4096, len(broken), 4096):
        broken[page] ^= 255
    (tmp_path / "broken").write_bytes(broken)
    (tmp_path / "text").write_text("no database")
    sqlite3.connect(tmp_path / "other").close()
    for name in ("broken", "text", "other", "absent"):
        with pytest.raises(backup.NotCopied):
            backup.restore(tmp_path / name, tmp_path / "restored")
    assert not list(tmp_path.glob("restored*"))


def test_a_backup_is_put_back_and_opens(
    committed: Members, stored: Patient, tmp_path: Path, example: records.VisitFile
) -> None:
    copy = backup.back_up(tmp_path / "today").path
    with acting(committed["manager"]):
        stored.refresh_from_db()
        clinic.save_patient(stored, example.patient.model_copy(update={"phone": None}))
    restored = backup.restore(copy, tmp_path / "restored").path
    assert stat.S_IMODE(restored.stat().st_mode) == 0o600
    with backup._as_the_database(restored), acting(committed["manager"]) as actor:
        row = Patient.objects.get(pk=stored.pk)
        assert clinic.patients([row]) == [example.patient]
        assert chain.verify().broken is None
        actor.seen.reads.clear()  # the restored copy is only looked at here


def test_a_backup_is_not_put_back_without_its_master_key(
    stored: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from makewhole.app.vault import keys

    copy = backup.back_up(tmp_path / "today").path
    monkeypatch.setenv("MAKEWHOLE_MASTER_KEYS", "other " + "A" * 43 + "=")
    monkeypatch.setattr(keys, "_opened", {})
    monkeypatch.setattr(keys, "_own", {})
    with pytest.raises(masters.NoMasterKey):
        backup.restore(copy, tmp_path / "restored")
    assert not list(tmp_path.glob("restored*"))


def test_nothing_of_a_patient_is_readable_in_a_backup(
    committed: Members, example: records.VisitFile, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its own tool")
    canaries: list[str] = []
    file = planted(example, canaries)
    with acting(committed["clinician"]):
        row = clinic.save_patient(Patient(), file.patient)
        clinic.save_coverages(row, file.coverages)
        clinic.save_patient_record(row, "history", file.history)
        clinic.attach(row, file.attachments[0], canaries[0].encode() * 1000)
    found = backup.back_up(tmp_path / "today").path.read_bytes()
    assert row.pk.hex.encode() in found
    texts = {STEM, *(canary for canary in canaries if not canary.startswith(STEM))}
    assert not {text for text in texts for spelling in spellings(text) if spelling in found}
    assert bytes(range(32)) not in found, "the master key of the tests"


def test_the_verb_says_where_the_keys_are_not(stored: Patient, tmp_path: Path) -> None:
    said = CliRunner().invoke(group, ["backup", "-o", str(tmp_path / "today")])
    assert said.exit_code == 0, said.output
    assert said.stdout.strip() == str(tmp_path / "today")
    assert "holds no keys" in said.stderr
    again = CliRunner().invoke(group, ["backup", "-o", str(tmp_path / "today")])
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_the_verb_does_not_restore_over_a_database(stored: Patient, tmp_path: Path) -> None:
    backup.back_up(tmp_path / "today")
    said = CliRunner().invoke(group, ["restore", str(tmp_path / "today")])
    assert said.exit_code == (2 if Path(str(connection.settings_dict["NAME"])).exists() else 0)


def test_on_postgresql_the_verb_names_its_tool(committed: Members, tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this database is SQLite")
    said = CliRunner().invoke(group, ["backup", "-o", str(tmp_path / "today")])
    assert said.exit_code == 2
    assert "pg_dump --format=custom" in said.stderr
    assert not list(tmp_path.iterdir())
