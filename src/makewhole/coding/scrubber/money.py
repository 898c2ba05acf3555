"""What was charged and what was paid: without proof of payment no insurer pays the patient."""

from collections.abc import Iterator
from decimal import Decimal

from makewhole.records import AllInclusivePricing, PriceListPricing

from ._facts import Facts
from ._registry import Fault, check


@check("money/paid-amount-missing")
def paid_amount_missing(facts: Facts) -> Iterator[Fault]:
    if facts.paid <= 0:
        yield Fault(
            "visit.payments",
            "No payment by the patient is recorded.",
            "Add the payments with date, amount and method; an insurer pays back only what was paid.",
        )


@check("money/paid-less-than-charged")
def paid_less_than_charged(facts: Facts) -> Iterator[Fault]:
    if 0 < facts.paid < facts.coded.charge:
        yield Fault(
            "visit.payments",
            f"${facts.paid:.2f} was paid of ${facts.coded.charge:.2f} charged.",
            "Add the missing payment, or leave the balance to stand as unpaid.",
        )


@check("money/paid-more-than-charged")
def paid_more_than_charged(facts: Facts) -> Iterator[Fault]:
    if facts.coded.lines and facts.paid > facts.coded.charge:
        yield Fault(
            "visit.payments",
            f"${facts.paid:.2f} was paid but only ${facts.coded.charge:.2f} is charged on the lines.",
            "Move a payment for other visits to those, refund the difference, or add what was left out.",
        )


@check("money/paid-before-service")
def paid_before_service(facts: Facts) -> Iterator[Fault]:
    for index, payment in enumerate(facts.visit.payments):
        if payment.date < facts.on:
            yield Fault(
                f"visit.payments[{index}].date",
                f"A payment is dated {payment.date}, before the visit.",
                "If it was a deposit or a package, say so on the receipt and enter only this visit's share.",
            )


@check("money/line-without-charge")
def line_without_charge(facts: Facts) -> Iterator[Fault]:
    for where, line in facts.lines:
        if line.charge == 0:
            yield Fault(
                f"{where}.charge",
                f"The line of {line.code} has no charge; many systems refuse a line at zero.",
                "Give the code a price, or present the visit in few lines, where it is listed as included.",
            )


@check("money/lines-do-not-sum")
def lines_do_not_sum(facts: Facts) -> Iterator[Fault]:
    total = sum((line.charge for line in facts.coded.lines), Decimal(0))
    if total != facts.coded.charge:
        yield Fault(
            "visit.pricing",
            f"The lines sum to ${total:.2f} but the visit's charge is ${facts.coded.charge:.2f}.",
            "Code the visit again; the lines must sum to the cent to what was charged.",
        )


@check("money/price-not-as-declared")
def price_not_as_declared(facts: Facts) -> Iterator[Fault]:
    pricing = facts.visit.pricing
    if not isinstance(pricing, AllInclusivePricing) or not facts.coded.lines:
        return
    for price in facts.file.practice.all_inclusive:
        if price.name == pricing.name and price.price != facts.coded.charge:
            yield Fault(
                "visit.pricing.name",
                f"The charge is ${facts.coded.charge:.2f}, the practice's price ${price.price:.2f}.",
                "Charge the declared price, or price this visit by the list.",
            )


@check("money/line-not-at-list-price")
def line_not_at_list_price(facts: Facts) -> Iterator[Fault]:
    if not isinstance(facts.visit.pricing, PriceListPricing):
        return
    for where, line in facts.lines:
        price = facts.file.practice.price_list.get(line.code)
        if price is not None and line.charge not in (0, price * line.units):
            yield Fault(
                f"{where}.charge",
                f"{line.code} × {line.units} is charged ${line.charge:.2f}; the price list makes it "
                f"${price * line.units:.2f}.",
                "Charge the price of the list, or correct the list.",
            )
