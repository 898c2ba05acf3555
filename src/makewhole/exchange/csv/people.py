"""Rows of a table into people, by the columns that were chosen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from makewhole.exchange import as_written
from makewhole.exchange.brought import Brought, brought
from makewhole.records import Problem

from .reading import Row


def people(found: Iterable[Row], columns: Mapping[int, str], account: str = "") -> Iterator[Brought]:
    """One person for each row, as they are read. `columns` says which field (a key of FIELDS) a column holds.

    Where no column holds the account number it becomes `account` with the row's number. A row that cannot be used
    comes without a patient and with its problems.
    """
    for row in found:
        where = str(row.number)
        if row.fault:
            yield Brought(where, {}, None, problems=(row.fault,))
            continue
        told = {field: row.cells[number] for number, field in columns.items() if row.cells[number]}
        left: list[Problem] = []
        fields = _patient(told, left)
        if account and "account_number" not in fields:
            fields["account_number"] = f"{account}{row.number}"
        yield brought(where, fields, _coverages(told, fields, left), left)


def _patient(told: Mapping[str, str], left: list[Problem]) -> dict[str, Any]:
    address = {
        part: told[f"address.{part}"]
        for part in ("line1", "line2", "city", "state", "zip")
        if f"address.{part}" in told
    }
    if "state" in address:
        address["state"] = as_written.state(address["state"])
    if "zip" in address:
        address["zip"] = as_written.zip_code(address["zip"], address.get("state", "").upper())
    fields: dict[str, Any] = {"name": _name(told, left), "address": address}
    fields |= {name: told[name] for name in ("phone", "account_number") if name in told}
    fields["sex"] = as_written.sex(told["sex"]) if "sex" in told else ""
    for name in ("date_of_birth", "signature_on_file"):
        if name in told:
            fields[name] = as_written.day(told[name], born=name == "date_of_birth")
    if "language" in told:
        if spoken := as_written.language(told["language"]):
            fields["language"] = spoken
        else:
            says = "is neither English nor Spanish, so letters will be in English."
            left.append(Problem("language", says, "Tell the patient."))
    return {name: value for name, value in fields.items() if value}


def _name(told: Mapping[str, str], left: list[Problem]) -> dict[str, str]:
    parts = {part: told[f"name.{part}"] for part in ("first", "middle", "last", "suffix") if f"name.{part}" in told}
    whole = told.get("full_name", "")
    if not whole or ("first" in parts and "last" in parts):
        return parts
    last, comma, rest = whole.partition(",")
    if comma:
        first, _space, middle = rest.strip().partition(" ")
        return {
            name: value
            for name, value in {"last": last.strip(), "first": first, "middle": middle.strip()}.items()
            if value
        }
    words = whole.split()
    if len(words) == 2:
        return {"first": words[0], "last": words[1]}
    says = "is one cell of several words, so first and last name cannot be told apart."
    left.append(Problem("name", says, "Export them in two columns, or as “Last, First”."))
    return {}


def _coverages(told: Mapping[str, str], patient: Mapping[str, Any], left: list[Problem]) -> list[dict[str, Any]]:
    payer, member = told.get("payer_name", ""), told.get("member_id", "")
    if not payer and not member:
        return []
    if not payer or not member:
        missing, says = ("payer_name", "is missing beside a member ID.") if member else ("member_id", "is missing.")
        left.append(Problem(f"coverage.{missing}", says, "Type the coverage from the card."))
        return []
    relation = as_written.relation(told.get("relation", "self"))
    fields: dict[str, Any] = {**as_written.insurer(payer), "payer_name": payer, "member_id": member}
    fields |= {name: told[name] for name in ("group_number", "plan_name") if name in told}
    fields |= {name: as_written.day(told[name]) for name in ("effective_from", "effective_until") if name in told}
    fields["relation"] = relation
    if relation != "self":
        holder = _holder(told, patient)
        if holder is None:
            says = "is held by someone else whose name, birth date and sex are not in the row."
            left.append(Problem("coverage.subscriber", says, "Type the coverage from the card."))
            return []
        fields["subscriber"] = holder
        says = "is held by someone whose address is not in the row; the patient's was taken."
        left.append(Problem("coverage.subscriber.address", says, "Compare it with the card."))
    return [fields]


def _holder(told: Mapping[str, str], patient: Mapping[str, Any]) -> dict[str, Any] | None:
    needed = ("first", "last", "date_of_birth", "sex")
    if any(f"subscriber.{name}" not in told for name in needed) or "address" not in patient:
        return None
    return {
        "name": {"first": told["subscriber.first"], "last": told["subscriber.last"]},
        "date_of_birth": as_written.day(told["subscriber.date_of_birth"], born=True),
        "sex": as_written.sex(told["subscriber.sex"]),
        "address": patient["address"],
    }
