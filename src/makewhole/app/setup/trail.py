"""The audit trail in words: who did what with which record, when, from where and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from makewhole.app.accounts.models import Role, User
from makewhole.app.clinic.access import address_of
from makewhole.app.vault import audit, chain
from makewhole.app.vault.acting import Actor, acting
from makewhole.app.vault.models import AuditEntry

SHOWN, AT_ONCE = 50, 500
KINDS: Final = (
    ("", _("Everything")),
    ("changes", _("What was changed or released")),
    ("looks", _("What was looked at")),
    ("refusals", _("What was refused")),
)
DEEDS: Final[Mapping[str, Any]] = {
    "account": _("asked to whom it was given"),
    "amend": _("began an amendment"),
    "back_up": _("backed everything up"),
    "begin": _("began a batch"),
    "begin_anew": _("set a new password and second factor"),
    "break_glass": _("opened the whole record in an emergency"),
    "bring_in": _("brought in"),
    "change_password": _("changed the password"),
    "change_role": _("gave another role"),
    "change_second_factor": _("changed the second factor"),
    "change_setting": _("changed the settings"),
    "confirm_colleague": _("confirmed a colleague"),
    "correct": _("corrected"),
    "create": _("made"),
    "delete": _("deleted"),
    "disclose": _("gave out"),
    "discard_amendment": _("threw the amendment away"),
    "discard_visit": _("threw away"),
    "enter": _("began to work here"),
    "erase": _("erased"),
    "export": _("saved a copy"),
    "found": _("set up"),
    "hand_over": _("handed over"),
    "index": _("made the search anew"),
    "issue": _("issued"),
    "join": _("accepted an invitation"),
    "leave": _("ended the access of"),
    "let_begin_anew": _("let someone set a new password"),
    "open": _("opened"),
    "open_invitation": _("opened an invitation"),
    "open_link": _("opened a shared link"),
    "prove_invitation": _("typed a wrong invitation code"),
    "read": _("looked at"),
    "read_trail": _("looked at"),
    "refuse": _("was refused"),
    "release": _("gave the patient a file of"),
    "restore_amendment": _("took up the amendment again"),
    "restore_visit": _("took up again"),
    "retire": _("retired"),
    "return": _("let back in"),
    "rotate": _("renewed"),
    "second_factor": _("gave a wrong second factor"),
    "share": _("shared by a link"),
    "sign": _("signed"),
    "sign_as": _("said who signs as"),
    "sign_in": _("signed in"),
    "sign_out": _("signed out"),
    "turn_away": _("turned away"),
    "undo_bring_in": _("took back what was brought in"),
    "update": _("changed"),
    "void": _("made void"),
    "withdraw": _("withdrew the link of"),
}
THINGS: Final[Mapping[str, Any]] = {
    "accounts_breakglass": _("a look beyond a role"),
    "accounts_invitation": _("an invitation"),
    "accounts_membership": _("someone who works here"),
    "accounts_practice": _("this practice"),
    "accounts_user": _("an account"),
    "bringing_bringing": _("a file of patients"),
    "clinic": _("a page of patients"),
    "clinic_attachment": _("a record from elsewhere"),
    "clinic_patient": _("a patient"),
    "clinic_patientrecord": _("a part of a patient's record"),
    "clinic_practicerecord": _("the practice's settings"),
    "clinic_visit": _("a visit"),
    "installation": _("the installation"),
    "insurers_insurerform": _("an insurer's form"),
    "issuing_batch": _("a batch of packets"),
    "issuing_item": _("a part of a batch"),
    "issuing_link": _("a shared link"),
    "issuing_packet": _("a packet"),
    "issuing_packetfile": _("a file of a packet"),
    "setup_settingversion": _("a version of the settings"),
    "table": _("a table"),
    "vault_auditentry": _("the audit trail"),
    "vault_blob": _("a sealed file"),
    "vault_disclosure": _("the log of releases"),
    "vault_practicekey": _("the practice's key"),
    "vault_searchtoken": _("the search"),
}
PAGES: Final = {"clinic_patient": "patient", "clinic_visit": "visit", "issuing_packet": "packet"}
"""By kind, the page of a row."""


class Line(NamedTuple):
    """One entry to read. `rows` counts those in it; `address` the page of its one row, and `row` that row."""

    number: int
    at: datetime
    who: str
    role: str
    deed: Any
    thing: Any
    rows: int
    address: str
    row: UUID | None
    where: str
    why: str
    refused: bool


class Page(NamedTuple):
    """The entries asked for, newest first, and the number before which the next page begins; 0 at the end."""

    lines: Sequence[Line]
    before: int


def look(kind: str, zone: str, row: UUID | None = None, who: UUID | None = None, before: int = 0) -> Page:
    """Entries of the acting practice's trail, as many as SHOWN; that they were looked at is entered too. `kind` is one
    of KINDS; `row` narrows to one record, `who` to one person. Times are in `zone`."""
    found = _asked(kind, row, who)
    if before:
        found = found.filter(number__lt=before)
    entries = list(found[: SHOWN + 1])
    shown = entries[:SHOWN]
    audit.append("read_trail", "vault_auditentry", row=row)
    people = User.objects.in_bulk({each.user for each in shown if each.user})
    lines = [_line(each, told, people, ZoneInfo(zone)) for each, told in chain.detailed(shown)]
    return Page(lines, shown[-1].number if len(entries) > SHOWN else 0)


def saved(who: Actor) -> Iterator[bytes]:
    """The whole trail as JSON lines, oldest first, as `makewhole audit export` writes it, a piece at a time. That it is
    saved is entered before the first."""
    audit.append("export", "vault_auditentry")
    return _pieces(who)


def _pieces(who: Actor) -> Iterator[bytes]:
    """The request is over when these are sent, so each acts for itself."""
    after = 0
    while True:
        with acting(who, who.where, "saving the audit trail"):
            lines = list(chain.export(after, AT_ONCE))
        if not lines:
            return
        yield "".join(f"{line}\n" for line in lines).encode()
        after += len(lines)


def _asked(kind: str, row: UUID | None, who: UUID | None) -> QuerySet[AuditEntry]:
    found = chain.about(row) if row else AuditEntry.objects.order_by("-number")
    if who:
        found = found.filter(user=who)
    if kind == "looks":
        return found.filter(action__in=("read", "read_trail", "open"))
    if kind == "refusals":
        return found.exclude(outcome=audit.DONE)
    if kind == "changes":
        # A sealed file is a part of something that has an entry of its own, such as a packet.
        found = found.exclude(action__in=("read", "read_trail", "open")).exclude(kind="vault_blob")
        return found.filter(outcome=audit.DONE)
    return found


def _line(entry: AuditEntry, told: Mapping[str, str], people: Mapping[UUID, User], zone: ZoneInfo) -> Line:
    user = people.get(entry.user) if entry.user else None
    page = PAGES.get(entry.kind, "")
    return Line(
        number=entry.number,
        at=entry.at.astimezone(zone).replace(tzinfo=None),
        who=str(user) if user else "",
        role=str(Role(entry.role).label) if entry.role in Role.values else entry.role,
        deed=DEEDS.get(entry.action, entry.action),
        thing=THINGS.get(entry.kind.partition(":")[0], entry.kind.partition(":")[2] or entry.kind),
        rows=len(entry.rows.split()),
        address=address_of(page, entry.row) if page and entry.row else "",
        row=entry.row,
        where=told["where"],
        why=told["why"],
        refused=entry.outcome != audit.DONE,
    )
