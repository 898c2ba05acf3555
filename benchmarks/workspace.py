"""How fast the workspace's pages are with 1,000, 100,000 and 1,000,000 visits stored, and how much they grow.

python -m benchmarks.workspace 1000 100000 1000000 --folder /somewhere/with/room
scripts/postgres_for_tests.sh python -m benchmarks.workspace 1000 100000 --folder …    the same on PostgreSQL

Each size has a data folder (or a database) of its own, kept, so that it can be measured again. A page is asked for in
this process, through all of the middleware, each time about another patient. Searches are measured as they are typed
(a million visits then show more patients than a thousand) and like for like: with words that as many patients fit at
each size. Then the real server gets a mixed load."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import stored, workspace_load, workspace_search
from benchmarks.measuring import machine, percentile

ROUNDS = 150
GROWTH = 1.3
LIVE = 0.050
"""Seconds of processor time that a live answer may take at the 95th percentile."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sizes", type=int, nargs="+")
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--seconds", type=int, default=20, help="how long the mixed load lasts")
    asked.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        print(json.dumps(_measured(given.sizes[0], given.rounds, given.seconds)))
        return 0
    found = {}
    for size in given.sizes:
        run = [sys.executable, "-m", "benchmarks.workspace", str(size), "--folder", str(given.folder), "--one"]
        run += ["--rounds", str(given.rounds), "--seconds", str(given.seconds)]
        said = subprocess.run(run, env=_settings(given.folder, size), check=True, stdout=subprocess.PIPE, text=True)
        found[size] = json.loads(said.stdout.splitlines()[-1])
        for line in _lines(size, found[size], found[given.sizes[0]]):
            print(line, flush=True)
    return 0


def _settings(folder: Path, size: int) -> dict[str, str]:
    """The environment of the workspace of one size: a folder, and on PostgreSQL a database."""
    data = folder / f"{size}"
    settings = os.environ | {
        "MAKEWHOLE_DATA": str(data),
        "MAKEWHOLE_HTTPS": "off",
        "MAKEWHOLE_SECOND_FACTOR": "off",
        "MAKEWHOLE_IDLE_AFTER": "86400",
        "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
    }
    if url := os.environ.get("MAKEWHOLE_DATABASE_URL"):
        import psycopg

        name = f"visits_{size}"
        with psycopg.connect(url, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                connection.execute(f"CREATE DATABASE {name}")
        settings["MAKEWHOLE_DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
    return settings


def _measured(size: int, rounds: int, seconds: int) -> dict[str, Any]:
    """Store what is not stored yet, then measure: seconds for each page, and the mixed load."""
    from makewhole.app.project import serve

    serve.prepare(lambda said: print(said, file=sys.stderr))
    from django.db import connection

    from makewhole.app.accounts.models import Practice, User

    took = 0.0
    practice = Practice.objects.filter(name=f"Bench {size}").first()
    if practice is None or not _whole(practice.pk, size):
        began = time.perf_counter()
        made = stored.fill(size)
        took = time.perf_counter() - began
        practice = Practice.objects.get(pk=made.practice)
        if connection.vendor == "postgresql":  # what autovacuum does within minutes
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
    user = User.objects.get(email=f"clinician.{practice.pk.hex}@example.com")
    found: dict[str, Any] = {"database": connection.vendor, "stored in": took, "machine": machine(), "pages": {}}
    client, pages = _pages(practice.pk, user, rounds + 10)
    for name, ask in pages:
        found["pages"][name] = _timed(ask, rounds)
    found["load"] = workspace_load.run(client, _addresses(practice.pk), seconds) if seconds else None
    return found


def _whole(practice: Any, size: int) -> bool:
    from makewhole.app.clinic.models import Visit
    from makewhole.app.vault.acting import acting_as_service

    with acting_as_service(practice, "benchmark"):
        return Visit.objects.count() >= size


def _timed(ask: Callable[[int], Any], rounds: int) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(10):
        ask(rounds + number)
    clock, processor, counts, shown = [], [], set(), 0
    for number in range(rounds):
        before, spent = time.perf_counter(), time.process_time()
        answer = ask(number)
        clock.append(time.perf_counter() - before)
        processor.append(time.process_time() - spent)
        assert answer.status_code == 200, answer.status_code
        shown += answer.content.count(b"data-row")
    for number in range(5):
        with CaptureQueriesContext(connection) as captured:
            ask(number)
        counts.add(len(captured))
    return {
        "p50": percentile(clock, 50),
        "p95": percentile(clock, 95),
        "cpu50": percentile(processor, 50),
        "cpu95": percentile(processor, 95),
        "queries": max(counts),
        "fewest": min(counts),
        "shown": shown / rounds,
    }


def _pages(practice: Any, user: Any, count: int) -> tuple[Any, Iterator[tuple[str, Callable[[int], Any]]]]:
    """A signed-in browser, and each page as what asks for it the nth time."""
    from django.test import Client
    from tests.app.clinic.typing_in import sent

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    who, at = workspace_search.words(practice, count), _addresses(practice)

    def pages() -> Iterator[tuple[str, Callable[[int], Any]]]:
        yield "Today", lambda number: client.get("/")
        yield "patients seen last", lambda number: client.get("/patients/")
        for name, words in who.items():
            search = _search(client, words)
            yield name, search
        for name, addresses in at.items():
            yield name, _get(client, addresses)
        draft = at["visit page, draft"][0]
        typed = sent(client.get(draft), "visit", {})
        kilograms = [str(each / 10) for each in range(500, 500 + count)]
        yield "live coding", lambda number: _typing(client, draft, typed | {"visit.weight": kilograms[number]})
        yield "packets", lambda number: client.get("/packets/")

    return client, pages()


def _typing(client: Any, draft: str, typed: dict[str, str]) -> Any:
    as_browsers_send_it = "application/x-www-form-urlencoded"
    return client.post(f"{draft}live/", urlencode(typed), content_type=as_browsers_send_it)


def _search(client: Any, words: list[str]) -> Callable[[int], Any]:
    return lambda number: client.post("/patients/", {"q": words[number]}, headers={"HX-Request": "true"})


def _get(client: Any, addresses: list[str]) -> Callable[[int], Any]:
    return lambda number: client.get(addresses[number % len(addresses)])


def _addresses(practice: Any) -> dict[str, list[str]]:
    from makewhole.app.clinic.models import Patient, Visit
    from makewhole.app.issuing.models import Packet
    from makewhole.app.vault.acting import acting_as_service

    def some(rows: Any) -> list[Any]:
        keys = list(rows.order_by().values_list("pk", flat=True))
        return random.Random(2).choices(keys, k=300)

    with acting_as_service(practice, "benchmark"):
        return {
            "patient page": [f"/patients/{each}/" for each in some(Patient.objects.all())],
            "visit page, draft": [f"/visits/{each}/" for each in some(Visit.objects.filter(state="draft"))],
            "visit page, signed": [f"/visits/{each}/" for each in some(Visit.objects.filter(state="signed"))],
            "packet page": [f"/packets/{each}/" for each in some(Packet.objects.all())],
        }


def _lines(size: int, found: dict[str, Any], first: dict[str, Any]) -> Iterator[str]:
    yield f"\n{size:,} visits on {found['database']}, stored in {found['stored in']:.0f} s; {found['machine']}"
    heads = f"{'p50':>8}{'p95':>8}{'cpu50':>8}{'cpu95':>8}{'queries':>9}{'rows':>7}{'growth':>9}{'by cpu':>8}{'p95':>8}"
    yield f"{'':<42}{heads}"
    for name, page in found["pages"].items():
        times = "".join(f"{page[each] * 1000:8.1f}" for each in ("p50", "p95", "cpu50", "cpu95"))
        before = first["pages"].get(name, page)
        grown = [page[each] / before[each] for each in ("p50", "cpu50", "cpu95")]
        typed = "  shows more" if page["shown"] > before["shown"] * 1.1 else "  grows"
        slower = typed if max(grown[1:]) > GROWTH else ""
        ratios = f"{page['shown']:7.1f}{grown[0]:9.2f}{grown[1]:8.2f}{grown[2]:8.2f}"
        asked = f"{page['fewest']:.0f}–{page['queries']:.0f}" if page["fewest"] != page["queries"] else page["queries"]
        goal = "   live goal missed" if name == "live coding" and page["cpu95"] > LIVE else ""
        yield f"{name:<42}{times}{asked:>9}{ratios}{slower}{goal}"
    if load := found["load"]:
        times = f"p50 {load['p50'] * 1000:.0f} ms, p95 {load['p95'] * 1000:.0f} ms"
        wrong = f"{load['wrong']} wrong {load['which']}"
        yield f"mixed load: {load['a second']:.0f} requests/s by {load['people']} people; {times}; {wrong}"


if __name__ == "__main__":
    sys.exit(main())
