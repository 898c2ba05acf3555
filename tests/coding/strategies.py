"""Arbitrary valid visits: several drugs by random routes and sites with pauses, fluids, visits, scores and prices."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.golden.visits import visit_file

from makewhole.records import SCALES, VisitFile

_ZONE = ZoneInfo("America/New_York")
# Among them the nights of both clock changes, New Year of the esketamine codes, and the last day of lidocaine's code.
DAYS = (
    date(2026, 9, 14),
    date(2026, 3, 8),
    date(2025, 11, 2),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2024, 12, 31),
)
DRUGS = (
    "ketamine",
    "ketamine-vial",
    "midazolam",
    "ondansetron",
    "magnesium",
    "ketorolac",
    "dexamethasone",
    "esketamine",
)
OTHER_DRUGS = (
    {"name": "Ketalar"},
    {"name": "Lidocaine", "strength": "20 mg", "strength_per": "1 mL", "container": "ampule"},
    {"name": "Examplamine"},
    {"name": "Normal saline", "container": "bag"},
)
ROUTES = ("iv_infusion", "iv_infusion", "iv_infusion", "iv_push", "iv_push", "im", "sc", "intranasal", "oral")
CODES = ("F33.2", "F41.1", "F43.12", "G89.4", "Z79.899", "R45.851")
_REASON = st.sampled_from((None, None, None, "The two drugs must not meet in one line."))
_DIAGNOSES = st.lists(st.sampled_from(CODES), max_size=3, unique=True)


def _moments(day: date, start: int, length: int) -> tuple[datetime, datetime]:
    """From `start` minutes after midnight for `length` minutes that really pass."""
    began = datetime(day.year, day.month, day.day, tzinfo=_ZONE).timestamp() + start * 60
    return datetime.fromtimestamp(began, _ZONE), datetime.fromtimestamp(began + length * 60, _ZONE)


@st.composite
def _spans(draw: st.DrawFn, begun: datetime, minutes: int) -> list[dict[str, Any]]:
    spans = []
    for _ in range(draw(st.integers(0, 1)) if minutes > 1 else 0):
        first = draw(st.integers(0, minutes - 1))
        last = draw(st.integers(first + 1, minutes))
        utc = begun.astimezone(ZoneInfo("UTC"))
        spans.append({"start": utc + timedelta(minutes=first), "stop": utc + timedelta(minutes=last)})
    return spans


@st.composite
def administrations(draw: st.DrawFn, day: date) -> dict[str, Any]:
    minutes = draw(st.one_of(st.integers(1, 260), st.sampled_from((15, 16, 30, 31, 60, 90, 91, 150, 151))))
    start, stop = _moments(day, draw(st.integers(0, 1300)), minutes)
    route = draw(st.sampled_from(ROUTES))
    ran = route == "iv_infusion" and draw(st.integers(0, 9)) > 0
    drug: Any = draw(st.sampled_from((*DRUGS, *OTHER_DRUGS)))
    return {
        "drug": drug if isinstance(drug, str) else dict(drug),
        "route": route,
        "access_site": draw(st.sampled_from(("left arm", "right arm"))),
        "bag": draw(st.sampled_from((None, None, None, "B1", "B2"))),
        "start": start,
        "stop": stop if ran else None,
        "pauses": draw(_spans(start, minutes)) if ran else [],
        "flushes": draw(_spans(start, minutes)) if ran else [],
        "dose": draw(st.sampled_from(("10 mg", "2.5 mg", "84 mg", "2 g", "1 mL", "0 mg", "1 units"))),
        "wasted": draw(st.sampled_from((None, "0 mg", "1 mg", "30 mg"))),
        "main_reason": draw(st.integers(0, 4)) == 0,
        "second_site_reason": draw(_REASON),
        "shot_reason": draw(_REASON),
        "diagnoses": draw(_DIAGNOSES),
    }


@st.composite
def hydrations(draw: st.DrawFn, day: date) -> dict[str, Any]:
    minutes = draw(st.one_of(st.integers(1, 200), st.sampled_from((30, 31, 90, 91))))
    start, stop = _moments(day, draw(st.integers(0, 1300)), minutes)
    return {
        "fluid": draw(st.sampled_from(("saline", "ketamine"))),
        "volume": draw(st.sampled_from(("250 mL", "500 mL", "750 mL", "1 L", "1.5 L", "0 mL"))),
        "start": start,
        "stop": draw(st.sampled_from((stop, stop, stop, None))),
        "pauses": draw(_spans(start, minutes)),
        "necessity": draw(st.sampled_from((None, "Vomiting.", "Vomiting.", "Dry."))),
        "diagnoses": draw(_DIAGNOSES),
    }


_OFFICE_VISITS = st.fixed_dictionaries(
    {
        "patient": st.sampled_from(("new", "established")),
        "decision_making": st.sampled_from(("straightforward", "low", "moderate", "high")),
        "minutes": st.one_of(st.none(), st.integers(1, 120)),
        "separate": st.booleans(),
        "diagnoses": _DIAGNOSES,
    }
)
_TIMED_VISITS = st.fixed_dictionaries(
    {
        "patient": st.sampled_from(("new", "established")),
        "minutes": st.integers(1, 120),
        "separate": st.booleans(),
    }
)
_MONITORING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("vital_signs", "pulse_oximetry", "cardiac_rhythm", "capnography", "ecg")),
        "separately_ordered": st.booleans(),
        "interpretation": st.sampled_from((None, "Sinus rhythm.")),
    }
)
_PRICING = st.sampled_from(
    (
        {"kind": "price_list"},
        {"kind": "all_inclusive", "name": "Ketamine infusion visit"},
        {"kind": "all_inclusive", "name": "Infusion with free extras"},
        {"kind": "all_inclusive", "name": "No such price"},
    )
)
_COVERAGES = st.sampled_from((("aetna",), ("aetna-asks-for-waste",), ("medicare",), ("aetna", "medicare-second"), ()))


@st.composite
def screenings(draw: st.DrawFn, day: date) -> dict[str, Any]:
    instrument = draw(st.sampled_from(sorted(SCALES)))
    result = {"instrument": instrument, "date": day, "score": draw(st.integers(*SCALES[instrument]))}
    return {"result": result, "diagnoses": draw(_DIAGNOSES)}


@st.composite
def visit_facts(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of a visit, as for a golden visit."""
    day = draw(st.sampled_from(DAYS))
    ranked = draw(st.lists(st.sampled_from(CODES), max_size=6, unique=True))
    return {
        "date": day,
        "place_of_service": draw(st.sampled_from(("11", "11", "11", "12", "22"))),
        "telehealth": draw(st.sampled_from((None, None, "video", "audio"))),
        "diagnoses": [{"code": code} for code in ranked],
        "administrations": draw(st.lists(administrations(day), max_size=5)),
        "hydration": draw(st.lists(hydrations(day), max_size=2)),
        "monitoring": draw(st.lists(_MONITORING, max_size=2)),
        "office_visit": draw(st.one_of(st.none(), _OFFICE_VISITS, _TIMED_VISITS)),
        "psychotherapy": draw(st.one_of(st.none(), st.fixed_dictionaries({"minutes": st.integers(1, 90)}))),
        "psychiatric_evaluation": draw(st.one_of(st.none(), st.none(), st.just({"medical": True}))),
        "screenings": draw(st.lists(screenings(day), max_size=3)),
        "pricing": draw(_PRICING),
        "payments": draw(st.lists(st.just({"date": day, "amount": 100, "method": "card"}), max_size=2)),
    }


@st.composite
def visit_files(draw: st.DrawFn) -> VisitFile:
    """A valid visit file."""
    return visit_file(draw(visit_facts()), draw(_COVERAGES))
