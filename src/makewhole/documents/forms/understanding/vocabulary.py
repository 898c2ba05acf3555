"""Understands the words of a label: what is asked, about whom, and how much of the label that explains."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, Final

from makewhole.rules import rule

_WORDS = "forms/words"
_ITEM = re.compile(r"^\s*\(?(\d{1,2}[a-z]?|[a-zA-Z])[.)]\s+(?=\S)")
_IF_YES = re.compile(r"^\W*if\W+(yes|so)\b", re.IGNORECASE)
_IF = re.compile(r"^\W*if\W+((yes|so)\b\W*|[^,]*,(?=[^,]*\?\W*$))", re.IGNORECASE)
"""What opens words that are asked in one case alone, "if yes" or a clause before a question, and not what is asked."""
_ASIDE = re.compile(r"\(([^()]*)\)")
_POSSESSIVE = re.compile(r"['’`´]s\b|s['’](?=\s)|['’`´]")
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b\.?)")
_SPECIFIC: Final = ("elsewhere", "spouse", "referring", "other", "employer", "facility", "practice")
"""The parties that a label means although it names another as well: "patient's employer", "insured's spouse"."""
_NAMELESS: Final = ("employer-name", "payer-name", "provider-name")
"""Things asked for by naming the party alone; with any other word beside it something else is asked."""
_BARE: Final = "day"
_DATE_PARTS: Final = ("mm", "dd", "yy", "yyyy", "month", "day", "year")
FROM: Final = ("from",)
TO: Final = (("to",), ("thru",), ("through",))
"""The words that alone say which end of a span is asked."""
_ARTICLES: Final = ("the", "of", "treating", "your", "or", "rendering", "s", "a")


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words ask for. `thing` and `party` are names of the rules in forms/words, "" where none is found.

    `explained` is the share that these account for of all words that mean something, 0 to 1.
    `asides` are the words that stood in brackets.
    """

    thing: str
    party: str
    explained: float
    asides: str = ""


@lru_cache(maxsize=4096)
def read_words(text: str) -> Reading:
    """What a printed label or a tooltip asks for."""
    main, asides = _parted(text)
    found = _read(tokens(main) or tokens(asides))
    if found.explained < 1 and _IF.match(_ITEM.sub("", main)):
        rest = _read(tokens(_IF.sub("", _ITEM.sub("", main))))
        found = max(found, rest, key=lambda each: (bool(each.thing), each.explained))
    doubt = 0.5 if found.explained < 1 and is_question(text) else 1.0
    return Reading(found.thing, found.party, found.explained * doubt, " ".join(tokens(asides)))


def is_question(text: str) -> bool:
    """Whether words want an answer rather than a value: they end as a question does, or offer yes and no."""
    return "?" in text or {"yes", "no"} <= set(re.findall(r"[a-z]+", text.lower()))


def asks_choice(text: str) -> bool:
    """Whether words are those before check boxes, "patient is:", and neither a heading nor the label of a box."""
    return any(tokens(text) in answers["asks"] for answers in _choices().values())


def is_conditional(text: str) -> bool:
    """Whether words want something only where the question before them was answered with yes."""
    return _IF_YES.match(text) is not None


@lru_cache(maxsize=4096)
def read_name(name: str) -> Reading:
    """What the name of a field asks for: its parts, with short forms written out."""
    words = name_tokens(name)
    whole, start = _read(words), _read(words[:-1])
    return start if words[-1:] in (FROM, *TO) and start.thing == whole.thing else whole  # an end of a span that has two


def name_tokens(name: str) -> tuple[str, ...]:
    """The words in a field's name, without numbers and words that say nothing."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    parted = re.sub(r"(?i)(addr(?:ess)?|street|str)(?:[ _.-]*(?:line|ln)[ _.-]*|[ .-]*)2(?!\d)", "address two ", parted)
    empty, short = _values("wording/names-only"), _values("wording/short-forms")
    words, parts = list[str](), re.findall(r"[a-z]+", _plain(parted))
    for part, after in zip_longest(parts, parts[1:], fillvalue=""):
        if part in empty or (len(part) == 1 and not _opens_phrase(part, after)):
            continue
        counted = part not in short and part not in _known_words() and part[:-1] in _known_words() and len(part) > 4
        word = part[:-1] if counted else part  # a letter that counts: suppla, supplb
        words += short[word].split() if word in short else [word]
    told = [word for word in words if word not in _DATE_PARTS]
    return tuple(told or words)


def _opens_phrase(letter: str, after: str) -> bool:
    """Whether a single letter begins something known, as in "t_charge"; it numbers a field otherwise."""
    return (letter, after) in _things()


@lru_cache(maxsize=4096)
def party_in(text: str) -> str:
    """The party that a heading or another line names, "other" for the question about another plan; "" for none."""
    words = tokens(text)
    of_another = is_question(text) or {"other", "another", "additional"} & set(words)
    if of_another and any(_within(phrase, words) for phrase in _choices()["other-covered"]["asks"]):
        return "other"
    return read_words(text).party


def is_party(text: str) -> bool:
    """Whether a text names a party and says nothing else."""
    return tokens(text) in _parties()


def names(party: str, text: str) -> bool:
    """Whether a text names a party, among others."""
    words = tokens(text)
    return any(_within(phrase, words) for phrase, known in _parties().items() if known == party)


def choice(question: str, options: Sequence[str]) -> tuple[str, tuple[str, ...], float]:
    """The question that a group of check boxes answers, the answer of each box ("" unknown), and the confidence.

    `question` holds all words about the group, `options` those of each box. ("", …, 0.0) where none is known.
    """
    return _choice(question, tuple(options))


@lru_cache(maxsize=2048)
def _choice(question: str, options: tuple[str, ...]) -> tuple[str, tuple[str, ...], float]:
    asked, marks = tokens(question), [tokens(option) for option in options]
    best: tuple[str, tuple[str, ...], float, float] = ("", ("",) * len(options), 0.0, 0.0)
    for name, answers in _choices().items():
        weight = max((len(words) for words in answers["asks"] if _within(words, asked)), default=0)
        given = _answers(answers, marks, loosely=weight > 0)
        told = len({answer for answer in given if answer and not _plain_answer(answers, answer, marks, given)})
        if not any(given) or (weight == 0 and told < min(2, len(options))):
            continue
        rank = weight + 1.5 * told + 0.5 * sum(1 for answer in given if answer) - (1.5 if weight == 0 else 0)
        certain = 0.95 * _wholly(tokens(question.partition("?")[0]), answers) if weight else 0.85 if told > 1 else 0.65
        if rank > best[3]:
            best = (name, given, certain, rank)
    return best[:3]


def _wholly(asked: Sequence[str], answers: Mapping[str, Sequence[Sequence[str]]]) -> float:
    """1 where the words of a question are those of this one, 0.6 where they ask something else about it as well."""
    own = {word for phrases in answers.values() for phrase in phrases for word in phrase}
    plain = _values("wording/filler") | _values("wording/question-words") | _party_words()
    known = sum(1 for word in asked if word in own)
    unknown = sum(1 for word in asked if word not in own and word not in plain and not word.isdigit())
    turned = any(word in _values("wording/other-questions") and word not in own for word in asked)
    return 0.6 if turned or unknown >= max(1, known) else 1.0


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a label, in small letters, without its number and its signs."""
    plain = _plain(_ITEM.sub("", text))
    plain = _DOTTED.sub(r"\1", _POSSESSIVE.sub("", plain))
    plain = re.sub(r"#|\bno\.(?!\w)|\bnos\.|\bno(?=\s*[:*]?$)(?<!^no)", " number ", plain).replace("&", " and ")
    plain = re.sub(r"\(s\)", "", plain).replace("e-mail", "email").replace("i.d", "id")
    return tuple(re.findall(r"[a-z0-9]+", plain))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).lower()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _parted(text: str) -> tuple[str, str]:
    text = re.sub(r"\(s\)", "s", text)
    asides = " ".join(_ASIDE.findall(text))
    return _ASIDE.sub(" ", text), asides


def _read(words: Sequence[str]) -> Reading:
    if not words:
        return Reading("", "", 0.0)
    words = [_singular(word) for word in words]
    thing, at = _longest(words, _things())
    party, where = _party(words)
    covered = set(at) | set(where)
    filler = _values("wording/filler")
    if thing in _NAMELESS and "name" not in words and len(covered) < len([w for w in words if w not in _ARTICLES]):
        thing, at = _longest(words, {phrase: name for phrase, name in _things().items() if name not in _NAMELESS})
        covered = set(at) | set(where)
    if len(covered) < len(words):
        covered |= _said_again(words, thing)
    unknown = sum(1 for at, word in enumerate(words) if at not in covered and word not in filler and not word.isdigit())
    return Reading(thing, party, len(covered) / max(1, len(covered) + unknown))


def _said_again(words: Sequence[str], thing: str) -> set[int]:
    """Where the same thing is said in other words as well: "identification number on subscriber ID card"."""
    again = {at for at, word in enumerate(words) if word == "name" and thing in _NAMELESS}
    for size in range(1, _longest_phrase()):
        for start in range(len(words) - size + 1):
            if thing and _things().get(tuple(words[start : start + size])) == thing:
                again |= set(range(start, start + size))
    return again


def _singular(word: str) -> str:
    """The word without the s of "physicians", where that word alone is no party itself: dependents are several."""
    return word[:-1] if word.endswith("s") and (word,) not in _parties() and (word[:-1],) in _parties() else word


def _longest(words: Sequence[str], phrases: Mapping[tuple[str, ...], str]) -> tuple[str, range]:
    """The longest known phrase; of two as long the last, as what is asked ends an English label; a bare date last."""
    bare = ("", range(0))
    for size in range(min(len(words), _longest_phrase()), 0, -1):
        for start in range(len(words) - size, -1, -1):
            name = phrases.get(tuple(words[start : start + size]))
            if name and name != _BARE:
                return name, range(start, start + size)
            if name and not bare[0]:
                bare = (name, range(start, start + size))
    return bare


def _party(words: Sequence[str]) -> tuple[str, Sequence[int]]:
    """The party that is meant, and the words that name it and those it is named by."""
    found = list[tuple[str, range]]()
    at = 0
    while at < len(words):
        for size in range(min(5, len(words) - at), 0, -1):
            if name := _parties().get(tuple(words[at : at + size])):
                found.append((name, range(at, at + size)))
                at += size - 1
                break
        at += 1
    either = [name for name, _ in found] == ["provider", "facility"] and found[1][1].start - found[0][1].stop <= 1
    if either:  # doctor or facility
        return "provider", range(found[0][1].start, found[1][1].stop)
    specific = [each for each in found if each[0] in _SPECIFIC]
    specific.sort(key=lambda each: _SPECIFIC.index(each[0]))
    name = next((name for name, _ in specific or found), "")
    return name, tuple(at for _, where in found for at in where)


def _within(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    return f" {' '.join(phrase)} " in f" {' '.join(words)} "


def _answers(answers: Mapping[str, Any], marks: Sequence[tuple[str, ...]], loosely: bool) -> tuple[str, ...]:
    """The answer that each box gives. `loosely`: words that go on after it do no harm, as the question is known."""
    given = list[str]()
    for words in marks:
        exact = [name for name, phrases in answers.items() if name != "asks" and words in phrases]
        opens = [
            name
            for name, phrases in answers.items()
            if loosely and name != "asks" and any(len(each[0]) > 2 and words[: len(each)] == each for each in phrases)
        ]
        given.append((exact or opens or [""])[0])
    firsts = {name: phrases[0] for name, phrases in answers.items() if phrases}
    once = (
        answer if given.count(answer) == 1 or words == firsts.get(answer) else ""
        for answer, words in zip(given, marks, strict=True)
    )  # fmt: skip
    return _by_initials(answers, marks) or tuple(once)


def _by_initials(answers: Mapping[str, Any], marks: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Where every box is named by a letter: those that begin one answer alone, and what is left for the rest."""
    letters = ["".join(words) for words in marks]
    names = [name for name in answers if name != "asks"]
    if len(letters) != len(names) or len(names) < 4 or any(len(letter) != 1 for letter in letters):
        return ()
    starts = {letter: [name for name in names if name[0] == letter] for letter in letters}
    given = {letter: found[0] for letter, found in starts.items() if len(found) == 1}
    left_letters = [letter for letter in letters if letter not in given]
    left_names = [name for name in names if name not in given.values()]
    for letter in left_letters:
        twice = [name for name in starts[letter] if name in left_names]
        given[letter] = (twice or left_names)[0]
        left_names.remove(given[letter])
    return tuple(given[letter] for letter in letters)


def _plain_answer(
    answers: Mapping[str, Any], answer: str, marks: Sequence[tuple[str, ...]], given: Sequence[str]
) -> bool:
    """Whether an answer is one that any question may have: yes, no, other, or a single letter."""
    words = marks[list(given).index(answer)]
    return answer in ("yes", "no", "other") or len("".join(words)) < 2


@cache
def _things() -> Mapping[tuple[str, ...], str]:
    return _phrases("things")


@cache
def _parties() -> Mapping[tuple[str, ...], str]:
    return _phrases("parties")


@cache
def _party_words() -> frozenset[str]:
    return frozenset(word for phrase in _parties() for word in phrase)


@cache
def _longest_phrase() -> int:
    return max(len(phrase) for phrase in _things())


@cache
def _known_words() -> frozenset[str]:
    words = {word for phrase in (*_things(), *_parties()) for word in phrase}
    return frozenset(words | set(_values("wording/short-forms")))


@cache
def _choices() -> Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]:
    return {
        name: {answer: tuple(tuple(phrase.split()) for phrase in phrases) for answer, phrases in values.items()}
        for name, values in _all("choices").items()
    }


def _phrases(file: str) -> Mapping[tuple[str, ...], str]:
    return {tuple(phrase.split()): name for name, phrases in _all(file).items() for phrase in phrases}


@cache
def _all(file: str) -> Mapping[str, Any]:
    from makewhole.rules import all_rules

    return {found.rule_id.rpartition("/")[2]: found.values[-1].value for found in all_rules(f"{_WORDS}/{file}")}


@cache
def _values(name: str) -> Any:
    found = rule(f"{_WORDS}/{name}").values[-1].value
    return found if isinstance(found, Mapping) else frozenset(found)


def known_names(kind: str) -> Iterable[str]:
    """The names of all things, parties or choices that the vocabulary knows."""
    return _all(kind).keys()
