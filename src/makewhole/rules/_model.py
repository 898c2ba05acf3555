"""The two nouns of the rule files: a rule and one of its values in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of a rule and the days it holds for.

    `value` is a scalar, a tuple or a read-only mapping, as the rule file gives it, with a fraction as Decimal;
    `unit` says what a number counts. `since` and `until` are the first and the last day in force; `until` is
    None while it still holds. `verified` is False for common knowledge that nobody has yet confirmed against a
    published source: such a value must be shown as unconfirmed.
    """

    rule_id: str
    value: Any
    since: date
    until: date | None
    source: str
    url: str | None
    checked: date
    verified: bool
    scope: str | None
    unit: str | None

    def holds_on(self, on: date) -> bool:
        """Whether this value is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says in plain words, and its values from the oldest to the newest, never two on one day.

    `says` is English; `says_es` is Spanish where a patient will read the rule.
    """

    rule_id: str
    says: str
    says_es: str | None
    unit: str | None
    values: tuple[RuleValue, ...]
