"""The insurer's own form in a packet: chosen, filled from the record, with what is missing told before it is issued."""

import io
from collections.abc import Callable
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Visit
from makewhole.app.insurers import keeping
from makewhole.app.insurers.models import InsurerForm
from makewhole.app.issuing import monthly
from makewhole.app.issuing.facts import Result
from makewhole.app.issuing.issue import Wanted, file_bytes, issue, issued_facts
from makewhole.app.issuing.making import NotIssuable
from makewhole.app.issuing.models import Batch, Item, Packet
from makewhole.app.vault.acting import acting
from makewhole.app.vault.sealed import open_record
from makewhole.records import VisitFile

from ...documents.forms.made import Sheet, pdf_of
from ..issuing.conftest import signed_visit

Members = dict[str, Membership]
SignIn = Callable[[str], Client]


def asking_form() -> bytes:
    """A form that asks for the name, the employer (for which no record has a place), the group number, an accident,
    and a signature."""
    sheet = Sheet()
    sheet.words(60, 740, "Member claim form", 14, bold=True)
    sheet.words(60, 700, "Patient's last name")
    sheet.text(60, 680, 180)
    sheet.words(60, 660, "Name of employer")
    sheet.text(60, 640, 180)
    sheet.words(60, 620, "Is the claim related to an accident?")
    sheet.check(240, 618)
    sheet.words(252, 620, "Yes")
    sheet.check(290, 618)
    sheet.words(302, 620, "No")
    sheet.words(60, 600, "Group number")
    sheet.text(60, 582, 180)
    sheet.words(60, 560, "Patient's signature")
    sheet.signature(60, 540, 200)
    return pdf_of(sheet)


@pytest.fixture
def visit(desk: Members, example: VisitFile) -> Visit:
    (card,) = example.coverages
    without_group = card.model_copy(update={"group_number": None})
    return signed_visit(desk["clinician"], example.model_copy(update={"coverages": (without_group,)}))


@pytest.fixture
def form(desk: Members) -> InsurerForm:
    """A form of the visit's insurer that someone looked over."""
    with acting(desk["biller"]):
        row = keeping.take_in(asking_form(), "aetna")
        keeping.check(keeping.open_form(row), row.created.date(), "Bo Biller")
    return row


def text_of(pdf: bytes | None) -> str:
    assert pdf
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def value_of(pdf: bytes, name: str) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fields = {str(each.T): str(each.get("/V", "")) for each in opened.Root.AcroForm.Fields}
    return fields[name]


def test_a_form_that_nobody_looked_over_is_not_offered(sign_in: SignIn, visit: Visit, desk: Members) -> None:
    with acting(desk["biller"]):
        row = keeping.take_in(asking_form(), "aetna")
    page = sign_in("biller").get(reverse("issue", args=(visit.pk,)))
    assert page.context["forms"] == []
    with acting(desk["biller"]), pytest.raises(NotIssuable):
        issue(visit, Wanted(form=row.pk), uuid4())


def test_the_insurers_own_form_is_chosen_by_itself_and_what_the_record_lacks_is_told_with_where_to_enter_it(
    sign_in: SignIn, visit: Visit, form: InsurerForm
) -> None:
    client, address = sign_in("biller"), reverse("issue", args=(visit.pk,))
    page = client.get(address)
    assert page.context["form_chosen"] == form
    questions = reverse("questions", args=(visit.patient_id,))
    lacking = {each.says: each.address for each in page.context["lacking"]}
    (asked,) = [each for each in lacking.values() if each.startswith(questions)]
    assert "ask=accident.any" in asked
    assert "Did an accident cause what you are treated for?" in lacking
    card = reverse("patient_sheet", args=(visit.patient_id, "coverage"))
    assert [says for says, place in lacking.items() if place.startswith(card)] == ["the group number on the card"]
    assert [says for says, place in lacking.items() if not place] == ["the employer through whom the plan is held"]
    assert len(page.context["signatures"]) == 1
    done = client.post(asked, {"accident.any": "no", "version": "0"})
    assert done.headers["Location"] == address
    after = client.get(address)
    assert not [each for each in after.context["lacking"] if each.address.startswith(questions)]
    assert after.context["written"] == page.context["written"] + 1


def test_the_open_questions_of_the_cms1500_are_asked_from_the_issue_page_and_what_was_said_is_marked(
    sign_in: SignIn, visit: Visit, desk: Members
) -> None:
    client, address = sign_in("biller"), reverse("issue", args=(visit.pk,))
    asked = client.get(address).context["cms1500_asks"]
    for name in ("accident.employment", "accident.auto", "accident.other", "other.covered"):
        assert f"ask={name}" in asked
    said = {"accident.any": "no", "accident.employment": "no", "other.covered": "no", "version": "0"}
    assert client.post(asked, said).headers["Location"] == address
    page = client.get(address)
    assert page.context["cms1500_asks"] == ""
    sent = {"key": str(uuid4()), "version": str(visit.version), "documents": ["cms1500", "submission_sheet"]}
    assert client.post(address, sent | {"form": "none"}).status_code == 302
    with acting(desk["biller"]):
        packet = Packet.objects.get()
        form, sheet = (text_of(file_bytes(packet, name)) for name in ("cms1500-red-form.pdf", "submission-sheet.pdf"))
    assert form.split().count("X") == 10  # four of them by the patient
    assert "by pen" not in sheet


def test_what_is_lacking_is_said_in_the_readers_language(sign_in: SignIn, visit: Visit, form: InsurerForm) -> None:
    client = sign_in("biller")
    client.cookies["django_language"] = "es"
    page = client.get(reverse("issue", args=(visit.pk,)))
    said = {each.says for each in page.context["lacking"]}
    assert {"número de grupo en la tarjeta", "empleador por el que se tiene el plan"} <= said


def test_the_filled_form_is_one_of_the_issued_papers_and_stands_in_the_packet(
    sign_in: SignIn, visit: Visit, form: InsurerForm, desk: Members, example: VisitFile
) -> None:
    client, address = sign_in("biller"), reverse("issue", args=(visit.pk,))
    page = client.get(address)
    sent = {"key": str(uuid4()), "version": str(visit.version), "documents": ["necessity_letter"], "form": str(form.pk)}
    assert page.status_code == 200
    assert client.post(address, sent).status_code == 302
    with acting(desk["biller"]):
        packet = Packet.objects.get()
        assert "insurer_form" in [each.name for each in issued_facts(packet).documents]
        filled = file_bytes(packet, "insurer-form.pdf")
        bound = file_bytes(packet, "packet.pdf")
    assert filled
    assert bound
    assert value_of(filled, "untitled1") == example.patient.name.last
    assert value_of(filled, "untitled2") == ""
    opened = client.get(reverse("packet_file", args=(packet.pk, "insurer-form.pdf")))
    assert opened.content == filled
    assert "insurer-form.pdf" in client.get(reverse("packet", args=(packet.pk,))).content.decode()


def test_without_a_form_the_packet_is_as_before_and_a_form_that_went_meanwhile_stops_it(
    sign_in: SignIn, visit: Visit, form: InsurerForm, desk: Members
) -> None:
    client, address = sign_in("biller"), reverse("issue", args=(visit.pk,))
    assert client.get(address, {"form": "none"}).context["form_chosen"] is None
    sent = {"key": str(uuid4()), "version": str(visit.version), "documents": ["superbill"]}
    with acting(desk["biller"]):
        keeping.remove(form)
    stopped = client.post(address, sent | {"form": str(form.pk)})
    assert stopped.status_code == 422
    assert "not kept here any more" in stopped.content.decode()
    assert client.post(address, sent | {"form": "none"}).status_code == 302
    with acting(desk["biller"]):
        assert file_bytes(Packet.objects.get(), "insurer-form.pdf") is None


def test_the_forms_pages_can_be_looked_at_before_it_is_issued(sign_in: SignIn, visit: Visit, form: InsurerForm) -> None:
    client = sign_in("front_desk")
    page = client.get(reverse("issue_preview", args=(visit.pk, "insurer_form")), {"form": str(form.pk)})
    assert page.status_code == 200
    assert page.context["total"] == 1
    assert client.get(reverse("issue_preview", args=(visit.pk, "insurer_form")), {"form": "none"}).status_code == 404


def in_a_batch(desk: Members, visit: Visit) -> tuple[Packet, Result]:
    with acting(desk["biller"]):
        batch = monthly.begin(visit.date.replace(day=1), [visit], uuid4())
        monthly.work_off(batch.pk)
        item = Item.objects.select_related("packet").get(batch=batch)
        assert item.packet is not None
        return item.packet, open_record(item, Result)


def test_a_months_packets_hold_the_insurers_form_as_one_issued_alone_would_and_say_what_stayed_empty(
    sign_in: SignIn, visit: Visit, form: InsurerForm, desk: Members, example: VisitFile
) -> None:
    packet, result = in_a_batch(desk, visit)
    with acting(desk["biller"]):
        filled = file_bytes(packet, "insurer-form.pdf")
    assert filled
    assert value_of(filled, "untitled1") == example.patient.name.last
    assert {"forms/insurer-form/left-empty", "forms/insurer-form/for-the-patient"} <= {
        each.rule for each in result.findings
    }
    with acting(desk["biller"]):
        address = reverse("batch", args=(Batch.objects.get().pk,))
    client = sign_in("front_desk")
    assert "with boxes left empty" in client.get(address).content.decode()
    client.cookies["django_language"] = "es"
    assert "con casillas vacías" in client.get(address).content.decode()
    biller = sign_in("biller")
    biller.cookies["django_language"] = "es"
    says = "El formulario de la aseguradora pide: número de grupo en la tarjeta"
    assert says in biller.get(reverse("packet", args=(packet.pk,))).content.decode()


def test_without_a_form_of_this_insurer_a_months_packet_holds_none(visit: Visit, desk: Members) -> None:
    with acting(desk["biller"]):
        row = keeping.take_in(asking_form(), "cigna")
        keeping.check(keeping.open_form(row), row.created.date(), "Bo Biller")
    packet, result = in_a_batch(desk, visit)
    with acting(desk["biller"]):
        assert file_bytes(packet, "insurer-form.pdf") is None
    assert result.says == ""
