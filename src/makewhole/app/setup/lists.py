"""Settings that are lists, as one record each, so that every fault in them is told with its place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import Field, model_validator

from makewhole.app.clinic.protocols import Protocol
from makewhole.records import AllInclusivePrice, Practice, Provider, Record
from makewhole.records.identifiers import Money, ProcedureCode, Text


class Providers(Record):
    """Everyone who treats or refers, each once."""

    providers: tuple[Provider, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> "Providers":
        _unique("providers", "npi", [each.npi for each in self.providers])
        return self


class Price(Record):
    """What the practice charges for one unit of a code, in dollars."""

    code: ProcedureCode
    price: Money


class OnePrice(Record):
    """One price for a whole visit, with the fees by which it is shared over the lines."""

    name: Text
    price: Money
    fees: tuple[Price, ...] = Field(min_length=1)


class Prices(Record):
    """The price list and the all-inclusive prices, each code and each name once."""

    price_list: tuple[Price, ...] = ()
    all_inclusive: tuple[OnePrice, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "Prices":
        _unique("price_list", "code", [each.code for each in self.price_list])
        _unique("all_inclusive", "name", [each.name for each in self.all_inclusive])
        for index, one in enumerate(self.all_inclusive):
            _unique(f"all_inclusive[{index}].fees", "code", [each.code for each in one.fees])
        return self


class Protocols(Record):
    """How the practice usually treats, its usual way first."""

    protocols: tuple[Protocol, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "Protocols":
        _unique("protocols", "name", [each.name for each in self.protocols])
        return self


def prices_of(practice: Practice) -> dict[str, Any]:
    """A practice's prices as rows, in order of code."""
    return {
        "price_list": _rows(practice.price_list),
        "all_inclusive": [
            {"name": one.name, "price": one.price, "fees": _rows(one.fees)} for one in practice.all_inclusive
        ],
    }


def with_prices(practice: Practice, prices: Prices) -> Practice:
    """The practice with these prices in place of its own."""
    shared = tuple(
        AllInclusivePrice(name=one.name, price=one.price, fees={fee.code: fee.price for fee in one.fees})
        for one in prices.all_inclusive
    )
    listed = {each.code: each.price for each in prices.price_list}
    return practice.model_copy(update={"price_list": listed, "all_inclusive": shared})


def _rows(fees: Mapping[str, Decimal]) -> list[dict[str, Any]]:
    return [{"code": code, "price": price} for code, price in sorted(fees.items())]


def _unique(path: str, name: str, values: Iterable[str]) -> None:
    listed = list(values)
    again = next((value for value, count in Counter(listed).items() if count > 1), None)
    if again is not None:
        second = len(listed) - 1 - listed[::-1].index(again)
        raise ValueError(f"{path}[{second}].{name}: stands here twice; keep one of the two")
