"""What someone is typing, kept sealed at every pause, with what it was typed over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from makewhole.app.vault.acting import current
from makewhole.app.vault.sealed import ChangedElsewhere, open_record, seal_record

from .merging import Typed
from .models import Draft, Patient
from .records import draft, drop_draft, keep_draft

AT_ONCE = 8
"""How many times what was typed gives way to what is kept at the same moment, before it is refused."""


@dataclass(frozen=True)
class Typing:
    """A draft: what is typed, the record it was typed over in the same words, and that record's version."""

    typed: Typed
    base: Typed = field(default_factory=dict)
    version: int = 0
    undo: Typed | None = None


@dataclass(frozen=True)
class Colleague:
    """Someone else who typed into the same form and has not saved it."""

    user_id: UUID
    name: str
    at: datetime


def kept(form: str, subject: UUID) -> Typing | None:
    """What the acting person was typing in a form about `subject`; None when there is nothing."""
    found = draft(_me(), form, subject)
    return _typing(found) if found else None


def go_on(
    form: str, subject: UUID, typed: Typed, version: int, stored: Callable[[], Typed], patient: Patient
) -> Typing:
    """Keep what is typed on top of what was kept before, with one look at the draft.

    `stored` is asked for the record's own words when this is the first typing over its `version`. Two pauses that are
    kept at the same moment, of two windows or a slow line, are both kept: the second on top of the first.
    """
    for _ in range(AT_ONCE):
        try:
            return _go_on(form, subject, typed, version, stored, patient)
        except (ChangedElsewhere, IntegrityError):
            continue
    return _go_on(form, subject, typed, version, stored, patient)


def _go_on(
    form: str, subject: UUID, typed: Typed, version: int, stored: Callable[[], Typed], patient: Patient
) -> Typing:
    row = Draft.objects.filter(user_id=_me(), form=form, subject=subject).first()
    before = _typing(open_record(row, dict[str, object])) if row else None
    row = row or Draft(user_id=_me(), form=form, subject=subject, patient=patient)
    typing = Typing(typed, before.base if before else stored(), version, before.undo if before else None)
    seal_record(row, _fields(typing))
    row.save()
    return typing


def keep(form: str, subject: UUID, typing: Typing, patient: Patient | None = None) -> None:
    """Keep what the acting person is typing, in place of what they typed before; of two at once, the last."""
    for _ in range(AT_ONCE):
        try:
            keep_draft(_me(), form, subject, _fields(typing), patient)
        except (ChangedElsewhere, IntegrityError):
            continue
        return
    keep_draft(_me(), form, subject, _fields(typing), patient)


def drop(form: str, subject: UUID) -> None:
    """Forget what the acting person was typing, once it is saved."""
    drop_draft(_me(), form, subject)


def colleagues(form: str, subject: UUID) -> list[Colleague]:
    """Who else is typing in the same form, latest first."""
    others = Draft.objects.filter(form=form, subject=subject).exclude(user_id=_me()).select_related("user")
    return [Colleague(each.user_id, str(each.user), each.updated) for each in others.order_by("-updated")]


def of_colleague(form: str, subject: UUID, user_id: UUID) -> Typing | None:
    """What a colleague was typing, to go on with."""
    found = Draft.objects.filter(form=form, subject=subject, user_id=user_id).first()
    return _typing(open_record(found, dict[str, object])) if found else None


def unsaved(form: str, subjects: Sequence[UUID]) -> set[UUID]:
    """Those subjects that somebody typed about and has not saved."""
    found = Draft.objects.filter(form=form, subject__in=subjects).order_by()
    return set(found.values_list("subject", flat=True))


def version_in(text: str) -> int:
    """The version that a form says it was opened at; 0 for anything that is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _typing(found: Mapping[str, object]) -> Typing:
    undo = _words(found.get("undo")) or None
    return Typing(
        _words(found.get("typed")),
        _words(found.get("base")),
        _number(found.get("version")),
        undo,
    )


def _fields(typing: Typing) -> dict[str, object]:
    fields: dict[str, object] = {"typed": typing.typed, "base": typing.base, "version": typing.version}
    return fields if typing.undo is None else fields | {"undo": typing.undo}


def _words(found: object) -> Typed:
    return {str(path): str(text) for path, text in found.items()} if isinstance(found, Mapping) else {}


def _number(found: object) -> int:
    return found if isinstance(found, int) else 0


def _me() -> UUID:
    user_id = current().user_id
    assert user_id is not None, "only a person types"
    return user_id
