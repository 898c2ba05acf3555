"""Practice, providers, prices and protocols: what is typed becomes the record, and what is wrong is said beside it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import protocols
from makewhole.app.clinic.records import practice_record
from makewhole.app.setup.models import SettingVersion
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.records import Practice, Provider, VisitFile

from ..issuing.conftest import signed_visit
from .conftest import form_of

Members = dict[str, Membership]
SignIn = Callable[[Membership], Client]
PRACTICE, PROVIDERS, PRICES, PROTOCOLS = (
    reverse("setting", args=(name,)) for name in ("practice", "providers", "prices", "protocols")
)
KETAMINE = {
    "protocols[0].name": "Depression",
    "protocols[0].drug.name": "Ketamine hydrochloride",
    "protocols[0].drug.strength": "50 mg",
    "protocols[0].drug.strength_per": "1 mL",
    "protocols[0].route": "iv_infusion",
    "protocols[0].mg_per_kg": "0.5",
    "protocols[0].round_to": "1",
    "protocols[0].minutes": "40",
    "protocols[0].place_of_service": "11",
    "protocols[0].all_inclusive": "Ketamine infusion visit",
    "protocols[0].measured.vital_signs": "on",
    "protocols[0].adjuncts[0].drug.name": "Ondansetron",
    "protocols[0].adjuncts[0].route": "iv_push",
    "protocols[0].adjuncts[0].dose": "4 mg",
    "version": "0",
}


def stored(member: Membership) -> Practice:
    with acting(member):
        found = practice_record("practice", Practice)
    assert found
    return found


def errors(page: Any) -> dict[str, list[str]]:
    return {name: list(said) for name, said in page.context["form"].errors.items()}


@pytest.mark.parametrize("address", [PRACTICE, PROVIDERS, PRICES])
def test_a_form_that_is_saved_unchanged_leaves_the_record_as_it_was(
    manager: Client, filled: Members, example: VisitFile, address: str
) -> None:
    answer = manager.post(address, form_of(manager.get(address)))
    assert answer.status_code == 302
    assert stored(filled["manager"]) == example.practice
    with acting(filled["manager"]):
        assert practice_record("providers", tuple[Provider, ...]) == example.providers


def test_every_fault_is_said_beside_its_own_box_and_what_was_typed_stays(manager: Client) -> None:
    typed = form_of(manager.get(PRACTICE)) | {
        "npi": "1245319590",
        "address.state": "New York",
        "phone": "12",
        "ein": "",
    }
    page = manager.post(PRACTICE, typed)
    assert page.status_code == 422
    assert set(errors(page)) == {"npi", "address.state", "phone"}
    assert b'value="1245319590"' in page.content


def test_two_tax_ids_or_none_are_said_beside_the_ein(manager: Client) -> None:
    page = manager.post(PRACTICE, form_of(manager.get(PRACTICE)) | {"ein": ""})
    assert list(errors(page)) == ["ein"]


def test_saving_the_practice_keeps_its_prices_and_saving_prices_keeps_the_practice(
    manager: Client, filled: Members, example: VisitFile
) -> None:
    manager.post(PRACTICE, form_of(manager.get(PRACTICE)) | {"legal_name": "Harbor Light PLLC"})
    typed = form_of(manager.get(PRICES))
    first = next(name for name, text in typed.items() if text == "96365" and name.startswith("price_list"))
    manager.post(PRICES, typed | {first.replace("code", "price"): "$1,300.00"})
    practice = stored(filled["manager"])
    assert practice.legal_name == "Harbor Light PLLC"
    assert practice.price_list == example.practice.price_list | {"96365": Decimal("1300.00")}
    assert practice.all_inclusive == example.practice.all_inclusive


def test_a_code_with_two_prices_is_refused_at_the_second(manager: Client) -> None:
    typed = form_of(manager.get(PRICES))
    row = max(int(name[11:].partition("]")[0]) for name in typed if name.startswith("price_list[")) + 1
    page = manager.post(PRICES, typed | {f"price_list[{row}].code": "96365", f"price_list[{row}].price": "1"})
    assert list(errors(page)) == [f"price_list[{row}].code"]


def test_the_example_sums_to_the_one_price_to_the_cent_before_anything_is_saved(
    manager: Client, filled: Members
) -> None:
    typed = form_of(manager.get(PRICES)) | {"all_inclusive[0].price": "500.01", "preview": "1"}
    page = manager.post(PRICES, typed)
    shared = [each for each in page.context["worked"] if each.price is not None]
    assert len(shared) == 2
    assert all(each.exact and each.coded.charge == Decimal("500.01") for each in shared)
    assert all(sum(line.charge for line in each.coded.lines) == Decimal("500.01") for each in shared)
    assert stored(filled["manager"]).all_inclusive[0].price == Decimal("475.00")


def test_the_example_says_which_fee_is_missing(manager: Client) -> None:
    typed = form_of(manager.get(PRICES))
    gone = next(name[: -len(".code")] for name, text in typed.items() if "fees" in name and text == "96365")
    kept = {name: text for name, text in typed.items() if not name.startswith(gone)}
    page = manager.post(PRICES, kept | {"preview": "1"})
    assert "There is no price for 96365" in page.content.decode()


def test_rows_come_and_go_without_saving_and_come_back(manager: Client, filled: Members) -> None:
    typed = form_of(manager.get(PROVIDERS))
    page = manager.post(PROVIDERS, typed | {"add": "providers"})
    assert "providers[1].npi" in page.context["form"].fields
    page = manager.post(PROVIDERS, typed | {"remove": "providers[0]"})
    assert "1234567893" not in page.content.decode().partition('name="restore"')[0]
    page = manager.post(PROVIDERS, {"version": typed["version"], "restore": page.context["removed"]})
    assert page.context["form"].typed["providers[0].npi"] == "1234567893"
    with acting(filled["manager"]):
        assert len(practice_record("providers", tuple[Provider, ...]) or ()) == 1


def test_a_protocol_becomes_what_a_visit_begins_with(manager: Client, filled: Members) -> None:
    assert manager.post(PROTOCOLS, KETAMINE).status_code == 302
    with acting(filled["manager"]):
        (one,) = protocols.protocols()
    assert one.monitoring == ("vital_signs",)
    assert one.adjuncts[0].drug.name == "Ondansetron"
    assert str(protocols.dose(one, Decimal("78.5"))) == "39 mg"
    page = manager.get(PROTOCOLS)
    assert page.context["form"].typed["protocols[0].measured.vital_signs"] == "on"
    assert manager.post(PROTOCOLS, form_of(page)).status_code == 302
    with acting(filled["manager"]):
        assert protocols.protocols() == (one,)


def test_two_people_who_change_one_setting_never_lose_each_others_work(manager: Client, filled: Members) -> None:
    mine, theirs = form_of(manager.get(PRACTICE)), form_of(manager.get(PRACTICE))
    manager.post(PRACTICE, theirs | {"legal_name": "Theirs"})
    page = manager.post(PRACTICE, mine | {"legal_name": "Mine"})
    assert page.status_code == 409
    assert page.context["form"].typed["legal_name"] == "Mine"
    assert stored(filled["manager"]).legal_name == "Theirs"
    manager.post(PRACTICE, form_of(page) | {"legal_name": "Mine"})
    assert stored(filled["manager"]).legal_name == "Mine"


def test_an_earlier_version_can_be_brought_back_and_all_of_it_is_audited(manager: Client, filled: Members) -> None:
    manager.post(PRACTICE, form_of(manager.get(PRACTICE)) | {"legal_name": "Second"})
    page = manager.get(reverse("setting_versions", args=("practice",)))
    assert [each.number for each in page.context["versions"]] == [2, 1]
    manager.post(reverse("setting_bring_back", args=("practice", 1)))
    assert stored(filled["manager"]).legal_name == "Harbor Light Infusion PLLC"
    with acting(filled["manager"]):
        assert SettingVersion.objects.filter(kind="practice").count() == 3
        told = AuditEntry.objects.filter(action="change_setting", kind="setting:practice")
        assert [entry.user for entry in told] == [filled["manager"].user_id] * 2


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller", "auditor"])
def test_only_a_manager_changes_settings(filled: Members, signed_in: SignIn, example: VisitFile, role: str) -> None:
    client = signed_in(filled[role])
    for address in (PRACTICE, PROVIDERS, PRICES, PROTOCOLS):
        page = client.get(address)
        assert page.status_code == 200
        assert not page.context["form"].writable
        assert client.post(address, form_of(page)).status_code == 403
    assert client.post(reverse("setting_bring_back", args=("practice", 1))).status_code == 403
    assert stored(filled["manager"]) == example.practice


def test_an_auditor_is_not_shown_the_tax_number(filled: Members, signed_in: SignIn) -> None:
    assert b"84-2917365" not in signed_in(filled["auditor"]).get(PRACTICE).content
    assert b"84-2917365" in signed_in(filled["biller"]).get(PRACTICE).content


@pytest.mark.parametrize("role", ["patient", "service"])
def test_who_does_not_work_here_sees_no_settings(filled: Members, signed_in: SignIn, role: str) -> None:
    client = signed_in(filled[role])
    for address in (reverse("settings"), PRACTICE, reverse("setting_wording"), reverse("setting_people")):
        assert client.get(address).status_code == 403


def test_the_overview_says_what_is_missing_first(here: Members, signed_in: SignIn) -> None:
    page = signed_in(here["manager"]).get(reverse("settings"))
    assert page.context["missing"][0].address == PRACTICE


def test_settings_of_another_practice_are_not_seen(filled: Members, there: Members, signed_in: SignIn) -> None:
    assert b"Harbor Light" not in signed_in(there["manager"]).get(PRACTICE).content


def test_a_registration_that_is_typed_answers_the_criterion_that_asks_for_it(
    manager: Client, filled: Members, example: VisitFile
) -> None:
    (card,) = example.coverages
    home = card.model_copy(
        update={"payer": "bcbs-massachusetts", "payer_name": "Blue Cross Blue Shield of Massachusetts"}
    )
    visit = signed_visit(filled["clinician"], example.model_copy(update={"coverages": (home,)}))
    bare = form_of(manager.get(PRACTICE))
    manager.post(PRACTICE, {name: text for name, text in bare.items() if not name.startswith("registrations")})
    assert stored(filled["manager"]).registrations == ()
    address = reverse("policy_answers", args=(visit.pk,))
    assert registered(manager.get(address)).seen.answer.verdict == "not-documented"
    assert registered(manager.get(address)).enter.address == PRACTICE
    typed = form_of(manager.get(PRACTICE)) | {
        "registrations[0].authority": "Massachusetts Department of Public Health",
        "registrations[0].number": "4417",
        "registrations[0].valid_from": "1/2/2026",
        "registrations[0].valid_until": "31 Dec 2026",
    }
    assert manager.post(PRACTICE, typed).status_code == 302
    (one,) = stored(filled["manager"]).registrations
    assert (one.number, one.valid_until) == ("4417", date(2026, 12, 31))
    answered = registered(manager.get(address))
    assert answered.seen.answer.verdict == "met"
    assert [place.address for place in answered.places] == [PRACTICE]


def registered(page: Any) -> Any:
    """The answer to whether the clinic is registered, as the policy page shows it."""
    shown = [each for found in page.context["coverages"] for policy in found.policies for each in policy.criteria]
    return next(each for each in shown if each.seen.held.value["kind"] == "registered")
