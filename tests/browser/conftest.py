"""A running workspace with its own data folder, and a real Chromium to use it with. Skips where there is none."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
TEXT = 16  # pixels: what a browser's own text size is until someone changes it


@dataclass(frozen=True)
class Workspace:
    """Where the workspace answers, the token of the invitation that waits in it, and a recovery code of its manager."""

    address: str
    invitation: str
    recovery_code: str


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    if not CHROMIUM.exists():
        pytest.skip("No Chromium here: on Debian, apt install chromium.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
        "MAKEWHOLE_CONFIG": os.devnull,
        "MAKEWHOLE_DATA": str(tmp_path_factory.mktemp("workspace")),
        "MAKEWHOLE_HTTPS": "off",
        "MAKEWHOLE_DEMO": "on",
        "MAKEWHOLE_SECRET_KEY": "only for these tests, and long enough to be taken for one",
    }

    def run(*words: str) -> str:
        return subprocess.run([sys.executable, *words], env=settings, check=True, capture_output=True, text=True).stdout

    run("-m", "django", "migrate", "--verbosity=0")
    run("-m", "django", "createcachetable", "--verbosity=0")
    run("-m", "django", "collectstatic", "--noinput", "--verbosity=0")
    invitation, recovery_code = run(str(HERE / "seed.py")).split()
    command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/account/login/", server)
        yield Workspace(address, invitation, recovery_code)
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120  # seconds: the machine may be busy with other things
    while time.monotonic() < end:
        assert server.poll() is None, "the workspace did not start"
        try:
            urllib.request.urlopen(address, timeout=30).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the workspace did not answer")


@pytest.fixture(scope="session")
def browsers() -> Iterator[Callable[[int], Any]]:
    """A browser for each text size, started when first asked for."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started, ExitStack() as stack:
        running: dict[int, Any] = {}

        def browser(text: int) -> Any:
            if text not in running:
                flags = [*FLAGS, f"--blink-settings=defaultFontSize={text}"]
                running[text] = started.chromium.launch(executable_path=str(CHROMIUM), args=flags)
                stack.callback(running[text].close)
            return running[text]

        yield browser


def _is_complaint(said: Any) -> bool:
    # A page that is refused (400, 403, 404, 410) is also told of on the console; the tests that meet one say so.
    return said.type == "error" and "the server responded with a status of 4" not in said.text


@pytest.fixture
def open_page(workspace: Workspace, browsers: Callable[[int], Any]) -> Iterator[Callable[..., Any]]:
    """Open a fresh browser window; whatever the browser complains about on its console fails the test."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def opened(
            path: str = "", width: int = 1280, theme: str = "light", language: str = "en", text: int = TEXT
        ) -> Any:
            context = browsers(text).new_context(
                base_url=workspace.address,
                viewport={"width": width, "height": 900 if width > 600 else 740},
                color_scheme=theme,
                locale="en-US",
            )
            stack.callback(context.close)
            context.add_cookies([{"name": "django_language", "value": language, "url": workspace.address}])
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"/{path}")
            return page

        yield opened
    assert not complaints, complaints
