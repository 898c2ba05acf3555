"""The insurer's own policy, answered from a visit's record for whoever may see the facts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Visit
from makewhole.app.vault.models import AuditEntry
from makewhole.coverage import answers_for
from makewhole.records import VisitFile

from ...judges import pdfs
from ..issuing.conftest import signed_visit

FILES = ("policy_pdf", "policy_json")
Members = dict[str, Membership]
SignIn = Callable[[str], Client]


@pytest.fixture
def massachusetts(example: VisitFile) -> VisitFile:
    (card,) = example.coverages
    home = card.model_copy(
        update={"payer": "bcbs-massachusetts", "payer_name": "Blue Cross Blue Shield of Massachusetts"}
    )
    return example.model_copy(update={"coverages": (home,)})


@pytest.fixture
def visit(desk: Members, massachusetts: VisitFile) -> Visit:
    return signed_visit(desk["clinician"], massachusetts)


def page_of(client: Client, visit: Visit) -> tuple[list[object], str]:
    page = client.get(reverse("policy_answers", args=(visit.pk,)))
    assert page.status_code == 200
    (found,) = page.context["coverages"]
    return [shown for policy in found.policies for shown in policy.criteria], page.content.decode()


@pytest.mark.parametrize("role", ["clinician", "biller"])
def test_who_sees_the_record_is_told_each_answer_with_its_fact_and_where_it_stands(
    sign_in: SignIn, visit: Visit, massachusetts: VisitFile, role: str
) -> None:
    shown, text = page_of(sign_in(role), visit)
    answers = answers_for(massachusetts.coverages[0], massachusetts, massachusetts.visit.date)
    expected = [each for policy in answers for each in policy.criteria]
    assert expected
    assert [each.seen.answer for each in shown] == expected  # type: ignore[attr-defined]
    for each, answer in zip(shown, expected, strict=True):
        assert bool(each.places) == bool(answer.where)  # type: ignore[attr-defined]
        assert all(place.address for place in each.places) or "practice" in answer.where[0]  # type: ignore[attr-defined]
    assert reverse("patient_sheet", args=(visit.patient_id, "history")) in text


def test_on_a_spanish_page_the_evidence_and_what_to_add_are_spanish(sign_in: SignIn, visit: Visit) -> None:
    client = sign_in("clinician")
    client.cookies["django_language"] = "es"
    _shown, text = page_of(client, visit)
    assert "Nació el 03/09/1984" in text
    assert "Cuentan 3 de 4" in text
    assert "Anote un total de MADRS" in text
    assert "Espere: necesidad médica no demostrada" in text


@pytest.mark.parametrize("role", ["front_desk", "manager", "auditor"])
def test_no_clinical_fact_is_told_to_who_may_not_see_it_nor_that_there_is_none(
    sign_in: SignIn, visit: Visit, massachusetts: VisitFile, role: str
) -> None:
    shown, text = page_of(sign_in(role), visit)
    told = {each.seen.held.value["kind"] for each in shown if each.seen.answer}  # type: ignore[attr-defined]
    assert told == {"age", "registered"} | ({"score"} if role != "auditor" else set())
    assert massachusetts.history
    names = [each.name for each in massachusetts.history.trials]
    assert names
    assert not [name for name in names if name in text]
    assert "Expect:" not in text
    assert "are answered by facts that are not shown to your role" in text


def test_what_is_missing_says_who_can_add_it_and_leads_there_only_who_may_write(
    sign_in: SignIn, desk: Members, massachusetts: VisitFile
) -> None:
    bare = massachusetts.model_copy(update={"history": None, "plan": None, "scores": ()})
    visit = signed_visit(desk["clinician"], bare)
    shown, text = page_of(sign_in("clinician"), visit)
    missing = [each for each in shown if each.seen.answer.verdict == "not-documented"]  # type: ignore[attr-defined]
    assert {each.seen.held.value["kind"] for each in missing} >= {"trials", "score", "antidepressant-continued"}  # type: ignore[attr-defined]
    entered = [each for each in missing if each.seen.held.value["kind"] != "registered"]  # type: ignore[attr-defined]
    assert all(each.enter and each.enter.address for each in entered)  # type: ignore[attr-defined]
    assert "The clinician can add it:" in text
    shown, _text = page_of(sign_in("biller"), visit)
    assert not [each for each in shown if each.enter]  # type: ignore[attr-defined]


def test_an_investigational_policy_is_said_plainly_with_its_evidence_and_without_a_promise(
    sign_in: SignIn, desk: Members, example: VisitFile
) -> None:
    visit = signed_visit(desk["clinician"], example)
    _shown, text = page_of(sign_in("clinician"), visit)
    assert "It calls this treatment investigational" in text
    assert "doi.org" in text
    assert "Expect: experimental" in text
    _shown, text = page_of(sign_in("front_desk"), visit)
    assert "doi.org" not in text
    assert "What is published is listed for roles that see the diagnosis treated" in text


def test_looking_at_the_answers_is_audited_as_a_read_of_the_record(sign_in: SignIn, visit: Visit) -> None:
    client = sign_in("clinician")
    before = AuditEntry.unscoped.count()
    page_of(client, visit)
    new = AuditEntry.unscoped.order_by("pk")[before:]
    assert {"clinic_patient", "clinic_patientrecord", "clinic_visit"} <= {
        each.kind for each in new if each.action == "read"
    }


@pytest.mark.parametrize("role", ["clinician", "biller"])
def test_who_sees_the_whole_record_takes_the_answers_along_as_a_page_and_as_json(
    sign_in: SignIn, visit: Visit, massachusetts: VisitFile, role: str
) -> None:
    client = sign_in(role)
    page = client.get(reverse("policy_answers", args=(visit.pk,))).content.decode()
    paper, plain = (reverse(name, args=(visit.pk, "bcbs-massachusetts-087", "policy")) for name in FILES)
    assert paper in page
    assert plain in page
    before = AuditEntry.unscoped.count()
    answer = client.get(paper)
    assert answer["Content-Type"] == "application/pdf"
    assert pdfs.page_count(answer.content) == 1
    card = massachusetts.coverages[0]
    assert card.member_id in pdfs.text_of(answer.content)
    (answers,) = answers_for(card, massachusetts, massachusetts.visit.date)
    told = client.get(plain).json()
    assert [each["answer"] for each in told["criteria"]] == [each.verdict for each in answers.criteria]
    new = [each.action for each in AuditEntry.unscoped.order_by("pk")[before:] if each.kind == "clinic_visit"]
    assert [action for action in new if action != "read"] == ["open", "export"]


@pytest.mark.parametrize("role", ["front_desk", "manager", "auditor"])
@pytest.mark.parametrize("name", ["policy_pdf", "policy_json"])
def test_who_sees_less_is_offered_no_file_and_gets_none(sign_in: SignIn, visit: Visit, role: str, name: str) -> None:
    client = sign_in(role)
    address = reverse(name, args=(visit.pk, "bcbs-massachusetts-087", "policy"))
    assert address not in client.get(reverse("policy_answers", args=(visit.pk,))).content.decode()
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["policy_pdf", "policy_json"])
def test_a_policy_of_another_insurer_is_not_there(sign_in: SignIn, visit: Visit, name: str) -> None:
    assert sign_in("clinician").get(reverse(name, args=(visit.pk, "aetna", "cpb-0938"))).status_code == 404


def test_where_a_name_cannot_be_printed_it_is_said_and_there_is_no_page(
    sign_in: SignIn, desk: Members, massachusetts: VisitFile
) -> None:
    letters = massachusetts.patient.model_copy(
        update={"name": massachusetts.patient.name.model_copy(update={"last": "𐤀𐤁"})}
    )
    visit = signed_visit(desk["clinician"], massachusetts.model_copy(update={"patient": letters}))
    answer = sign_in("clinician").get(
        reverse("policy_pdf", args=(visit.pk, "bcbs-massachusetts-087", "policy")), follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("policy_answers", args=(visit.pk,))
    assert "cannot be printed" in answer.content.decode()
