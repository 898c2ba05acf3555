"""What `payers` and `payer` say of the insurers, and that nothing is said without scope, source and day."""

import json
import re
from datetime import date

import pytest

from makewhole.rules.payer_registry import payer_ids, stale

from .conftest import Run


@pytest.mark.parametrize("payer", payer_ids())
def test_every_fact_shows_for_whom_it_holds_who_says_so_and_when_it_was_looked_at(run: Run, payer: str) -> None:
    told = json.loads(run("payer", payer, "--json").stdout)
    facts = [*told["facts"], *told["policies"], *told["reversal_laws"]]
    facts += [fact for kind in told["kinds"] for fact in kind["facts"]]
    assert all(fact["scope"] and fact["source"] and fact["checked"] for fact in facts)
    shown = run("payer", payer).stdout
    assert shown.count("\n    for: ") == len(facts) - 1  # but for the name, which is the heading
    assert shown.count("NOT CONFIRMED") - bool(told["licensees"]) == sum(not each["verified"] for each in facts[1:])


def test_a_payer_is_found_by_what_stands_on_the_card(run: Run) -> None:
    assert run("payer", "BlueCross BlueShield of Massachusetts").stdout.startswith(
        "Blue Cross Blue Shield of Massachusetts  (bcbs-massachusetts)\n"
    )
    aetna = run("payer", "Aetna").stdout
    assert "policy CPB 0938: Ketamine counts as not proven for depression" in aetna
    assert "If it is this kind of plan: Employer plan, self-funded (ERISA)" in aetna
    assert "law NY: New York: 24 months after the claim was paid" in aetna


def test_a_name_that_fits_two_says_so(run: Run) -> None:
    assert "The name also fits: UnitedHealthcare." in run("payer", "UnitedHealthcare UMR").stdout


def test_an_unknown_payer_exits_2_with_names_that_are_near(run: Run) -> None:
    done = run("payer", "Atena", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "near it are Aetna" in done.stderr


def test_payers_lists_all_with_how_much_of_each_is_confirmed(run: Run) -> None:
    every = json.loads(run("payers", "--json").stdout)
    assert {each["id"] for each in every} == set(payer_ids())
    shown = run("payers").stdout
    for each in every:
        assert 0 < each["confirmed"] + (each["id"] in ("other", "commercial-insured")) <= each["facts"]
        assert re.search(rf"^{each['id']} +{re.escape(each['name'])}$", shown, re.MULTILINE)
        assert f"{each['confirmed']} of {each['facts']} facts confirmed" in shown


def test_stale_lists_what_is_to_be_looked_up_again(run: Run) -> None:
    found = stale(date.today())
    told = json.loads(run("payers", "--stale", "--json").stdout)
    assert [each["rule"] for each in told] == [each.fact.rule.rule_id for each in found]
    assert all(each["unconfirmed"] or each["old"] for each in told)
    shown = run("payers", "--stale").stdout
    assert "payers/cigna/payer-id\n" in shown
    assert f"{len(found)} to look up" in shown
