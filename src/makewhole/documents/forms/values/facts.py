"""What a named value is, and what the values of a form are taken from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from makewhole.records import Address, Claim, PersonName

Value = str | date | Decimal | PersonName | Address
Getter = Callable[["Facts"], Value | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What values are taken from: the claim, and what the patient has answered, by the question's name.

    `answers` is "accident.any": "no" and the like: only what the patient was asked and said.
    """

    claim: Claim
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedValue:
    """One value by its name, "patient.name.last" or "service_line[n].charge". `says` is what it is in plain words.

    `choices` are the answers that a check box can stand for, as in "patient.sex=male". `asked`: only the patient can
    say it, and it is never answered by default. `pen`: left empty for a person to write. `lacking`: no record of
    makewhole has a place for it.
    """

    name: str
    says: str
    get: Getter | None = None
    choices: tuple[str, ...] = ()
    asked: bool = False
    pen: bool = False

    @property
    def lacking(self) -> bool:
        return self.get is None and not (self.asked or self.pen)
