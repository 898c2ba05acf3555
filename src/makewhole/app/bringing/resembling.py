"""Who of a file may be here already, asked for many people with two queries and without opening anyone's record."""

from collections.abc import Sequence
from uuid import UUID

from makewhole.app.vault import blind

from .facts import Someone


class Resembling:
    """The patients here who share two of last name, date of birth and member id with some people of a file. Nobody is
    taken for somebody by this: it only says whom to compare."""

    def __init__(self, people: Sequence[Someone]) -> None:
        telling = {term for someone in people for term in (_born(someone), *_members(someone))}
        self.rows = blind.holders(telling)
        among = {row for rows in self.rows.values() for row in rows}
        self.rows |= blind.holders({_last(someone) for someone in people}, among)

    def to(self, someone: Someone) -> UUID | None:
        """One patient here who may be this person; None when nobody resembles them."""
        last, born = self.rows.get(_last(someone), set()), self.rows.get(_born(someone), set())
        member = {row for term in _members(someone) for row in self.rows.get(term, set())}
        return next(iter(sorted((last & born & member) or (last & born) | (born & member) | (last & member))), None)

    def note(self, someone: Someone, row: UUID) -> None:
        """Take a person who was just added into account, for those who follow in the same file."""
        for term in (_last(someone), _born(someone), *_members(someone)):
            self.rows.setdefault(term, set()).add(row)


def _last(someone: Someone) -> str:
    return f"last:{blind.plain(someone.patient.name.last)[: blind.LONGEST_PREFIX]}"


def _born(someone: Someone) -> str:
    return blind.birth_term(someone.patient.date_of_birth)


def _members(someone: Someone) -> list[str]:
    return [f"member:{blind.plain(each.member_id)}" for each in someone.coverages]
