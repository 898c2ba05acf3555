"""What holds for every visit, however odd: nothing is lost, nothing is counted twice, and the money sums up."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.coding.strategies import visit_files

from makewhole.coding import code_visit
from makewhole.records import Administration, AllInclusivePricing, Because, CodedVisit, ServiceLine, Span, VisitFile
from makewhole.rules import all_rules, in_force

FIRST_CODES = {"96360", "96365", "96374"}
BY_VEIN = {"96365", "96366", "96367", "96368", "96374", "96375"}
RULE_OF = {rule.rule_id.rpartition("/")[2]: rule.rule_id for rule in all_rules("coding/codes")}


def _minutes(start: Any, stop: Any, out: Iterable[Span]) -> set[int]:
    """Each minute that ran, counted one by one."""
    ran = set(range(int(start.timestamp() // 60), int(stop.timestamp() // 60)))
    for span in out:
        ran -= set(range(int(span.start.timestamp() // 60), int(span.stop.timestamp() // 60)))
    return ran


def _is_drug(entry: Administration) -> bool:
    return entry.drug.name != "Normal saline"


def _mixture(entry: Administration, file: VisitFile) -> tuple[str, ...]:
    """What ran together with it in one bag, and the access site if that was needed for itself."""
    bag = [
        other.drug.name.replace("Ketalar", "Ketamine")
        for other in file.visit.administrations
        if other is entry
        or (entry.bag == other.bag is not None and "iv" in other.route and other.dose.amount and _is_drug(other))
    ]
    return (*sorted(set(bag)), entry.access_site if entry.second_site_reason else "")


def _units(coded: CodedVisit, code: str) -> int:
    return sum(line.units for line in coded.lines if line.code == code)


def _by_fact(reasons: Iterable[Because]) -> set[str]:
    """The places in the visit that the reasons name, without the field."""
    return {match[0] for reason in reasons if (match := re.match(r"visit\.\w+(\[\d+\])?", reason.fact))}


def _facts_of(lines: Iterable[ServiceLine]) -> set[str]:
    return _by_fact(reason for line in lines for reason in line.because)


def _without_places(coded: CodedVisit) -> Any:
    """The coded visit as it reads when the order of the input is forgotten."""

    def reasons(because: Iterable[Because]) -> list[tuple[str, str | None]]:
        return sorted((reason.says, reason.rule or "") for reason in because)

    return (
        [(line.model_copy(update={"because": ()}), reasons(line.because)) for line in coded.lines],
        coded.included,
        sorted((each.what, reasons(each.because)) for each in coded.not_billed),
        Counter((problem.severity, problem.rule, problem.says) for problem in coded.problems),
        coded.charge,
    )


@given(visit_files())
def test_lines_built_unchecked_would_pass_every_check_and_are_written_alike(file: VisitFile) -> None:
    for presentation in ("all", "few"):
        written = code_visit(file, presentation).model_dump_json()
        assert CodedVisit.model_validate_json(written).model_dump_json() == written


@given(visit_files())
def test_charges_sum_to_the_visit_and_to_the_one_price(file: VisitFile) -> None:
    coded = code_visit(file)
    assert sum((line.charge for line in coded.lines), Decimal(0)) == coded.charge
    pricing = file.visit.pricing
    if isinstance(pricing, AllInclusivePricing):
        for price in file.practice.all_inclusive:
            if price.name == pricing.name and any(price.fees.get(line.code) for line in coded.lines):
                assert coded.charge == price.price
    else:
        fees = file.practice.price_list
        assert all(line.charge == fees.get(line.code, 0) * line.units for line in coded.lines)


@given(visit_files())
def test_hours_never_exceed_the_minutes_that_ran(file: VisitFile) -> None:
    coded = code_visit(file)
    drug_minutes: dict[tuple[str, ...], set[int]] = {}
    drug_time: set[int] = set()
    for entry in file.visit.administrations:
        if entry.route == "iv_infusion" and entry.stop is not None and entry.dose.amount and _is_drug(entry):
            ran = _minutes(entry.start, entry.stop, (*entry.pauses, *entry.flushes))
            drug_minutes.setdefault(_mixture(entry, file), set()).update(ran)
            drug_time |= ran
    long_enough = [minutes for minutes in drug_minutes.values() if len(minutes) >= 16]
    firsts = _units(coded, "96365") + _units(coded, "96367") + _units(coded, "96368")
    assert firsts <= len(long_enough)
    assert _units(coded, "96368") <= 1
    most_hours = sum(max(0, len(minutes) - 31) // 60 for minutes in drug_minutes.values())
    assert _units(coded, "96366") <= most_hours
    fluid_minutes: set[int] = set()
    for fluid in file.visit.hydration:
        if fluid.stop is not None and fluid.necessity:
            fluid_minutes |= _minutes(fluid.start, fluid.stop, fluid.pauses) - drug_time
    hours = _units(coded, "96360") + _units(coded, "96361")
    assert hours <= max(len(fluid_minutes) > 30, (len(fluid_minutes) + 29) // 60)


@given(visit_files())
def test_every_fact_is_billed_or_its_absence_explained(file: VisitFile) -> None:
    coded = code_visit(file)
    unbilled = _by_fact(reason for each in coded.not_billed for reason in each.because)
    told = _facts_of(coded.lines) | unbilled
    visit = file.visit
    for group in ("administrations", "hydration", "monitoring", "screenings"):
        for index in range(len(getattr(visit, group))):
            assert f"visit.{group}[{index}]" in told
    for single in ("office_visit", "psychotherapy", "psychiatric_evaluation"):
        assert (getattr(visit, single) is None) or f"visit.{single}" in told
    by_vein = _facts_of(line for line in coded.lines if line.code in BY_VEIN)
    drugs = _facts_of(line for line in coded.lines if line.drug is not None)
    for index, entry in enumerate(visit.administrations):
        place = f"visit.administrations[{index}]"
        assert place in drugs | unbilled
        if entry.route in ("iv_infusion", "iv_push"):
            assert place in by_vein | unbilled


@given(visit_files(), st.randoms(use_true_random=False))
def test_the_order_of_typing_does_not_matter(file: VisitFile, chance: Any) -> None:
    def shuffled(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(entries, len(entries)))

    visit = file.visit.model_copy(
        update={
            group: shuffled(getattr(file.visit, group))
            for group in ("administrations", "hydration", "monitoring", "screenings", "payments")
        }
    )
    other = file.model_copy(update={"visit": visit, "providers": shuffled(file.providers)})
    assert _without_places(code_visit(other)) == _without_places(code_visit(file))


@given(visit_files())
def test_a_name_with_its_strength_or_size_is_the_same_thing(file: VisitFile) -> None:
    named = {
        "Ketamine": "Ketamine HCl 50 mg/mL",
        "Ketalar": "KETALAR® 500 mg/10 mL vial",
        "Midazolam": "Midazolam (1 mg per mL)",
        "Normal saline": "0.9% Sodium Chloride 250 mL bag",
    }

    def renamed(entry: Administration) -> Administration:
        name = named.get(entry.drug.name, entry.drug.name)
        return entry.model_copy(update={"drug": entry.drug.model_copy(update={"name": name})})

    visit = file.visit.model_copy(update={"administrations": tuple(map(renamed, file.visit.administrations))})
    other = file.model_copy(update={"visit": visit})

    def billed(coded: CodedVisit) -> list[Any]:
        return [(line.code, line.modifiers, line.units, line.charge, line.minutes) for line in coded.lines]

    assert billed(code_visit(other)) == billed(code_visit(file))


@given(visit_files())
def test_few_lines_hold_the_same_charge_and_nothing_new(file: VisitFile) -> None:
    everything, few = code_visit(file), code_visit(file, "few")
    assert few.charge == everything.charge
    numbered = [line.model_copy(update={"number": 0}) for line in everything.lines]
    kept = [line.model_copy(update={"number": 0}) for line in few.lines]
    assert kept == [line for line in numbered if line.charge]
    assert len(few.included) == len(numbered) - len(kept)
    assert (few.not_billed, few.problems) == (everything.not_billed, everything.problems)


@given(visit_files())
def test_every_code_is_in_force_and_only_one_first_code_stands_unmarked(file: VisitFile) -> None:
    coded = code_visit(file)
    for line in coded.lines:
        assert in_force(RULE_OF[line.code], file.visit.date)
    unmarked = [line for line in coded.lines if line.code in FIRST_CODES and not line.modifiers]
    assert sum(line.units for line in unmarked) <= 1
    for code in {line.code for line in coded.lines if line.code in {"96366", "96367", "96368", "96375", "96361"}}:
        assert unmarked, f"{code} stands without a first code"


@given(visit_files())
def test_the_same_visit_is_coded_the_same_again(file: VisitFile) -> None:
    again = VisitFile.model_validate(file.model_dump())
    assert code_visit(again) == code_visit(file)


@given(visit_files())
def test_what_stands_on_a_line_is_numbered_and_points_to_ranked_diagnoses(file: VisitFile) -> None:
    coded = code_visit(file)
    assert [line.number for line in coded.lines] == list(range(1, len(coded.lines) + 1))
    ranked = [diagnosis.code for diagnosis in file.visit.diagnoses]
    for line in coded.lines:
        assert list(line.diagnoses) == [code for code in ranked if code in line.diagnoses]
        assert line.diagnoses or not ranked
