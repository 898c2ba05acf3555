"""Says the value of a fact about an insurer in plain phrases, a line for each of its parts."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from makewhole.rules.payer_phrases import NOBODY, PHRASES, SAID_BY_ITS_RULE, SPANISH, WORDS

_LANGUAGES: Final = ("en", "es")
_NAMES: Final = ("address", "by", "codes", "fax", "licensee", "menu-words", "number", "online", "payer-id", "states")
"""What is a name, a number, or said to a machine in English: the same in every language."""
_LEVELS: Final = ("appeals", "appeals-further")


def in_words(name: str, value: Any, lang: str = "en") -> tuple[str, ...]:
    """The value of the fact `name` ("timely-filing"; "policy" and "law" for these) in lines of plain words.

    None where the fact's own sentence says it all, nor for steps, which are told in their own words. `lang` is "en" or
    "es".
    """
    if name in SAID_BY_ITS_RULE:
        return ()
    if isinstance(value, tuple) and (name == "attachments" or any(isinstance(each, Mapping) for each in value)):
        return tuple(_line(name, each, lang) for each in value if "en" not in each)
    line = _line(name, value, lang)
    return (line,) if line else ()


def translated(words: str, lang: str) -> str:
    """Words that a rule file says in English, in `lang`; as they are where they have no other."""
    return SPANISH.get(words, words) if lang == "es" else words


def _line(name: str, value: Any, lang: str) -> str:
    if not isinstance(value, Mapping):
        value = {name: value}
    said = "; ".join(filter(None, _phrases(name, value, lang)))
    return said[:1].upper() + said[1:]


def _phrases(name: str, value: Mapping[str, Any], lang: str) -> Iterator[str]:
    if name in _LEVELS:
        yield from _level(value, lang)
    elif name == "timely-filing-marketplace":
        yield " ".join(_phrase(name, key, value[key], lang) for key in ("months", "states"))
    elif name == "reversal-window":
        yield " ".join(_phrase(name, key, value[key], lang) for key in ("days", "from"))
        yield from (_phrase(name, key, each, lang) for key, each in value.items() if key not in ("days", "from"))
    else:
        yield from (_phrase(name, key, each, lang) for key, each in value.items())


def _level(value: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Where an appeal goes, then its clock, then when it is decided."""
    said = {key: _phrase("appeals", key, each, lang) for key, each in value.items()}
    yield ", ".join(said[key] for key in ("level", "to"))
    clock = [said[key] for key in ("within-days", "within-months") if key in said]
    if clock:
        yield ", ".join([*clock, *([said["from"]] if "from" in said else [])])
    elif "from" in said:
        yield _word("from", value["from"], lang)
    yield from (said[key] for key in ("decided-in-days", "from-dollars") if key in said)


def _phrase(name: str, key: str, value: Any, lang: str) -> str:
    if key == "asked-by" and not value:
        return NOBODY[_LANGUAGES.index(lang)]
    plain = f"{key}={'yes' if value else 'no'}" if isinstance(value, bool) else key
    both = PHRASES.get(f"{name}.{plain}") or PHRASES.get(plain)
    if both is None:
        # A list that is the whole fact, and whatever a practice or a later file may add: never a sentence of ours.
        return _words(key, value, lang) if key == name else f"{key.replace('-', ' ')}: {_words(key, value, lang)}"
    return both[_LANGUAGES.index(lang)].format(_words(key, value, lang))


def _words(key: str, value: Any, lang: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(key, each, lang) for each in value)
    return _word(key, value, lang) if isinstance(value, str) else str(value)


def _word(key: str, value: str, lang: str) -> str:
    if key in _NAMES:
        return value
    if value in WORDS:
        return WORDS[value][_LANGUAGES.index(lang)]
    return translated(value, lang)
