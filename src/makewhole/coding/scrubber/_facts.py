"""What a check may look at: the visit file, its lines, today, and the rules in force on the date of service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from makewhole.records import Administration, CodedVisit, Coverage, Hydration, ServiceLine, Visit, VisitFile
from makewhole.rules import RuleValue, known, value

from ._codebook import codes_of
from ._minutes import Substance, infusions
from ._note import NoteText
from ._passages import Said, said_of_each


@dataclass(frozen=True)
class Facts:
    """One visit under the scrubber."""

    file: VisitFile
    coded: CodedVisit
    today: date
    earlier: tuple[VisitFile, ...] = ()

    @cached_property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.file.visit

    @cached_property
    def on(self) -> date:
        """The date of service."""
        return self.visit.date

    def rule(self, rule_id: str) -> Any:
        """The rule's value on the date of service. Raises NoSuchRule or NoRuleInForce."""
        return _in_force(rule_id, self.on)

    def payer_rule(self, payer: str, name: str) -> RuleValue | None:
        """What is known of a payer; None if nothing is."""
        return known(f"payers/{payer}/{name}", self.on)

    @cached_property
    def note(self) -> NoteText | None:
        """The visit's note as text that can be asked; None if there is none."""
        return NoteText(self.visit.note.text) if self.visit.note else None

    @cached_property
    def noted(self) -> tuple[tuple[str, Administration, Said], ...]:
        """Each administration with its path and what the note says of its drug; none without a note."""
        if self.note is None:
            return ()
        said = said_of_each(self.visit.administrations, self.note)
        return tuple((where, given, said[index]) for index, (where, given) in enumerate(self.administrations))

    @cached_property
    def coverages(self) -> tuple[tuple[str, Coverage], ...]:
        """Each coverage with its path."""
        return tuple((f"coverages[{index}]", coverage) for index, coverage in enumerate(self.file.coverages))

    @cached_property
    def administrations(self) -> tuple[tuple[str, Administration], ...]:
        """Each administration with its path."""
        return tuple(
            (f"visit.administrations[{index}]", given) for index, given in enumerate(self.visit.administrations)
        )

    @cached_property
    def hydrations(self) -> tuple[tuple[str, Hydration], ...]:
        """Each hydration with its path."""
        return tuple((f"visit.hydration[{index}]", given) for index, given in enumerate(self.visit.hydration))

    @cached_property
    def given(self) -> tuple[tuple[str, Administration | Hydration], ...]:
        """Everything given, drug or fluid, with its path."""
        return (*self.administrations, *self.hydrations)

    @cached_property
    def infusions(self) -> dict[Substance, frozenset[int]]:
        """Running minutes of each drug or mixture infused."""
        return infusions(self.visit.administrations)

    @cached_property
    def lines(self) -> tuple[tuple[str, ServiceLine], ...]:
        """Each line with its path in the coded visit."""
        return tuple((f"lines[{index}]", line) for index, line in enumerate(self.coded.lines))

    @cached_property
    def units(self) -> dict[str, int]:
        """Units by code, over all lines."""
        counted: dict[str, int] = {}
        for line in self.coded.lines:
            counted[line.code] = counted.get(line.code, 0) + line.units
        return counted

    def units_of(self, *kinds: str) -> int:
        """Units billed by the codes of these kinds, such as `infusion-first`."""
        return sum(self.units.get(code, 0) for code in codes_of(self.on, *kinds))

    def lines_of(self, code: str) -> Iterator[tuple[str, ServiceLine]]:
        """The lines of one code, with their paths."""
        return ((where, line) for where, line in self.lines if line.code == code)

    @cached_property
    def paid(self) -> Decimal:
        """Dollars received for this visit."""
        return sum((payment.amount for payment in self.visit.payments), Decimal(0))

    def clock(self, moment: datetime) -> str:
        """The local clock time of a moment, HH:MM."""
        return moment.astimezone(ZoneInfo(self.visit.time_zone)).strftime("%H:%M")

    def local_date(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(ZoneInfo(self.visit.time_zone)).date()


@lru_cache(maxsize=65_536)
def _in_force(rule_id: str, on: date) -> Any:
    return value(rule_id, on).value
