"""What only the patient can answer: asked once, kept with its day and who asked, never answered by default."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import PatientRecord, Visit
from makewhole.app.clinic.records import coverages, save_coverages
from makewhole.app.insurers.questions import Answers, answers, every_question, keep_answers
from makewhole.app.vault.acting import acting
from makewhole.app.vault.sealed import ChangedElsewhere
from makewhole.documents.forms import named_values
from makewhole.records import VisitFile

from ..issuing.conftest import signed_visit

Members = dict[str, Membership]
SignIn = Callable[[str], Client]


@pytest.fixture
def visit(desk: Members, example: VisitFile) -> Visit:
    return signed_visit(desk["clinician"], example)


def test_there_is_a_question_for_all_that_forms_ask_the_patient_with_every_answer_to_choose_from() -> None:
    asked = {each.name: set(each.choices) for each in named_values() if each.asked}
    assert {name: {value for value, _says in each.choices} for name, each in every_question().items()} == asked


def test_nothing_is_answered_before_someone_asked(sign_in: SignIn, visit: Visit, desk: Members) -> None:
    page = sign_in("front_desk").get(reverse("questions", args=(visit.patient_id,)))
    assert not [box for box in page.context["form"] if box.value()]
    with acting(desk["front_desk"]):
        assert answers(visit.patient) == Answers({}, 0)


def test_an_answer_is_kept_sealed_with_its_day_and_who_asked_and_one_that_stays_keeps_both(
    sign_in: SignIn, visit: Visit, desk: Members
) -> None:
    client, address = sign_in("front_desk"), reverse("questions", args=(visit.patient_id,))
    said = {"accident.any": "no", "accident.place": "canaryokapi crossing", "version": "0"}
    assert client.post(address, said).status_code == 302
    with acting(desk["front_desk"]):
        first = answers(visit.patient)
        assert first.said() == {"accident.any": "no", "accident.place": "canaryokapi crossing"}
        assert first.by_name["accident.any"].asked_by == desk["front_desk"].user.name
        stored = PatientRecord.objects.get(patient=visit.patient, kind="answers")
        assert b"canaryokapi" not in bytes(stored.sealed)
    later = dict(said, **{"accident.place": "", "patient.student": "yes", "version": str(first.version)})
    assert sign_in("biller").post(address, later).status_code == 302
    with acting(desk["front_desk"]):
        second = answers(visit.patient)
    assert second.by_name["accident.any"] == first.by_name["accident.any"]
    assert second.by_name["patient.student"].asked_by == desk["biller"].user.name
    assert "accident.place" not in second.by_name


def test_two_who_ask_at_once_do_not_overwrite_each_other(sign_in: SignIn, visit: Visit, desk: Members) -> None:
    client, address = sign_in("front_desk"), reverse("questions", args=(visit.patient_id,))
    assert client.post(address, {"accident.any": "no", "version": "0"}).status_code == 302
    late = client.post(address, {"accident.any": "yes", "version": "0"})
    assert late.status_code == 409
    assert "Nothing of yours is saved yet" in late.content.decode()
    with acting(desk["front_desk"]):
        assert answers(visit.patient).said() == {"accident.any": "no"}
        with pytest.raises(ChangedElsewhere):
            keep_answers(visit.patient, {"accident.any": "yes"}, Answers({}, 0), date(2026, 11, 24), "Someone")


def test_an_answer_that_no_form_knows_is_told_beside_its_box(sign_in: SignIn, visit: Visit) -> None:
    page = sign_in("front_desk").post(
        reverse("questions", args=(visit.patient_id,)), {"accident.any": "maybe", "version": "0"}
    )
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["accident.any"]


def test_an_answer_that_another_or_the_plans_on_record_contradict_is_told_beside_its_box(
    sign_in: SignIn, visit: Visit, desk: Members
) -> None:
    client, address = sign_in("front_desk"), reverse("questions", args=(visit.patient_id,))
    page = client.post(address, {"accident.any": "no", "accident.auto": "yes", "version": "0"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["accident.any"]
    assert client.post(address, {"other.covered": "no", "version": "0"}).status_code == 302
    with acting(desk["front_desk"]):
        first = coverages(visit.patient)
        save_coverages(visit.patient, (*first, first[0].model_copy(update={"rank": "secondary"})))
    page = client.post(address, {"other.covered": "no", "version": "1"})
    assert list(page.context["form"].errors) == ["other.covered"]


def test_a_packet_is_not_made_of_answers_that_the_plans_on_record_contradict(
    sign_in: SignIn, visit: Visit, desk: Members
) -> None:
    client, address = sign_in("biller"), reverse("issue", args=(visit.pk,))
    client.post(reverse("questions", args=(visit.patient_id,)), {"other.covered": "no", "version": "0"})
    with acting(desk["biller"]):
        first = coverages(visit.patient)
        save_coverages(visit.patient, (*first, first[0].model_copy(update={"rank": "secondary"})))
    assert client.get(address).status_code == 200
    client.cookies["django_language"] = "es"
    sent = {"key": str(uuid4()), "version": str(visit.version), "documents": ["cms1500"], "form": "none"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "El paciente dijo que no hay otro plan, y hay otro registrado." in page.content.decode()


@pytest.mark.parametrize(("role", "may_read", "may_write"), [("clinician", True, False), ("auditor", False, False)])
def test_who_may_not_see_the_card_may_not_see_the_answers(
    sign_in: SignIn, visit: Visit, role: str, may_read: bool, may_write: bool
) -> None:
    client, address = sign_in(role), reverse("questions", args=(visit.patient_id,))
    assert (client.get(address).status_code == 200) is may_read
    assert (client.post(address, {"accident.any": "no", "version": "0"}).status_code == 302) is may_write


def test_the_questions_of_a_form_come_first_and_lead_back_to_its_packet(sign_in: SignIn, visit: Visit) -> None:
    address = f"{reverse('questions', args=(visit.patient_id,))}?visit={visit.pk}&ask=claim.pay_to&ask=nonsense"
    client = sign_in("biller")
    page = client.get(address)
    assert [box.name for box in page.context["asked"]] == ["claim.pay_to"]
    done = client.post(address, {"claim.pay_to": "member", "version": "0"})
    assert done.headers["Location"] == reverse("issue", args=(visit.pk,))
