"""Reads and draws what strangers made in a process of its own: too much memory or time ends that process and no other.

A PDF of five kilobytes can ask for gigabytes. What such a file asks for is only known once it is drawn."""

import json
import os
import subprocess
import sys
import threading
from typing import Any, Literal, cast

from makewhole.documents.forms.reading.opening import FormRefused, refused
from makewhole.documents.press import AttachedPage, AttachmentError, Fault
from makewhole.records import Problem

SECONDS = 60
"""Of the processor; a hundred scanned pages take a quarter of it. Twice that by the clock."""
ENVIRONMENT = ("PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Of the server's variables these alone: the others may hold its keys."""

_one_at_a_time = threading.Lock()


class _Ended(Exception):
    """The process came to no answer."""


def judge_apart(record: bytes, name: str) -> int:
    """How many pages a record has, each of them drawn once, small.

    Raises AttachmentError as `attachment_pages`, and for one that takes too much memory or time.
    """
    return int(_answer("judge", record, name)[0])


def pages_apart(record: bytes, name: str) -> list[AttachedPage]:
    """As `attachment_pages`; raises AttachmentError also for a record that takes too much memory or time."""
    told, rest = _answer("draw", record, name)
    pages, start = [], 0
    for length, words in told:
        pages.append(AttachedPage(rest[start : start + length], words))
        start += length
    return pages


def judge_form_apart(content: bytes) -> None:
    """Read an insurer's form and draw its pages once.

    Raises FormRefused as `read_form`, and for one that takes too much memory or time.
    """
    try:
        told, _rest = _run("form", content)
    except _Ended:
        says = "takes too much memory or time to draw."
        raise refused(says, "Print it to a new PDF, and use that.") from None
    if told:
        raise FormRefused([Problem(*each) for each in told])


def _answer(task: Literal["judge", "draw"], record: bytes, name: str) -> tuple[Any, bytes]:
    try:
        told, rest = _run(task, record)
    except _Ended:
        raise AttachmentError(name, "heavy") from None
    if isinstance(told, str):
        raise AttachmentError(name, cast(Fault, told))
    return told, rest


def _run(task: str, content: bytes) -> tuple[Any, bytes]:
    command = [sys.executable, "-P", "-m", "makewhole.documents.apart", task, str(SECONDS)]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    try:
        with _one_at_a_time:
            done = subprocess.run(
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=2 * SECONDS,
                check=True,
            )
        told, _line, rest = done.stdout.partition(b"\n")
        return json.loads(told), rest
    except (subprocess.SubprocessError, ValueError):
        raise _Ended from None
