"""The process that reads and draws what strangers made: a file in; one line of JSON, and the pictures, out."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

MEMORY = 1536 * 2**20
"""Bytes of address space. A photo of a hundred megapixels takes most of it."""


def judge(record: bytes) -> tuple[Any, bytes]:
    """How many pages there are, after each was drawn small."""
    from makewhole.documents.press.attachments import draw_small

    return draw_small(record, ""), b""


def draw(record: bytes) -> tuple[Any, bytes]:
    """Each page's length and words, then the pictures one after the other."""
    from makewhole.documents.press import attachment_pages

    pages = attachment_pages(record, "")
    return [(len(page.picture), page.words) for page in pages], b"".join(page.picture for page in pages)


def form(content: bytes) -> tuple[Any, bytes]:
    """What is wrong with an insurer's form."""
    from makewhole.documents.forms import FormRefused, read_form
    from makewhole.documents.forms.reading.opening import damaged
    from makewhole.documents.press import AttachmentError
    from makewhole.documents.press.attachments import draw_small

    try:
        read_form(content)
        draw_small(content, "")
    except FormRefused as wrong:
        return wrong.problems, b""
    except AttachmentError:
        return damaged().problems, b""
    return [], b""


TASKS: Mapping[str, Callable[[bytes], tuple[Any, bytes]]] = {"judge": judge, "draw": draw, "form": form}


def main(task: str, seconds: int) -> None:
    """Do one task on what comes in, within the limits."""
    from makewhole.documents.press import AttachmentError

    _keep_within(seconds)
    try:
        told, rest = TASKS[task](sys.stdin.buffer.read())
    except AttachmentError as refused:
        told, rest = refused.fault, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + rest)


def _keep_within(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the clock alone ends it
        return
    # No core is left behind either: it would hold the record in the clear.
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
    for which, most in limits:
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
