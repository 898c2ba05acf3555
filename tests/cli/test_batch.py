"""Packets of many visits: on all cores, whole or not at all, going on after every mishap, and nothing overwritten."""

import json
import os
import pty
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from .conftest import Process, Run, Write, changed, program, unmeasured

FILES = {
    "claim.837",
    "claim.fhir.json",
    "cms1500.pdf",
    "cms1500-red-form.pdf",
    "necessity-letter.pdf",
    "packet.json",
    "packet.pdf",
    "superbill.pdf",
}


def _batch(write: Write, count: int) -> list[str]:
    return [write(f"{number}.json", {"visit.number": f"V-{number}"}) for number in range(count)]


@pytest.fixture(autouse=True)
def ctrl_c_is_heard() -> Iterator[None]:
    """Whatever runs in the background of a script inherits that Ctrl-C is ignored, and so would makewhole here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def _started(command: list[str], **given: Any) -> Iterator["subprocess.Popen[str]"]:
    """Ended with the test, whatever comes of it."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **given) as batch:
        try:
            yield batch
        finally:
            batch.kill()


def _unfinished(folder: Path) -> list[Path]:
    return list(folder.rglob(".makewhole-*"))


def _workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _until(something: Any, seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if found := something():
                return found
        time.sleep(0.02)
    raise AssertionError("it never came to pass")


def test_a_packet_is_a_folder_named_by_the_visit(folder: Path, run: Run) -> None:
    done = run("packet", "visit.json", "-o", "new/out")
    assert done.exit_code == 0
    assert done.stdout == "new/out/V-2026-0187/packet.pdf\n"
    made = folder / "new/out/V-2026-0187"
    assert {path.name for path in made.iterdir()} >= FILES
    assert not _unfinished(folder)
    assert made.stat().st_mode & 0o077 == 0, "patient data is for the user alone"


def test_of_the_papers_the_bound_one_can_be_made_alone(run: Run, write: Write) -> None:
    write("a.json")
    run("packet", "a.json", "-o", "all")
    run("packet", "a.json", "-o", "bound", "--bound-only")
    alone = Path("bound/V-2026-0187")
    assert {path.name for path in alone.iterdir()} == {"packet.pdf", "claim.837", "claim.fhir.json", "packet.json"}
    assert (alone / "packet.pdf").read_bytes() == Path("all/V-2026-0187/packet.pdf").read_bytes()


def test_a_packet_is_the_same_in_spanish_but_for_the_patients_pages(run: Run, write: Write) -> None:
    write("a.json")
    run("packet", "a.json", "-o", "en")
    run("packet", "a.json", "-o", "es", "--lang", "es")
    english, spanish = (json.loads(Path(f"{lang}/V-2026-0187/packet.json").read_text()) for lang in ("en", "es"))
    assert (english.pop("language"), spanish.pop("language")) == ("en", "es")
    assert english["claim"] == spanish["claim"]


def test_one_bad_visit_stops_no_other(run: Run, write: Write) -> None:
    names = _batch(write, 2)
    Path("broken.json").write_text("{")
    done = run("packet", names[0], "broken.json", "gone.json", names[1], "-o", "out", "--json")
    assert done.exit_code == 2
    made = {one["source"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert [made[name]["state"] for name in (*names, "broken.json", "gone.json")] == [
        "made",
        "made",
        "failed",
        "failed",
    ]
    assert len({tuple(one) for one in made.values()}) == 1, "every line has the same keys"
    assert made["gone.json"]["problems"] == [{"field": "input", "says": "is not there.", "remedy": "Check the path."}]
    assert {path.name for path in Path("out").iterdir()} == {"V-0", "V-1"}


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"visit.number": "V_2026_187"}, "visit.number"), ({"visit.diagnoses": None}, "visit.diagnoses")],
)
def test_a_claim_that_cannot_go_electronically_goes_on_paper(
    run: Run, write: Write, fields: dict[str, Any], where: str
) -> None:
    done = run("packet", write("a.json", fields), "-o", "out")
    assert done.exit_code == 1, "it has an error to mend"
    (made,) = Path("out").iterdir()
    assert {path.name for path in made.iterdir()} >= FILES - {"claim.837"}
    assert not (made / "claim.837").exists()
    findings = json.loads((made / "packet.json").read_text())["findings"]
    assert where in [found["where"] for found in findings if found["rule"] == "exchange/837p/left-out"]


def test_what_is_made_is_not_made_again(run: Run, write: Write) -> None:
    name = write("a.json", {"visit.diagnoses": [{"code": "F33"}, {"code": "F41.1"}]})
    first = json.loads(run("packet", name, "-o", "out", "--json").stdout)
    before = Path("out/V-2026-0187/packet.pdf").stat().st_mtime_ns
    done = run("packet", name, "-o", "out", "--json")
    second = json.loads(done.stdout)
    assert (first.pop("state"), second.pop("state")) == ("made", "kept")
    assert first == second
    assert first["errors"]
    assert done.exit_code == 1
    assert Path("out/V-2026-0187/packet.pdf").stat().st_mtime_ns == before


def test_a_mended_visit_replaces_its_packet(run: Run, write: Write) -> None:
    run("packet", write("a.json"), "-o", "out")
    done = run("packet", write("a.json", {"plan": None}), "-o", "out", "--json")
    assert json.loads(done.stdout)["state"] == "made"
    assert not Path("out/V-2026-0187/treatment-plan.pdf").exists()
    assert not _unfinished(Path("out"))


def test_two_visits_of_one_number_are_both_refused(run: Run, write: Write) -> None:
    names = [*_batch(write, 2), write("x.json", {"visit.number": "v-1", "visit.date": "2026-11-09"})]
    done = run("packet", *names, "-o", "out")
    assert done.exit_code == 2
    assert "1.json: visit.number: is also the number of x.json." in done.stderr
    assert "x.json: visit.number: is also the number of 1.json." in done.stderr
    assert {path.name for path in Path("out").iterdir()} == {"V-0"}


def test_another_visit_of_the_same_number_is_never_overwritten(run: Run, write: Write) -> None:
    run("packet", write("a.json"), "-o", "out")
    before = Path("out/V-2026-0187/packet.pdf").read_bytes()
    done = run("packet", write("b.json", {"visit.date": "2026-11-09", "visit.screenings": []}), "-o", "out")
    assert done.exit_code == 2
    assert "holds the packet of another patient or day" in done.stderr
    assert Path("out/V-2026-0187/packet.pdf").read_bytes() == before


@pytest.mark.parametrize("kind", ["a file", "a link", "an empty folder", "a folder of letters", "a note in the packet"])
def test_what_makewhole_did_not_make_is_never_overwritten(run: Run, write: Write, tmp_path: Path, kind: str) -> None:
    name, place = write("a.json"), Path("out/V-2026-0187")
    place.parent.mkdir()
    if kind == "a file":
        place.write_text("mine")
    elif kind == "a link":
        place.symlink_to(tmp_path)
    elif kind == "a note in the packet":
        run("packet", name, "-o", "out")
        (place / "my-note.txt").write_text("mine")
        write("a.json", {"plan": None})
    else:
        place.mkdir()
        if kind == "a folder of letters":
            (place / "letter.txt").write_text("mine")
    before = sorted(place.rglob("*")), place.is_symlink()
    done = run("packet", name, "-o", "out")
    assert done.exit_code == 2
    assert "visit.number: the folder of that name" in done.stderr
    assert (sorted(place.rglob("*")), place.is_symlink()) == before


@pytest.mark.parametrize("number", ["../../x", "..", ".hidden", "a b", "Ä-1", "-o", "V/1", "V_1", "v\\1"])
def test_a_folder_stays_in_its_place_whatever_the_number(run: Run, write: Write, number: str) -> None:
    done = run("packet", write("a.json", {"visit.number": number}), "-o", "out/deep")
    made = [path.parent for path in Path().rglob("packet.pdf")]
    assert [path.parent for path in made] == ([Path("out/deep")] if done.exit_code < 2 else [])
    assert all(path.name.isascii() and not path.name.startswith(".") for path in made)


def test_different_numbers_have_different_folders(run: Run, write: Write) -> None:
    numbers = ["V.1", "V 1", "V/1"]
    names = [write(f"{index}.json", {"visit.number": number}) for index, number in enumerate(numbers)]
    assert run("packet", *names, "-o", "out").exit_code == 0
    assert len(list(Path("out").iterdir())) == 3


def test_a_file_of_lines_is_a_batch(run: Run, folder: Path) -> None:
    lines = [json.dumps(changed({"visit.number": f"V-{number}"})) for number in range(2)]
    (folder / "day.jsonl").write_text("\n".join([lines[0], "{", "", lines[1]]))
    done = run("packet", "day.jsonl", "-o", "out", "--json")
    states = {one["source"]: one["state"] for one in map(json.loads, done.stdout.splitlines())}
    assert states == {"day.jsonl:1": "made", "day.jsonl:2": "failed", "day.jsonl:4": "made"}
    assert run("code", "day.jsonl").stderr.startswith("makewhole: day.jsonl:2 is not valid JSON")


def test_standard_input_can_be_one_of_a_batch(run: Run, write: Write) -> None:
    name = write("a.json", {"visit.number": "V-1"})
    done = run("packet", "-", name, "-o", "out", "--json", input=json.dumps(changed()))
    assert {one["source"] for one in map(json.loads, done.stdout.splitlines())} == {"-", "a.json"}
    assert done.exit_code == 0


def test_a_number_that_the_wire_cannot_carry_is_named_by_its_field(run: Run, write: Write) -> None:
    done = run("packet", write("a.json", {"visit.number": "山1"}), "-o", "out")
    assert done.exit_code == 2
    assert "visit.number: " in done.stderr
    assert list(Path("out").iterdir()) == []


def test_the_count_is_shown_on_a_terminal_alone(write: Write, process: Process) -> None:
    names = _batch(write, 2)
    terminal, other_end = pty.openpty()
    command = [*program(), "packet", *names, "-o", "out"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=other_end, timeout=120)
    shown = os.read(terminal, 10_000).decode()
    assert shown.startswith("0 of 2\r")
    assert "1 of 2" in shown
    os.close(other_end)
    os.close(terminal)
    assert process("packet", *names, "-o", "out").stderr == ""


def test_issued_before_the_visit_is_refused(folder: Path, run: Run) -> None:
    done = run("packet", "visit.json", "-o", "out", "--issued", "2026-11-11")
    assert done.exit_code == 2
    assert "issued: lies before the visit" in done.stderr


def test_what_cannot_be_printed_is_named_by_its_field(run: Run, write: Write) -> None:
    name = write("a.json", {"history.trials.0.name": "山 Sertraline"})
    done = run("packet", name, "-o", "out")
    assert done.exit_code == 2
    assert done.stderr.startswith("makewhole: a.json: history.trials[0].name: holds the character 山")
    assert "Sertraline" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"only text", b"%PDF-1.7 cut", b"\x89PNG\r\n\x1a\n cut"])
@pytest.mark.parametrize("field", ["attachments[0]", "providers[0].signature_image"])
def test_a_bad_attached_file_is_named_by_its_field(run: Run, write: Write, content: bytes, field: str) -> None:
    Path("Vance-Whitaker.pdf").write_bytes(content)
    name = write("a.json", {"attachments": [{"title": "Evaluation", "path": "Vance-Whitaker.pdf"}]})
    if field.startswith("providers"):
        Path("signing.toml").write_text('signature_image = "Vance-Whitaker.pdf"\n' + Path("dr-okafor.toml").read_text())
        write(name, {"providers": ["signing.toml"]})
    done = run("packet", name, "-o", "out")
    assert done.exit_code == 2
    assert f"a.json: {field} " in done.stderr
    assert "Vance" not in done.stderr
    assert list(Path("out").iterdir()) == []


def test_a_reader_that_leaves_ends_it_quietly(folder: Path) -> None:
    command = "exec 3>&1; { %s code --json visit.json visit.json visit.json; echo $? >&3; } | true"
    quoted = " ".join(f"'{word}'" for word in program())
    # The pipe is closed by the time that anything is written to it.
    done = subprocess.run(["bash", "-c", command % quoted], check=False, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_a_disk_that_is_full_leaves_nothing(write: Write, process: Process) -> None:
    done = process("packet", write("a.json"), "-o", "out", env=unmeasured(), preexec_fn=lambda: _no_file_over(100_000))
    assert done.returncode == 2
    assert done.stderr == "makewhole: a.json: out cannot be written: File too large. Check the disk.\n"
    assert list(Path("out").iterdir()) == []
    Path("old.pdf").write_text("old")
    given = {"env": unmeasured(), "preexec_fn": lambda: _no_file_over(5_000)}
    done = process("cms1500", "a.json", "--drawn", "-o", "old.pdf", **given)
    assert done.returncode == 2
    assert Path("old.pdf").read_text() == "old"
    assert not _unfinished(Path())


def _no_file_over(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_an_output_folder_that_is_a_file_is_refused(folder: Path, run: Run) -> None:
    assert run("packet", "visit.json", "-o", "visit.json").exit_code == 2
    assert run("superbill", "visit.json", "-o", "visit.json/x.pdf").exit_code == 2


def test_an_output_folder_that_cannot_be_made_is_said_once(write: Write, run: Run) -> None:
    done = run("packet", *_batch(write, 3), "-o", "0.json/out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "makewhole: 0.json/out: Not a directory. Check the path and the disk.\n"


def test_a_file_is_written_through_a_link(folder: Path, run: Run) -> None:
    Path("real.pdf").write_text("old")
    Path("link.pdf").symlink_to("real.pdf")
    assert run("superbill", "visit.json", "-o", "link.pdf").exit_code == 0
    assert Path("link.pdf").is_symlink()
    assert Path("real.pdf").read_bytes().startswith(b"%PDF-")


def test_a_device_is_written_to_and_not_replaced(folder: Path, run: Run) -> None:
    assert run("superbill", "visit.json", "-o", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("sent", "code", "says"),
    [(signal.SIGINT, 130, "makewhole: stopped. Nothing is half written.\n"), (signal.SIGTERM, 143, "")],
)
def test_a_batch_that_is_stopped_leaves_only_whole_packets(
    write: Write, sent: signal.Signals, code: int, says: str
) -> None:
    names = _batch(write, 40)
    command = [*program(), "packet", *names, "-o", "out"]
    with _started(command, process_group=0) as batch:
        assert batch.stdout is not None
        batch.stdout.readline()
        os.killpg(batch.pid, sent)  # as a terminal does
        _, told = batch.communicate(timeout=60)
    assert (batch.returncode, told) == (code, says)
    whole = list(Path("out").iterdir())
    assert 0 < len(whole) < len(names)
    assert all({path.name for path in packet.iterdir()} >= FILES for packet in whole)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the children of a process")
def test_a_worker_that_is_killed_costs_no_packet(write: Write) -> None:
    names = _batch(write, 6)
    command = [*program(), "packet", *names, "-o", "out", "--json"]
    with _started(command) as batch:
        assert batch.stdout is not None
        first = batch.stdout.readline()
        workers = _workers(batch.pid)
        if not workers:
            batch.communicate(timeout=120)
            pytest.skip("one core, no workers")
        os.kill(workers[0], signal.SIGKILL)
        rest, told = batch.communicate(timeout=120)
    states = {one["source"]: one["state"] for one in map(json.loads, [first, *rest.splitlines()])}
    assert set(states) == set(names)
    assert set(states.values()) <= {"made", "kept"}
    assert (batch.returncode, told) == (0, "")
    assert not _unfinished(Path("out"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the children of a process")
def test_workers_end_with_their_parent(write: Write) -> None:
    names = _batch(write, 40)
    command = [*program(), "packet", *names, "-o", "out"]
    with _started(command) as batch:
        assert batch.stdout is not None
        batch.stdout.readline()
        workers = _workers(batch.pid)
        batch.kill()
        _until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
