"""Charges: the practice's price for each code, or its one price shared over the lines as the practice declared."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from makewhole.records import AllInclusivePrice, AllInclusivePricing, Because, Finding, VisitFile

from ._service import Service

_ZERO = Decimal("0.00")
Priced = list[tuple[Service, Decimal, Because]]


def price(services: Sequence[Service], file: VisitFile) -> tuple[Priced, list[Finding]]:
    """Each service with its charge in dollars and the reason for it, and what stands in the way.

    Under an all-inclusive price the charges sum to that price to the cent; a price is never made up: a code
    without one is charged nothing and reported as an error.
    """
    pricing = file.visit.pricing
    if isinstance(pricing, AllInclusivePricing):
        named = next((each for each in file.practice.all_inclusive if each.name == pricing.name), None)
        if named is None:
            return _unpriced(services), [_no_such_price()]
        return _share(services, named)
    return _from_price_list(services, file.practice.price_list)


def _from_price_list(services: Sequence[Service], price_list: dict[str, Decimal]) -> tuple[Priced, list[Finding]]:
    priced: Priced = []
    for service in services:
        fee = price_list.get(service.code)
        if fee is None:
            priced.append((service, _ZERO, _no_price_because(service.code)))
            continue
        says = f"{service.units} × {fee}, the practice's price."
        priced.append((service, fee * service.units, Because(says=says, fact=f"practice.price_list.{service.code}")))
    return priced, _no_prices(services, price_list, "practice.price_list")


def _share(services: Sequence[Service], named: AllInclusivePrice) -> tuple[Priced, list[Finding]]:
    fees = named.fees
    problems = _no_prices(services, fees, "practice.all_inclusive.fees")
    if not any(fees.get(service.code) for service in services):
        return _unpriced(services), [*problems, _nothing_to_share()] if services else problems
    shares = _shares(
        named.price, tuple([(service.code, fees.get(service.code), service.units) for service in services])
    )
    return [(service, *share) for service, share in zip(services, shares, strict=True)], problems


@lru_cache(maxsize=1024)
def _shares(price: Decimal, lines: tuple[tuple[str, Decimal | None, int], ...]) -> tuple[tuple[Decimal, Because], ...]:
    """What each line is charged, and why, by its code, the practice's fee for one unit if there is one, and its units.

    Kept because the visits of a practice come in a few shapes.
    """
    own = [(fee or _ZERO) * units for _, fee, units in lines]
    weights = [_cents(fee) for fee in own]
    whole = sum(weights)
    shared, of_whole = f"{price} for the whole visit, shared by the practice's fees:", f"of {_dollars(whole)}."
    charges = map(_dollars, _largest_remainder(_cents(price), weights, whole))
    return tuple(
        (charge, _no_price_because(code))
        if fee is None
        else (charge, Because(says=f"{shared} {fees} {of_whole}", fact=f"practice.all_inclusive.fees.{code}"))
        for charge, (code, fee, _), fees in zip(charges, lines, own, strict=True)
    )


def _largest_remainder(price: int, weights: Sequence[int], whole: int) -> list[int]:
    """`price` in proportion to the weights, all in cents, so that the shares sum to it exactly."""
    shares, rests = zip(*(divmod(price * weight, whole) for weight in weights), strict=True)
    charges = list(shares)
    by_rest = sorted(range(len(charges)), key=rests.__getitem__, reverse=True)
    for at in by_rest[: price - sum(charges)]:
        charges[at] += 1
    return charges


def _cents(dollars: Decimal) -> int:
    return int(dollars * 100)


def _dollars(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _unpriced(services: Sequence[Service]) -> Priced:
    return [(service, _ZERO, _no_price_because(service.code)) for service in services]


def _no_price_because(code: str) -> Because:
    return Because(says=f"The practice has declared no price for {code}.", fact="practice.price_list")


def _no_prices(services: Sequence[Service], fees: dict[str, Decimal], where: str) -> list[Finding]:
    """A finding for each code that has no fee, once, however many lines it has."""
    unpriced = [service.code for service in services if service.code not in fees]
    return [
        Finding(
            severity="error",
            rule="coding/pricing/own-price-only",
            where=where,
            says=f"There is no price for {code}, so its line is charged nothing.",
            remedy=f"Add the practice's fee for {code}; write 0 if it is never charged.",
        )
        for code in dict.fromkeys(unpriced)
    ]


def _no_such_price() -> Finding:
    return Finding(
        severity="error",
        rule="coding/pricing/own-price-only",
        where="visit.pricing.name",
        says="The practice has no all-inclusive price of this name.",
        remedy="Use a name listed under practice.all_inclusive.",
    )


def _nothing_to_share() -> Finding:
    return Finding(
        severity="error",
        rule="coding/pricing/own-price-only",
        where="practice.all_inclusive.fees",
        says="None of this visit's lines has a declared fee, so the one price cannot be shared over them.",
        remedy="Declare a fee for the codes of this visit.",
    )
