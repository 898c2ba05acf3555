"""One FHIR R4 Coverage into the fields of a coverage record."""

from collections.abc import Mapping
from typing import Any, Final

from makewhole.exchange import as_written
from makewhole.records import Problem

from .reading_parts import Resource, address, code, listed, name, node, sex, text

_ENDED: Final = ("cancelled", "entered-in-error", "draft")
_NO_INSURER: Final = ("private", "self-pay", "self pay", "no_insurance", "none")
_TYPES: Final = {
    "PPO": "ppo",
    "POS": "pos",
    "EPO": "epo",
    "HMO": "hmo",
    "MEDICARE": "medicare",
    "MEDICAID": "medicaid",
}
_RANKS: Final = {1: "primary", 2: "secondary", 3: "tertiary"}


def coverage_fields(resource: Resource, known: Mapping[str, Resource], left: list[Problem]) -> dict[str, Any] | None:
    """The fields of a coverage; None, with the reason added to `left`, for one that cannot be used.

    `known` finds other resources of the same file by reference. Nothing is made up: a coverage that names no insurer,
    no member id, or not its holder, is left out.
    """
    if text(resource.get("status")) in _ENDED:
        left.append(Problem("coverage.status", "says that this coverage has ended.", "Ask for the card in force."))
        return None
    payer = _payer(resource, known)
    if not payer:
        left.append(Problem("coverage.payor", "does not name the insurer.", "Type it from the card."))
        return None
    member = text(resource.get("subscriberId")) or _identifier(resource)
    if not member:
        left.append(Problem("coverage.subscriberId", "is missing: there is no member ID.", "Type it from the card."))
        return None
    relation = as_written.relation(code(resource.get("relationship")) or "self")
    kind, period, order = resource.get("type"), node(resource.get("period")), resource.get("order")
    fields: dict[str, Any] = {
        **as_written.insurer(payer),
        "payer_name": payer,
        "member_id": member,
        "group_number": _class(resource, "group"),
        "plan_name": _class(resource, "plan", named=True),
        "rank": _RANKS.get(order if isinstance(order, int) else 1, "primary"),
        "relation": relation,
        "effective_from": text(period.get("start"))[:10],
        "effective_until": text(period.get("end"))[:10],
    }
    if plan_type := _TYPES.get((code(kind) or text(node(kind).get("text"))).upper()):
        fields["plan_type"] = plan_type
    if relation != "self":
        fields["subscriber"] = _holder(resource, known)
        if not fields["subscriber"]:
            says = "does not tell who holds the policy."
            left.append(Problem("coverage.subscriber", says, "Type name, date of birth and address of the holder."))
            return None
    return {field: value for field, value in fields.items() if value}


def _payer(resource: Resource, known: Mapping[str, Resource]) -> str:
    for payor in listed(resource.get("payor")):
        named = known.get(text(payor.get("reference")), {})
        if found := text(named.get("name")) or text(payor.get("display")):
            return "" if found.casefold() in _NO_INSURER else found
    return ""


def _holder(resource: Resource, known: Mapping[str, Resource]) -> dict[str, Any] | None:
    person = known.get(text(node(resource.get("subscriber")).get("reference")), {})
    fields = {
        "name": name(person),
        "date_of_birth": text(person.get("birthDate")),
        "sex": sex(person),
        "address": address(person),
    }
    return fields if all(fields.values()) else None


def _identifier(resource: Resource) -> str:
    found = (each for each in listed(resource.get("identifier")) if code(each.get("type")) == "MB")
    return next((text(each.get("value")) for each in found), "")


def _class(resource: Resource, wanted: str, *, named: bool = False) -> str:
    for each in listed(resource.get("class")):
        if code(each.get("type")) == wanted:
            return (text(each.get("name")) if named else "") or text(each.get("value"))
    return ""
