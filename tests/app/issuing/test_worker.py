"""The worker beside the server: it works, looks at the calendar, and ends when the server is gone."""

import os
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.db import connection

from makewhole.app.bringing import files
from makewhole.app.issuing import monthly
from makewhole.app.issuing.management.commands import work


class Worker:
    """Stands where the queue's own worker would wait for tasks."""

    ran: ClassVar[list[str]] = []

    def __init__(self, **options: object) -> None:
        assert options["batch"] is False

    def configure_signals(self) -> None:
        self.ran.append("signals")

    def run(self) -> None:
        self.ran.append("run")


def test_it_works_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(work, "Worker", Worker)
    monkeypatch.setattr(work, "look_after", looked.append)
    call_command("work", under=os.getppid())
    assert Worker.ran == ["signals", "run"]
    assert looked == [os.getppid()]


def test_it_looks_at_the_calendar_and_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    parents = iter([7, 1])

    def ended(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(work, "BEAT", 0.001)
    monkeypatch.setattr(work, "LOOKS_EVERY", 1)
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(os, "_exit", ended)
    monkeypatch.setattr(connection, "close", lambda: done.append("close"))
    monkeypatch.setattr(monthly, "take_up_again", lambda: done.append("take up"))
    monkeypatch.setattr(monthly, "begin_due", lambda: done.append("begin"))
    monkeypatch.setattr(files, "let_old_go", lambda: done.append("let go"))
    monkeypatch.setattr(work, "learn", lambda: done.append("learn"))
    with pytest.raises(SystemExit):
        work.look_after(7)
    assert done == ["take up", "begin", "let go", "learn", "close"]
