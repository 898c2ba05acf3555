"""A workspace that runs for the tests: a port of its own, started, stopped, and started again."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
DJANGO = ("-m", "django", "runserver", "--noreload", "127.0.0.1:{port}")


def settings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a workspace that keeps its data in `folder`, with more of its own settings by name."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "makewhole.app.project.settings",
        "MAKEWHOLE_CONFIG": os.devnull,
        "MAKEWHOLE_DATA": str(folder),
        "MAKEWHOLE_HTTPS": "off",
        "MAKEWHOLE_SECRET_KEY": "only for these tests, and long enough to be taken for one",
        **{f"MAKEWHOLE_{name.upper()}": value for name, value in more.items()},
    }


class Server:
    """A server at an address of its own: `words` are what Python is called with, `{port}` in them is its port."""

    def __init__(self, settings: dict[str, str], *words: str) -> None:
        if not CHROMIUM.exists():
            pytest.skip("No Chromium here: on Debian, apt install chromium.")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.settings = settings
        self.address = f"http://localhost:{port}"
        self.command = [sys.executable, *(word.format(port=port) for word in words)]

    def run(self, *words: str) -> str:
        """What Python says when called with these words, before the server runs."""
        command = [sys.executable, *words]
        return subprocess.run(command, env=self.settings, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        out = subprocess.DEVNULL
        self.process = subprocess.Popen(self.command, env=self.settings, stdout=out, stderr=out)
        end = time.monotonic() + 300  # seconds: the machine may be busy, and a demo is made first
        while time.monotonic() < end:
            assert self.process.poll() is None, "the workspace did not start"
            try:
                urllib.request.urlopen(f"{self.address}/account/login/", timeout=30).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("the workspace did not answer")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.stop()


def prepare(server: Server) -> None:
    """Make the database and the files of the pages, as `makewhole serve` does by itself."""
    server.run("-m", "django", "migrate", "--verbosity=0")
    server.run("-m", "django", "createcachetable", "--verbosity=0")
    server.run("-m", "django", "collectstatic", "--noinput", "--verbosity=0")
