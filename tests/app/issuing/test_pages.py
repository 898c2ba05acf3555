"""The pages of issuing at the desk: who may, what is shown, and what a second click does."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from makewhole.app.accounts.models import Membership
from makewhole.app.clinic import records as clinic
from makewhole.app.clinic.models import Visit
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.issuing.models import Packet
from makewhole.app.vault.acting import acting
from makewhole.app.vault.disclosures import disclosures
from makewhole.app.vault.models import AuditEntry
from makewhole.records import Attachment, VisitFile

from ...documents.hostile_pdfs import in_circles
from .conftest import at_the_desk, fill, signed_visit

SignIn = Callable[[str], Client]
STAFF = ("front_desk", "clinician", "biller", "manager")


def text(response: Any) -> str:
    return str(response.content.decode())


def filled_in(page: str, **more: Any) -> dict[str, Any]:
    """The form as it stands on the page, sent as it is."""
    hidden = dict(re.findall(r'name="(key|version)" value="([^"]+)"', page))
    ticked = re.findall(r'name="documents" value="(\w+)" id="\w+" checked', page)
    return hidden | {"documents": ticked} | more


@pytest.fixture
def packet(desk: dict[str, Membership], visit: Visit) -> Packet:
    with acting(desk["biller"]):
        return issue(visit, Wanted(), uuid4())


def test_the_desk_issues_a_packet_and_a_second_click_leads_to_the_same(sign_in: SignIn, visit: Visit) -> None:
    client = sign_in("front_desk")
    page = text(client.get(f"/visits/{visit.pk}/issue/"))
    assert "Nothing stops this packet for" in page
    form = filled_in(page)
    assert "cover_letter" in form["documents"]
    first = client.post(f"/visits/{visit.pk}/issue/", form)
    second = client.post(f"/visits/{visit.pk}/issue/", form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    page = text(client.get(first["Location"]))
    assert "MW-000001" in page
    assert "$475.00" in page


def test_a_missing_document_says_why(desk: dict[str, Membership], sign_in: SignIn, example: VisitFile) -> None:
    visit = signed_visit(desk["clinician"], example.model_copy(update={"plan": None, "history": None}))
    page = text(sign_in("biller").get(f"/visits/{visit.pk}/issue/"))
    assert "The record holds no treatment plan." in page
    assert "neither a treatment plan nor a history" in page


def test_errors_are_first_and_only_a_biller_may_go_on(
    desk: dict[str, Membership], sign_in: SignIn, example: VisitFile
) -> None:
    visit = signed_visit(desk["clinician"], example, signed_on=None, note=None)
    page = text(sign_in("front_desk").get(f"/visits/{visit.pk}/issue/"))
    assert "this packet; <span" in page
    assert ">Issue packet</button>" not in page
    client = sign_in("biller")
    page = text(client.get(f"/visits/{visit.pk}/issue/"))
    refused = client.post(f"/visits/{visit.pk}/issue/", filled_in(page, override="no"))
    assert refused.status_code == 422
    done = client.post(f"/visits/{visit.pk}/issue/", filled_in(page, override="The payer wants it as it is"))
    assert done.status_code == 302
    assert "Issued although errors stood" in text(client.get(done["Location"]))


@pytest.mark.parametrize(
    ("role", "document", "status"),
    [
        ("front_desk", "superbill", 200),
        ("front_desk", "necessity_letter", 403),
        ("front_desk", "packet", 403),
        ("manager", "clinical_summary", 403),
        ("biller", "packet", 200),
        ("clinician", "treatment_plan", 200),
        ("clinician", "nonsense", 404),
        ("auditor", "superbill", 403),
    ],
)
def test_pages_are_shown_to_those_who_may_see_what_they_are_made_of(
    sign_in: SignIn, visit: Visit, role: str, document: str, status: int
) -> None:
    answer = sign_in(role).get(f"/visits/{visit.pk}/issue/preview/{document}/")
    assert answer.status_code == status
    if status == 200:
        assert "data:image/png;base64," in text(answer)
        assert answer["Cache-Control"] == "no-store"


def test_a_preview_takes_no_number(sign_in: SignIn, desk: dict[str, Membership], visit: Visit) -> None:
    sign_in("biller").get(f"/visits/{visit.pk}/issue/preview/superbill/")
    with acting(desk["biller"]):
        assert not Packet.objects.exists()


def test_a_file_opens_as_issued_and_is_written_down(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet
) -> None:
    client = sign_in("front_desk")
    opened = client.get(f"/packets/{packet.pk}/files/packet.pdf")
    saved = client.get(f"/packets/{packet.pk}/files/packet.pdf?download")
    assert opened.content == saved.content
    assert opened.content.startswith(b"%PDF-")
    assert opened["Cache-Control"] == "no-store"
    assert opened["Content-Disposition"] == 'inline; filename="MW-000001-packet.pdf"'
    assert saved["Content-Disposition"].startswith("attachment")
    with acting(desk["auditor"]):
        done = set(AuditEntry.objects.filter(row=packet.pk).values_list("action", flat=True))
    assert {"issue", "open", "export"} <= done
    assert client.get(f"/packets/{packet.pk}/files/nothing.pdf").status_code == 404


def test_a_file_asks_who_you_are_when_that_is_long_ago(sign_in: SignIn, packet: Packet) -> None:
    client = sign_in("biller")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.get(f"/packets/{packet.pk}/files/packet.pdf")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_an_auditor_sees_the_list_but_opens_no_paper(sign_in: SignIn, packet: Packet) -> None:
    client = sign_in("auditor")
    assert "MW-000001" in text(client.get("/packets/"))
    assert client.get(f"/packets/{packet.pk}/").status_code == 200
    assert client.get(f"/packets/{packet.pk}/files/packet.pdf").status_code == 403


def test_handing_over_is_a_disclosure_once_however_often_it_is_clicked(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet
) -> None:
    client, there = sign_in("front_desk"), f"/packets/{packet.pk}/handed-over/"
    form = filled_in(text(client.get(f"/packets/{packet.pk}/")))
    assert [client.post(there, form).status_code for _twice in range(2)] == [302, 302]
    assert client.post(there, {}).status_code == 404
    with acting(desk["auditor"]):
        (release,) = disclosures(packet.patient_id)
        assert AuditEntry.objects.filter(action="hand_over", row=packet.pk).count() == 1
    assert (release.what, release.purpose) == ("MW-000001", "to_the_patient")


def test_a_packet_is_made_void_with_a_reason_by_a_biller_only(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet
) -> None:
    there = f"/packets/{packet.pk}/void/"
    assert sign_in("front_desk").post(there, {"reason": "Wrong visit was billed"}).status_code == 403
    client = sign_in("biller")
    assert client.post(there, {"reason": "oops"}).status_code == 422
    assert client.post(there, {"reason": "Wrong visit was billed"}).status_code == 302
    page = text(client.get(f"/packets/{packet.pk}/"))
    assert "This packet is void" in page
    assert "Wrong visit was billed" in page


def test_a_correction_replaces_and_both_pages_say_so(sign_in: SignIn, packet: Packet) -> None:
    client = sign_in("biller")
    there = f"/visits/{packet.visit_id}/issue/?correct"
    page = text(client.get(there))
    assert "Correct packet MW-000001" in page
    done = client.post(there, filled_in(page, correction="The member ID had a typing error"))
    assert done.status_code == 302
    assert "Replaces MW-000001" in text(client.get(done["Location"]))
    assert "MW-000002" in text(client.get(f"/packets/{packet.pk}/"))
    superbill = client.get(done["Location"] + "files/superbill.pdf").content
    assert superbill.startswith(b"%PDF-")


def test_the_list_is_filtered_and_sums_what_is_at_stake(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet, example: VisitFile
) -> None:
    client = sign_in("biller")
    assert "MW-000001" in text(client.post("/packets/", {"q": "mw-1"}))
    assert "MW-000001" in text(client.post("/packets/", {"q": example.patient.name.last}))
    assert "MW-000001" not in text(client.post("/packets/", {"q": "nobody"}))
    assert "MW-000001" not in text(client.post("/packets/", {"state": "void"}))
    assert "MW-000001" not in text(client.post("/packets/", {"until": "2020-01-01"}))
    assert "$475.00" in text(client.post("/packets/", {"state": "issued"}))


def test_the_list_needs_the_same_queries_for_one_packet_as_for_many(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet, example: VisitFile
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("biller")
    client.get("/packets/")
    with CaptureQueriesContext(connection) as few:
        client.get("/packets/")
    for _ in range(3):
        other = signed_visit(desk["clinician"], example)
        with acting(desk["biller"]):
            issue(other, Wanted(), uuid4())
    with CaptureQueriesContext(connection) as many:
        client.get("/packets/")
    assert len(many) == len(few)


def test_another_practice_meets_nothing_behind_these_addresses(
    there: dict[str, Membership], example: VisitFile, packet: Packet, settings: Any
) -> None:
    settings.SECOND_FACTOR = False
    fill(there["manager"], example)
    for role in STAFF:
        client = at_the_desk(there[role])
        for path in (
            f"/visits/{packet.visit_id}/issue/",
            f"/visits/{packet.visit_id}/issue/preview/superbill/",
            f"/packets/{packet.pk}/",
            f"/packets/{packet.pk}/files/packet.pdf",
            f"/packets/{packet.pk}/share/",
        ):
            assert client.get(path).status_code == 404, (role, path)
        assert "MW-000001" not in text(client.get("/packets/"))


def test_nobody_without_signing_in(client: Client, packet: Packet) -> None:
    for path in (
        "/packets/",
        f"/packets/{packet.pk}/",
        f"/packets/{packet.pk}/files/packet.pdf",
        "/packets/month-end/",
    ):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_speaks_the_language(sign_in: SignIn, packet: Packet, language: str) -> None:
    client = sign_in("biller")
    client.cookies["django_language"] = language
    for path in ("/packets/", f"/packets/{packet.pk}/", f"/packets/{packet.pk}/void/", "/packets/month-end/"):
        assert f'<html lang="{language}"' in text(client.get(path))


def test_an_amendment_is_what_a_packet_is_corrected_with(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet, example: VisitFile
) -> None:
    newer = signed_visit(desk["clinician"], example, packet.patient)
    with acting(desk["biller"]):
        Visit.objects.filter(pk=packet.visit_id).update(state=Visit.State.AMENDED)
        Visit.objects.filter(pk=newer.pk).update(amends=packet.visit_id)
    client = sign_in("biller")
    assert f"/visits/{newer.pk}/issue/?correct" in text(client.get(f"/packets/{packet.pk}/"))
    page = text(client.get(f"/visits/{newer.pk}/issue/"))
    assert "Correct packet MW-000001" in page
    assert client.post(f"/visits/{newer.pk}/issue/", filled_in(page)).status_code == 422
    done = client.post(f"/visits/{newer.pk}/issue/", filled_in(page, correction="The stop time was wrong"))
    assert "Replaces MW-000001" in text(client.get(done["Location"]))


def test_a_visit_changed_meanwhile_is_told_and_nothing_is_issued(
    sign_in: SignIn, desk: dict[str, Membership], visit: Visit
) -> None:
    client = sign_in("biller")
    form = filled_in(text(client.get(f"/visits/{visit.pk}/issue/"))) | {"version": visit.version + 5}
    answer = client.post(f"/visits/{visit.pk}/issue/", form)
    assert answer.status_code == 422
    assert "This visit was changed meanwhile" in text(answer)
    with acting(desk["biller"]):
        assert not Packet.objects.exists()


def test_a_visit_that_cannot_be_issued_leads_back_with_the_reason(
    sign_in: SignIn, desk: dict[str, Membership], visit: Visit
) -> None:
    client = sign_in("biller")
    with acting(desk["biller"]):
        Visit.objects.filter(pk=visit.pk).update(state=Visit.State.DRAFT)
    for path in ("", "preview/superbill/"):
        answer = client.get(f"/visits/{visit.pk}/issue/{path}")
        assert answer.status_code == 302
    assert "Only a signed visit can be issued" in text(client.get(f"/visits/{visit.pk}/", follow=True))


def test_a_record_that_cannot_be_drawn_is_named_on_the_page_and_in_no_cookie(
    sign_in: SignIn, desk: dict[str, Membership], visit: Visit
) -> None:
    client = sign_in("biller")
    with acting(desk["front_desk"]):
        record = clinic.attach(visit.patient, Attachment(title="Pharmacy list", path="record.pdf"), in_circles())
    answer = client.get(f"/visits/{visit.pk}/issue/preview/superbill/")
    assert all("Pharmacy" not in each.value for each in answer.cookies.values())
    page = client.get(answer["Location"])
    assert "the record “Pharmacy list” is damaged" in text(page)
    sent = {"key": uuid4(), "version": visit.version, "documents": ["superbill"], "attachments": [str(record.pk)]}
    refused = client.post(f"/visits/{visit.pk}/issue/", sent)
    assert refused.status_code == 422
    assert "The record “Pharmacy list” cannot be put into the packet. This file is damaged" in text(refused)
    assert client.post(f"/visits/{visit.pk}/issue/", sent | {"attachments": []}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/packets/?q=MW-²",
        "/packets/?q=MW-99999999999999999999",
        "/visits/{visit}/issue/preview/superbill/?from=²",
    ],
)
def test_a_number_that_is_none_is_no_fault(sign_in: SignIn, visit: Visit, address: str) -> None:
    assert sign_in("biller").get(address.format(visit=visit.pk)).status_code == 200


def test_a_void_packet_is_neither_shared_nor_made_void_again(
    sign_in: SignIn, desk: dict[str, Membership], packet: Packet
) -> None:
    client = sign_in("biller")
    there = f"/packets/{packet.pk}/void/"
    client.post(there, {"reason": "Wrong visit was billed"})
    assert client.post(there, {"reason": "Wrong visit was billed"}).status_code == 422
    page = text(client.get(f"/packets/{packet.pk}/share/"))
    key = re.findall(r'name="key" value="([^"]+)"', page)
    assert client.post(f"/packets/{packet.pk}/share/", {"key": key}).status_code == 302


def test_a_patients_monthly_packets_are_turned_on_and_off(sign_in: SignIn, packet: Packet) -> None:
    client = sign_in("front_desk")
    for wanted, says in (("yes", "issued by themselves when a month is over"), ("no", "issued one by one")):
        pages = {"packet": f"/packets/{packet.pk}/", "patient": f"/patients/{packet.patient_id}/"}
        for page, sent in ((pages["packet"], {"packet": str(packet.pk)}), (pages["patient"], {})):
            answer = client.post(f"/packets/patients/{packet.patient_id}/monthly/", {"wanted": wanted} | sent)
            assert answer["Location"] == page
            assert says in text(client.get(page))
    assert "monthly" not in text(sign_in("auditor").get(pages["patient"]))


def test_long_lists_go_on_under_older(sign_in: SignIn, packet: Packet, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("biller")
    client.post(f"/visits/{packet.visit_id}/issue/?correct", _correction(client, packet))
    monkeypatch.setattr("makewhole.app.issuing.views.packets.PAGE", 1)
    first = text(client.get("/packets/"))
    assert "MW-000002" in first
    assert "MW-000001" not in first
    assert 'name="below" value="2"' in first
    assert "MW-000001" in text(client.post("/packets/", {"below": "2"}))


def _correction(client: Client, packet: Packet) -> dict[str, Any]:
    page = text(client.get(f"/visits/{packet.visit_id}/issue/?correct"))
    return filled_in(page, correction="The member ID had a typing error")
