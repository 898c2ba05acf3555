"""What the code book says of a billed code."""

from datetime import date
from functools import lru_cache
from typing import Any

from makewhole.rules import RuleValue, all_rules, known


@lru_cache(maxsize=4096)
def code_detail(code: str, on: date) -> Any | None:
    """What the code book says of a code on a day, as a read-only mapping; None if it is not in force or not known."""
    held = code_rule(code, on)
    return held.value if held else None


@lru_cache(maxsize=4096)
def code_rule(code: str, on: date) -> RuleValue | None:
    """The code book's entry of a code on a day, with its source; None if it is not in force or not known."""
    rule_id = known_codes().get(code)
    return known(rule_id, on) if rule_id else None


@lru_cache(maxsize=1024)
def codes_of(on: date, *kinds: str) -> tuple[str, ...]:
    """The codes of these kinds, such as `infusion-first`, that are in force on a day."""
    held = {code: code_detail(code, on) for code in known_codes()}
    return tuple(code for code, detail in held.items() if detail and detail["kind"] in kinds)


@lru_cache(maxsize=1)
def known_codes() -> dict[str, str]:
    """Rule id of every code in the code book."""
    return {rule.rule_id.rpartition("/")[2]: rule.rule_id for rule in all_rules("coding/codes")}


def names(drug: str, detail: Any) -> bool:
    """Whether a drug's name as written is one of a code's."""
    written = drug.casefold().replace("®", "")
    return any(written == name or written.startswith((f"{name} ", f"{name},")) for name in detail["drug"])


@lru_cache(maxsize=4096)
def detail_of(drug: str, on: date) -> Any | None:
    """What the code book says of the code of a drug or fluid on a day; None for one that it does not know."""
    details = (code_detail(code, on) for code in known_codes())
    return next((detail for detail in details if detail and "drug" in detail and names(drug, detail)), None)


def gives_into_body(code: str, on: date) -> bool:
    """Whether a code is for an infusion, a push, a shot or hydration."""
    detail = code_detail(code, on)
    return detail is not None and detail["kind"].startswith(("infusion", "push", "injection", "hydration"))


@lru_cache(maxsize=1)
def known_drugs() -> tuple[tuple[str, ...], ...]:
    """The names of each drug that has ever had a code, fluids left out."""
    held = (rule.values[-1].value for rule in all_rules("coding/codes"))
    return tuple(dict.fromkeys(tuple(detail["drug"]) for detail in held if detail["kind"] == "drug"))
