"""Running the workspace on one machine: set up what is missing, then serve it."""

import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import config, databases

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Make what a first start needs: what `prepare_tables` makes, and static files."""
    prepare_tables(say)
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def prepare_tables(say: Say) -> None:
    """Make keyring, cookie secret and tables where there are none; nothing that exists is replaced."""
    from makewhole.app.vault import masters

    folder = config.data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not config.text("secret_key") and not (folder / "secret_key").exists():
        import secrets

        config.write_private(folder / "secret_key", secrets.token_urlsafe(50))
    if not (config.text("kms") or config.text("master_keys") or masters.keyring_path().exists()):
        masters.add_master_key("first")
        say(f"A master key was made in {masters.keyring_path()}. Keep a copy in a safe place, apart from backups of")
        say("the database: without it nothing can be opened, and with both everything can.")
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    databases.learn()


def say_how_to_begin(say: Say) -> None:
    """Where no practice is set up yet, how one is."""
    from makewhole.app.accounts.models import Practice

    if not Practice.objects.exists():
        say('No practice is set up yet. In another terminal: makewhole practice add "ITS NAME" --manager E-MAIL')


def start_django() -> None:
    """Load Django with the workspace's settings. May be called again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.app.project.settings")
    import django

    django.setup()


def use_demo_folder() -> Path:
    """Point this process at a folder of its own with made-up data, and let it be reached without HTTPS."""
    folder = Path(os.environ.get("MAKEWHOLE_DATA") or Path(tempfile.gettempdir()) / f"makewhole-demo-{os.getuid()}")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.update(
        MAKEWHOLE_DATA=str(folder), MAKEWHOLE_HTTPS="off", MAKEWHOLE_SECOND_FACTOR="off", MAKEWHOLE_DEMO="on"
    )
    return folder


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def serve(host: str, port: int, certificate: str = "", key: str = "") -> None:
    """Serve until stopped. With a certificate it speaks HTTPS itself; else a proxy in front does, or it is loopback.

    Raises Misconfigured for an address that cannot be used, or one that would be served in the clear to others.
    """
    from granian import Granian
    from granian.constants import Interfaces

    behind_proxy = config.switch("behind_proxy", default=False)
    if not (certificate or behind_proxy or is_loopback(host)):
        raise config.Misconfigured(
            "host: others can reach this address, so it needs --certificate and --key, or a proxy with behind_proxy."
        )
    _claim(host, port)
    if config.switch("https", default=True) and not (certificate or behind_proxy):
        raise config.Misconfigured(
            "https: is on, so it needs --certificate and --key, or a proxy with behind_proxy; for this machine alone "
            "set https = false."
        )
    # A forked worker would inherit the locks of threads that it does not have: where this process has set a page, as
    # for the demo's first packets, the press would wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "makewhole.app.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=config.number("workers", min(4, os.cpu_count() or 1)),
        blocking_threads=config.number("threads", 4),
        respawn_failed_workers=True,
        log_access=False,
        log_level="error",  # type: ignore[arg-type]
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
    )
    with background_work():
        server.serve()


@contextmanager
def background_work() -> Iterator[None]:
    """Keep one background worker beside the server: started anew when it ends, stopped with the server."""
    command = [sys.executable, "-m", "django", "work", "--under", str(os.getpid())]
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            running[:] = [subprocess.Popen(command)]
            running[0].wait()
            stopping.wait(2)

    threading.Thread(target=keep, daemon=True).start()
    try:
        yield
    finally:
        stopping.set()
        for worker in running:
            worker.terminate()


def _claim(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise config.Misconfigured(f"port: {port} on {host} is in use; choose another with --port.") from None
