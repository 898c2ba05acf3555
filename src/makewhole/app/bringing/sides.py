"""Two people side by side, to decide whether they are one, and what would change here if they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from makewhole.app.clinic.patient_sheets import PLAN_TYPES, RANKS, RELATIONS
from makewhole.records import Address, Coverage, Patient

from .joining import coverages_with_file, same_card, with_file


@dataclass(frozen=True)
class Side:
    """One line: what it is, what stands here, what the file says."""

    label: Any
    here: str
    file: str

    @property
    def differs(self) -> bool:
        return self.here != self.file


def sides(here: Patient, ours: Sequence[Coverage], file: Patient, theirs: Sequence[Coverage]) -> list[Side]:
    """Every fact that tells people apart."""
    return [
        Side(_("Name"), str(here.name), str(file.name)),
        Side(_("Date of birth"), _day(here.date_of_birth), _day(file.date_of_birth)),
        Side(_("Sex, as the plan has it"), here.sex, file.sex),
        *_reached(here, file),
        Side(_("Account number"), here.account_number, file.account_number),
        Side(_("Coverage"), _cards(ours), _cards(theirs)),
    ]


def changes(here: Patient, ours: Sequence[Coverage], file: Patient, theirs: Sequence[Coverage]) -> list[Side]:
    """What stands here and what would stand in its place, if what is new in the file were taken."""
    found = _reached(here, with_file(here, file))
    joined = coverages_with_file(ours, theirs)
    for before, after in zip(ours, joined, strict=False):
        found += [Side(f"{_card(before)}: {label}", was, will) for label, was, will in _fields(before, after)]
    ranks = dict(RANKS)
    found += [Side(_("Coverage"), "–", f"{_card(each)}, {ranks[each.rank]}") for each in joined[len(ours) :]]
    for each in theirs:
        if not same_card(each, joined):
            found.append(
                Side(_("Coverage"), "–", _("%(card)s: left out, three coverages are here") % {"card": _card(each)})
            )
    return [each for each in found if each.differs]


def _reached(here: Patient, file: Patient) -> list[Side]:
    return [
        Side(_("Address"), _address(here.address), _address(file.address)),
        Side(_("Telephone"), here.phone or "–", file.phone or "–"),
    ]


def _fields(before: Coverage, after: Coverage) -> list[tuple[Any, str, str]]:
    kinds = dict(PLAN_TYPES)
    return [
        (_("Insurer"), before.payer_name, after.payer_name),
        (_("Group number"), before.group_number or "–", after.group_number or "–"),
        (_("Plan"), before.plan_name or "–", after.plan_name or "–"),
        (_("Kind of plan"), str(kinds[before.plan_type]), str(kinds[after.plan_type])),
        (_("Who holds the policy?"), _holder(before), _holder(after)),
        (_("Coverage from"), _day(before.effective_from), _day(after.effective_from)),
        (_("Coverage until"), _day(before.effective_until), _day(after.effective_until)),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else "–"


def _address(address: Address) -> str:
    street = ", ".join(part for part in (address.line1, address.line2) if part)
    return f"{street}, {address.city}, {address.state} {address.zip}"


def _holder(coverage: Coverage) -> str:
    who = str(dict(RELATIONS)[coverage.relation])
    if holder := coverage.subscriber:
        return f"{who}: {holder.name}, {_day(holder.date_of_birth)}, {_address(holder.address)}"
    return who


def _card(coverage: Coverage) -> str:
    return f"{coverage.payer_name} {coverage.member_id}"


def _cards(coverages: Sequence[Coverage]) -> str:
    return "; ".join(map(_card, coverages)) or "–"
