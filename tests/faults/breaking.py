"""Breaks the example visit in ways drawn from a seed: fields, values, bytes and attached files."""

import copy
import json
import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
CANARY: Final = "Zq7x"
"""Stands in every free text of the visit; it may never be seen on standard error."""
_FREE_TEXT: Final = frozenset(
    "first middle last suffix line1 line2 city legal_name account_number member_id group_number payer_name plan_name "
    "lot reference reason text reason_stopped onset_note rationale risk_of_not_treating alternatives_considered "
    "monitoring stop_criteria title licence_number number path".split()
)
_SHORT: Final = frozenset(("number", "member_id", "account_number", "path"))
"""Identifiers, which the wires carry without spaces, and the names of files."""

Place = tuple[dict[str, Any] | list[Any], Any]

ODD_TEXT: Final = (
    "",
    " ",
    "x" * 201,
    "W" * 200,
    "word " * 3900,
    "#panic[x] $x^2$ *b* _i_ `c` <l> @r \\ // /* = - + [ ] { }",
    "\"quoted\" 'single' ~*:^|",
    "../../etc/passwd",
    "a/b",
    "name with spaces",
    "-o",
    "Ñandú Ćirić Łódź ß",
    "山田太郎",
    "שלום עולם",
    "مرحبا",
    "👩🏽‍⚕️🙂",
    "e\u0301\u0300\u0302",
    "\u200b\u200f\u202e\ufeff",
    "\x00\x07\x1b[31m",
    "line\nbreak\r\n",
    "\ud800",
    "2024-02-29",
    "2023-02-29",
    "1900-01-01",
    "2199-12-31",
    "0001-01-01",
    "9999-12-31",
    "24:00",
    "23:59",
    "00:00",
    "2026-11-12T09:20:00-05:00",
    "2026-11-01T01:30",
    "0 mg",
    "99999999 mg",
    "0.0001 mcg",
    "5 L",
    "F99",
    "Z00.00",
    "99499",
    "12345-6789-01",
    "1234567893",
    "es",
    "medicare",
    "medicaid",
    "all_inclusive",
    "iv_push",
    "oral",
    "null",
)
ODD_NUMBERS: Final = (
    0, -1, 1, 2**31, 2**63, 10**30, -(10**30), 1e308, 0.1, 1e-9, 999999999.99, float("nan"), float("inf"), 475, 12.5,
)  # fmt: skip


_FACTS: Final[dict[str, tuple[Any, ...]]] = {
    "start": ("09:04", "09:20", "10:04", "23:50", "00:00", "2026-11-11T23:30"),
    "stop": ("09:21", "09:36", "10:05", "00:10", "23:59", None),
    "route": ("iv_push", "iv_infusion", "im", "sc", "intranasal", "oral", "sublingual"),
    "dose": ("0 mg", "0.01 mg", "39 mcg", "2 g", "5 mL", "999999 mg", "4 units"),
    "wasted": ("0 mg", "461 mg", "2 mL", None),
    "name": ("Esketamine", "Midazolam", "Magnesium sulfate", "Water", "KETAMINE", "S-ketamine 50"),
    "date": ("2024-02-29", "2020-01-01", "1999-12-31", "2025-09-30", "2026-11-24"),
    "code": ("F33", "F33.9", "Z99.89", "A00.0", "G90.511", "U07.1", "X99.9"),
    "kind": ("price_list", "all_inclusive", "ecg", "psychotherapy"),
    "place_of_service": ("02", "10", "12", "19", "21", "22", "99", "00"),
    "plan_type": ("medicare", "medicaid", "tricare", "hmo", "medicare_advantage"),
    "payer": ("medicare", "other", "nobody", "united", "cigna"),
    "relation": ("spouse", "child"),
    "language": ("es",),
    "score": (0, 27, 3.5, 100),
    "weight": (0.5, 499, None),
    "amount": (0, 0.01, 474.99, 99999999),
    "price": (0, 0.01, 1, 999999999.99),
    "decision_making": ("straightforward", "high", None),
    "separate": (False,),
    "diagnoses": ([], ["F41.1"], ["F33.2"] * 5, ["F33.2", "F41.1", "F99", "G89.4", "Z00.00"]),
    "strength": ("1 mg", "500 mg", "0 mg", "10 units", None),
    "strength_per": ("0 mL", "1 L", "3 mg", None),
    "ndc": ("12345-678-90", "00000-0000-00", None),
    "administrations": ([],),
    "coverages": ([],),
    "path": ("", "../x.pdf", "gone.pdf", "/etc/passwd", ".", "visit.json", "a" * 300, f"{CANARY}.pdf"),
    "signature_on_file": (None, "2199-01-01"),
    "sessions": (1, 200),
    "cost": (0, 999999999.99, None),
    "weeks": (1, 5000, None),
}


def example() -> dict[str, Any]:
    """The example visit with its parties written out and the canary in its free texts."""
    fields: dict[str, Any] = json.loads((EXAMPLES / "visit.json").read_text("utf-8"))
    for name, file in (("practice", "practice"), ("patient", "patient")):
        fields[name] = tomllib.loads((EXAMPLES / f"{file}.toml").read_text("utf-8"))
    fields["providers"] = [tomllib.loads((EXAMPLES / "dr-okafor.toml").read_text("utf-8"))]
    for parent, key in _places(fields):
        if key in _FREE_TEXT and isinstance(parent[key], str):
            parent[key] = f"{CANARY}-{parent[key]}" if key in _SHORT else f"{CANARY} {parent[key]}"
    return fields


def broken(draw: random.Random) -> bytes:
    """A visit file with one to four things wrong with it, most often one, or none that is noticed."""
    fields = example()
    for _ in range(draw.choice([1, 1, 1, 1, 2, 2, 3, 4])):
        places = list(_places(fields))
        if not places:
            break
        parent, key = draw.choice(places)
        draw.choice(_BREAKS)(draw, parent, key, places)
    raw = json.dumps(fields, default=str, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")
    return _damaged(draw, raw) if draw.random() < 0.15 else raw


def broken_record(draw: random.Random, record: bytes) -> bytes:
    """An attached file that is cut short, has bits turned, is empty, or is something else."""
    kind = draw.randrange(6)
    if kind == 0:
        return b""
    if kind == 1:
        return b"This is a text file, named as if it were none."
    if kind == 2:
        return record[: draw.randrange(len(record))]
    if kind == 3:
        return b"%PDF-1.7\n" + draw.randbytes(400)
    if kind == 4:
        return b"\x89PNG\r\n\x1a\n" + draw.randbytes(400)
    return _damaged(draw, record)


def _damaged(draw: random.Random, raw: bytes) -> bytes:
    turned = bytearray(raw)
    for _ in range(draw.randint(1, 8)):
        turned[draw.randrange(len(turned))] ^= 1 << draw.randrange(8)
    return bytes(turned[: draw.randrange(len(turned))]) if draw.random() < 0.3 else bytes(turned)


def _places(value: Any) -> Iterator[Place]:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _drop(_draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    del parent[key]


def _retype(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    parent[key] = draw.choice([None, True, False, [], {}, [parent[key]], {"x": parent[key]}, str(parent[key]), 7])


def _odd_text(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    text = draw.choice(ODD_TEXT)
    parent[key] = draw.choice([text, f"{CANARY} {text}", f"{parent[key]} {text}"])


def _canary(_draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    parent[key] = CANARY


def _canary_as_field(_draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    if isinstance(parent, dict):
        parent[f"{CANARY} {key}"] = parent.pop(key)


def _odd_number(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    parent[key] = draw.choice(ODD_NUMBERS)


def _swap(draw: random.Random, parent: Any, key: Any, places: list[Place]) -> None:
    other, place = draw.choice(places)
    parent[key], other[place] = copy.deepcopy(other[place]), copy.deepcopy(parent[key])


def _repeat(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    if isinstance(parent[key], list):
        parent[key] = [copy.deepcopy(one) for one in parent[key] for _ in range(draw.choice([2, 3, 15]))]


def _odd_free_text(draw: random.Random, _parent: Any, _key: Any, places: list[Place]) -> None:
    texts = [(parent, key) for parent, key in places if key in _FREE_TEXT]
    if texts:
        parent, key = draw.choice(texts)
        parent[key] = draw.choice([f"{parent[key]} {draw.choice(ODD_TEXT)}", draw.choice(ODD_TEXT)])


def _other_fact(draw: random.Random, _parent: Any, _key: Any, places: list[Place]) -> None:
    known = [(parent, key) for parent, key in places if key in _FACTS]
    if known:
        parent, key = draw.choice(known)
        parent[key] = draw.choice(_FACTS[key])


def _nest(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    for _ in range(draw.choice([1, 50, 400])):
        parent[key] = [parent[key]]


def _scale(draw: random.Random, parent: Any, key: Any, _places: list[Place]) -> None:
    if isinstance(parent[key], int | float | Decimal) and not isinstance(parent[key], bool):
        parent[key] = parent[key] * draw.choice([-1, 10, 1000, 0.001])


_BREAKS: Final = (
    *(_drop, _retype, _odd_text, _canary, _canary_as_field, _odd_number, _swap, _repeat, _nest, _scale),
    *(_odd_free_text, _odd_free_text, _other_fact, _other_fact, _other_fact, _other_fact),
)
