"""A single paper of an issued packet opens for a role by the same rule as its preview; the whole packet for who hands
it over."""

from uuid import uuid4

import pytest

from makewhole.app.accounts.break_glass import break_glass
from makewhole.app.accounts.models import Membership
from makewhole.app.clinic.models import Visit
from makewhole.app.issuing.issue import Wanted, issue
from makewhole.app.issuing.making import FOR_THE_DESK, shown_to
from makewhole.app.issuing.models import Packet
from makewhole.app.issuing.views.packets import may_open
from makewhole.app.vault.acting import acting
from makewhole.app.vault.models import AuditEntry
from makewhole.packets import possible_files

from .test_pages import SignIn, text

Members = dict[str, Membership]
CLINICAL = {
    "necessity-letter.pdf",
    "policy-answers.pdf",
    "treatment-plan.pdf",
    "clinical-summary.pdf",
    "claim.fhir.json",
    "packet.json",
}


@pytest.fixture
def packet(desk: Members, visit: Visit) -> Packet:
    with acting(desk["biller"]):
        return issue(visit, Wanted(), uuid4())


@pytest.mark.parametrize("role", ["front_desk", "clinician", "biller", "manager"])
def test_a_role_opens_what_its_preview_shows(desk: Members, sign_in: SignIn, packet: Packet, role: str) -> None:
    client = sign_in(role)
    page = text(client.get(f"/packets/{packet.pk}/"))
    for name in possible_files():
        address = f"/packets/{packet.pk}/files/{name}"
        status = client.get(address).status_code
        if status == 404:
            continue
        opens = role in ("clinician", "biller") or name not in CLINICAL
        assert status == (200 if opens else 403), name
        assert (address in page) == opens, name
    told = "role does not see. The whole packet may be printed" in page
    assert told == (role in ("front_desk", "manager"))


def test_a_refusal_is_written_down(desk: Members, sign_in: SignIn, packet: Packet) -> None:
    sign_in("front_desk").get(f"/packets/{packet.pk}/files/clinical-summary.pdf")
    with acting(desk["manager"]):
        assert AuditEntry.objects.filter(kind="issuing_packet", row=packet.pk, outcome="refused").exists()
        assert not AuditEntry.objects.filter(action="open", row=packet.pk).exists()


def test_who_looks_beyond_their_role_opens_them_for_that_hour(desk: Members, sign_in: SignIn, packet: Packet) -> None:
    with acting(desk["front_desk"]):
        break_glass(packet.patient_id, "He collapsed at the desk, the doctor is away.")
    address = f"/packets/{packet.pk}/files/clinical-summary.pdf"
    assert sign_in("front_desk").get(address).status_code == 200


def test_a_paper_that_nobody_thought_of_is_kept_from_the_desk() -> None:
    assert not shown_to("front_desk", "diary")
    assert not may_open("diary.pdf", "front_desk")
    assert may_open("diary.pdf", "clinician")
    assert {name for name in possible_files() if not may_open(name, "front_desk")} <= CLINICAL
    assert all(shown_to("front_desk", each) for each in FOR_THE_DESK)
