"""The settings that are one form each: what is typed, what record it becomes, and who may see and change it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from pydantic_core import to_jsonable_python

from makewhole.app.accounts.matrix import Access, access, may
from makewhole.app.clinic.opened import PRACTICE as PRACTICE_RECORD
from makewhole.app.clinic.opened import PROVIDERS as PROVIDERS_RECORD
from makewhole.app.clinic.protocols import KIND as PROTOCOLS_RECORD
from makewhole.app.clinic.protocols import Protocol
from makewhole.app.clinic.records import practice_record
from makewhole.app.clinic.sheets import Choices, Part
from makewhole.errors import InvalidRecord, Problem
from makewhole.records import Practice, Provider, Record, read_record

from . import boxes
from .lists import Prices, Protocols, Providers, prices_of, with_prices

DEED = "change_settings"


@dataclass(frozen=True)
class Page:
    """One form of settings. `kind` is how the stored record `setting` is read; `shown` makes the form's fields of it,
    `read` the record to store from what was typed (raises InvalidRecord); `whole` is the box at which a fault of the
    record as a whole is told."""

    name: str
    setting: str
    kind: Any
    title: Any
    question: Any
    answer: Any
    parts: Sequence[Part]
    shown: Callable[[Any], Mapping[str, Any]]
    read: Callable[[Mapping[str, Any], Any], Any]
    may: Callable[[str], Callable[[str], Access]]
    save: Any
    whole: str = ""

    def open_to(self, role: str) -> bool:
        """Whether a role may see anything on this page."""
        return any(self.may(role)(field) != "none" for part in self.parts for field in _fields(part))

    def typed_as(self, fields: Mapping[str, Any], stored: Any) -> Any:
        """The record to store. Raises InvalidRecord, with faults of the whole placed at the box `whole`."""
        try:
            return self.read(fields, stored)
        except InvalidRecord as refused:
            placed = [
                Problem(self.whole or at, *rest) if at == "input" else Problem(at, *rest)
                for at, *rest in refused.problems
            ]
            raise InvalidRecord(placed) from None


def choices() -> dict[str, Choices]:
    """What can be chosen in a protocol: the practice's prices."""
    practice = practice_record(PRACTICE_RECORD, Practice)
    named = [(each.name, f"{each.name} · ${each.price:,.2f}") for each in practice.all_inclusive] if practice else []
    return {"prices": [("", _gettext("By the price list")), *named]}


def _fields(part: Part) -> list[str]:
    if part.rows:
        return [part.rows]
    return [box.path.partition(".")[0] for line in part.lines for box in line]


def _of_practice(role: str) -> Callable[[str], Access]:
    return lambda field: access(role, "practice", field)


def _of_providers(role: str) -> Callable[[str], Access]:
    return lambda _field: access(role, "provider", "npi")


def _of_settings(role: str) -> Callable[[str], Access]:
    return lambda _field: "write" if may(role, DEED) else "read"


def _plain(record: Record | None) -> dict[str, Any]:
    plain: dict[str, Any] = to_jsonable_python(record, exclude_none=True) if record else {}
    return plain


def _practice(fields: Mapping[str, Any], stored: Practice | None) -> Practice:
    not_here = ("price_list", "all_inclusive")
    kept = {name: value for name, value in _plain(stored).items() if name in not_here}
    return read_record(Practice, {**fields, **kept})


def _prices(fields: Mapping[str, Any], stored: Practice | None) -> Practice:
    prices = read_record(Prices, fields)
    if stored is None:
        raise InvalidRecord([Problem("input", "The practice itself is not filled in yet.", "Fill it in first.")])
    return with_prices(stored, prices)


def _providers(fields: Mapping[str, Any], stored: Sequence[Provider] | None) -> tuple[Provider, ...]:
    """The providers as typed; each keeps the picture of their signature, which is no box."""
    pictures = {each.npi: each.signature_image for each in stored or ()}
    typed = read_record(Providers, fields).providers
    return tuple(each.model_copy(update={"signature_image": pictures.get(each.npi)}) for each in typed)


def _protocol_rows(stored: Sequence[Protocol] | None) -> dict[str, Any]:
    rows = [_plain(each) for each in stored or ()]
    return {"protocols": [{**row, "measured": dict.fromkeys(row["monitoring"], True)} for row in rows]}


def _protocols(fields: Mapping[str, Any], _stored: Any) -> tuple[Protocol, ...]:
    rows = []
    for row in fields.get("protocols", ()):
        plain = {name: value for name, value in row.items() if name != "measured"}
        rows.append(plain | {"monitoring": list(row.get("measured", {}))})
    return read_record(Protocols, {"protocols": rows}).protocols


PRACTICE = Page(
    "practice",
    PRACTICE_RECORD,
    Practice,
    _("Practice"),
    _("Who is the practice on a bill?"),
    _("This stands on every superbill, claim and letter. Copy it from the NPI registry and your tax papers."),
    boxes.PRACTICE,
    _plain,
    _practice,
    _of_practice,
    _("Save practice"),
    whole="ein",
)
PROVIDERS = Page(
    "providers",
    PROVIDERS_RECORD,
    tuple[Provider, ...],
    _("Providers"),
    _("Who treats here?"),
    _("Everyone who treats, and everyone who refers. An insurer looks each NPI up, so name and number must fit."),
    boxes.PROVIDERS,
    lambda stored: {"providers": [_plain(each) for each in stored or ()]},
    _providers,
    _of_providers,
    _("Save providers"),
)
PRICES = Page(
    "prices",
    PRACTICE_RECORD,
    Practice,
    _("Prices"),
    _("What do you charge?"),
    _("One price for each code, and one for a whole visit if you have it, shared over its lines by your own fees."),
    boxes.PRICES,
    lambda stored: prices_of(stored) if stored else {},
    _prices,
    _of_practice,
    _("Save prices"),
)
PROTOCOLS = Page(
    "protocols",
    PROTOCOLS_RECORD,
    tuple[Protocol, ...],
    _("Protocols"),
    _("How do you usually treat?"),
    _("A new visit begins with the first of these, so that only what differs has to be typed."),
    boxes.PROTOCOLS,
    _protocol_rows,
    _protocols,
    _of_settings,
    _("Save protocols"),
)
PAGES: Mapping[str, Page] = {page.name: page for page in (PRACTICE, PROVIDERS, PRICES, PROTOCOLS)}
