"""A running workspace with its own data folder, and a real Chromium to use it with. Skips where there is none."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from .serving import CHROMIUM, DJANGO, HERE, Server, prepare, settings
from .windows import Windows

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@dataclass(frozen=True)
class Workspace:
    """Where the workspace answers, the token of the invitation that waits in it, and a recovery code of its manager."""

    address: str
    invitation: str
    recovery_code: str


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    server = Server(settings(tmp_path_factory.mktemp("workspace"), demo="on"), *DJANGO)
    prepare(server)
    invitation, recovery_code = server.run(str(HERE / "seed.py")).split()
    with server:
        yield Workspace(server.address, invitation, recovery_code)


@pytest.fixture(scope="module")
def browsers() -> Iterator[Callable[[int], Any]]:
    """A browser for each text size, started when first asked for; while it runs, no test may ask the database."""
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


@pytest.fixture
def open_page(workspace: Workspace, browsers: Callable[[int], Any]) -> Iterator[Callable[..., Any]]:
    """Open an address in a fresh window; whatever the browser complains about fails the test."""
    with Windows(workspace.address, browsers).opening() as window:

        def opened(path: str = "", **view: Any) -> Any:
            page = window(**view)
            page.goto(f"/{path}")
            return page

        yield opened
