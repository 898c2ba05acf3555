"""A replayable campaign: whatever is wrong with a visit file, each verb makes all of it or says what is wrong.

`make faults SEED=7 ROUNDS=1000` runs a longer one; the seed and round of a failure stand in its message.
"""

import json
import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makewhole.cli import group

from .breaking import CANARY, EXAMPLES, broken, broken_record

SEED = int(os.environ.get("SEED") or 20261124)
ROUNDS = int(os.environ.get("ROUNDS") or 60)
RECORDS = ("psychiatric-evaluation.pdf", "pharmacy-history.jpg")
GROUP = 10
"""Rounds in one test, so that several processes share them."""


def _judge(result: Result, verb: str) -> None:
    assert result.exit_code in (0, 1, 2), f"{verb} exits {result.exit_code}"
    assert "Traceback" not in result.output
    assert "fault of makewhole" not in result.output, result.stderr
    assert CANARY not in result.stderr, f"{verb} shows patient data: {result.stderr}"
    assert "None" not in result.stderr
    if result.exit_code == 2:
        assert result.stderr.startswith("makewhole: "), result.stderr
        assert ": " in result.stderr.removeprefix("makewhole: ") or "visit.json" in result.stderr


def _judge_folder(out: Path) -> None:
    folders = list(out.iterdir()) if out.exists() else []
    assert not [path.name for path in folders if path.name.startswith(".")], "something unfinished is left"
    for folder in folders:
        assert (folder / "packet.json").read_bytes().endswith(b"}\n")
        assert all(path.stat().st_size for path in folder.iterdir())
        assert (folder / "packet.pdf").read_bytes().rstrip().endswith(b"%%EOF")


def _round(draw: random.Random, folder: Path) -> None:
    visit = folder / "visit.json"
    visit.write_bytes(broken(draw))
    for name in RECORDS:
        record = (EXAMPLES / name).read_bytes()
        (folder / f"{CANARY}-{name}").write_bytes(broken_record(draw, record) if draw.random() < 0.25 else record)
    run = CliRunner().invoke
    coded = run(group, ["code", str(visit)])
    _judge(coded, "code")
    _judge(run(group, ["check", str(visit)]), "check")
    if coded.exit_code == 2:
        told = run(group, ["code", "--json", str(visit)])
        assert CANARY not in told.stdout
        assert json.loads(told.stdout)["problems"]
        return
    made = run(group, ["packet", str(visit), "-o", str(folder / "out")])
    _judge(made, "packet")
    _judge_folder(folder / "out")
    assert bool(list((folder / "out").glob("*/packet.pdf"))) == (made.exit_code != 2)


@pytest.mark.parametrize("first", range(0, ROUNDS, GROUP))
def test_a_broken_visit_is_made_whole_or_told(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAKEWHOLE_TRACEBACK", raising=False)
    for number in range(first, min(first + GROUP, ROUNDS)):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            _round(random.Random(f"{SEED}/{number}"), folder)
        except AssertionError as error:
            raise AssertionError(f"SEED={SEED}, round {number}, {folder / 'visit.json'}: {error}") from error
