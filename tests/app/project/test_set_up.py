"""A first start from nothing, in a process of its own, as a person would do it."""

import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from makewhole.app.project import config
from makewhole.app.project.databases import database
from makewhole.app.project.serve import is_loopback, serve
from makewhole.cli import group

COMMAND = Path(sys.executable).with_name("makewhole")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKEWHOLE_", "DJANGO_"))}
    return {**kept, "MAKEWHOLE_DATA": str(tmp_path / "data")}


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *words], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def served(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [str(COMMAND), "serve", "--demo", "--port", str(port)], env=environment, stdout=said, stderr=said
        )
        try:
            address = f"http://127.0.0.1:{port}"
            end = time.monotonic() + 120
            while time.monotonic() < end:
                try:
                    urllib.request.urlopen(f"{address}/account/login/", timeout=30).close()
                    break
                except OSError:
                    assert process.poll() is None, (tmp_path / "said").read_text()
                    time.sleep(0.1)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def test_the_demo_starts_from_nothing_and_is_found_healthy(
    served: str, environment: dict[str, str], tmp_path: Path
) -> None:
    with urllib.request.urlopen(f"{served}/account/login/", timeout=20) as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        page = answer.read().decode()
    styles = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert styles is not None
    with urllib.request.urlopen(served + styles[1], timeout=20) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    said = (tmp_path / "said").read_text()
    assert "front.desk@" in said
    for name in ("keyring", "secret_key", "makewhole.sqlite3"):
        assert (tmp_path / "data" / name).exists()
    assert (tmp_path / "data" / "keyring").stat().st_mode & 0o777 == 0o600
    environment |= {"MAKEWHOLE_HTTPS": "off"}
    found = run(environment, "doctor", "--json")
    assert found.returncode == 0, found.stdout + found.stderr
    assert any("audit trail" in each["says"] for each in json.loads(found.stdout))
    rotated = run(environment, "keys", "rotate-master", "second")
    assert rotated.returncode == 0, rotated.stderr
    assert "1 practice keys" in rotated.stdout
    assert run(environment, "keys", "rotate-practices").returncode == 0
    assert run(environment, "keys", "rewrap").stdout.startswith("0 keys")
    checked = run(environment, "audit", "verify")
    assert checked.returncode == 0, checked.stderr
    assert "holds" in checked.stdout
    exported = run(environment, "audit", "export").stdout.splitlines()
    assert [json.loads(line)["number"] for line in exported] == list(range(1, len(exported) + 1))


def test_a_set_up_that_is_not_there_is_diagnosed_with_its_remedy(environment: dict[str, str]) -> None:
    found = run(environment, "doctor")
    assert found.returncode == 1
    assert "keyring" in found.stdout
    assert "makewhole serve" in found.stdout


def test_a_practice_begins_with_one_command(environment: dict[str, str]) -> None:
    words = ("practice", "add", "Quiet Harbor Medicine PC", "--manager", "maria@quiet.example")
    made = run(environment | {"MAKEWHOLE_ORIGINS": "https://desk.quiet.example"}, *words)
    assert made.returncode == 0, made.stderr
    assert re.search(r"^https://desk\.quiet\.example/account/invitation/[0-9a-f]{32}\.[\w-]+/$", made.stdout, re.M)
    again = run(environment, *words)
    assert (again.returncode, "is here already" in again.stderr) == (2, True)
    assert re.fullmatch(
        r"[0-9a-f-]{36}  \d{4}-\d\d-\d\d     0  Quiet Harbor Medicine PC\n", run(environment, "practice", "list").stdout
    )
    assert not (Path(environment["MAKEWHOLE_DATA"]) / "static").exists(), (
        "the files of the pages are made by serving them"
    )


def test_djangos_own_deployment_check_is_clean(environment: dict[str, str], tmp_path: Path) -> None:
    environment |= {
        "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
        "MAKEWHOLE_SECRET_KEY": base64.b64encode(os.urandom(48)).decode(),
    }
    (tmp_path / "data" / "static").mkdir(parents=True)
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("host", "reaches_only_us"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_an_address_that_others_reach_is_not_served_in_the_clear(host: str, reaches_only_us: bool) -> None:
    assert is_loopback(host) is reaches_only_us
    if not reaches_only_us:
        with pytest.raises(config.Misconfigured, match="certificate"):
            serve(host, 1)


def test_https_without_a_certificate_is_refused_before_a_browser_finds_nobody_there(
    environment: dict[str, str],
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refused = run(environment, "serve", "--port", str(port))
    assert refused.returncode == 2
    assert "No practice is set up yet" in refused.stdout
    assert "https = false" in refused.stderr


def test_a_port_in_use_is_said_to_be_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(config.Misconfigured, match="in use"):
            serve("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("words", [["serve"], ["doctor"], ["audit", "verify"], ["keys", "rewrap"]])
def test_without_the_workspaces_packages_a_verb_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr("makewhole.cli._workspace.NEEDS", ("no_such_package",))
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 2
    assert "makewhole[app]" in result.output


@pytest.mark.parametrize("words", [("audit", "verify"), ("audit", "export"), ("keys", "rewrap")])
def test_before_there_is_a_workspace_a_verb_says_what_makes_one(
    environment: dict[str, str], words: tuple[str, ...]
) -> None:
    found = run(environment | {"MAKEWHOLE_SECRET_KEY": "only to look, and long enough to be taken for one"}, *words)
    assert (found.returncode, "makewhole serve" in found.stderr) == (2, True), found.stderr
    assert "fault" not in found.stderr


def test_the_library_and_its_verbs_work_without_django(tmp_path: Path) -> None:
    blocked = tmp_path / "sitecustomize.py"
    blocked.write_text(
        "import sys\n"
        "for name in ('django', 'allauth', 'cryptography', 'granian', 'whitenoise', 'psycopg'):\n"
        "    sys.modules[name] = None\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    examples = Path(__file__).parents[3] / "examples" / "visit.json"
    done = run(environment, "code", str(examples))
    assert done.returncode == 0, done.stderr
    refused = run(environment, "serve")
    assert refused.returncode == 2
    assert 'pip install "makewhole[app]"' in refused.stderr


def test_a_postgresql_is_named_by_one_setting() -> None:
    found = database("postgresql://ann:p%40ss@db.example:5433/clinic?sslmode=require", Path("x"))
    assert found["ENGINE"].endswith("postgresql")
    expected = ("clinic", "ann", "p@ss", "db.example", "5433")
    assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected
    assert found["OPTIONS"] == {"sslmode": "require"}
    for wrong in ("mysql://x/y", "postgresql://x", "clinic.sqlite3"):
        with pytest.raises(config.Misconfigured):
            database(wrong, Path("x"))


def test_settings_come_from_the_environment_then_the_file_then_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "makewhole.toml"
    file.write_text('hosts = ["a.example"]\nthreads = 3\nhttps = false\nemail_host = "mail"\nworkers = "many"\n')
    monkeypatch.setenv("MAKEWHOLE_CONFIG", str(file))
    config._file.cache_clear()
    try:
        assert config.words("hosts") == ["a.example"]
        assert config.number("threads", 8) == 3
        assert config.switch("https", default=True) is False
        assert config.text("email_host") == "mail"
        assert config.text("email_user", "nobody") == "nobody"
        monkeypatch.setenv("MAKEWHOLE_THREADS", "5")
        monkeypatch.setenv("MAKEWHOLE_HOSTS", "b.example, c.example,")
        monkeypatch.setenv("MAKEWHOLE_HTTPS", "yes")
        assert config.number("threads", 8) == 5
        assert config.words("hosts") == ["b.example", "c.example"]
        assert config.switch("https", default=False) is True
        monkeypatch.setenv("MAKEWHOLE_HTTPS", "perhaps")
        with pytest.raises(config.Misconfigured):
            config.number("workers", 1)
        with pytest.raises(config.Misconfigured):
            config.switch("https", default=True)
        monkeypatch.delenv("MAKEWHOLE_THREADS")
        with pytest.raises(config.Misconfigured, match="threads"):
            config.text("threads")
        file.write_text("hosts = [")
        config._file.cache_clear()
        with pytest.raises(config.Misconfigured, match="TOML"):
            config.text("hosts")
    finally:
        config._file.cache_clear()


def test_a_private_file_is_never_replaced(tmp_path: Path) -> None:
    config.write_private(tmp_path / "a" / "key", "one")
    with pytest.raises(FileExistsError):
        config.write_private(tmp_path / "a" / "key", "two")
    assert (tmp_path / "a" / "key").read_text() == "one"
