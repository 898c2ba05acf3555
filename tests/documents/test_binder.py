"""The packet's files: which papers stand alone, and no more of them than typst remembers."""

from datetime import date
from pathlib import Path

from makewhole.exchange.attached import attached_records
from makewhole.exchange.visit_files import load
from makewhole.packets import build_packet

EXAMPLE = Path(__file__).parents[2] / "examples" / "visit.json"
TYPST_REMEMBERS = 10
"""Compiles after which typst forgets what none of them used (docs/decisions/0004-paper-typst.md)."""


def test_a_full_packet_takes_no_more_compiles_than_typst_remembers() -> None:
    file = load(EXAMPLE)
    made = build_packet(file, attached_records(str(EXAMPLE), file), date(2026, 12, 1))

    papers = {name for name in made.files if name.endswith(".pdf")}

    assert len(papers) <= TYPST_REMEMBERS
    assert {"packet.pdf", "superbill.pdf", "necessity-letter.pdf", "cms1500-red-form.pdf"} <= papers
    assert "contents.pdf" not in papers, "a contents page by itself is of no use to anybody"
