"""Bring each room's Spanish catalogue up to date with its templates and code, and compile it. Needs no gettext.

Each room of the workspace keeps its words in <room>/locale/es/LC_MESSAGES/django.po. Run this after words changed, fill
the empty `msgstr`s, run it again. It exits 1 while any is empty."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

APP = Path(__file__).parents[1] / "src" / "makewhole" / "app"
LANGUAGE = "es"
# What each gettext function's arguments are.
FUNCTIONS = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "ngettext": ("msgid", "msgid_plural"),
    "ngettext_lazy": ("msgid", "msgid_plural"),
    "pgettext": ("msgctxt", "msgid"),
    "pgettext_lazy": ("msgctxt", "msgid"),
    "npgettext": ("msgctxt", "msgid", "msgid_plural"),
}


class Word(NamedTuple):
    """One thing said, with its plural and its context where it has them."""

    msgid: str
    msgid_plural: str = ""
    msgctxt: str = ""


def in_code(source: str) -> Iterator[Word]:
    """What Python code says through a gettext function with literal text."""
    for call in ast.walk(ast.parse(source)):
        name = getattr(getattr(call, "func", None), "id", "")
        if isinstance(call, ast.Call) and name in FUNCTIONS:
            texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if len(texts) >= len(FUNCTIONS[name]):
                yield Word(**dict(zip(FUNCTIONS[name], texts, strict=False)))


def in_template(source: str) -> Iterator[Word]:
    """What a Django template says, as Django itself lays it open for xgettext."""
    for line in re.finditer(r"\b(?:_|n?p?gettext)\(", templated := templatize(source)):
        yield from _first_call(templated[line.start() :])


def _first_call(text: str) -> Iterator[Word]:
    for end in (match.end() for match in re.finditer(r"\)", text)):
        try:
            yield from in_code(text[:end])
        except SyntaxError:
            continue
        return


def said_in(room: Path) -> dict[Word, str]:
    """Each word of a room and the file that says it first."""
    found: dict[Word, str] = {}
    files = [(path, in_code) for path in sorted(room.rglob("*.py")) if "migrations" not in path.parts]
    files += [(path, in_template) for kind in ("html", "txt") for path in sorted(room.rglob(f"templates/**/*.{kind}"))]
    for path, words in files:
        for word in words(path.read_text("utf-8")):
            found.setdefault(word, path.relative_to(room).as_posix())
    return found


def catalogue(room: Path) -> Path:
    """Where a room keeps its translations."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def translated() -> dict[Word, polib.POEntry]:
    """What has been translated so far, in whichever room."""
    return {
        Word(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry
        for path in APP.glob(f"*/locale/{LANGUAGE}/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path)).translated_entries()
    }


def brought_up_to_date(said: dict[Word, str], known: dict[Word, polib.POEntry]) -> polib.POFile:
    """A catalogue of what a room says and nothing else, translated as far as it is known."""
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for word, where in said.items():
        entry = polib.POEntry(
            msgid=word.msgid, msgid_plural=word.msgid_plural, msgctxt=word.msgctxt or None, occurrences=[(where, "")]
        )
        if word.msgid_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if word in known:
            entry.msgstr, entry.msgstr_plural = known[word].msgstr, known[word].msgstr_plural or entry.msgstr_plural
        if "%(" in word.msgid or "%s" in word.msgid:
            entry.flags.append("python-format")
        fresh.append(entry)
    return fresh


def main() -> int:
    """Write every room's catalogue; the number of words without a translation decides the exit."""
    missing, known = 0, translated()
    for room in sorted(path.parent for path in APP.glob("*/__init__.py")):
        fresh = brought_up_to_date(said_in(room), known)
        if not fresh:
            continue
        path = catalogue(room)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(path))
        fresh.save_as_mofile(str(path.with_suffix(".mo")))
        empty = [entry for entry in fresh if not entry.translated()]
        missing += len(empty)
        print(f"{room.name}: {len(fresh)} words, {len(empty)} without {LANGUAGE}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
