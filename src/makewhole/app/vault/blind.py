"""Search tokens: keyed fingerprints by which a patient is found without a readable name on disk."""

import hmac
import os
import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from . import keys
from .acting import current
from .models import SearchToken

LONGEST_PREFIX = 10
PADDED_TO = 8
DATES = ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%Y-%m-%d", "%m%d%Y", "%m/%d/%y", "%m-%d-%y", "%m.%d.%y")
MOST = 300
"""No search gives more rows than this: another letter narrows it, and the time that it takes does not grow."""


def plain(text: str) -> str:
    """Letters and digits only, without accents, lower case: `Núñez-O'Brien` becomes `nunezobrien`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


def name_terms(first: str, last: str) -> set[str]:
    """What a name is found by: each beginning of the first and the last name and of each word in them."""
    return _beginnings("last", last) | _beginnings("first", first)


def member_terms(member_id: str) -> set[str]:
    """What a member id is found by: all of it, or its last four characters."""
    return {f"member:{plain(member_id)}", f"member4:{plain(member_id)[-4:]}"}


def birth_term(born: date) -> str:
    """What a date of birth is found by."""
    return f"born:{born.isoformat()}"


def index(row: UUID, terms: Iterable[str]) -> None:
    """Make `row` found by exactly these terms. Random tokens fill up to a multiple of 8, so a count says little."""
    SearchToken.objects.filter(row=row).delete()
    SearchToken.objects.bulk_create(SearchToken(row=row, token=token) for token in tokens(terms))


def tokens(terms: Iterable[str]) -> list[bytes]:
    """The tokens of these terms, filled up as `index` says."""
    found = set(_tokens(terms).values())
    return sorted(found | {os.urandom(16) for _ in range(-len(found) % PADDED_TO)})


def token(term: str) -> bytes:
    """One term's token, for a column of its own."""
    return _tokens([term])[term]


def forget(row: UUID) -> None:
    """Let `row` be found no more."""
    SearchToken.objects.filter(row=row).delete()


def find(typed: str, most: int | None = None) -> list[UUID]:
    """The rows that fit every word typed, to filter by: `model.objects.filter(pk__in=find("smith j"))`. As many as
    `most` (MOST) means that there may be more.

    A word may be the beginning of a last or first name, a member id or its last four, or a date of birth. A name
    longer than ten letters is matched by its first ten.
    """
    most = most or MOST
    choices = [_choices(word) for word in _words(typed)]
    token_of = _tokens({term for terms in choices for term in terms})
    words = [[token_of[term] for term in terms] for terms in choices]
    rows = SearchToken.objects.order_by().values_list("row", flat=True)
    if not words:
        return []
    fitting = [(list(rows.filter(token__in=word)[:most]), word) for word in words]
    (rarest, _word), *others = sorted(fitting, key=lambda each: len(each[0]))
    if len(rarest) < most:
        found = set(rarest)
        for listed, word in others:
            # A list that was cut off is asked again, about these rows only.
            found &= set(listed if len(listed) < most else rows.filter(token__in=word, row__in=found))
        return sorted(found)
    every = rows.filter(token__in=words[0])
    for word in words[1:]:
        every = every.filter(row__in=rows.filter(token__in=word))
    return list(every[:most])


def holders(terms: Collection[str], among: Collection[UUID] | None = None) -> dict[str, set[UUID]]:
    """The rows found by each of these terms, in one query; with `among`, those of them only. No more than a few
    hundred terms at once."""
    names = {token: term for term, token in _tokens(terms).items()}
    found = SearchToken.objects.order_by().filter(token__in=list(names))
    if among is not None:
        found = found.filter(row__in=list(among))
    rows: dict[str, set[UUID]] = {term: set() for term in terms}
    for row, token in found.values_list("row", "token"):
        rows[names[bytes(token)]].add(row)
    return rows


def _beginnings(kind: str, name: str) -> set[str]:
    ends = {plain(name), *(plain(word) for word in re.split(r"[\s-]+", name))}
    return {f"{kind}:{end[:length]}" for end in ends for length in range(1, min(len(end), LONGEST_PREFIX) + 1)}


def _words(typed: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", typed.strip()) if plain(word)][:6]


def _choices(word: str) -> list[str]:
    if born := _day(word):
        return [birth_term(born), f"member:{plain(word)}"]
    name = plain(word)
    choices = [f"last:{name[:LONGEST_PREFIX]}", f"first:{name[:LONGEST_PREFIX]}", f"member:{name}"]
    return [*choices, f"member4:{name}"] if len(name) == 4 else choices


def _day(word: str) -> date | None:
    for form in DATES:
        try:
            born = datetime.strptime(word, form).date()  # noqa: DTZ007 - a date of birth has no time zone
        except ValueError:
            continue
        return born if born <= date.today() else born.replace(year=born.year - 100)
    return None


def _tokens(terms: Iterable[str]) -> dict[str, bytes]:
    _, key = keys.data_key(current().practice_id, keys.INDEX)
    return {term: hmac.digest(key, term.encode(), "sha256")[:16] for term in terms}
