"""What is known of each insurer, found by its card, and what the practice found out itself."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.payer_terms import KIND, OwnFact, PayerTerms
from makewhole.app.insurers.own import saved
from makewhole.app.setup import kept
from makewhole.app.vault.acting import acting
from makewhole.rules.payer_registry import payer_ids, payers, stale

from ..setup.conftest import form_of

Members = dict[str, Membership]
TODAY = date(2026, 11, 24)
LIST, LOOK_UP = reverse("insurers"), reverse("insurers_to_look_up")


def test_every_fact_of_every_insurer_is_shown_with_source_day_scope_and_whether_it_is_confirmed(
    manager: Client,
) -> None:
    for payer in payers(TODAY):
        page = manager.get(reverse("insurer", args=(payer.payer_id,)))
        text = page.content.decode()
        shown = {each.name: each for each in page.context["facts"]}
        assert shown.keys() == {fact.name for fact in payer.facts} - {"name", "kinds"}
        for fact in payer.facts:
            if fact.name in shown:
                assert shown[fact.name].held == fact.held
        told = [*shown.values(), *(fact for _stated, fact in page.context["policies"]), *page.context["laws"]]
        held = [each.held for each in told]
        held += [fact.held for fact in (payer.fact("kinds"), *payer.licensees[:1]) if fact]
        assert text.count("source:") == len(held)
        assert text.count("in force since") == len(held)
        assert text.count("</svg>not confirmed</span>") == sum(not each.verified for each in held), payer.payer_id
        for kind in payer.kinds:
            assert reverse("insurer", args=(kind,)) in text


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ({"card": "Aetna Choice POS II"}, "aetna"),
        ({"card": "Blue Cross Blue Shield of Massachusetts"}, "bcbs-massachusetts"),
        ({"payer_id": "60054"}, "aetna"),
        ({"member_id": "R12345678"}, "federal-employee-program"),
    ],
)
def test_an_insurer_is_found_by_what_its_card_says(manager: Client, printed: dict[str, str], first: str) -> None:
    page = manager.post(LIST, printed)
    assert page.status_code == 200
    assert page.context["candidates"][0][0].payer_id == first
    assert reverse("insurer", args=(first,)) in page.content.decode()


def test_nothing_typed_finds_nothing_and_a_word_of_no_insurer_says_so(manager: Client) -> None:
    assert not manager.post(LIST, {}).context["asked"]
    page = manager.post(LIST, {"card": "Zanzibar Mutual Goat Cover"})
    assert page.context["candidates"] == []
    assert "No insurer is known here" in page.content.decode()


def test_what_is_to_be_looked_up_is_all_that_the_library_lists_and_of_one_insurer_only_its_own(manager: Client) -> None:
    today = manager.get(LIST).context["stale"]
    assert manager.get(LOOK_UP).context["total"] == today == len(stale(TODAY))
    only = manager.get(f"{LOOK_UP}?insurer=aetna")
    assert {each.payer_id for each, _fact, _name in only.context["shown"]} == {"aetna"}


def test_an_own_fact_is_kept_with_who_and_when_and_each_earlier_version(manager: Client, desk: Members) -> None:
    address = reverse("setting_payer", args=("aetna",))
    typed = {"met": "on", "timely_filing_days": "365", "source": "Call, reference 4417", "checked": "12 Nov 2026"}
    added = {
        "additions[0].says": "Wants start and stop times",
        "additions[0].source": "Letter",
        "additions[0].checked": "13 Nov 2026",
    }
    assert manager.post(address, typed | added | {"version": "0"}).status_code == 302
    assert manager.post(address, form_of(manager.get(address)) | {"timely_filing_days": "180"}).status_code == 302
    other = reverse("setting_payer", args=("cigna",))
    assert manager.post(other, form_of(manager.get(other)) | {"met": "on"}).status_code == 302
    with acting(desk["manager"]):
        found = saved("aetna")
    assert [each.terms.timely_filing_days for each in found] == [180, 365]
    assert found[0].terms.additions == (
        OwnFact(says="Wants start and stop times", source="Letter", checked=date(2026, 11, 13)),
    )
    page = manager.get(reverse("insurer", args=("aetna",))).content.decode()
    assert "Wants start and stop times" in page
    assert "Saved 2 times" in page
    assert str(desk["manager"].user) in page


def test_an_addition_needs_its_source_and_day_and_a_row_can_be_added_and_removed(manager: Client) -> None:
    address = reverse("setting_payer", args=("aetna",))
    page = manager.post(address, {"version": "0", "additions[0].says": "Something"})
    assert list(page.context["form"].errors) == ["additions[0].source", "additions[0].checked"]
    more = manager.post(address, {"version": "0", "additions[0].says": "Something", "add": "additions"})
    assert "additions[1].says" in more.context["form"].fields
    less = manager.post(address, {"version": "0", "additions[0].says": "Something", "remove": "additions[0]"})
    assert "additions[0].says" not in less.context["form"].fields


def test_an_own_fact_that_is_too_old_is_listed(manager: Client, desk: Members) -> None:
    old = PayerTerms(payer="aetna", phone="(555) 010-0100", source="Call", checked=TODAY - timedelta(days=700))
    with acting(desk["manager"]):
        kept.save(KIND, (old,), 0)
    assert [payer for payer, _name, _day in manager.get(LOOK_UP).context["own"]] == ["aetna"]


def test_the_list_asks_the_database_no_more_for_more_insurers(
    manager: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    manager.get(LIST)
    with django_assert_max_num_queries(25):
        manager.get(LIST)
    assert len(payer_ids()) > 15


def test_why_a_card_fits_and_what_is_known_is_said_in_spanish(manager: Client) -> None:
    manager.cookies["django_language"] = "es"
    page = manager.post(LIST, {"card": "Aetna Choice POS II", "payer_id": "60054"})
    says = "el identificador de pagador es el que consta para ella; la tarjeta dice Aetna"
    assert page.context["candidates"][0][1].startswith(says)
    known = manager.get(reverse("insurer", args=("tricare",))).content.decode()
    assert "Nivel 1, ante el contratista de la región; dentro de 90 días" in known
    assert "Se reconoce por su nombre y sus contratistas." in known
