"""Two people side by side, field by field, to decide whether they are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from makewhole.records import Address, Coverage, Patient


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
        Side(_("Date of birth"), _day(here), _day(file)),
        Side(_("Sex, as the plan has it"), here.sex, file.sex),
        Side(_("Address"), _address(here.address), _address(file.address)),
        Side(_("Telephone"), here.phone or "–", file.phone or "–"),
        Side(_("Account number"), here.account_number, file.account_number),
        Side(_("Coverage"), _cards(ours), _cards(theirs)),
    ]


def _day(patient: Patient) -> str:
    return date_format(patient.date_of_birth, "j M Y")


def _address(address: Address) -> str:
    street = ", ".join(part for part in (address.line1, address.line2) if part)
    return f"{street}, {address.city}, {address.state} {address.zip}"


def _cards(coverages: Sequence[Coverage]) -> str:
    return "; ".join(f"{each.payer_name} {each.member_id}" for each in coverages) or "–"
