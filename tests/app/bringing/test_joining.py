"""The same person, with what is new: what the file says is taken, and nothing else that is here is lost."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.bringing.joining import coverages_with_file
from makewhole.app.bringing.models import Doubt
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient
from makewhole.app.vault.acting import acting
from makewhole.records import Coverage

from .test_bringing import ROSA, bring, everyone

Members = dict[str, Membership]
AETNA = Coverage(payer="aetna", payer_name="Aetna", member_id="W123456789", group_number="G-77", plan_name="Choice POS")
CIGNA = Coverage(payer="cigna", payer_name="Cigna", member_id="U55018873", rank="secondary")


def with_two_cards(members: Members) -> Patient:
    (patient,) = everyone(members["manager"]).values()
    with acting(members["front_desk"]):
        clinic.save_coverages(patient, [AETNA, CIGNA])
    return patient


def take_what_is_new(client: Client, members: Members) -> None:
    with acting(members["manager"]):
        doubt = Doubt.objects.get()
    client.post(reverse("bring_decide", args=(doubt.bringing_id, doubt.pk)), {"decision": "changed"})


def test_a_second_card_and_what_the_file_does_not_say_stay(desk: Client, here: Members) -> None:
    bring(desk, ROSA)
    patient = with_two_cards(here)
    bring(desk, ROSA.replace("47 Alder Lane", "1 New Street"))
    take_what_is_new(desk, here)
    with acting(here["manager"]):
        assert clinic.coverages(patient) == (AETNA, CIGNA)
        assert clinic.patients([Patient.objects.get(pk=patient.pk)])[0].address.line1 == "1 New Street"


def test_a_new_card_follows_those_that_are_here_and_is_found(desk: Client, here: Members) -> None:
    bring(desk, ROSA)
    patient = with_two_cards(here)
    address = bring(desk, ROSA.replace("Aetna,W123456789", "Humana,H777000111"))
    (_doubt, _someone, _compared, changed) = desk.get(f"{address}doubts/").context["pairs"][0]
    assert [(side.here, side.file) for side in changed] == [("–", "Humana H777000111, Third")]
    take_what_is_new(desk, here)
    with acting(here["manager"]):
        assert [(each.member_id, each.rank) for each in clinic.coverages(patient)] == [
            ("W123456789", "primary"),
            ("U55018873", "secondary"),
            ("H777000111", "tertiary"),
        ]
        assert list(clinic.find_patients("H777000111")) == [patient]


def test_the_page_says_what_would_be_replaced_and_what_undoing_leaves(desk: Client, here: Members) -> None:
    bring(desk, ROSA)
    with_two_cards(here)
    address = bring(desk, ROSA.replace("47 Alder Lane", "1 New Street").replace("(555) 010-0131", ""))
    shown = desk.get(f"{address}doubts/").content.decode()
    assert "<td>47 Alder Lane, Pittsford, NY 14534</td><td>1 New Street, Pittsford, NY 14534</td>" in shown
    assert "What you take stays even when the file is undone." in shown


def test_a_card_that_says_less_is_nothing_new(desk: Client, here: Members) -> None:
    bring(desk, ROSA)
    with_two_cards(here)
    address = bring(desk, ROSA)
    assert desk.get(address).context["doubts"] == 0


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        ({"group_number": "G-78"}, {"group_number": "G-78"}),
        ({"payer": "other", "payer_name": "AETNA CHC POS II"}, {}),
        ({"member_id": "w123 456 789", "payer_name": "Aetna Better"}, {"payer_name": "Aetna Better"}),
        (
            {"effective_from": date(2026, 1, 1)},
            {"effective_from": date(2026, 1, 1), "effective_until": None},
        ),
    ],
)
def test_of_the_same_member_id_only_what_the_file_gives_is_taken(
    told: dict[str, object], becomes: dict[str, object]
) -> None:
    ours = AETNA.model_copy(update={"effective_until": date(2025, 12, 31)})
    bare = Coverage(payer="aetna", payer_name="Aetna", member_id="W123456789", rank="tertiary")
    (joined,) = coverages_with_file([ours], [bare.model_copy(update=told)])
    assert joined == ours.model_copy(update=becomes)


def test_a_fourth_card_has_no_place_and_takes_nobodys() -> None:
    three = [AETNA, CIGNA, CIGNA.model_copy(update={"member_id": "U2", "rank": "tertiary"})]
    assert coverages_with_file(three, [CIGNA.model_copy(update={"member_id": "U3"})]) == tuple(three)
