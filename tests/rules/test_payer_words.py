"""What is known of an insurer is said in plain phrases: no bare name of a value, in either language."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from makewhole.rules import all_rules
from makewhole.rules.payer_phrases import PHRASES, SPANISH, WORDS
from makewhole.rules.payer_registry import Fact, payers, reversal_laws
from makewhole.rules.payer_words import in_words, translated

ON = date(2026, 11, 24)
PROPER = re.compile(r"^(CHAMPVA|CMS-1490S|VA Form 10-7959A|DD Form 2642|\d+|.*Claim Form|Medicare Appeals Council)$")
SAID_IN_ENGLISH = {"address", "by", "codes", "fax", "licensee", "number", "online", "payer", "states", "menu-words"}
WHOLE = {"attachments", "menu-words", "payer-id", "card", "kinds", "member-id", "name", "phone-hint", "assignment"}


def everything() -> Iterator[tuple[str, Fact]]:
    for payer in payers(ON):
        yield from ((fact.name, fact) for fact in payer.facts)
        yield from (("policy", fact) for fact in payer.policies)
    yield from (("law", fact) for fact in reversal_laws(ON))


def parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each named value within a fact's value, but steps, which are told in their own words."""
    for each in value if isinstance(value, tuple) else (value,):
        if hasattr(each, "items") and "en" not in each:
            yield from each.items()
        elif not hasattr(each, "items"):
            yield name, each


def test_every_named_value_has_a_phrase_in_both_languages() -> None:
    missing = set()
    for name, fact in everything():
        if name in ("card",):
            continue
        for key, value in parts(name, fact.held.value):
            plain = f"{key}={'yes' if value else 'no'}" if isinstance(value, bool) else key
            said_by_rule = not in_words(name, fact.held.value)
            if not (f"{name}.{plain}" in PHRASES or plain in PHRASES or key in WHOLE or said_by_rule):
                known = name == "appeals-further" and f"appeals.{plain}" in PHRASES
                if not known:
                    missing.add((name, plain))
    assert missing == set()


def test_every_word_of_a_rule_file_has_its_spanish() -> None:
    missing = set()
    for name, fact in everything():
        if not in_words(name, fact.held.value):
            continue
        for key, value in parts(name, fact.held.value):
            for word in value if isinstance(value, tuple) else (value,):
                said = isinstance(word, str) and key not in SAID_IN_ENGLISH | {"payer-id", "by-state"}
                if said and word not in WORDS and word not in SPANISH and not PROPER.match(word):
                    missing.add(word)
    assert missing == set()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_holds_a_raw_word_or_an_empty_place(lang: str) -> None:
    lines = [line for name, fact in everything() for line in in_words(name, fact.held.value, lang)]
    assert len(lines) > 200
    raw = re.compile(r"\bTrue\b|\bFalse\b|\{|\}|\^|unknown yes|law/|: *(;|$)|\b[a-z]+-not-read\b")
    assert [line for line in lines if raw.search(line)] == []


@pytest.mark.parametrize(
    ("name", "value", "lang", "says"),
    [
        ("timely-filing", {"unknown": True}, "en", "Not known for your plan"),
        ("timely-filing", {"unknown": True, "shortest-seen-days": 90}, "es",
         "No se conoce para su plan; más corto visto: 90 días"),
        ("appeals", ({"level": 1, "to": "the insurer", "within-days": 180, "from": "receipt of the denial",
          "decided-in-days": 60},), "en",
         "Level 1, to the insurer; within 180 days, counted from receipt of the denial; decided in 60 days"),
        ("appeals", ({"level": 2, "to": "independent review entity", "from": "sent on by the plan"},), "es",
         "Nivel 2, ante entidad de revisión independiente; lo envía el plan mismo"),
        ("gap-exception", {"asked-by": ()}, "en", "There is none to ask for"),
        ("law", {"unlimited": True}, "es", "Sin límite"),
        ("something-new", {"left-over-days": 3}, "en", "Left over days: 3"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_a_phrase(name: str, value: Any, lang: str, says: str) -> None:
    assert in_words(name, value, lang) == (says,)


def test_what_answers_a_refusal_and_what_is_to_be_added_has_its_spanish() -> None:
    said = {each for found in all_rules("denials") for held in found.values for each in held.value["answered-by"]}
    said |= {held.value["add"] for found in all_rules("policies") for held in found.values if "add" in held.value}
    assert len(said) >= 12
    assert [each for each in said if translated(each, "es") == each] == []
    assert all(translated(each, "en") == each for each in said)


def test_every_sentence_of_an_insurer_a_policy_a_refusal_a_law_or_a_study_has_its_spanish() -> None:
    folders = ("payers", "policies", "denials", "law", "evidence")
    bare = [found.rule_id for folder in folders for found in all_rules(folder) if not found.says_es]
    assert [each for each in bare if not each.endswith("/name") and not each.startswith("payers/bcbs/licensees")] == []
