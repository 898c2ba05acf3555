"""No number, date or amount stands on the money papers that is not in the input, its coding or the rules."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.subjects import pressed, subject, words

from makewhole import rules
from makewhole.coding.filing_limit import filing_limit
from makewhole.documents import contents, cover_letter, receipt, submission_sheet, superbill
from makewhole.documents.subject import Subject
from makewhole.documents.submission_sheet.words import WORDS
from makewhole.records import minutes_between

FIGURE = re.compile(r"\d[\d,./:-]*\d|\d")
money = st.decimals("0.01", "99999.99", places=2).map(str)


@st.composite
def changes(draw: st.DrawFn) -> Any:
    day = draw(st.dates(date(2024, 1, 1), date(2026, 11, 1)))
    start = draw(st.integers(7 * 60, 15 * 60))
    stop = start + draw(st.integers(1, 400))
    born = draw(st.dates(date(1930, 1, 1), date(2005, 12, 31)))
    prices = {code: draw(money) for code in ("99214", "96365", "96366", "96374", "96375", "J3490", "J2405", "96127")}
    payments = draw(st.lists(money, max_size=3))
    digits = draw(st.text("0123456789", min_size=9, max_size=9))
    dose = draw(st.integers(1, 400))
    payer = draw(st.sampled_from(["aetna", "bcbs", "cigna", "federal-employee-program", "prairie"]))
    filing = draw(st.none() | st.integers(1, 800))

    def change(fields: dict[str, Any]) -> None:
        fields["practice"]["price_list"] |= prices
        fields["patient"] |= {"date_of_birth": str(born), "account_number": f"A-{digits[:5]}"}
        fields["patient"]["phone"] = f"(555) {digits[:3]}-{digits[3:7]}"
        fields["coverages"][0] |= {"payer": payer, "member_id": f"W{digits}", "timely_filing_days": filing}
        visit = fields["visit"]
        visit |= {"date": str(day), "signed_on": f"{day}T18:05-05:00"}
        visit["payments"] = [{"date": str(day), "amount": amount, "method": "card"} for amount in payments]
        visit["screenings"][0]["result"]["date"] = str(day)
        drip = visit["administrations"][0]
        drip |= {"start": _clock(start), "stop": _clock(stop), "dose": f"{dose} mg", "pauses": [], "flushes": []}

    return change


@settings(max_examples=25, deadline=None)
@given(changes(), st.sampled_from(["en", "es"]))
def test_every_figure_comes_from_the_record_or_the_rules(change: Any, lang: str) -> None:
    one = subject(change, lang=lang)
    known = set(_known(one))
    for part in (superbill.part(one), receipt.part(one), contents.part(one), cover_letter.part(one)):
        assert _figures(words(pressed(part, lang=lang))) - known == set()
    sheet = words(pressed(submission_sheet.part(one), lang=lang))
    assert _figures(sheet) - known - set(_known_to_the_sheet(one)) == set()


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _figures(text: str) -> set[str]:
    numbered = re.sub(r"(?:page|página) \d+ (?:of|de) \d+|(?<= )[1-9]\. (?=\S)|Pages 1|ICD-10-CM", "", text)
    return {figure.rstrip(".,:-/") for figure in FIGURE.findall(numbered)}


def _known(one: Subject) -> Iterator[str]:
    for record in (one.file, one.coded, one.claim):
        yield from _leaves(record.model_dump())
    yield from _leaves([one.number, one.issued, one.coded.charge - one.claim.amount_paid])
    for drip in one.file.visit.administrations:
        if drip.stop:
            yield str(minutes_between(drip.start, drip.stop))
    for diagnosis in one.claim.diagnoses:
        yield from FIGURE.findall(diagnosis.description)


def _known_to_the_sheet(one: Subject) -> Iterator[str]:
    limit = filing_limit(one.file, one.claim.coverage)
    yield from _leaves([limit.last_day, limit.shortest_seen or 0])
    if limit.shortest_seen:
        yield from _leaves(one.file.visit.date + timedelta(days=limit.shortest_seen))
    payer = "other" if one.claim.coverage.payer == "prairie" else one.claim.coverage.payer
    yield from _leaves([WORDS[one.lang]["red-form"], WORDS[one.lang]["next-when-unsure"]])
    if decided := rules.known(f"payers/{payer}/decision-days", one.file.visit.date):
        yield from _leaves(dict(decided.value))
    for name in ("sending", "ask"):
        told = rules.value(f"payers/{payer}/{name}", one.file.visit.date)
        yield from _leaves([told.checked, told.source, *(line[one.lang] for line in told.value)])


def _leaves(value: Any) -> Iterator[str]:
    """Every way in which the figures of a value may be written."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _leaves(key)
            yield from _leaves(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _leaves(held)
    elif isinstance(value, date):
        yield from (f"{value:%m/%d/%Y}", str(value.day), str(value.year))
        if isinstance(value, datetime):
            yield f"{value.astimezone(ZoneInfo('America/New_York')):%H:%M}"
    elif isinstance(value, Decimal):
        yield from (f"{abs(value):,.2f}", f"{value.normalize():f}", str(value))
    elif value is not None:
        yield from (figure.rstrip(".,:-/") for figure in FIGURE.findall(str(value)))
