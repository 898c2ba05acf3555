"""The practice's own sentences, what it knows of insurers, and who works in it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Invitation, Membership, Role
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Patient
from makewhole.app.clinic.opened import open_chart, open_house, visit_file
from makewhole.app.clinic.payer_terms import KIND, PayerTerms, with_terms
from makewhole.app.insurers.own import terms
from makewhole.app.setup import kept
from makewhole.app.setup.wording import practice_words
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.documents.own_words import faults
from makewhole.packets import build_packet
from makewhole.records import VisitFile

from .conftest import form_of

Members = dict[str, Membership]
SignIn = Callable[[Membership], Client]
WORDING, PEOPLE = reverse("setting_wording"), reverse("setting_people")
OPENING = "necessity_letter/opening"


def test_words_are_filled_for_a_made_up_patient_and_nothing_is_saved(manager: Client, filled: Members) -> None:
    words = "I treat {patient}, born {date_of_birth}, at {practice}."
    page = manager.post(WORDING, {OPENING: words, "version": "0", "preview": "1"})
    shown = {title: said for title, said, _own in page.context["shown"]}
    assert "I treat Jordan Example, born December 9, 1984, at Harbor Light Infusion PLLC." in shown.values()
    with acting(filled["manager"]):
        assert practice_words() == {}


@pytest.mark.parametrize(
    "words",
    ["{patient.__class__}", "{patient!r}", "{0}", "{}", "{patient:>99}", "{unknown}", "a { b", "{patient", "x" * 2001],
)
def test_only_names_from_the_list_can_stand_in_braces(manager: Client, words: str) -> None:
    assert faults(words)
    page = manager.post(WORDING, {OPENING: words, "version": "0"})
    assert page.status_code == 422
    assert OPENING in page.context["form"].errors


def test_what_is_filled_in_is_not_read_again_for_names(example: VisitFile) -> None:
    from makewhole.app.setup.worked import someone
    from makewhole.documents.own_words import filled

    practice = example.practice.model_copy(update={"legal_name": "{member_id}"})
    subject = someone(practice, example.providers, (), date(2026, 11, 12))
    assert filled("{practice}", subject) == "{member_id}"


def test_a_saved_sentence_stands_in_the_letter_that_is_made(
    manager: Client, filled: Members, example: VisitFile
) -> None:
    words = "Please read this for {patient}."
    assert manager.post(WORDING, {OPENING: words, "version": "0"}).status_code == 302
    with acting(filled["manager"]):
        own = practice_words()
    assert own == {OPENING: words}
    from makewhole.documents.necessity_letter.builder import build
    from makewhole.documents.subject import Subject

    bare = example.model_copy(update={"attachments": ()})
    made = build_packet(bare, {}, date(2026, 11, 13), words=own)
    subject = Subject(bare, made.packet.coded, made.packet.claim, "1", date(2026, 11, 13), words=own)
    assert build(subject)["opening"] == "Please read this for Marisol T Vance-Whitaker."
    assert made.files["packet.pdf"] != build_packet(bare, {}, date(2026, 11, 13)).files["packet.pdf"]


def test_an_own_fact_needs_its_source_and_day(manager: Client, filled: Members) -> None:
    address = reverse("setting_payer", args=("aetna",))
    typed = {"met": "on", "timely_filing_days": "365", "version": "0"}
    page = manager.post(address, typed)
    assert list(page.context["form"].errors) == ["source"]
    page = manager.post(address, typed | {"source": "Call, reference 4417"})
    assert list(page.context["form"].errors) == ["checked"]
    known = typed | {"source": "Call, reference 4417", "checked": "12 Nov 2026"}
    assert manager.post(address, known).status_code == 302
    with acting(filled["manager"]):
        own = terms()["aetna"]
    assert (own.timely_filing_days, own.checked, own.met) == (365, date(2026, 11, 12), True)
    assert manager.post(address, form_of(manager.get(address))).status_code == 302
    with acting(filled["manager"]):
        assert terms()["aetna"] == own


def test_an_invitation_link_is_shown_once_and_lets_one_person_in(
    manager: Client, filled: Members, client: Client
) -> None:
    page = manager.post(PEOPLE, {"email": "new@example.com", "role": "biller"})
    found = re.search(r"http://testserver(/account/invitation/[^<\s]+)", page.content.decode())
    code = re.search(r"<strong>(\d{3} \d{3})</strong>", page.content.decode())
    assert found
    assert code
    later = manager.get(PEOPLE).content
    assert found[1].encode() not in later
    assert code[1].encode() not in later
    typed = {"name": "New Person", "password": "seven green tall windmills"}
    assert client.post(found[1], typed | {"code": "000 000" if code[1] != "000 000" else "1"}).status_code == 200
    joined = client.post(found[1], typed | {"code": code[1]})
    assert joined.status_code == 302
    assert Membership.objects.get(user__email="new@example.com").role == Role.BILLER


def test_a_withdrawn_invitation_lets_nobody_in(manager: Client, filled: Members, client: Client) -> None:
    page = manager.post(PEOPLE, {"email": "new@example.com", "role": "biller"})
    found = re.search(r"http://testserver(/account/invitation/[^<\s]+)", page.content.decode())
    assert found
    with acting(filled["manager"]):
        waiting = Invitation.objects.get(email="new@example.com")
    manager.post(reverse("setting_withdraw", args=(waiting.pk,)))
    assert client.get(found[1]).status_code == 410


def test_a_colleague_gets_another_role_leaves_and_comes_back(manager: Client, filled: Members) -> None:
    member = filled["front_desk"]
    address = reverse("setting_person", args=(member.pk,))
    for typed, role, active in (
        ({"role": "biller"}, "biller", True),
        ({"end": "1"}, "biller", False),
        ({"back": "1"}, "biller", True),
    ):
        manager.post(address, typed)
        member.refresh_from_db()
        assert (member.role, member.active) == (role, active)
    with acting(filled["manager"]):
        told = AuditEntry.objects.filter(row=member.pk, kind="accounts_membership").order_by("number")
        assert [entry.action for entry in told] == ["change_role", "leave", "return"]


def test_the_last_manager_cannot_leave(manager: Client, filled: Members) -> None:
    member = filled["manager"]
    page = manager.post(reverse("setting_person", args=(member.pk,)), {"end": "1"}, follow=True)
    assert "needs a manager" in page.content.decode()
    member.refresh_from_db()
    assert member.active


def test_nobody_becomes_a_service_account_or_a_patient_here(manager: Client, filled: Members) -> None:
    for role in ("service", "patient", "emperor"):
        address = reverse("setting_person", args=(filled["biller"].pk,))
        assert manager.post(address, {"role": role}).status_code == 404
        assert manager.post(PEOPLE, {"email": "x@example.com", "role": role}).status_code == 422


def test_people_of_another_practice_cannot_be_touched(manager: Client, there: Members) -> None:
    address = reverse("setting_person", args=(there["biller"].pk,))
    assert manager.post(address, {"end": "1"}).status_code == 404
    there["biller"].refresh_from_db()
    assert there["biller"].active


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller", "auditor"])
def test_only_a_manager_sees_and_changes_people(filled: Members, signed_in: SignIn, role: str) -> None:
    client = signed_in(filled[role])
    assert client.get(PEOPLE).status_code == 403
    assert client.post(PEOPLE, {"email": "x@example.com", "role": "biller"}).status_code == 403
    assert client.post(reverse("setting_person", args=(filled["biller"].pk,)), {"end": "1"}).status_code == 403
    assert client.post(WORDING, {OPENING: "Hello", "version": "0"}).status_code == 403
    assert client.post(reverse("setting_payer", args=("aetna",)), {"met": "on", "version": "0"}).status_code == 403


def test_an_own_fact_fills_what_a_card_does_not_say_and_never_what_it_does(filled: Members, example: VisitFile) -> None:
    (card,) = example.coverages
    silent = card.model_copy(update={"timely_filing_days": None, "claims_address": None})
    known = PayerTerms(payer="aetna", timely_filing_days=90, source="Call", checked=date(2026, 11, 12))
    with acting(filled["manager"]):
        kept.save(
            KIND, (known, PayerTerms(payer="other", phone="(555) 010-0100", source="x", checked=known.checked)), 0
        )
        patient = clinic.save_patient(Patient(), example.patient)
        for given, days in ((silent, 90), (card, 365)):
            clinic.save_coverages(patient, [given])
            house, chart = open_house(), open_chart(patient)
            file = visit_file(house, chart, example.visit)
            assert file.coverages[0].timely_filing_days == days
            assert chart.coverages == (given,)
        stranger = silent.model_copy(update={"payer": "other", "phone": None})
        assert with_terms([stranger], house.payers) == (stranger,)
