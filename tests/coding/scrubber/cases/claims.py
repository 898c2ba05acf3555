"""Charges and payments, duplicates, filing limits, and what shows that the treatment was needed."""

from datetime import date
from decimal import Decimal

from tests.coding.scrubber.visits import Case, Given, line_of

LINE = line_of("96365")
BY_LIST = {"visit.pricing": {"kind": "price_list"}}
NO_TERM = {"coverages[0].timely_filing_days": None}
MEDICARE = {"coverages[0].payer": "medicare", "coverages[0].plan_type": "medicare", **NO_TERM}
MARKETPLACE = {"coverages[0].payer": "unitedhealthcare", "coverages[0].plan_type": "marketplace", **NO_TERM}
PAYMENT = {"date": "2026-11-12", "method": "card"}


def paid(amount: str) -> Given:
    return Given({"visit.payments": [{**PAYMENT, "amount": amount}]})


CASES = [
    Case("money/paid-amount-missing", breaks=paid("0.00"), keeps=paid("0.01")),
    Case(
        "money/paid-less-than-charged", breaks=paid("474.99"), keeps=paid("475.00"), says="$474.99 was paid of $475.00"
    ),
    Case("money/paid-more-than-charged", breaks=paid("475.01"), keeps=paid("475.00")),
    Case(
        "money/paid-before-service",
        breaks=Given({"visit.payments[0].date": "2026-11-10"}),
        keeps=Given({"visit.payments[0].date": "2026-11-13"}),
        says="dated 2026-11-10, before",
    ),
    Case(
        "money/line-without-charge",
        breaks=Given({}, {f"lines[{LINE}].charge": Decimal("0.00")}),
        keeps=Given({}, {f"lines[{LINE}].charge": Decimal("0.01")}),
    ),
    Case(
        "money/lines-do-not-sum",
        breaks=Given({}, {f"lines[{LINE}].charge": Decimal("228.29")}),
        keeps=Given(BY_LIST),
        says="$475.01",
    ),
    Case(
        "money/price-not-as-declared",
        breaks=Given({}, {"charge": Decimal("480.00")}),
        keeps=Given(BY_LIST, {"charge": Decimal("480.00")}),
    ),
    Case(
        "money/line-not-at-list-price",
        breaks=Given(BY_LIST, {f"lines[{LINE}].charge": Decimal("400.00")}),
        keeps=Given(BY_LIST),
        says="the price list makes it $260.00",
    ),
    Case(
        "duplicates/same-day",
        breaks=Given(earlier=({"visit.number": "V-2026-0186"},)),
        keeps=Given(earlier=({"visit.number": "V-2026-0186", "visit.date": "2026-11-09"},)),
    ),
    Case(
        "duplicates/same-day",  # the same person under another account number
        breaks=Given(
            earlier=({"visit.number": "V-1", "patient.account_number": "HL-9", "patient.name.first": "MARISOL"},)
        ),
        keeps=Given(earlier=({"visit.number": "V-1", "patient.account_number": "HL-9", "patient.name.first": "Ana"},)),
    ),
    Case(
        "duplicates/number-used-again",
        breaks=Given(earlier=({"visit.weight": "79"},)),
        keeps=Given(earlier=({"visit.weight": "79", "practice.npi": "1234567893"},)),
    ),
    Case(
        "duplicates/already-on-record",
        breaks=Given(earlier=({},)),
        keeps=Given(earlier=({"visit.weight": "79"},)),
    ),
    Case(
        "timely-filing/past",
        breaks=Given(MEDICARE, today=date(2027, 11, 13)),
        keeps=Given(MEDICARE, today=date(2027, 11, 12)),
        says="2027-11-12 (published for this payer)",
    ),
    Case(
        "timely-filing/past",
        breaks=Given({**MARKETPLACE, "patient.address.state": "MD"}, today=date(2028, 11, 13)),
        keeps=Given({**MARKETPLACE, "patient.address.state": "NY"}, today=date(2028, 11, 13)),  # not published
    ),
    Case(
        "timely-filing/near",
        breaks=Given({"coverages[0].timely_filing_days": 90}, today=date(2027, 1, 11)),
        keeps=Given({"coverages[0].timely_filing_days": 90}, today=date(2027, 1, 10)),
        says="30 days are left: the last day to send the claim is 2027-02-10",
    ),
    Case(
        "timely-filing/near",
        breaks=Given({**NO_TERM, "coverages[0].payer": "federal-employee-program"}, today=date(2027, 12, 31)),
        keeps=Given({**NO_TERM, "coverages[0].payer": "federal-employee-program"}, today=date(2028, 1, 1)),
    ),
    Case(
        "timely-filing/unknown",
        breaks=Given({**NO_TERM, "coverages[0].payer": "cigna"}),
        keeps=Given(MEDICARE),
        says="Some of this payer's plans allow 180 days.",
    ),
    Case(
        "necessity/no-trials",
        breaks=Given({"history.trials": []}),
        keeps=Given({"history.trials": [], "visit.diagnoses": [{"code": "G90.511"}]}),
    ),
    Case(
        "necessity/too-few-adequate-trials",
        breaks=Given({"history.trials": lambda held: [*held[:1], *held[4:]]}),
        keeps=Given({"history.trials": lambda held: held[:2]}),
        says="adequate trials: 1.",
    ),
    Case(
        "necessity/trial-incomplete",
        breaks=Given({"history.trials[1].weeks": None}),
        keeps=Given({"history.trials[4].weeks": None}),  # a course of psychotherapy
        says="Bupropion has no weeks",
    ),
    Case("necessity/no-plan", breaks=Given({"plan": None}), keeps=Given({"plan": None, "visit.administrations": []})),
    Case(
        "necessity/plan-for-another-diagnosis",
        breaks=Given({"plan.indication": ["F32.2"]}),
        keeps=Given({"plan.indication": ["F32.2", "F41.1"]}),
    ),
    Case(
        "necessity/plan-written-afterwards",
        breaks=Given({"plan.written": "2026-11-13"}),
        keeps=Given({"plan.written": "2026-11-12"}),
    ),
    Case(
        "necessity/beyond-the-plan",
        breaks=Given({"plan.sessions_done": 7, "plan.maintenance": None}),
        keeps=Given({"plan.sessions_done": 7}),
    ),
    Case(
        "necessity/no-consent",
        breaks=Given({"plan.informed_consent": None}),
        keeps=Given({"plan": None}),
    ),
    Case(
        "necessity/no-scores",
        breaks=Given({"scores": [], "visit.screenings": []}),
        keeps=Given({"scores": []}),
    ),
    Case(
        "necessity/no-comparison",
        breaks=Given({"scores": lambda held: held[:1], "visit.screenings": []}),
        keeps=Given({"scores": lambda held: held[:1]}),  # with the one of this visit
    ),
    Case(
        "necessity/nothing-attached",
        breaks=Given({"history": None, "attachments": []}),
        keeps=Given({"history": None}),
    ),
]
