"""What must be true of every rule file, whoever writes it."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from makewhole import rules
from makewhole.rules import Rule, all_rules

EVERY_RULE = list(all_rules())

# Marks of the AMA's own wording of CPT codes, which may not be printed.
AMA_WORDING = re.compile(
    r"therapeutic, prophylactic|prophylaxis, or diagnosis|specify substance|list separately"
    r"|evaluation and management of (a|an) (new|established)|each additional hour|initial, up to 1 hour"
    r"|emotional.{1,5}behaviou?ral assessment|noninvasive ear|sequential intravenous push|single or initial substance"
    r"|when performed with an evaluation|medically appropriate history|requires a"
    r"|diagnostic evaluation|tracing only|interpretation and report",
    re.IGNORECASE,
)

BRITISH = re.compile(
    r"\b(behaviour|centre|colour|favour|labour|neighbour|programme|licence|cheque|catalogue|judgement|(milli)?litre"
    r"|anaesth|enrol\b|levelled|summaris|organis|recognis|authoris|itemis|specialise|hospitalis)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("found", EVERY_RULE, ids=lambda r: r.rule_id)
def test_each_value_says_where_it_comes_from_and_whether_it_was_confirmed(found: Rule) -> None:
    for held in found.values:
        assert len(held.source) > 8
        assert held.checked >= date(2026, 11, 1)
        assert held.verified in (True, False)
        assert held.url is None or re.fullmatch(r"https?://[^\s]+\.[^\s]+", held.url)


def test_the_linter_reads_every_rule_file_there_is() -> None:
    room = Path(rules.__file__).parent
    files = {str(path.relative_to(room).with_suffix("")) for path in room.rglob("*.toml")}
    read = {r.rule_id.rpartition("/")[0] for r in EVERY_RULE}
    assert files == read
    undated = [h.rule_id for r in EVERY_RULE for h in r.values if not (h.since and isinstance(h.verified, bool))]
    assert not undated


@pytest.mark.parametrize("found", EVERY_RULE, ids=lambda r: r.rule_id)
def test_no_two_values_hold_on_one_day(found: Rule) -> None:
    for earlier, later in pairwise(found.values):
        assert earlier.until is not None
        assert earlier.until < later.since


def test_no_code_is_worded_as_the_ama_words_it() -> None:
    assert not [r.rule_id for r in EVERY_RULE if AMA_WORDING.search(r.says)]
    assert not [held.rule_id for r in EVERY_RULE for held in r.values if AMA_WORDING.search(held.source)]
    assert AMA_WORDING.search("Intravenous infusion; initial, up to 1 hour (List separately)")


def test_what_a_rule_says_is_a_short_plain_text() -> None:
    long = [r.rule_id for r in EVERY_RULE if not 8 <= len(r.says) <= 400]
    assert not long


def test_what_an_american_reads_is_spelled_as_in_america() -> None:
    assert not [r.rule_id for r in EVERY_RULE if BRITISH.search(r.says)]
    assert not [held.rule_id for r in EVERY_RULE for held in r.values if BRITISH.search(held.source)]
    assert BRITISH.search("The organisation's programme at the centre")
