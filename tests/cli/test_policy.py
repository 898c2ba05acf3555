"""What `policy` says of an insurer's own policy for one visit, and how it ends."""

import json

import pikepdf
import pytest

from .conftest import Run, Write

pytestmark = pytest.mark.usefixtures("folder")


def test_each_criterion_is_answered_with_its_facts_their_places_and_what_to_add(run: Run) -> None:
    done = run("policy", "087", "visit.json")
    assert done.exit_code == 1
    assert "1. The patient is 18 or older.\n   ✓ met: Born 03/09/1984" in done.stdout
    assert "from history.trials[0], history.trials[1], history.trials[2]" in done.stdout
    assert "→ clinician: Enter the structured interview" in done.stdout
    assert "→ practice: Enter the clinic's registration" in done.stdout
    assert "NOT CONFIRMED" in done.stdout


def test_json_says_the_same(run: Run) -> None:
    told = json.loads(run("policy", "087", "visit.json", "--json").stdout)
    assert (told["owner"], told["rule"]) == (
        "Blue Cross Blue Shield of Massachusetts",
        "policies/bcbs-massachusetts-087/policy",
    )
    answers = [each["answer"] for each in told["criteria"]]
    assert answers == ["met", *["not-documented"] * 2, "not-met", *["not-documented"] * 3]
    assert all(bool(each["add"]) == (each["answer"] == "not-documented") for each in told["criteria"])
    assert told["denial"]["verified"] is False


def test_an_investigational_policy_says_what_is_published_and_which_refusal_to_expect(run: Run) -> None:
    done = run("policy", "cpb-0938", "visit.json")
    assert done.exit_code == 1
    assert "Published on this use, favorable or not" in done.stdout
    assert "doi:10.1056/NEJMoa2302399" in done.stdout
    assert "Expect: experimental, investigational or not proven (reasons 55 and 56)." in done.stdout


def test_the_page_for_the_insurer_is_written(run: Run) -> None:
    done = run("policy", "087", "visit.json", "-o", "answers.pdf", "--issued", "2026-12-01")
    assert done.stdout == "answers.pdf\n"
    with pikepdf.open("answers.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_an_unknown_policy_exits_2_with_those_that_are_known(run: Run) -> None:
    done = run("policy", "CPB 9999", "visit.json")
    assert done.exit_code == 2
    assert "known are CPB 0938 (Aetna)" in done.stderr


def test_of_two_insurers_with_one_number_the_visits_own_is_taken(run: Run, write: Write) -> None:
    done = run("policy", "MP-446", "visit.json")
    assert done.exit_code == 2
    assert "name one of bcbs-alabama" in done.stderr
    alabama = {
        "payer": "bcbs-alabama",
        "payer_name": "Blue Cross and Blue Shield of Alabama",
        "member_id": "ABC123456789",
    }
    write("b.json", {"coverages": [alabama]})
    assert run("policy", "MP-446", "b.json").stdout.startswith("Blue Cross and Blue Shield of Alabama, policy MP-446")


def test_a_visit_that_cannot_be_read_exits_2(run: Run) -> None:
    assert run("policy", "087", "gone.json").exit_code == 2
