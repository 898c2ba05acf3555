"""The desk in a real browser: a patient registered, treated, mended and signed, by mouse and by keyboard alone."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import CHROMIUM, HERE, Workspace, _wait_for
from .judging import VIEWS, judge

EXAMPLE = HERE.parents[1] / "examples" / "visit.json"
PASSWORD = "four quiet grey herons"
SHOTS = os.environ.get("MAKEWHOLE_TEST_PICTURES", "")


class Desk(Workspace):
    """A workspace whose server can be stopped and started again."""


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Harbor"]:
    if not CHROMIUM.exists():
        pytest.skip("No Chromium here: on Debian, apt install chromium.")
    running = Harbor(tmp_path_factory.mktemp("harbor"))
    try:
        yield running
    finally:
        running.stop()


class Harbor:
    """A running workspace of one practice with its settings filled in; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.settings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
            "MAKEWHOLE_CONFIG": os.devnull,
            "MAKEWHOLE_DATA": str(folder),
            "MAKEWHOLE_HTTPS": "off",
            "MAKEWHOLE_SECOND_FACTOR": "off",
            "MAKEWHOLE_SECRET_KEY": "only for these tests, and long enough to be taken for one",
        }
        for words in (("migrate", "--verbosity=0"), ("createcachetable", "--verbosity=0")):
            self._run("-m", "django", *words)
        self._run("-m", "django", "collectstatic", "--noinput", "--verbosity=0")
        self._run(str(HERE / "seed_desk.py"), str(EXAMPLE))
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{self.port}"]
        self.server = subprocess.Popen(command, env=self.settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_for(f"{self.address}/account/login/", self.server)

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(20)

    def _run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], env=self.settings, check=True, capture_output=True, text=True)
