"""Kill the server at random moments while packets are issued, then look for what is lost, half done or done twice.

    python tests/faults/kill_server.py --rounds 200 --seed 7

Each round starts the real server on a data folder of its own, lets two people issue packets and retry what was not
answered, and ends it with SIGKILL. The same seed kills at the same moments after the first request."""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
LONGEST = 1.5
"""Seconds after the first press of the button within which the server is killed."""
CSRF = "k" * 32


@dataclass
class Desk:
    """What two people at the desk know: visits to issue with the key of each, and the packets they were shown."""

    visits: list[dict[str, Any]]
    shown: dict[str, str] = field(default_factory=dict)
    cut_off: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> dict[str, Any] | None:
        with self.lock:
            free = (each for each in self.visits if each["pk"] not in self.shown and not each.get("busy"))
            if found := next(free, None):
                found["tried"] = found["busy"] = True
            return found


def campaign(rounds: int, seed: int, folder: Path) -> dict[str, Any]:
    """Run it and return what was found: presses that were `cut_off`, packets `shown` to people, `packets` stored, and
    `wrong`, which must be empty."""
    moments = random.Random(seed)
    settings = _settings(folder)
    made = json.loads(_run(settings, "prepare", str(rounds * 8)))
    desk = Desk([{"pk": pk, "version": version, "key": str(uuid4())} for pk, version in made["visits"]])
    for _ in range(rounds):
        _one_round(settings, made["session"], desk, moments.uniform(0, LONGEST))
    server, port = _start(settings)
    try:  # after the last kill everything unanswered is asked for again, with the same key
        for visit in [each for each in desk.visits if each.get("tried")]:
            desk.shown[visit["pk"]] = _issue(port, made["session"], visit) or "refused"
    finally:
        _kill(server)
    found: dict[str, Any] = json.loads(_run(settings, "judge", given=json.dumps(desk.shown)))
    return found | {"kills": rounds, "cut_off": desk.cut_off, "shown": len(desk.shown)}


def _one_round(settings: dict[str, str], session: str, desk: Desk, moment: float) -> None:
    server, port = _start(settings)
    # A server that has just started is still loading: it is let come to work before the clock runs.
    _ask(port, session, f"/visits/{desk.visits[0]['pk']}/issue/preview/superbill/")
    people = [threading.Thread(target=_work, args=(port, session, desk)) for _ in range(2)]
    for each in people:
        each.start()
    time.sleep(moment)
    _kill(server)
    for each in people:
        each.join(60)


def _work(port: int, session: str, desk: Desk) -> None:
    while (visit := desk.next()) is not None:
        try:
            packet = _issue(port, session, visit)
        except (OSError, http.client.HTTPException):
            desk.cut_off += 1
            return
        finally:
            visit["busy"] = False
        if packet is None:
            return
        desk.shown[visit["pk"]] = packet


def _issue(port: int, session: str, visit: dict[str, Any]) -> str | None:
    """Press the button; the id of the packet that the answer leads to, or None for any other answer."""
    form = {"csrfmiddlewaretoken": CSRF, "key": visit["key"], "version": visit["version"], "documents": "superbill"}
    status, there = _ask(port, session, f"/visits/{visit['pk']}/issue/", urllib.parse.urlencode(form))
    return there.strip("/").rpartition("/")[2] if status == 302 and "/packets/" in there else None


def _ask(port: int, session: str, path: str, form: str | None = None) -> tuple[int, str]:
    """Send one request; its status and where it leads."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    cookies = {"Cookie": f"session={session}; csrf={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST" if form else "GET", path, form, cookies)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


def _start(settings: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-c", "from makewhole.app.project.serve import *; start_django(); "]
    command[-1] += f"serve('127.0.0.1', {port})"
    out = subprocess.DEVNULL
    server = subprocess.Popen(command, env=settings, stdout=out, stderr=out, start_new_session=True)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return server, port
    raise AssertionError("the server did not start")


def _kill(server: subprocess.Popen[bytes]) -> None:
    """All of it at once: the server, its workers and the background worker are one process group."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(20)


def _settings(folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
        "PYTHONPATH": str(ROOT),
        "MAKEWHOLE_CONFIG": os.devnull,
        "MAKEWHOLE_DATA": str(folder),
        "MAKEWHOLE_HTTPS": "off",
        "MAKEWHOLE_SECOND_FACTOR": "off",
        "MAKEWHOLE_WORKERS": "1",
        "MAKEWHOLE_THREADS": "4",
    }


def _run(settings: dict[str, str], *words: str, given: str = "") -> str:
    command = [sys.executable, str(Path(__file__).with_name("kill_server_room.py")), *words]
    done = subprocess.run(command, env=settings, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def main(words: Sequence[str] | None = None) -> int:
    """Run a campaign from the terminal; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        found = campaign(chosen.rounds, chosen.seed, Path(folder))
    print(json.dumps(found, indent=2))  # noqa: T201
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
