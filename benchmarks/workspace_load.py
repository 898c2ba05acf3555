"""A mixed load on the production server: several people who work without a pause, for some seconds."""

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Any

from benchmarks.measuring import percentile

PEOPLE = 8
CSRF = "k" * 32
# What of a hundred requests is asked for.
MIX = {"Today": 25, "search": 25, "patient page": 20, "visit page, draft": 5, "visit page, signed": 10, "live": 15}


def run(client: Any, addresses: dict[str, list[str]], seconds: int) -> dict[str, Any]:
    """Requests a second that the server answers, how long they take, and how many go wrong. The people asking run on
    the same machine and take their share of it."""
    from tests.app.clinic.typing_in import sent

    draft = addresses["visit page, draft"]
    typed = {at: sent(client.get(at), "visit", {}) for at in set(draft)}
    session = client.cookies["session"].value
    port = _free_port()
    settings = os.environ | {"MAKEWHOLE_WORKERS": str(os.cpu_count())}
    command = [str(Path(sys.executable).with_name("makewhole")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times: list[float] = []
    wrong: list[str] = []

    def work(number: int, until: float) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            (what,) = chance.choices(list(MIX), list(MIX.values()))
            method, path, fields = "GET", "/", {}
            if what == "search":
                typed_name = chance.choice("bcdfghjklmnprstv") + chance.choice("aeio")
                method, path, fields = "POST", "/patients/", {"q": typed_name}
            elif what == "live":
                at = chance.choice(draft)
                method, path = "POST", f"{at}live/"
                fields = typed[at] | {"visit.weight": str(chance.randrange(500, 1200) / 10)}
            elif what != "Today":
                path = chance.choice(addresses[what])
            began = time.perf_counter()
            status = _ask(connection, method, path, fields, session)
            times.append(time.perf_counter() - began)
            if status != 200:
                wrong.append(f"{status} {what}")

    try:
        _wait(port)
        for length in (3, seconds):  # the first seconds warm the workers up
            times.clear()
            until = time.monotonic() + length
            people = [threading.Thread(target=work, args=(number, until)) for number in range(PEOPLE)]
            for each in people:
                each.start()
            for each in people:
                each.join(length + 90)
    finally:
        server.terminate()
        server.wait(30)
    return {
        "a second": len(times) / seconds,
        "people": PEOPLE,
        "p50": percentile(times, 50),
        "p95": percentile(times, 95),
        "wrong": len(wrong),
        "which": sorted(set(wrong)),
    }


def _ask(connection: Any, method: str, path: str, fields: dict[str, str], session: str) -> int:
    headers = {"Cookie": f"session={session}; csrf={CSRF}", "X-CSRFToken": CSRF, "HX-Request": "true"}
    body = None
    if method == "POST":
        body = urllib.parse.urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    else:
        del headers["HX-Request"]
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return int(answer.status)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError("the server did not start")
