"""Let Wapiti, a scanner that no one here wrote, attack the demo workspace signed in as each role.

    pipx install wapiti3
    python tests/faults/scan_server.py --seconds 300

Each role is scanned on the same server, which listens on the loopback address and whose data is thrown away after."""

import argparse
import http.cookiejar
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from makewhole.app.project.demo import PASSWORD, address

ROLES = ("front_desk", "clinician", "biller", "manager", "auditor")
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,timesql,xss"
)
"""Those that need no server on the open internet to hear from. Not ldap: it takes our "too often" for an answer."""
HIGH = 3
PORT = 8737
SITE = f"http://localhost:{PORT}/"


def scan(wapiti: str, roles: Sequence[str], seconds: int) -> dict[str, list[str]]:
    """What Wapiti found high or critical, by role."""
    with tempfile.TemporaryDirectory() as folder, _demo_server(Path(folder)):
        # All sign in before the first scan, whose attacks on the sign-in close it for a while.
        sessions = {role: _sign_in(role) for role in roles}
        return {role: _as_role(wapiti, role, session, seconds, Path(folder)) for role, session in sessions.items()}


@contextmanager
def _demo_server(folder: Path) -> Iterator[None]:
    settings = os.environ | {
        "MAKEWHOLE_CONFIG": os.devnull,
        "MAKEWHOLE_DATA": str(folder / "data"),
        "HOME": str(folder),
    }
    command = [sys.executable, "-c", "from makewhole.cli import main; main()", "serve", "--demo", "--port", str(PORT)]
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if line.startswith("http://"):
                    break
            _until_it_answers()
            yield
        finally:
            server.terminate()


def _until_it_answers() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(SITE, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the workspace did not answer")


def _as_role(wapiti: str, role: str, session: dict[str, Any], seconds: int, folder: Path) -> list[str]:
    cookies, report = folder / f"{role}.cookies.json", folder / f"{role}.json"
    cookies.write_text(json.dumps({"localhost": {"/": session}}))
    command = [wapiti, "-u", SITE, "-c", str(cookies), "-m", MODULES, "--scope", "domain", "--flush-session"]
    command += ["--max-scan-time", str(seconds), "--max-attack-time", str(max(20, seconds // 8)), "--no-bugreport"]
    for leaves in ("account/logout/", "account/sessions/", "demo/*"):
        command += ["-x", f"{SITE}{leaves}"]
    command += ["-f", "json", "-o", str(report)]
    command += ["--store-session", str(folder / "wapiti"), "--store-config", str(folder / "wapiti")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=seconds + 600)
    return list(_high(json.loads(report.read_text()), role))


def _high(found: dict[str, Any], role: str) -> Iterator[str]:
    print(f"{role}: {found['infos']['crawled_pages_nbr']} pages crawled")  # noqa: T201
    for kind, cases in {**found["vulnerabilities"], **found["anomalies"]}.items():
        for case in cases:
            says = f"{kind}, level {case['level']}: {case['method']} {case['path']} {case['info']}"
            print(f"  {says}")  # noqa: T201
            if case["level"] >= HIGH:
                yield says


def _sign_in(role: str) -> dict[str, dict[str, Any]]:
    """The cookies of a session of this role, as Wapiti reads them."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    browser.open(f"{SITE}account/login/", timeout=60).close()
    token = next(cookie.value for cookie in jar if cookie.name == "csrf")
    form = {"login": address(role), "password": PASSWORD, "csrfmiddlewaretoken": token}
    data = urllib.parse.urlencode(form).encode()
    with browser.open(urllib.request.Request(f"{SITE}account/login/", data, {"Referer": SITE}), timeout=60) as answer:
        assert "/account/login/" not in answer.url, f"{role} could not sign in"
    return {
        cookie.name: {"value": cookie.value, "version": 0, "expires": None, "secure": False, "port": None}
        for cookie in jar
    }


def main(words: Sequence[str] | None = None) -> int:
    """Scan from the terminal; exit 1 when anything high was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300, help="for each role")
    parser.add_argument("--role", action="append", choices=ROLES)
    parser.add_argument("--wapiti", default=shutil.which("wapiti"))
    chosen = parser.parse_args(words)
    if not chosen.wapiti:
        parser.error("Wapiti is not installed: pipx install wapiti3, or say where it is with --wapiti.")
    found = scan(chosen.wapiti, chosen.role or ROLES, chosen.seconds)
    print(json.dumps(found, indent=2))  # noqa: T201
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
