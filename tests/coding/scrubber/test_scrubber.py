"""Every rule of the scrubber, by the cases beside this file, and what holds for all of them."""

from importlib import import_module
from itertools import chain
from pathlib import Path
from random import Random

import pytest
from tests.coding.scrubber.visits import TODAY, Case, Given, visit_file
from tests.golden.visits import golden_files, read
from tests.golden.visits import visit_file as golden_visit

from makewhole.coding import code_visit
from makewhole.coding.scrubber import checks, scrub
from makewhole.records import Finding, InvalidRecord
from makewhole.rules import all_rules, rule

CASES: list[Case] = list(
    chain.from_iterable(
        import_module(f"tests.coding.scrubber.cases.{path.stem}").CASES
        for path in sorted((Path(__file__).parent / "cases").glob("*.py"))
    )
)


def found(given: Given, name: str) -> list[Finding]:
    return [finding for finding in given.findings() if finding.rule == f"scrubber/{name}"]


def test_the_example_visit_is_clean() -> None:
    assert Given().findings() == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_visit_that_breaks_the_rule_is_found(case: Case) -> None:
    findings = found(case.breaks, case.rule)
    assert findings, f"nothing found; other findings: {[finding.rule for finding in case.breaks.findings()]}"
    assert any(case.says in finding.says for finding in findings), [finding.says for finding in findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_visit_that_keeps_the_rule_is_left_alone(case: Case) -> None:
    assert found(case.keeps, case.rule) == []


def test_every_check_has_its_cases_and_its_text_and_every_text_its_check() -> None:
    names = {name.removeprefix("scrubber/") for name in checks()}
    assert len(names) >= 45
    assert {case.rule for case in CASES} == names
    assert {found.rule_id for found in all_rules("scrubber")} == set(checks())


@pytest.mark.parametrize("name", list(checks()))
def test_every_rule_says_what_it_guards_and_from_which_source(name: str) -> None:
    text = rule(name)
    assert text.says.endswith(".")
    assert all(value.value["severity"] in ("error", "warning", "notice") for value in text.values)
    assert all(len(value.source) > 10 for value in text.values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_finding_tells_where_and_what_to_do_and_nothing_of_the_person(case: Case) -> None:
    file = visit_file(case.breaks.file)
    patient = file.patient
    private = [patient.name.last, str(patient.date_of_birth), patient.account_number, patient.address.line1]
    private += [coverage.member_id for coverage in file.coverages]
    for finding in case.breaks.findings():
        assert finding.where
        assert finding.says.endswith(".")
        assert finding.remedy.endswith(".")
        assert not [word for word in private if word in f"{finding.says} {finding.remedy}"]


def test_errors_come_first_and_the_same_visit_finds_the_same() -> None:
    given = Given(file={"visit.note": None, "visit.payments": [], "practice.taxonomy": None, "coverages": []})
    findings = given.findings()
    order = ["error", "warning", "notice"]
    assert [order.index(finding.severity) for finding in findings] == sorted(
        order.index(finding.severity) for finding in findings
    )
    assert len({finding.severity for finding in findings}) > 1
    assert findings == given.findings()


def test_what_the_coding_could_not_solve_is_among_the_findings() -> None:
    file = visit_file({"visit.administrations[1].drug.name": "Unobtainium"})
    coded = code_visit(file)
    assert coded.problems
    assert set(coded.problems) <= set(scrub(file, coded, TODAY))


def test_a_visit_before_the_rules_begin_is_not_checked_in_silence() -> None:
    file = visit_file({})
    coded = code_visit(file)
    old = file.model_copy(update={"visit": file.visit.model_copy(update={"date": TODAY.replace(year=2009)})})
    assert any("could not be made" in finding.says for finding in scrub(old, coded, TODAY))


def test_no_change_of_a_visit_makes_the_scrubber_fail() -> None:
    """Changes of several cases at once, which no one thought of together."""
    random = Random(4711)
    tried = 0
    for _ in range(150):
        change: dict[str, object] = {}
        for case in random.sample(CASES, 4):
            change |= case.breaks.file
        try:
            file = visit_file(change)
        except (InvalidRecord, AssertionError, KeyError, IndexError, TypeError):
            continue  # the changes do not fit each other
        scrub(file, code_visit(file), TODAY)
        tried += 1
    assert tried > 40


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_minutes_and_doses_reckoned_anew_support_what_was_coded(path: Path) -> None:
    """The scrubber's own arithmetic over every golden visit, which a biller worked out by hand."""
    golden = read(path)
    file = golden_visit(golden["visit"], tuple(golden.get("coverages", ["aetna"])))
    findings = [each for each in scrub(file, code_visit(file), TODAY) if "could not be made" not in each.says]
    rules = {finding.rule.removeprefix("scrubber/") for finding in findings}
    assert not {name for name in rules if name.startswith(("units/", "pairs/", "vials/none"))} - {
        "units/exactly-half-an-hour",
        "pairs/code-not-confirmed",
    }
