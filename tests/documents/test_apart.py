"""What strangers made is read in a process of its own: the same pages, and an end to what asks for too much."""

import resource
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from makewhole.documents import apart
from makewhole.documents.apart import judge_apart, judge_form_apart, pages_apart
from makewhole.documents.forms import FormRefused
from makewhole.documents.press import AttachmentError, attachment_pages

from .hostile_pdfs import blown_up, drawn_without_end, in_circles

EVALUATION = (Path(__file__).parents[2] / "examples" / "psychiatric-evaluation.pdf").read_bytes()


def test_the_pages_are_the_same_as_drawn_here() -> None:
    pages = attachment_pages(EVALUATION, "evaluation.pdf")
    assert pages_apart(EVALUATION, "evaluation.pdf") == pages
    assert judge_apart(EVALUATION, "evaluation.pdf") == len(pages)
    assert attachment_pages(pages, "evaluation.pdf") == pages, "what was drawn before is not drawn again"


@pytest.mark.parametrize("page", [1, 2])
def test_a_page_that_takes_gigabytes_is_told_and_takes_none_here(page: int) -> None:
    content, before = blown_up(page=page), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(content) < 10_000
    for read in (judge_apart, pages_apart):
        with pytest.raises(AttachmentError, match=r"^r\.pdf takes too much memory or time to draw") as refused:
            read(content, "r.pdf")
        assert refused.value.fault == "heavy"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_page_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 2)
    with pytest.raises(AttachmentError, match="takes too much memory or time"):
        judge_apart(drawn_without_end(), "r.pdf")


def test_damage_that_shows_only_when_a_page_is_drawn_is_told_when_it_is_judged() -> None:
    with pytest.raises(AttachmentError, match=r"^r\.pdf is damaged"):
        judge_apart(in_circles(), "r.pdf")


def test_a_form_is_refused_as_it_is_here_or_for_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormRefused, match="is damaged, or is no PDF"):
        judge_form_apart(b"GIF89a")
    with pytest.raises(FormRefused, match="draws more on a page than any form does"):
        judge_form_apart(blown_up())
    monkeypatch.setattr(apart, "SECONDS", 2)
    with pytest.raises(FormRefused, match="takes too much memory or time to draw"):
        judge_form_apart(drawn_without_end())


def test_the_process_knows_none_of_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Mapping[str, str]] = []
    run = subprocess.run

    def noting(command: Sequence[str], **named: Any) -> Any:
        given.append(named["env"])
        return run(command, **named)

    monkeypatch.setenv("MAKEWHOLE_MASTER_KEY", "secret")
    monkeypatch.setattr(subprocess, "run", noting)
    judge_apart(EVALUATION, "evaluation.pdf")
    assert set(given[0]) <= set(apart.ENVIRONMENT)
