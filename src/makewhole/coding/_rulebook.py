"""The coding rules in force on one day, read from the rule files once and kept ready."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from makewhole.rules import NoRuleInForce, all_rules, known, value

INFUSION = "coding/infusion"
VISIT = "coding/office-visit"


@dataclass(frozen=True, slots=True)
class DrugCode:
    """The code of a drug: `per` of `unit` make one billing unit; an unlisted drug is one unit whatever the dose.

    It holds the drug only as given by one of its `routes`; a fluid has none.
    """

    code: str
    drug: str
    per: Decimal
    unit: str
    unlisted: bool
    rule: str
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Thresholds in minutes, codes by kind, and drugs by name, as they hold on `on`.

    `fluids` are the bags of each fluid by name, smallest first; none for a fluid of which no code is kept.
    """

    on: date
    first_hour_minimum: int
    hour: int
    further_remainder: int
    doubtful_remainder: int
    concurrent_minimum: int
    hydration_first_minimum: int
    hydration_further_minimum: int
    second_site_modifier: str
    hydration_modifier: str
    local_anesthetics: tuple[str, ...]
    numbing_routes: tuple[str, ...]
    codes: dict[str, str]
    rule_of: dict[str, str]
    says: dict[str, str]
    drugs: dict[str, DrugCode]
    fluids: dict[str, tuple[DrugCode, ...]]

    def code(self, kind: str) -> str:
        """The code of this kind, for example `infusion-first`. Raises NoRuleInForce where none is kept for the day."""
        if kind not in self.codes:
            raise NoRuleInForce(f"No code for {kind!r} is kept for {self.on}")
        return self.codes[kind]


@lru_cache(maxsize=1024)
def rulebook(on: date) -> Rulebook:
    """The rulebook of a date of service. Raises NoRuleInForce where the coding rules do not reach back so far."""

    def infusion(name: str) -> Any:
        return value(f"{INFUSION}/{name}", on).value

    codes: dict[str, str] = {}
    rule_of: dict[str, str] = {}
    says: dict[str, str] = {}
    drugs: dict[str, DrugCode] = {}
    fluids: dict[str, list[DrugCode]] = {}
    for rule in all_rules("coding/codes"):
        held = next((candidate for candidate in rule.values if candidate.holds_on(on)), None)
        if held is None:
            continue
        code, detail = rule.rule_id.rpartition("/")[2], held.value
        rule_of[code], says[code] = rule.rule_id, rule.says
        codes.setdefault(detail["kind"], code)
        for name in detail.get("drug", ()):
            entry = DrugCode(
                code,
                detail["drug"][0],
                Decimal(detail["per"]),
                detail["unit"],
                detail["unlisted"],
                rule.rule_id,
                detail.get("routes", ()),
            )
            if detail["kind"] == "fluid":
                fluids.setdefault(name, []).append(entry)
            else:
                drugs[name] = entry
    numbing = infusion("local-anesthetics")
    for name in infusion("fluids-without-a-code"):
        fluids.setdefault(name, [])
    return Rulebook(
        on=on,
        first_hour_minimum=infusion("first-hour-minimum"),
        hour=infusion("hour-length"),
        further_remainder=infusion("further-hour-remainder"),
        doubtful_remainder=infusion("further-hour-doubtful-remainder"),
        concurrent_minimum=infusion("concurrent-minimum"),
        hydration_first_minimum=infusion("hydration-first-minimum"),
        hydration_further_minimum=infusion("hydration-further-minimum"),
        second_site_modifier=infusion("second-site-modifiers")[0],
        hydration_modifier=infusion("hydration-modifier"),
        local_anesthetics=numbing["drugs"],
        numbing_routes=numbing["routes"],
        codes=codes,
        rule_of=rule_of,
        says=says,
        drugs=drugs,
        fluids={name: tuple(sorted(bags, key=lambda bag: bag.per)) for name, bags in fluids.items()},
    )


@lru_cache(maxsize=1024)
def is_facility(place: str, on: date) -> bool:
    """Whether a place of service is a facility, where the clinician's claim carries no infusion."""
    entry = known(f"coding/place-of-service/{place}", on)
    return entry is not None and bool(entry.value["facility"])


@lru_cache(maxsize=1024)
def is_remote(place: str, on: date) -> bool:
    """Whether a place of service says that the patient was seen by telehealth."""
    entries = (known(f"coding/telehealth/{name}", on) for name in ("place-at-home", "place-elsewhere"))
    return any(entry is not None and entry.value == place for entry in entries)
