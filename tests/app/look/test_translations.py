"""The Spanish catalogues: complete for the rooms that are finished, compiled, and with their placeholders intact."""

import re
from pathlib import Path

import polib
import pytest
from scripts import translations

ROOMS = [translations.APP / name for name in ("look", "accounts")]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_everything_a_room_says_is_said_in_spanish(room: Path) -> None:
    said = {(word.msgid, word.msgctxt) for word in translations.said_in(room)}
    known = {(entry.msgid, entry.msgctxt or "") for entry in _catalogue(room).translated_entries()}
    assert said - known == set(), "run scripts/translations.py, fill what is empty, run it again"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_compiled_catalogue_is_that_of_the_readable_one(room: Path) -> None:
    compiled = polib.mofile(str(translations.catalogue(room).with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {
        entry.msgid: entry.msgstr for entry in _catalogue(room).translated_entries()
    }


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_translation_keeps_the_places_of_its_values(room: Path) -> None:
    for entry in _catalogue(room):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(entry.msgid)), entry.msgid


def test_templates_and_code_are_both_read() -> None:
    words = [
        *translations.in_template(
            '{% translate "One" %}{% blocktranslate count n=n %}{{ n }} a{% plural %}{{ n }} b{% endblocktranslate %}'
        )
    ]
    assert words == [translations.Word("One"), translations.Word("%(n)s a", "%(n)s b")]
    assert [*translations.in_code('pgettext("door", "Open"); _(name)')] == [translations.Word("Open", msgctxt="door")]


def _catalogue(room: Path) -> polib.POFile:
    found: polib.POFile = polib.pofile(str(translations.catalogue(room)))
    return found
