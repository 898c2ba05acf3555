"""For whom this code runs: the one place that says which practice, which person and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from makewhole.errors import MakewholeError


class NotActing(MakewholeError):
    """Practice data was asked for outside `with acting(…)`."""


class OtherPractice(MakewholeError):
    """A row of another practice was about to be written."""


class Member(Protocol):
    """Who may act: a membership row, or anything with its practice, person and role."""

    @property
    def practice_id(self) -> UUID: ...
    @property
    def user_id(self) -> UUID | None: ...
    @property
    def role(self) -> str: ...


@dataclass
class Seen:
    """What was read and refused and is not yet in the audit trail: rows by table, and (kind, row, why)."""

    reads: dict[str, dict[UUID, None]] = field(default_factory=dict)
    refusals: list[tuple[str, UUID | None, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Actor:
    """One person (or the service itself, user_id None) at work for one practice. `where` is an address or a command."""

    practice_id: UUID
    user_id: UUID | None
    role: str
    where: str = ""
    why: str = ""
    seen: Seen = field(default_factory=Seen, compare=False, repr=False)
    opened: dict[UUID, bytes] = field(default_factory=dict, compare=False, repr=False)
    """Data keys opened so far, by id: a page opens several records of one patient."""


_actor: ContextVar[Actor] = ContextVar("actor")


def current() -> Actor:
    """Who is acting. Raises NotActing outside `with acting(…)`."""
    try:
        return _actor.get()
    except LookupError:
        raise NotActing("No practice is acting here; use `with acting(member):` around this code.") from None


@contextmanager
def acting(member: Member, where: str = "", why: str = "") -> Iterator[Actor]:
    """Let `member` act inside this block. What was read or refused in it is audited before the block ends, so a page
    whose reads could not be written down is never sent."""
    from .audit import write_seen

    actor = Actor(member.practice_id, member.user_id, str(member.role), where, why)
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        try:
            write_seen(actor)
        finally:
            _actor.reset(token)


@contextmanager
def acting_as_service(practice_id: UUID, why: str, where: str = "service") -> Iterator[Actor]:
    """Let the workspace itself act for a practice: background work, commands, accepting an invitation."""
    with acting(Actor(practice_id, None, "service"), where, why) as actor:
        yield actor
